"""Layouts: whether paragraphs are an export of a database, and the articles in it.

Wherever the paragraphs come from (plain text, a web page, a document of a word processor, a
PDF), an export is recognised here, once for all.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from index.article import Article, Source
from index.ingest.claims import Claims, resolve
from index.ingest.exports import factiva, nexis


class _Layout(NamedTuple):
    cut: Callable[[Sequence[str]], list[list[str]]]
    """The paragraphs of each article; none where these are in another layout."""
    claims: Callable[[Sequence[str], date], Claims]


_LAYOUTS = {
    "nexis": _Layout(nexis.cut_classic, nexis.claims_of_classic),
    "nexis uni": _Layout(nexis.cut_uni, nexis.claims_of_uni),
    "factiva": _Layout(factiva.cut_shown, factiva.claims_of_shown),
    "factiva codes": _Layout(factiva.cut_coded, factiva.claims_of_coded),
}


class Exported(NamedTuple):
    """One article of an export, not yet read."""

    layout: str
    paragraphs: list[str]


def cut_export(paragraphs: Sequence[str]) -> list[Exported]:
    """The articles of an export, in order; none for any other text."""
    for name, layout in _LAYOUTS.items():
        if pieces := layout.cut(paragraphs):
            return [Exported(name, piece) for piece in pieces]
    return []


def read_exported(exported: Exported, source: Source, today: date) -> Article:
    """One article of an export. Raises ValueError where it says nothing."""
    claims = _LAYOUTS[exported.layout].claims(exported.paragraphs, today)
    if not claims.title and not claims.body:
        raise ValueError("neither a headline nor a text in it")
    return resolve(claims, source, today)
