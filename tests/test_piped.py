"""`search index -`: standard input is an input like any file."""

import gzip
import json
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from command_line import ROOT, Run, environment, on_terminal, search

from index.errors import InputRejected
from index.ingest.piped import kept_in_file

LINES = b'{"title": "Wall A", "text": "The wall gave way."}\n{"title": "Wall B", "text": "It was rebuilt."}\n'


def piped(tmp_path: Path, content: bytes, *args: str) -> Run:
    ended = subprocess.run(
        [sys.executable, "-m", "tui.cli", "index", *args],
        cwd=ROOT,
        env=environment(tmp_path / "archive", TMPDIR=str(tmp_path)),
        input=content,
        capture_output=True,
        check=False,
    )
    return Run(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def held(tmp_path: Path, words: str) -> Sequence[tuple[str, str]]:
    hits = json.loads(search(tmp_path / "archive", "query", words, "--json").out)["hits"]
    return sorted((hit["title"], hit["source"]["path"]) for hit in hits)


@pytest.mark.parametrize("content", [LINES, gzip.compress(LINES)], ids=["plain", "compressed"])
def test_what_is_piped_in_is_sniffed_and_indexed_beside_named_files(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "c.txt").write_text(
        "Wall C\n\nThe wall is old, and nobody in the town knows how old it is.\n"
    )
    run = piped(tmp_path, content, "-", str(tmp_path / "c.txt"))
    assert run == Run(0, "Added 3, updated 0, unchanged 0, rejected 0.\n", "")
    assert held(tmp_path, "wall") == [("Wall A", "-"), ("Wall B", "-"), ("Wall C", str(tmp_path / "c.txt"))]
    assert not list(tmp_path.glob("search-*"))


def test_another_input_from_the_same_pipe_takes_the_place_of_none(tmp_path: Path) -> None:
    assert piped(tmp_path, LINES, "-").code == 0
    assert piped(tmp_path, LINES.replace(b"Wall", b"Storm wall"), "-").out.startswith("Added 2, updated 0")
    assert len(held(tmp_path, "wall")) == 4


def test_columns_are_mapped_and_nothing_is_recorded_in_a_dry_run(tmp_path: Path) -> None:
    run = piped(tmp_path, b"h;b\nWall C;It stands.\n", "-", "--map", "title=h,body=b", "--dry-run", "--json")
    (article,) = json.loads(run.out)["articles"]
    assert (run.code, article["title"], article["source"]["path"]) == (0, "Wall C", "-")
    assert not (tmp_path / "archive").exists()


def test_an_empty_pipe_is_rejected_by_its_name(tmp_path: Path) -> None:
    run = piped(tmp_path, b"", "-")
    assert (run.code, run.err) == (2, "rejected: -: empty\n")


def test_a_terminal_is_told_what_is_waited_for(tmp_path: Path) -> None:
    code, shown = on_terminal(tmp_path / "archive", "index", "-", keys=b"The wall gave way\n\x04")
    assert b"Ctrl-D" in shown
    assert code == 0


def test_more_than_there_is_room_for_is_refused_and_cleared_away(tmp_path: Path) -> None:
    with (
        patch("tempfile.tempdir", str(tmp_path)),
        patch("shutil.disk_usage", return_value=SimpleNamespace(free=1)),
        pytest.raises(InputRejected, match="TMPDIR="),
        kept_in_file(BytesIO(b"wall")),
    ):
        pass
    assert not list(tmp_path.iterdir())
