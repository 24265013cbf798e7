"""Columns of a table that no field is made of are named, so that nothing is left out without a word."""

import json
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from command_line import search
from dataset_files import TODAY

from index.ingest.reading import Job, joined, read_job
from index.ingest.tables.unused import unused_columns

BODY = "The harbour wall gave way on Monday, and the water ran through the lower streets of the town."
ROW = {"headline": "Wall gives way", "text": BODY, "paper": "Coast Daily", "when": "2031-02-03"}
HOW = "To use one, say which field of an article it holds: --map FIELD=COLUMN, such as --map outlet=paper\n"


def unused(path: Path, mapping: dict[str, str] | None = None) -> tuple[str, ...]:
    steps = read_job(Job(path, TODAY, is_named=True, mapping=mapping or {}))
    return joined(path, [reading for _, reading in steps if reading]).unused


def table(path: Path, *rows: Mapping[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_run_says_once_for_each_kind_of_table_which_columns_it_did_not_use(tmp_path: Path) -> None:
    table(tmp_path / "a.jsonl", ROW, ROW | {"headline": "The wall again"})
    table(
        tmp_path / "b.jsonl", ROW | {"headline": "A third wall", "by": "Ines Falk", "\x1b[31mdesk x": "City"}
    )
    (tmp_path / "c.csv").write_text(f'title,text,paper\nWall four,"{BODY}",Coast Daily\n')
    said = (
        "Columns of .jsonl tables that were not used: paper, when, by, desk x.\n"
        f"Columns of .csv tables that were not used: paper.\n{HOW}"
    )
    for more in ([], ["--dry-run"]):
        run = search(tmp_path / "archive", "index", *more, str(tmp_path))
        assert (run.code, sorted(run.err.splitlines())) == (0, sorted(said.splitlines()))


def test_what_was_mapped_is_no_longer_named(tmp_path: Path) -> None:
    path = table(tmp_path / "a.jsonl", ROW)
    assert unused(path) == ("paper", "when")
    assert unused(path, {"outlet": "paper"}) == ("when",)
    run = search(tmp_path / "archive", "index", "--map", "outlet=paper,published=when", str(path))
    assert (run.code, run.err) == (0, "")


def test_the_report_and_a_dry_run_in_json_have_them_by_kind(tmp_path: Path) -> None:
    path = table(tmp_path / "a.jsonl", ROW)
    for more in (["--dry-run"], []):
        run = search(tmp_path / "archive", "index", *more, "--json", str(path))
        assert json.loads(run.out)["unused_columns"] == {".jsonl": ["paper", "when"]}


def test_tables_in_a_zip_are_told_of_together(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.csv", f'title,text,paper\nWall,"{BODY}",Coast Daily\n')
        packed.writestr("b.csv", f'title,text,paper,by\nWall two,"{BODY}",Coast Daily,Ines Falk\n')
    assert unused(tmp_path / "a.zip") == ("paper", "by")


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("article_id", "a17 of the harbour"),
        ("ArticleID", "a17 of the harbour"),
        ("urlToImage", "a picture"),
        ("image_url", "a picture"),
        ("Unnamed: 0", "seven"),
        ("date_download", "2031-02-03"),
        ("checked", ""),
        ("checked", "NaN"),
        ("checked", "12.50"),
        ("checked", True),
        ("checked", "d41d8cd98f00b204e9800998ecf8427e"),
        ("lead", "https://gazette.example/wall.jpg?w=100"),
        ("tags", [{"name": "harbour"}]),
        ("x" * 81, "something"),
    ],
)
def test_what_holds_nothing_to_find_is_not_named(name: str, cell: object) -> None:
    assert unused_columns([name], [{name: cell}]) == ()


@pytest.mark.parametrize(
    ("name", "cell"),
    [("said", "Ines Falk"), ("covid", "about it"), ("when", "20310203"), ("tags", ["harbour", "wall"])],
)
def test_what_says_something_is_named(name: str, cell: object) -> None:
    assert unused_columns([name], [{}, {name: cell}]) == (name,)


def test_what_this_program_exported_has_no_such_columns(tmp_path: Path) -> None:
    search(tmp_path / "archive", "index", str(table(tmp_path / "a.jsonl", ROW)))
    for form in ("jsonl", "csv"):
        out = tmp_path / f"out.{form}"
        assert search(tmp_path / "archive", "export", "wall", "--to", str(out)).code == 0
        assert unused(out) == ()
