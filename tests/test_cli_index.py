import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote, unquote_to_bytes, urlsplit

import pytest
from command_line import Run, search, spawn

from index.archive import Archive
from index.ingest.formats import FORMATS, Format
from index.ingest.run import Progress

PAGE = """The lighthouse keeper retires

The lighthouse keeper retires

By Ines Falk

2031-02-03

The keeper of the Port Halden light handed over the keys on Monday, after forty winters on the rock.

The light itself has needed no keeper for ten years, but somebody had to paint it, the harbour office said.
"""


def folder_with(tmp_path: Path, **files: bytes) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.txt").write_bytes(content)
    return folder


def indexed(tmp_path: Path, *args: str) -> Run:
    return search(tmp_path / "archive", "index", *args)


def test_a_folder_becomes_an_archive_that_answers(tmp_path: Path) -> None:
    run = indexed(tmp_path, str(folder_with(tmp_path, light=PAGE.encode())))
    assert run == Run(0, "Added 1, updated 0, unchanged 0, rejected 0.\n", "")
    assert search(tmp_path / "archive", "query", "lighthouse").code == 0


def test_indexing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    folder = str(folder_with(tmp_path, light=PAGE.encode()))
    indexed(tmp_path, folder)
    assert indexed(tmp_path, folder).out == "Added 0, updated 0, unchanged 1, rejected 0.\n"


def test_a_rejected_file_is_named_with_its_reason_and_the_rest_goes_in(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, light=PAGE.encode(), picture=b"\x89PNG\0\0")
    run = indexed(tmp_path, str(folder))
    assert run.code == 2
    assert run.out == "Added 1, updated 0, unchanged 0, rejected 1.\n"
    assert run.err.startswith(f"rejected: {folder / 'picture.txt'}: ")


def test_a_name_that_leads_nowhere_is_rejected_and_the_rest_goes_in(tmp_path: Path) -> None:
    run = indexed(tmp_path, str(tmp_path / "none.txt"), str(folder_with(tmp_path, light=PAGE.encode())))
    assert (run.code, run.out) == (2, "Added 1, updated 0, unchanged 0, rejected 1.\n")
    assert run.err.startswith(f"rejected: {tmp_path / 'none.txt'}: ")


def test_whether_a_path_can_be_read_is_left_to_its_reader(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, light=PAGE.encode())
    with patch("click.types.os.access", return_value=False):
        assert indexed(tmp_path, str(folder)).code == 0


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_an_empty_name_is_trouble_and_not_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    monkeypatch.chdir(folder_with(tmp_path, light=PAGE.encode()))
    run = indexed(tmp_path, "", *more)
    assert (run.code, run.out) == (2, "")
    assert run.err.endswith("an empty name.\nFor the current folder: search index .\n")
    assert indexed(tmp_path, ".", *more).code == 0


def test_a_folder_with_nothing_in_it_is_1(tmp_path: Path) -> None:
    assert indexed(tmp_path, str(folder_with(tmp_path))).code == 1


def test_a_dry_run_shows_every_field_and_where_it_was_read(tmp_path: Path) -> None:
    run = indexed(tmp_path, "--dry-run", str(folder_with(tmp_path, light=PAGE.encode())))
    assert run.code == 0
    assert "  title              The lighthouse keeper retires   [" in run.out
    assert "  authors            Ines Falk   [" in run.out
    assert "  published          2031-02-03   [" in run.out or "  published          unknown" in run.out
    assert "  agency             unknown\n" in run.out


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    indexed(tmp_path, "--dry-run", str(folder_with(tmp_path, light=PAGE.encode())))
    assert not (tmp_path / "archive").exists()


def test_a_dry_run_in_json_is_the_articles_themselves(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, light=PAGE.encode(), picture=b"\x89PNG\0\0")
    run = indexed(tmp_path, "--dry-run", "--json", str(folder))
    record = json.loads(run.out)
    assert [article["title"] for article in record["articles"]] == ["The lighthouse keeper retires"]
    assert [rejected["path"] for rejected in record["rejected"]] == [str(folder / "picture.txt")]
    assert run.code == 2


def test_the_report_in_json_has_the_same_numbers(tmp_path: Path) -> None:
    run = search(tmp_path / "archive", "--json", "index", str(folder_with(tmp_path, light=PAGE.encode())))
    expected = {
        "version": 1,
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "skipped": 0,
        "recognised": 0,
        "passed_over": {},
        "unused_columns": {},
        "rejected": [],
    }
    assert json.loads(run.out) == expected


@pytest.mark.parametrize(
    ("committed", "stays"),
    [
        ([], "nothing was recorded yet"),
        ([0, 0], "nothing was recorded yet"),
        ([0, 1, 1], "1 article is kept"),
        ([900, 1800], "1,800 articles are kept"),
    ],
)
def test_an_interrupted_run_is_130_and_says_what_stays(
    tmp_path: Path, committed: list[int], stays: str
) -> None:
    def stopped(
        archive: Archive, paths: Sequence[Path], *, on_progress: Callable[[Progress], None], **_: object
    ) -> None:
        for kept in committed:
            on_progress(Progress(kept + 5, 5000, kept + 5, 0, kept))
        raise KeyboardInterrupt

    with patch("tui.cli.index.ingest", stopped):
        run = indexed(tmp_path, str(tmp_path))
    assert (run.code, run.out) == (130, "")
    assert run.err == f"Stopped: {stays}; run the same command again to go on.\n\nsearch: interrupted\n"


def test_files_of_other_kinds_are_counted_once_by_how_their_names_end(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, light=PAGE.encode())
    for name in ("README.md", "a.jpg", "b.JPG", "Makefile", "odd.what\x1b[31m"):
        (folder / name).write_text("What this folder is.")
    run = indexed(tmp_path, str(folder))
    assert "Skipped" not in run.out
    assert run.err == "Skipped 4 files of kinds that are not read: .jpg 2, without a suffix 2.\n"
    assert json.loads(indexed(tmp_path, "--json", str(folder)).out)["skipped"] == 5


def test_files_of_other_kinds_alone_are_news(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / "README.md").write_text("What this folder is.")
    run = indexed(tmp_path, str(folder))
    assert (run.code, run.err) == (1, "Skipped 1 file of kinds that are not read: README and the like 1.\n")


def test_a_dry_run_says_how_many_files_it_passed_over(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, light=PAGE.encode())
    (folder / "harbour.jpg").write_bytes(b"no picture")
    assert indexed(tmp_path, "--dry-run", str(folder)).err == (
        "Skipped 1 file of kinds that are not read: .jpg 1.\n"
    )
    assert indexed(tmp_path, "--dry-run", "--json", str(folder)).err == ""


def test_a_pipe_sees_no_progress(tmp_path: Path) -> None:
    run = spawn(tmp_path / "archive", "index", str(folder_with(tmp_path, light=PAGE.encode())))
    assert (run.code, run.err) == (0, "")


def test_a_folder_of_other_things_does_not_become_an_archive(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, light=PAGE.encode())
    run = search(folder, "index", str(folder))
    assert run.code == 2
    assert "holds other files" in run.err
    assert [file.name for file in folder.iterdir()] == ["light.txt"]


def test_the_formats_that_are_read_are_listed_without_a_path(tmp_path: Path) -> None:
    run = indexed(tmp_path, "--formats")
    assert (run.code, run.err) == (0, "")
    table, more = run.out.split("\n\n")
    assert [line.split()[0] for line in table.splitlines()] == list(FORMATS)
    assert all(suffix in table for kind in FORMATS.values() for suffix in kind.suffixes)
    assert ".gz" in more
    assert max(map(len, run.out.splitlines())) <= 80
    assert not (tmp_path / "archive").exists()


def test_a_format_that_has_to_be_installed_says_with_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rare = Format("rare", frozenset({".rare"}), "none", extra="rarities")
    monkeypatch.setattr("tui.cli.index.FORMATS", {"rare": rare})
    run = indexed(tmp_path, "--formats")
    assert run.out.startswith("rare  .rare  rare [rarities]\n")
    assert run.out.endswith("pip install 'newsmorgue[NAME]'\n")
    (record,) = json.loads(indexed(tmp_path, "--formats", "--json").out)["formats"]
    assert record == {"name": "rare", "suffixes": [".rare"], "summary": "rare", "extra": "rarities"}


def test_the_formats_in_json_are_the_same(tmp_path: Path) -> None:
    record = json.loads(search(tmp_path / "archive", "--json", "index", "--formats").out)
    assert [kind["name"] for kind in record["formats"]] == list(FORMATS)
    assert record["compressions"] == [".bz2", ".gz", ".xz", ".zst"]


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_without_a_path_there_is_nothing_to_index(tmp_path: Path, more: list[str]) -> None:
    run = indexed(tmp_path, *more)
    assert (run.code, run.out) == (2, "")
    assert "PATH" in run.err and "search index --help" in run.err


@pytest.mark.parametrize("of", [2, 7])
def test_the_parts_together_are_every_input_once(tmp_path: Path, of: int) -> None:
    pages = {f"page{number}": PAGE.replace("forty", str(number)).encode() for number in range(5)}
    folder = str(folder_with(tmp_path, **pages, picture=b"\x89PNG\0\0"))
    dry: list[str] = []
    for number in range(1, of + 1):
        record = json.loads(indexed(tmp_path, "--dry-run", "--json", "--part", f"{number}/{of}", folder).out)
        dry += [article["source"]["path"] for article in record["articles"]]
        dry += [error["path"] for error in record["rejected"]]
        indexed(tmp_path, "--part", f"{number}/{of}", folder)
    assert sorted(dry) == sorted(map(str, Path(folder).iterdir()))
    assert indexed(tmp_path, folder).out == "Added 0, updated 0, unchanged 5, rejected 1.\n"


def test_a_part_is_every_nth_input_from_its_own(tmp_path: Path) -> None:
    pages = {name: PAGE.replace("forty", name).encode() for name in "abcde"}
    run = indexed(tmp_path, "--dry-run", "--json", "--part", "2/3", str(folder_with(tmp_path, **pages)))
    assert [Path(one["source"]["path"]).name for one in json.loads(run.out)["articles"]] == ["b.txt", "e.txt"]


@pytest.mark.parametrize(
    "part", ["0/2", "3/2", "1", "1/0", "-1/2", "a/b", "1/2/3", "", "1/" + "9" * 5000, "١/٢"]
)
def test_a_part_that_is_none_is_trouble_and_shows_one_that_is(tmp_path: Path, part: str) -> None:
    run = indexed(tmp_path, "--part", part, str(folder_with(tmp_path, light=PAGE.encode())))
    assert (run.code, run.out) == (2, "")
    assert run.err.endswith("is no part.\nThe second of three parts: --part 2/3\n")
    assert not (tmp_path / "archive").exists()


def test_a_table_is_read_as_its_columns_are_mapped(tmp_path: Path) -> None:
    table = tmp_path / "stories.csv"
    table.write_text(
        "id,label,story,gloss\n"
        '1,Harbour wall gives way,"The harbour wall gave way on Monday, the council said.",'
        '"A wall gave way, and the council is looking into it."\n'
    )
    archive = tmp_path / "archive"
    mapped = search(archive, "index", "--map", "title=label,body=story", str(table))
    assert (mapped.code, mapped.out) == (0, "Added 1, updated 0, unchanged 0, rejected 0.\n")
    assert "Harbour wall gives way" in search(archive, "query", "council").out
    wrong = search(archive, "index", "--map", "heading=label", str(table))
    assert wrong.code == 2
    assert "there is no field 'heading'" in wrong.err


def test_the_report_says_what_became_of_every_input_and_member(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, light=PAGE.encode())
    (folder / "rows.jsonl").write_text(
        '{"title": "Ferry sails", "text": "It sailed."}\nno row\n{"title": "Wall", "description": "It fell."}\n'
    )
    (folder / "harbour.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    for name in ("rows.jsonl", "harbour.jpg"):
        os.utime(folder / name, (1_700_000_000, 1_700_000_000))
    report = tmp_path / "report.jsonl"

    def endings() -> set[tuple[str, str | None, str, int]]:
        search(tmp_path / "archive", "index", "--report", str(report), str(folder))
        lines = [json.loads(line) for line in report.read_text().splitlines()]
        assert all(line["reason"] for line in lines if line["outcome"] in ("rejected", "skipped"))
        return {
            (Path(line["path"]).name, line["member"], line["outcome"], line["articles"]) for line in lines
        }

    assert endings() == {
        ("light.txt", None, "added", 1),
        ("rows.jsonl", "1", "added", 1),
        ("rows.jsonl", "2", "rejected", 1),
        ("rows.jsonl", "3", "partial", 1),
        ("harbour.jpg", None, "skipped", 1),
    }
    assert endings() == {
        ("light.txt", None, "unchanged", 1),
        ("rows.jsonl", None, "unchanged", 2),
        ("rows.jsonl", "2", "rejected", 1),
        ("harbour.jpg", None, "skipped", 1),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no file has such a name")
def test_a_file_whose_name_cannot_be_printed_can_be_opened_by_what_is_reported(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, light=PAGE.encode())
    for number, name in enumerate(("caf\udce9.txt", "red\x1b[31m%20.txt", "empty\udcff.txt")):
        (folder / name).write_text(f"{PAGE}\nIt is told for the {number}. time.\n" if number < 2 else "")
    report = tmp_path / "report.jsonl"
    run = search(tmp_path / "archive", "index", "--json", "--report", str(report), str(folder))
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    for line in (*lines, *json.loads(run.out)["rejected"]):
        opened = urlsplit(line["uri"]).path if line["uri"] else quote(line["path"])
        assert Path(os.fsdecode(unquote_to_bytes(opened))).is_file()
    assert sorted(Path(line["path"]).name for line in lines) == [
        "caf.txt",
        "empty.txt",
        "light.txt",
        "red%20.txt",
    ]
    assert [line["path"] for line in lines if not line["uri"]] == [str(folder / "light.txt")]


def test_a_report_among_the_inputs_is_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, light=PAGE.encode())
    run = search(tmp_path / "archive", "index", "--report", str(folder / "report.jsonl"), str(folder))
    assert (run.code, "as an input" in run.err) == (2, True)
    assert not (folder / "report.jsonl").exists()


def test_what_is_of_a_kind_that_is_not_read_is_counted_and_no_trouble(tmp_path: Path) -> None:
    items = [{"uri": f"urn:{number}", "pubstatus": "usable", "headline": "Wall"} for number in range(3)]
    for item in items[1:]:
        item["type"] = "picture"
    (tmp_path / "items.json").write_text(json.dumps(items))
    run = indexed(tmp_path, str(tmp_path / "items.json"))
    assert (run.code, run.out) == (
        0,
        "Added 1, updated 0, unchanged 0, rejected 0.\nPassed over items that are no text: 2.\n",
    )
    run = indexed(tmp_path, "--json", str(tmp_path / "items.json"))
    assert json.loads(run.out)["passed_over"] == {"items that are no text": 2}
    assert (
        "Passed over items that are no text: 2."
        in indexed(tmp_path, "--dry-run", str(tmp_path / "items.json")).err
    )
