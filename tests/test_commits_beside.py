"""A commit that is made beside the writer, while more articles come: what it holds, when it is told, how it fails."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event
from time import sleep
from typing import NoReturn
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from newsroom import CUTS, FRENCH, FUND, HARBOUR, STORM, TREATY, WALL

import index.committing
from index.archive import Archive
from index.article import Article
from index.finished import FinishedInput
from index.generations import publish
from index.manifest import Manifest
from index.storage import Storage

EDITED = replace(STORM, body="A storm stopped every ferry for ten days, not nine.")
NOTHING: Callable[[], None] = lambda: None  # noqa: E731


class Gate:
    """Publishing waits here until it is let through, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.reached, self.is_open = Event(), Event()
        self.failures = 0

    def publish(self, storage: Storage, manifest: Manifest) -> None:
        self.reached.set()
        assert self.is_open.wait(30)
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is full")
        publish(storage, manifest)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr(index.committing, "publish", gate.publish)
    monkeypatch.setattr("index.writer._BATCH", 2)
    yield gate
    gate.is_open.set()


def bodies(archive: Archive) -> dict[str, str]:
    snapshot = Archive.open(archive.path).snapshot()
    found = {one.id: one.body for name in snapshot.terms("id") if (one := snapshot.article_with("id", name))}
    assert len(found) == len(snapshot)
    return found


def of(*articles: Article) -> dict[str, str]:
    return {article.id: article.body for article in articles}


def test_what_comes_meanwhile_is_compared_with_what_is_being_committed(folder: Path, gate: Gate) -> None:
    archive = Archive.open_or_create(folder)
    told = []
    with archive.writer() as writer:
        writer.put([HARBOUR, STORM, FUND])
        writer.begin_commit(lambda: told.append(bodies(archive)))
        assert gate.reached.wait(30)
        assert writer.pending == 0
        assert writer.put([HARBOUR, EDITED, WALL, CUTS]) == ["unchanged", "updated", "added", "added"]
        assert writer.remove(FUND.id) and not writer.remove(FUND.id)
        assert bodies(archive) == {} and told == []
        gate.is_open.set()
    assert told == [of(HARBOUR, STORM, FUND)]
    assert bodies(archive) == of(HARBOUR, EDITED, WALL, CUTS)
    assert len(list(folder.glob("segments/*"))) == len(Archive.open(folder).snapshot().segments)


def test_an_article_that_is_leaving_can_come_back_meanwhile(folder: Path, gate: Gate) -> None:
    archive = Archive.open_or_create(folder)
    gate.is_open.set()
    with archive.writer() as writer:
        writer.put([HARBOUR, STORM])
    gate.is_open.clear()
    with archive.writer() as writer:
        writer.remove(STORM.id)
        writer.begin_commit(NOTHING)
        assert writer.put([STORM]) == ["added"]
        gate.is_open.set()
    assert bodies(archive) == of(HARBOUR, STORM)


def test_segments_that_are_being_written_are_no_garbage(folder: Path, gate: Gate) -> None:
    archive = Archive.open_or_create(folder)
    with archive.writer() as writer:
        writer.put([HARBOUR, STORM])
        writer.begin_commit(NOTHING)
        assert gate.reached.wait(30)
        writer.put([WALL, CUTS])
        assert len(list(folder.glob("segments/*"))) == 2
        gate.is_open.set()
        writer.finished_inputs()  # waits
        assert bodies(archive) == of(HARBOUR, STORM)
        assert len(list(folder.glob("segments/*"))) == 2
    assert bodies(archive) == of(HARBOUR, STORM, WALL, CUTS)


def test_a_commit_that_failed_is_told_of_and_its_changes_still_wait(folder: Path, gate: Gate) -> None:
    archive = Archive.open_or_create(folder)
    gate.is_open.set()
    with archive.writer() as writer:
        writer.put([HARBOUR, CUTS, TREATY])
    gate.is_open.clear()
    gate.failures = 1
    told = []
    with archive.writer() as writer:
        writer.put([STORM, FUND])
        writer.remove(HARBOUR.id)
        writer.finish(FinishedInput("/news/a", 1, 1, "plain", 2))
        writer.finish(FinishedInput(CUTS.source.path, 1, 1, "plain", 1))
        writer.begin_commit(lambda: told.append("committed"))
        writer.put([EDITED, WALL])
        writer.remove(CUTS.id)
        writer.remove(FUND.id)
        gate.is_open.set()
        with pytest.raises(OSError, match="full"):
            writer.commit()
        assert bodies(archive) == of(HARBOUR, CUTS, TREATY)
        writer.commit()
        assert bodies(archive) == of(EDITED, WALL, TREATY)
        assert set(writer.finished_inputs()) == {"/news/a"}, "an article of the other was removed"
    assert told == []


def test_a_state_that_cannot_be_opened_loses_nothing_that_waits(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise OSError("too many open files")

    archive = Archive.open_or_create(folder)
    with archive.writer() as writer:
        writer.put([HARBOUR])
        writer.commit()
        writer.put([STORM, FUND])
        with monkeypatch.context() as trouble:
            trouble.setattr("index.writer.open_snapshot", refuse)
            trouble.setattr(writer, "_committed", -1)  # it is opened anew
            for commit in (writer.commit, lambda: writer.begin_commit(NOTHING)):
                with pytest.raises(OSError, match="too many"):
                    commit()
    assert bodies(archive) == of(HARBOUR, STORM, FUND)


def test_who_leaves_because_of_an_error_leaves_one_state_or_the_other(folder: Path, gate: Gate) -> None:
    archive = Archive.open_or_create(folder)
    with suppress(KeyError), archive.writer() as writer:
        writer.put([HARBOUR, STORM])
        writer.begin_commit(NOTHING)
        assert gate.reached.wait(30)
        writer.put([WALL])
        gate.is_open.set()
        raise KeyError
    assert bodies(archive) == of(HARBOUR, STORM), "it had come too far to be given up"
    with archive.writer() as writer:
        writer.put([WALL])
    assert bodies(archive) == of(HARBOUR, STORM, WALL)


def test_who_leaves_while_workers_are_busy_does_not_wait_for_what_was_given_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.writer._BATCH", 2)
    monkeypatch.setattr("index.writer._WORTH_A_PROCESS", 2)
    monkeypatch.setattr("index.batch.pool._Worker._send", lambda *_: sleep(0.2))
    archive = Archive.open_or_create(folder)
    with suppress(KeyError), archive.writer(processes=2) as writer:
        writer.put([HARBOUR, STORM, FUND, WALL])
        writer.begin_commit(NOTHING)
        raise KeyError
    assert bodies(archive) == {}
    with archive.writer() as writer:
        writer.put([HARBOUR])
    assert bodies(archive) == of(HARBOUR)


def test_no_more_is_taken_in_meanwhile_than_memory_is_meant_for(folder: Path, gate: Gate) -> None:
    archive = Archive.open_or_create(folder)
    told = []
    with patch("index.writer._MOST_AHEAD", 0), archive.writer() as writer:
        writer.put([HARBOUR, STORM])
        writer.begin_commit(lambda: told.append("committed"))
        writer.put([WALL])
        assert gate.reached.wait(30) and told == []
        gate.is_open.set()
        writer.put([CUTS])
        assert told == ["committed"]


@pytest.mark.parametrize("processes", [1, 2])
def test_many_commits_beside_leave_the_same_archive(
    folder: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    monkeypatch.setattr("index.writer._BATCH", 2)
    monkeypatch.setattr("index.writer._WORTH_A_PROCESS", 2)
    monkeypatch.setattr("index.merging.FANOUT", 3)
    archive = Archive.open_or_create(folder)
    told: list[int] = []
    with archive.writer(processes) as writer:
        for number, some in enumerate(([HARBOUR, STORM, FUND], [WALL, CUTS, EDITED], [FRENCH, TREATY])):
            writer.put(some)
            writer.begin_commit(lambda number=number: told.append(number))  # type: ignore[misc]
        writer.begin_commit(lambda: told.append(3))
    assert told == [0, 1, 2, 3]
    assert bodies(archive) == of(HARBOUR, FUND, WALL, CUTS, EDITED, FRENCH, TREATY)
    assert len(list(folder.glob("segments/*"))) == len(Archive.open(folder).snapshot().segments)
