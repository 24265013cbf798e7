"""Comparing: whether an article that arrives is the reading which is held, and whether that has moved."""

from pathlib import Path

from msgspec.structs import replace

from index.article import Article


def is_same_reading(held: Article, arriving: Article) -> bool:
    """True when a new reading says nothing new: only when and where it was read may differ."""
    return held == replace(
        arriving, source=held.source, first_seen=held.first_seen, last_ingested=held.last_ingested
    )


def has_moved(held: Article, arriving: Article) -> bool:
    """True when another input has it, and the one it was read from is gone."""
    return held.source.path != arriving.source.path and not Path(held.source.path).exists()
