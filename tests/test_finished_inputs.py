"""Inputs that are finished are not read again, and never believed to be before their articles are committed."""

import os
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.finished import FinishedInput, FinishedInputs
from index.ingest import run as running
from index.ingest.reading import Job
from index.ingest.run import NOT_AGAIN, Ending, Report, ingest
from index.storage import FolderStorage
from index.upkeep.orphans import orphans
from index.upkeep.verify import verify

LONG_AGO = 1_700_000_000
READ = FinishedInput("/held/a.txt", 7, 11, "0123", 1)
OTHER = FinishedInput("/held/b.jsonl", 70, 12, "0123", 3, (("2", "no valid JSON"),), (("pictures", 4),))


def page(number: int) -> str:
    return (
        f"The ferry number {number} sails\n\nBy Ines Falk\n\n2031-02-01\n\nThe ferry {number} sailed on Monday,"
        " said the harbour office, and came back in the evening.\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "inputs"
    path.mkdir()
    for number in range(3):
        write(path / f"{number}.txt", page(number))
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.open_or_create(tmp_path / "archive")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the inputs that are read."""
    names: list[str] = []

    def job(path: Path, *rest: Any, **named: Any) -> Job:
        names.append(path.name)
        return Job(path, *rest, **named)

    monkeypatch.setattr(running, "Job", job)
    return names


def write(path: Path, text: str, at: int = LONG_AGO) -> None:
    path.write_text(text)
    os.utime(path, (at, at))


def counts(report: Report) -> tuple[int, int, int]:
    return report.added, report.updated, report.unchanged


def test_what_has_not_changed_is_not_read_again_and_its_articles_are_counted(
    folder: Path, archive: Archive, opened: list[str]
) -> None:
    assert counts(ingest(archive, [folder])) == (3, 0, 0)
    opened.clear()
    endings: list[Ending] = []
    report = ingest(archive, [folder], on_endings=endings.extend)
    assert (counts(report), report.recognised, opened) == ((0, 0, 3), 3, [])
    assert {(ending.outcome, ending.reason) for ending in endings} == {("unchanged", NOT_AGAIN)}


def test_what_has_changed_is_read_again_and_all_is_where_that_is_asked(
    folder: Path, archive: Archive, opened: list[str]
) -> None:
    ingest(archive, [folder])
    opened.clear()
    write(folder / "1.txt", page(7), LONG_AGO + 1)
    assert counts(ingest(archive, [folder])) == (0, 1, 2)
    assert opened == ["1.txt"]
    assert ingest(archive, [folder], reread=True).recognised == 0


def test_a_table_is_read_again_where_its_columns_are_mapped_otherwise(
    tmp_path: Path, archive: Archive
) -> None:
    table = tmp_path / "rows.jsonl"
    write(table, '{"title": "Ferry sails", "text": "It sailed.", "kind": "harbour"}\n')
    ingest(archive, [table])
    assert ingest(archive, [table]).recognised == 1
    assert counts(ingest(archive, [table], mapping={"section": "kind"})) == (0, 1, 0)


def test_a_file_that_has_only_just_changed_is_read_again(folder: Path, archive: Archive) -> None:
    (folder / "1.txt").write_text(page(8))
    ingest(archive, [folder])
    assert ingest(archive, [folder]).recognised == 2


def test_the_file_of_a_removed_article_is_read_again(folder: Path, archive: Archive) -> None:
    ingest(archive, [folder])
    removed = next(iter(archive.ids_with_prefix("")))
    archive.remove([removed])
    report = ingest(archive, [folder])
    assert (counts(report), report.recognised) == ((1, 0, 2), 2)
    assert archive.article(removed)


def test_a_copy_of_an_article_is_read_again_when_the_one_that_was_held_has_changed(
    folder: Path, archive: Archive, opened: list[str]
) -> None:
    ingest(archive, [folder])
    for number in range(3):
        write(folder / f"copy-{number}.txt", page(number))
    ingest(archive, [folder])
    assert ingest(archive, [folder]).recognised == 6
    assert archive.stats().articles == 3
    opened.clear()
    for number in range(3):
        write(folder / f"{number}.txt", page(number + 10), LONG_AGO + 60)
    report = ingest(archive, [folder])
    assert (report.added, report.updated, report.recognised) == (3, 3, 0)
    assert archive.stats().articles == 6
    assert sorted(opened) == ["0.txt", "1.txt", "2.txt", "copy-0.txt", "copy-1.txt", "copy-2.txt"]
    assert ingest(archive, [folder]).recognised == 6


def test_a_copy_in_another_folder_is_read_again_when_that_folder_is_next(
    folder: Path, archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    write(tmp_path / "mine" / "0.txt", page(0))
    ingest(archive, [folder])
    ingest(archive, [tmp_path / "mine"])
    write(folder / "0.txt", page(10), LONG_AGO + 60)
    ingest(archive, [folder])
    report = ingest(archive, [tmp_path / "mine"])
    assert (report.added, report.recognised) == (1, 0)
    assert archive.stats().articles == 4


def test_an_article_whose_file_has_gone_is_held_from_the_copy_that_is_left(
    folder: Path, archive: Archive, opened: list[str]
) -> None:
    ingest(archive, [folder])
    write(folder / "copy.txt", page(1))
    ingest(archive, [folder])
    opened.clear()
    (folder / "1.txt").unlink()
    report = ingest(archive, [folder])
    assert (counts(report), report.recognised, opened) == ((0, 1, 2), 2, ["copy.txt"])
    held = filter(None, map(archive.article, archive.ids_with_prefix("")))
    assert sorted(Path(article.source.path).name for article in held) == ["0.txt", "2.txt", "copy.txt"]
    assert ingest(archive, [folder]).recognised == 3


def test_an_article_that_its_file_no_longer_has_is_held_from_the_copy_that_has_it(
    tmp_path: Path, archive: Archive, opened: list[str]
) -> None:
    def feed(name: str, *numbers: int, at: int = LONG_AGO) -> None:
        rows = (
            f'{{"title": "Ferry {number}", "text": "It sailed.", "url": "https://gazette.example/{number}"}}\n'
            for number in numbers
        )
        write(tmp_path / "feeds" / name, "".join(rows), at)

    def sources() -> dict[str | None, str]:
        held = filter(None, map(archive.article, archive.ids_with_prefix("")))
        return {article.title: Path(article.source.path).name for article in held}

    (tmp_path / "feeds").mkdir()
    feed("now.jsonl", 1, 2)
    ingest(archive, [tmp_path / "feeds"])
    feed("then.jsonl", 1, 2)
    ingest(archive, [tmp_path / "feeds"])
    feed("now.jsonl", 2, 3, at=LONG_AGO + 60)
    assert counts(ingest(archive, [tmp_path / "feeds"])) == (1, 1, 2)
    assert sources() == {"Ferry 1": "then.jsonl", "Ferry 2": "now.jsonl", "Ferry 3": "now.jsonl"}
    opened.clear()
    feed("now.jsonl", 2, 3, 4, at=LONG_AGO + 120)
    ingest(archive, [tmp_path / "feeds"])
    assert opened == ["now.jsonl"]


def test_a_part_of_an_article_whose_file_has_gone_is_not_read_again(tmp_path: Path, archive: Archive) -> None:
    address = '"url": "https://gazette.example/ferry"'
    write(tmp_path / "whole.jsonl", f'{{"title": "Ferry sails", "text": "It sailed.", {address}}}\n')
    ingest(archive, [tmp_path / "whole.jsonl"])
    write(tmp_path / "part.jsonl", f'{{"title": "Ferry sails", {address}}}\n')
    ingest(archive, [tmp_path / "part.jsonl"])
    (tmp_path / "whole.jsonl").unlink()
    assert ingest(archive, [tmp_path / "part.jsonl"]).recognised == 1


def test_a_rejected_input_is_read_again_and_the_rejected_members_of_a_finished_one_are_told_again(
    tmp_path: Path, archive: Archive
) -> None:
    write(tmp_path / "rows.jsonl", '{"title": "Ferry sails", "text": "It sailed."}\nno row\n')
    write(tmp_path / "empty.txt", "")
    paths = [tmp_path / "rows.jsonl", tmp_path / "empty.txt"]
    first, second = ingest(archive, paths), ingest(archive, paths)
    assert (second.recognised, len(second.rejected)) == (1, 2)
    assert [str(error) for error in first.rejected] == [str(error) for error in second.rejected]


def test_optimizing_keeps_what_is_finished_and_verify_has_nothing_to_say(
    folder: Path, archive: Archive
) -> None:
    ingest(archive, [folder])
    archive.optimize()
    assert ingest(archive, [folder]).recognised == 3
    archive.collect_garbage()
    storage = FolderStorage(archive.path)
    assert list(verify(storage, lambda *progress: None)) == []
    assert list(orphans(storage, archive.snapshot().manifest)) == []


def test_only_what_leads_to_the_current_generation_is_believed(tmp_path: Path) -> None:
    log = FinishedInputs(tmp_path)
    log.append(b"one", b"never", [OTHER], [])  # the commit has failed
    log.append(b"one", b"two", [READ], [])
    assert log.believed(b"two") == {READ.path: READ}
    assert log.believed(b"one") == {}
    log.append(b"two", b"three", [OTHER], [READ.path])
    assert log.believed(b"three") == {OTHER.path: OTHER}
    assert log.believed(b"two") == {READ.path: READ}  # as after a restore
    log.append(b"four", b"five", [], [])  # a repair between them
    assert log.believed(b"five") == {}


@pytest.mark.parametrize("cut", [1, 30, 90])
def test_a_line_cut_short_spoils_no_other(tmp_path: Path, cut: int) -> None:
    log = FinishedInputs(tmp_path)
    log.append(b"one", b"two", [READ], [])
    whole = (tmp_path / "INPUTS").read_bytes()
    log.append(b"two", b"three", [OTHER], [])
    raw = (tmp_path / "INPUTS").read_bytes()
    (tmp_path / "INPUTS").write_bytes(raw[: len(whole) + cut])
    log.append(b"two", b"four", [], [])
    assert log.believed(b"four") == {READ.path: READ}


def test_a_long_log_is_shortened_to_what_is_believed(tmp_path: Path) -> None:
    log = FinishedInputs(tmp_path)
    log.append(b"one", b"two", [READ] * 40_000, [])
    size = (tmp_path / "INPUTS").stat().st_size
    log.shorten(b"two")
    assert (tmp_path / "INPUTS").stat().st_size < size / 1000
    assert log.believed(b"two") == {READ.path: READ}
