"""Outputs: the forms in which found articles are written, one module each, chosen from one table.

A form makes text of answers as they come, one hit after another, so that an answer of
any length takes the memory of one page. It is given several answers where several
queries were asked, and names the query of each hit then. Only the module of the form
that was asked for is imported.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from search.engine import Hit, SearchPage
from search.language import Query
from tui.render.style import Display

if TYPE_CHECKING:
    from tui.render.outputs.template import Template


class Listing(NamedTuple):
    """One answer to be written."""

    query: Query
    page: SearchPage
    """The first page, for all that it says but its hits."""
    hits: Iterator[Hit]
    """All hits to be listed, read as they are taken."""
    last_rank: int = 0
    """That of the last hit to be listed, if there are so many."""


class Layout(NamedTuple):
    """How an answer is to look, as far as a form leaves a choice."""

    display: Display
    fields: tuple[str, ...] = ()
    """Names from `fields.FIELDS`; empty for what the form lists by itself."""
    template: "Template | None" = None
    raw: bool = False
    """True leaves cells that a spreadsheet would take for formulas as they are."""
    ascii: bool = False
    """True where the stream cannot write every character, and JSON has to escape it."""
    many: bool = False
    """True where several queries are answered."""
    whole: bool = False
    """True for whole articles, False for what identifies them and shows why they match."""
    facet_limit: int | None = None
    """Most values of a facet; None for as many as the form lists by itself."""


class Output(NamedTuple):
    """One form."""

    module: str
    """It has a function `lines(listings, layout)`."""
    takes: frozenset[str] = frozenset()
    """What it obeys of "fields", "raw", "facets" and "print0"."""
    suffixes: tuple[str, ...] = ()
    """Of files that hold it; empty where it is no form to export to."""


_ROOM = "tui.render.outputs"

OUTPUTS = {
    "text": Output(f"{_ROOM}.text", frozenset({"facets"})),
    "json": Output(f"{_ROOM}.document", frozenset({"fields", "facets"})),
    "jsonl": Output(f"{_ROOM}.jsonl", frozenset({"fields"}), (".jsonl", ".ndjson")),
    "csv": Output(f"{_ROOM}.csv_rows", frozenset({"fields", "raw"}), (".csv",)),
    "tsv": Output(f"{_ROOM}.tsv_rows", frozenset({"fields", "raw"}), (".tsv",)),
    "format": Output(f"{_ROOM}.template", frozenset({"print0"})),
    "ids": Output(f"{_ROOM}.ids", frozenset({"print0"})),
    "count": Output(f"{_ROOM}.count", frozenset({"facets"})),
    "quiet": Output(f"{_ROOM}.quiet"),
    "markdown": Output(f"{_ROOM}.markdown", suffixes=(".md", ".markdown")),
    "bibtex": Output(f"{_ROOM}.bibtex", suffixes=(".bib", ".bibtex")),
    "ris": Output(f"{_ROOM}.ris", suffixes=(".ris",)),
}
"""By name."""

Lines = Callable[[Iterable[Listing], Layout], Iterator[str]]


def lines_of(output: str, listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """The text of some answers in one form, in pieces that each end a line (or, with `print0`, a record)."""
    lines: Lines = import_module(OUTPUTS[output].module).lines
    return lines(listings, layout)
