"""Comparing: whether an article that arrives says anything that the one which is held does not."""

from pathlib import Path

from msgspec.structs import replace

from index.article import Article


def says_nothing_new(held: Article, arriving: Article, *, is_left: bool) -> bool:
    """`is_left` says that the article is no longer where it was read from."""
    if says_less(held, arriving):
        return True
    return _same_reading(held, arriving) and not (is_left or _has_moved(held, arriving))


def _same_reading(held: Article, arriving: Article) -> bool:
    """True when a new reading says nothing new: only when and where it was read may differ."""
    return held == replace(
        arriving, source=held.source, first_seen=held.first_seen, last_ingested=held.last_ingested
    )


def says_less(held: Article, arriving: Article) -> bool:
    """True when a full text is held and another input has only part of it, as a feed of the page that is held."""
    return (
        held.body_kind == "full"
        and arriving.body_kind != "full"
        and (held.source.path, held.source.member) != (arriving.source.path, arriving.source.member)
    )


def _has_moved(held: Article, arriving: Article) -> bool:
    return held.source.path != arriving.source.path and not Path(held.source.path).exists()
