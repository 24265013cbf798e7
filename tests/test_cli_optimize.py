import json
from pathlib import Path

import pytest
from command_line import search
from newsroom import TEN

from index.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Five articles in five segments: few enough that they were not merged by themselves."""
    opened = Archive.open_or_create(tmp_path / "archive")
    for article in TEN[:5]:
        with opened.writer() as writer:
            writer.put([article])
    return opened.path


def test_optimizing_makes_the_archive_smaller_and_says_by_how_much(archive: Path) -> None:
    before = Archive.open(archive).stats()
    run = search(archive, "optimize", "--json")
    after = Archive.open(archive).stats()
    assert (run.code, run.err) == (0, "")
    assert json.loads(run.out) == {
        "version": 1,
        "bytes_before": before.bytes_on_disk,
        "bytes_after": after.bytes_on_disk,
    }
    assert after.bytes_on_disk < before.bytes_on_disk
    assert after.articles == before.articles == 5


def test_in_words_the_sizes_have_units(archive: Path) -> None:
    out = search(archive, "optimize").out
    assert out.startswith("The archive took ") and out.endswith("B.\n")


def test_an_optimized_archive_answers_as_before(archive: Path) -> None:
    before = search(archive, "query", "storm").out
    search(archive, "optimize")
    assert search(archive, "query", "storm").out == before != ""


def test_an_archive_that_is_not_there_is_not_optimized_and_not_made(tmp_path: Path) -> None:
    assert search(tmp_path / "none", "optimize").code == 2
    assert not (tmp_path / "none").exists()


def test_optimizing_stands_after_stats_in_the_table_of_contents(tmp_path: Path) -> None:
    names = [line.split()[0] for line in search(tmp_path, "--help").out.splitlines() if line.startswith("  ")]
    assert names[names.index("stats") + 1] == "optimize"
