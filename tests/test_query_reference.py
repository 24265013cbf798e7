"""The tables of the language: one source for the page and the help, and every example is a query."""

import re
from datetime import date
from pathlib import Path

import pytest
from command_line import ROOT, search
from newsroom import ask

from search.embedded.engine import EmbeddedEngine
from search.language import describe, parse
from search.language.reference import LIMITS, REFERENCE

ROWS = [row for section in REFERENCE for row in section.rows]
EXAMPLES = [typed for row in ROWS for typed in row.typed]
PAGE = (ROOT / "docs" / "query-language.md").read_text("utf-8")


def test_the_page_has_the_tables_row_for_row() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert rows == [f"| {', '.join(f'`{typed}`' for typed in row.typed)} | {row.finds} |" for row in ROWS]
    assert LIMITS in " ".join(PAGE.split())


def test_help_prints_the_tables(tmp_path: Path) -> None:
    run = search(tmp_path, "help", "query")
    assert (run.code, run.err) == (0, "")
    printed = re.sub(r"\s+", " ", run.out)
    assert all(typed in printed for typed in EXAMPLES)
    assert LIMITS in printed
    assert max(map(len, run.out.splitlines())) <= 80


@pytest.mark.parametrize("typed", EXAMPLES)
def test_every_example_can_be_asked(engine: EmbeddedEngine, typed: str) -> None:
    assert describe(parse(typed, today=date(2031, 3, 5)).tree)
    assert not ask(engine, typed).partial


def test_help_on_a_command_is_what_the_command_says(tmp_path: Path) -> None:
    assert search(tmp_path, "help", "facets") == search(tmp_path, "facets", "--help")
    assert search(tmp_path, "help") == search(tmp_path)
    run = search(tmp_path, "help", "indx")
    assert (run.code, run.err) == (2, "search: there is no command 'indx'\nDid you mean: search help index\n")
