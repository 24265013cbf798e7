import json
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import pytest
from command_line import Run, search, spawn

from index.archive import Archive
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
    expected = {"version": 1, "added": 1, "updated": 0, "unchanged": 0, "skipped": 0, "rejected": []}
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
    def stopped(archive: Archive, paths: Sequence[Path], on_progress: Callable[[Progress], None]) -> None:
        for kept in committed:
            on_progress(Progress(kept + 5, 5000, kept + 5, 0, kept))
        raise KeyboardInterrupt

    with patch("tui.cli.index.ingest", stopped):
        run = indexed(tmp_path, str(tmp_path))
    assert (run.code, run.out) == (130, "")
    assert run.err == f"Stopped: {stays}; run the same command again to go on.\n\nsearch: interrupted\n"


def test_files_of_other_kinds_are_no_news_beside_articles(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, light=PAGE.encode())
    (folder / "README.md").write_text("What this folder is.")
    assert "Skipped" not in indexed(tmp_path, str(folder)).out
    assert "Skipped" not in indexed(tmp_path, str(folder)).out
    assert json.loads(indexed(tmp_path, "--json", str(folder)).out)["skipped"] == 1


def test_files_of_other_kinds_alone_are_news(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / "README.md").write_text("What this folder is.")
    run = indexed(tmp_path, str(folder))
    assert (run.code, run.out.splitlines()[1]) == (1, "Skipped 1 file of kinds that are not read.")


def test_a_dry_run_says_how_many_files_it_passed_over(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, light=PAGE.encode())
    (folder / "README.md").write_text("What this folder is.")
    assert indexed(tmp_path, "--dry-run", str(folder)).err == "Skipped 1 file of kinds that are not read.\n"
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
