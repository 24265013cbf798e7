"""The form of a table of separated values: what stands between cells, and how quotation marks are escaped.

The separator is the one that gives the head and the rows below it the most cells alike;
the standard library's sniffer also tries letters and finds them. A file whose name does not say
that it is a table is one only if its head has names of columns that are known.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.ingest.streams import HEAD
from index.ingest.tables.columns import is_known
from index.ingest.tables.lines import head_as_utf8

MOST_COLUMNS = 2_000
LONGEST_CELL = 5_000_000
"""Characters."""
_SEPARATORS = ",\t;|"
_SAID = re.compile(r'"?sep=([,;|\t])"?\s*', re.IGNORECASE)
_ESCAPED = re.compile(r'\\"(?![,\t;|\r\n]|\Z)')
"""A quotation mark within a cell; one that ends a cell may stand behind a backslash that belongs to it."""
_LONGEST_NAME = 80
_LOOKED_AT = 40
"""Lines."""
_HEADS_SOUGHT = 10
"""Rows at the beginning, one of which is the head."""
_NO_NAME = re.compile(r"[\d\s.,:/+-]+|https?://.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written."""

    separator: str
    escapes: bool = False
    r"""Whether a quotation mark within a cell is written \" and not ""."""
    is_said: bool = False
    """Whether the first line says the separator, as spreadsheets do, and is no row."""

    def rows(self, lines: Iterable[str], *, strict: bool) -> "csv._reader":  # type: ignore[name-defined]
        """The rows of some lines; strict raises csv.Error where quotation marks do not fit."""
        csv.field_size_limit(LONGEST_CELL)
        return csv.reader(
            lines,
            delimiter=self.separator,
            doublequote=not self.escapes,
            escapechar="\\" if self.escapes else None,
            strict=strict,
        )


def form_of(head: bytes) -> Form:
    """The form of the table that begins with `head`."""
    return _form_and_rows(head)[0]


def begins_table(head: bytes) -> bool:
    """Whether a head comes first, two of whose columns are known, and then a row of as many cells."""
    if b"\x00" in head_as_utf8(head)[:1024]:
        return False
    rows = _form_and_rows(head)[1]
    if len(rows) < 2 or not 2 <= len(rows[0]) <= MOST_COLUMNS or len(rows[1]) != len(rows[0]):
        return False
    return are_names(rows[0]) and _known(rows[0]) >= 2


def head_of(rows: Sequence[Sequence[str]]) -> tuple[int, bool]:
    """Which of the first rows looks like the head, and whether that is certain.

    Databases write a title and a date above it. It is certain where these rows have fewer cells that say
    anything; a row of as many may be the head of a table in which "news" and "article" are values.
    """
    if not rows or _known(rows[0]) >= 2:
        return 0, True
    for number, row in enumerate(rows[:_HEADS_SOUGHT]):
        if number and _known(row) >= 2 and are_names(row):
            return number, all(_filled(above) < _filled(row) for above in rows[:number])
    return 0, True


def _known(cells: Sequence[str]) -> int:
    return sum(is_known(cell) for cell in cells)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def are_names(cells: Sequence[str]) -> bool:
    """Whether a row can be the head: short texts on one line, none of them a number, a date or an address."""
    return any(cell.strip() for cell in cells) and not any(
        len(cell) > _LONGEST_NAME or "\n" in cell or _NO_NAME.fullmatch(cell.strip()) for cell in cells
    )


def _form_and_rows(head: bytes) -> tuple[Form, list[list[str]]]:
    text = head_as_utf8(head).decode("utf-8", "replace")
    escapes = _ESCAPED.search(text) is not None and '""' not in text.replace(',""', "")
    lines = text.splitlines(keepends=True)
    is_cut = len(head) >= HEAD - 3 or len(lines) > _LOOKED_AT
    if lines and (said := _SAID.fullmatch(lines[0])):
        form = Form(said[1], escapes, is_said=True)
        return form, _rows(lines[1:], form, is_cut=is_cut)
    tried = [
        (form, _rows(lines, form, is_cut=is_cut)) for form in (Form(each, escapes) for each in _SEPARATORS)
    ]
    return max(tried, key=lambda each: _agreement(each[1]))


def _rows(lines: list[str], form: Form, *, is_cut: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(row for row in form.rows(lines[:_LOOKED_AT], strict=False) if row)
    except csv.Error:
        return rows
    return rows[:-1] if is_cut and len(rows) > 1 else rows


def _agreement(rows: list[list[str]]) -> tuple[float, int]:
    """The share of rows of as many cells as the head, and how many cells that is; none for a single one."""
    number, is_certain = head_of(rows)
    below = rows[number:] if is_certain else rows
    if not below or len(below[0]) < 2:
        return 0.0, 0
    return sum(len(row) == len(below[0]) for row in below) / len(below), len(below[0])
