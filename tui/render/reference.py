"""The query language as tables for a terminal."""

from collections.abc import Iterator

import click

from search.language.reference import LIMITS, REFERENCE, Row
from tui.render.style import Display

_WIDEST_COLUMN = 36
"""A longer example has its meaning on the next line."""


def reference_lines(display: Display) -> Iterator[str]:
    """Every table, what is typed beside what it finds."""
    formatter = click.HelpFormatter(width=display.width)
    for section in REFERENCE:
        with formatter.section(section.title):
            rows = [(typed, finds) for row in section.rows for typed, finds in _lines_of_row(row)]
            formatter.write_dl(rows, col_max=_WIDEST_COLUMN)
    formatter.write_paragraph()
    formatter.write_text(LIMITS)
    formatter.write_paragraph()
    formatter.write_text(
        "Operators are capitals. In a shell, put a query with quotes, brackets, * or > in single quotes."
    )
    yield from formatter.getvalue().strip("\n").splitlines()


def _lines_of_row(row: Row) -> Iterator[tuple[str, str]]:
    """Each example on a line of its own, the first beside what all mean."""
    for number, typed in enumerate(row.typed):
        yield typed, "" if number else row.finds
