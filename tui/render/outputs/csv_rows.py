"""CSV: a row for each hit under one row of names (RFC 4180, with line feeds).

A spreadsheet runs a cell that begins as a formula does, and cells come from strangers.
Such a cell gets an apostrophe before it, by which spreadsheets know text.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from index.clean import clean
from tui.render.outputs import Layout, Listing
from tui.render.outputs.fields import EXPORTED, LISTED, flat_value

_BEGINS_A_FORMULA = frozenset("=+-@\t\r＝＋－＠")
"""Some spreadsheets take the wide forms for the narrow ones."""

Cell = str | int | float


def lines(listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """The row of names, then the rows."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in rows(listings, layout):
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(row)
        yield buffer.getvalue().removesuffix("\n")


def rows(listings: Iterable[Listing], layout: Layout) -> Iterator[list[Cell]]:
    """The names and the values; with several queries the first column says which a row answers."""
    names = layout.fields or (EXPORTED if layout.whole else LISTED)
    for number, listing in enumerate(listings):
        if not number:  # not before the first query has been understood
            yield [*(["query"] if layout.many else []), *names]
        query = [_safe(clean(listing.query.text), layout)] if layout.many else []
        for hit in listing.hits:
            yield [*query, *(_safe(flat_value(name, hit), layout) for name in names)]


def _safe(value: Cell, layout: Layout) -> Cell:
    if layout.raw or not isinstance(value, str) or not _begins_a_formula(value):
        return value
    return "'" + value


def _begins_a_formula(text: str) -> bool:
    return text[:1] in _BEGINS_A_FORMULA or text.lstrip()[:1] in _BEGINS_A_FORMULA
