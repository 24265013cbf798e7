"""Separated values: CSV and TSV, also with semicolons or bars between cells.

Python's own CSV reader decides where a row ends, in its strict mode, because only then does it
notice that a quotation mark which was never closed has swallowed the rows behind it. Such
a row is tried alone, leniently, and what it swallowed is read again.
"""

import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice

from index.article import Article, Source
from index.ingest.members import Member, Origin
from index.ingest.streams import HEAD, Stream
from index.ingest.tables.columns import unique_names
from index.ingest.tables.form import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Form,
    are_names,
    form_of,
    head_of,
)
from index.ingest.tables.lines import as_utf8, lines_of, text_of_line
from index.ingest.tables.rows import Unread, article_of, while_readable
from index.ingest.tables.settling import sampled, settle

Row = tuple[str, ...] | Unread


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each row below the head is one, counted from 1."""
    stream = as_utf8(stream)
    form = form_of(stream.peek(HEAD))
    if form.is_said:
        stream.readline()
    head, rows = _parted(_rows(stream, form), is_mapped=bool(origin.mapping))
    names = _names(head)
    fitted = ((str(number), _fitted(line, row, len(names))) for number, (line, row) in enumerate(rows, 1))
    first, cut = sampled(while_readable(fitted))
    sample = [dict(zip(names, row, strict=True)) for _, row in first if not isinstance(row, Unread)]
    settled = settle(sample, origin)
    for name, row in cut:
        yield Member(name, (names, row, settled))


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`."""
    names, row, settled = member.content
    if isinstance(row, Unread):
        raise ValueError(row.reason)
    source = Source(str(origin.path), member.name, "csv")
    return article_of(dict(zip(names, row, strict=True)), settled, source, origin)


def _parted(
    rows: Iterator[tuple[int, Row]], *, is_mapped: bool
) -> tuple[tuple[int, Row] | None, Iterator[tuple[int, Row]]]:
    """The head of a table, and the rows below it. Raises ValueError where another than the first may be the head."""
    first, rows = sampled(rows)
    number, is_certain = head_of([() if isinstance(row, Unread) else row for _, row in first])
    if not is_certain and not is_mapped:
        line, row = first[number]
        names = ", ".join(f"`{name}`" for name in row[:4])
        raise ValueError(f"line {line} looks like its head: {names}; delete what stands above it")
    number = number if is_certain else 0
    return (first[number] if first else None), islice(rows, number + 1, None)


def _names(head: tuple[int, Row] | None) -> tuple[str, ...]:
    if head is None:
        raise ValueError("empty")
    _, cells = head
    if isinstance(cells, Unread):
        raise ValueError(f"its head cannot be read: {cells.reason}")
    if len(cells) > MOST_COLUMNS:
        raise ValueError(f"{len(cells):,} columns; a table of articles has at most {MOST_COLUMNS:,}")
    if not are_names(cells):
        raise ValueError("its first row does not name its columns; put a row above it that does")
    return unique_names(cells)


def _fitted(line: int, row: Row, width: int) -> Row:
    """The row with as many cells as the head has; empty ones too many are left out."""
    if isinstance(row, Unread) or len(row) == width:
        return row
    if len(row) > width and not any(cell.strip() for cell in row[width:]):
        return row[:width]
    return Unread(f"line {line}: {len(row):,} cells where the head has {width:,}")


def _rows(stream: Stream, form: Form) -> Iterator[tuple[int, Row]]:
    """The rows that are not empty, as spreadsheets leave many at the end, each with the number of its first line."""
    lines = _Lines(stream)
    rows = form.rows(lines, strict=True)
    while True:
        first = lines.next_row()
        row: Row
        try:
            row = tuple(next(rows))
        except StopIteration:
            return
        except csv.Error:
            row = _alone(lines.put_back_all_but_one(), form)
            rows = form.rows(lines, strict=True)
        except ValueError as error:
            lines.put_back_all_but_one()
            row = Unread(str(error))
            rows = form.rows(lines, strict=True)
        if isinstance(row, Unread):
            yield first, Unread(f"line {first}: {row.reason}")
        elif any(cell and not cell.isspace() for cell in row):
            yield first, row


def _alone(line: str, form: Form) -> Row:
    """The row that a line is by itself, however its quotation marks stand, unless the last of them is open."""
    line = line.rstrip("\r\n").replace("\r", " ")
    try:
        rows = list(form.rows([line, "x"], strict=False))
    except csv.Error as error:
        return Unread(str(error))
    return tuple(rows[0]) if len(rows) > 1 else Unread("a quotation mark in it is never closed")


class _Lines:
    """The lines of a stream as text, some of which can be given a second time."""

    def __init__(self, stream: Stream) -> None:
        self._lines = lines_of(stream, LONGEST_CELL)
        self._waiting: deque[str] = deque()
        self._given: list[str] = []
        """Since the row began."""
        self._length = 0
        self._number = 0
        """Of the last line that was given."""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._waiting:
            line = self._waiting.popleft()
            self._number += 1
        else:
            raw = next(self._lines)
            self._number += 1
            if raw is None:
                raise ValueError(f"larger than {LONGEST_CELL // 1_000_000} MB")
            line = text_of_line(raw)
        self._given.append(line)
        self._length += len(line)
        if self._length > LONGEST_CELL:
            raise csv.Error("larger than a row may be")
        return line

    def next_row(self) -> int:
        """Begin a row; the number of its first line."""
        self._given, self._length = [], 0
        return self._number + 1

    def put_back_all_but_one(self) -> str:
        """Give again what was given since the row began, but its first line, which is returned."""
        first, *rest = self._given or [""]
        self._waiting.extendleft(reversed(rest))
        self._number -= len(rest)
        return first
