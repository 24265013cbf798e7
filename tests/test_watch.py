"""A watched folder: what comes is read once it has stopped changing, and the archive is free in between."""

from pathlib import Path

import pytest

from index.archive import Archive
from index.ingest.run import Report
from index.ingest.watch import watch

PAGE = (
    "The ferry sails\n\nThe ferry sailed on Monday, said the harbour office, and came back in the evening.\n"
)


class Look:
    """What happens between two looks; after the last of it, somebody presses Ctrl-C."""

    def __init__(self, *events: object) -> None:
        self._events = iter(events)

    def __call__(self, seconds: float) -> None:
        event = next(self._events, KeyboardInterrupt)
        if event is KeyboardInterrupt:
            raise KeyboardInterrupt
        if callable(event):
            event()


def batches(archive: Archive, folder: Path, *events: object) -> list[Report]:
    reports: list[Report] = []
    watching = watch(archive, [folder], mapping={}, on_endings=lambda endings: None, wait=Look(*events))
    with pytest.raises(KeyboardInterrupt):
        for report in watching:
            reports.append(report)  # noqa: PERF402 - what came before Ctrl-C is wanted
    return reports


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "incoming"
    path.mkdir()
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.open_or_create(tmp_path / "archive")


def test_what_comes_is_read_after_the_look_at_which_it_no_longer_changes(
    archive: Archive, folder: Path
) -> None:
    page = folder / "page.txt"
    reports = batches(
        archive,
        folder,
        lambda: page.write_text(PAGE[:20]),
        lambda: page.write_text(PAGE[:50]),
        lambda: page.write_text(PAGE),
        None,
        None,
        None,
    )
    assert [(report.added, report.rejected) for report in reports] == [(1, ())]


def test_what_changes_later_is_read_again_and_the_archive_is_free_meanwhile(
    archive: Archive, folder: Path
) -> None:
    page = folder / "page.txt"
    page.write_text(PAGE)

    def change() -> None:
        with Archive.open(archive.path).writer():  # raises where it is locked
            page.write_text(PAGE.replace("Monday", "Tuesday, wet and late"))

    reports = batches(archive, folder, None, change, None, None)
    assert [(report.added, report.updated) for report in reports] == [(1, 0), (0, 1)]


def test_a_batch_waits_while_another_process_writes(archive: Archive, folder: Path) -> None:
    (folder / "page.txt").write_text(PAGE)
    writer = Archive.open(archive.path).writer()
    assert [report.added for report in batches(archive, folder, None, None, writer.close, None)] == [1]


def test_what_is_rejected_is_told_once(archive: Archive, folder: Path) -> None:
    (folder / "page.txt").write_bytes(b"")
    assert [len(report.rejected) for report in batches(archive, folder, None, None, None)] == [1]
