"""The model sees: a commit that leaves out a step, or takes two in the wrong order, is caught.

What a writer does to the disk is recorded, changed in one place, and done again on the same disk.
"""

import errno
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import count
from random import Random
from unittest.mock import patch

import pytest
from failing_disk import FailingDisk
from modelled_archive import Readings, State, Step, archive_of, held, small_and_steady
from modelled_disk import ModelledDisk
from msgspec.structs import replace
from newsroom import CUTS, FRENCH, FUND, HARBOUR, PRONOUN, STORM, TREATY, WALL
from power_cuts import KINDS

from index.errors import NewsError
from index.garbage import collect_garbage
from index.generations import CURRENT, load_current, publish
from index.manifest import Manifest
from index.storage import Storage
from index.writer import ArchiveWriter

Operation = tuple[str, ...]
"""A method of a disk and the names it is given."""

ACKNOWLEDGED = ("acknowledged",)
NEXT = "CURRENT.next"
CUTS_EACH = 150
BEFORE = [Step([HARBOUR, STORM, FUND, FRENCH]), Step([CUTS, WALL, PRONOUN]), Step(leaving=[HARBOUR])]
STEP = Step([replace(STORM, body="Ten days, not nine."), TREATY], leaving=[CUTS, WALL])


class Recorded(ModelledDisk):
    """A disk that keeps what is done to it."""

    def __init__(self, disk: ModelledDisk) -> None:
        super().__init__(disk.copy().root)
        self.done: list[Operation] = []
        self.written: dict[str, bytes] = {}

    def write(self, name: str, buffers: Iterable[bytes | memoryview]) -> None:
        content = b"".join(buffers)
        if name != "LOCK":
            self.done.append(("write", name))
            self.written[name] = content
        super().write(name, [content])

    def sync(self, name: str) -> None:
        self.done.append(("sync", name))
        super().sync(name)

    def rename(self, old: str, new: str) -> None:
        self.done.append(("rename", old, new))
        super().rename(old, new)

    def remove(self, name: str) -> None:
        super().remove(name)
        self.done.append(("remove", name))

    def make_folder(self, name: str) -> None:
        self.done.append(("make_folder", name))
        super().make_folder(name)


class Commit:
    """A commit with a new segment, one written anew, deletions and garbage: what it does, and its two states."""

    def __init__(self) -> None:
        with small_and_steady("mutants", fanout=9, batch=9):
            self.start = archive_of(*BEFORE)
            disk = Recorded(self.start)

            def publish_and_say_so(storage: Storage, manifest: Manifest) -> None:
                publish(storage, manifest)
                disk.done.append(ACKNOWLEDGED)

            with patch("index.committing.publish", publish_and_say_so), ArchiveWriter(disk) as writer:
                STEP.prepare(writer)
        self.old = held(self.start)
        self.new = held(disk)
        self.operations = disk.done
        self.written = disk.written

    def is_old(self, name: str) -> bool:
        """Whether a file is of the state before."""
        return name in self.start.files()

    def caught(
        self,
        operations: Sequence[Operation],
        kinds: Iterable[str] = KINDS,
        start: ModelledDisk | None = None,
    ) -> bool:
        """Whether some power cut leaves what must not be, if these operations are done instead."""
        disk, choose = (start or self.start).copy(), Random(1)  # noqa: S311 -- the same cuts every time
        readings = Readings()
        allowed = [self.old, self.new]
        for operation in [*operations, ACKNOWLEDGED]:
            lefts = disk.power_cuts(CUTS_EACH, choose, kinds)
            if not all(_is_one_of(allowed, left, readings) for left in lefts):
                return True
            if operation == ACKNOWLEDGED:
                allowed = [self.new]
            else:
                self.do(disk, operation)
        return False

    def do(self, disk: ModelledDisk, operation: Operation) -> None:
        method, *names = operation
        if method == "write":
            disk.write(names[0], [self.written.get(names[0]) or self.written[NEXT]])
        else:
            getattr(disk, method)(*names)


def _is_one_of(allowed: Sequence[State | None], disk: ModelledDisk, readings: Readings) -> bool:
    try:
        return readings.read(disk) in allowed
    except (NewsError, OSError, AssertionError):
        return False


@pytest.fixture(scope="module")
def commit() -> Commit:
    return Commit()


def until_acknowledged(operations: Sequence[Operation]) -> Sequence[Operation]:
    return operations[: operations.index(ACKNOWLEDGED)]


def test_the_commit_itself_is_not_caught(commit: Commit) -> None:
    kinds = {operation for operation, *_ in commit.operations}
    assert kinds == {"write", "sync", "rename", "remove", "make_folder", "acknowledged"}
    assert commit.old != commit.new
    assert not commit.caught(commit.operations)


def test_every_sync_that_is_left_out_is_caught(commit: Commit) -> None:
    done = commit.operations
    syncs = [i for i, operation in enumerate(until_acknowledged(done)) if operation[0] == "sync"]
    assert len(syncs) == 13
    assert [done[i] for i in syncs if not commit.caught([*done[:i], *done[i + 1 :]])] == []


def test_a_rename_before_any_sync_is_caught(commit: Commit) -> None:
    """The three operations that make the new manifest the current one come earlier."""
    done = commit.operations
    first = done.index(("write", NEXT))
    switch, after = done[first : first + 3], done[first + 3 :]
    assert switch == [("write", NEXT), ("sync", NEXT), ("rename", NEXT, CURRENT)]
    syncs = [i for i in range(first) if done[i][0] == "sync"]
    assert len(syncs) == 11
    missed = [done[i] for i in syncs if not commit.caught([*done[:i], *switch, *done[i:first], *after])]
    assert missed == []


def test_a_name_that_is_switched_before_its_contents_are_durable_is_caught(commit: Commit) -> None:
    done = commit.operations
    i = done.index(("sync", NEXT))
    assert commit.caught([*done[:i], done[i + 1], ("sync", CURRENT), *done[i + 2 :]])


def test_a_pointer_that_is_written_over_is_caught(commit: Commit) -> None:
    done = commit.operations
    i = done.index(("write", NEXT))
    assert commit.caught([*done[:i], ("write", CURRENT), ("sync", CURRENT), *done[i + 3 :]])


def test_an_acknowledgement_before_the_last_sync_is_caught(commit: Commit) -> None:
    done = commit.operations
    i = done.index(ACKNOWLEDGED)
    assert done[i - 1] == ("sync", "")
    assert commit.caught([*done[: i - 1], ACKNOWLEDGED, *done[i - 1 :]])


def test_garbage_that_goes_too_early_is_caught(commit: Commit) -> None:
    done = commit.operations
    renamed, acknowledged = done.index(("rename", NEXT, CURRENT)), done.index(ACKNOWLEDGED)
    files = [
        i for i, (operation, *names) in enumerate(done) if operation == "remove" and commit.is_old(names[0])
    ]
    assert len(files) == 4, "the manifest, the deletions that were replaced, two files of a segment"
    for earlier in (renamed, renamed + 1):
        assert earlier < acknowledged
        missed = [
            done[i]
            for i in files
            if not commit.caught([*done[:earlier], done[i], *done[earlier:i], *done[i + 1 :]])
        ]
        assert missed == []


def test_garbage_collected_after_a_crash_without_a_sync_is_caught(commit: Commit) -> None:
    """That a new generation is current need not be durable yet for the next process to see it."""
    crashed = commit.start.copy()
    for operation in commit.operations[: commit.operations.index(ACKNOWLEDGED) - 1]:
        commit.do(crashed, operation)
    disk = Recorded(crashed)
    collect_garbage(disk, load_current(disk))
    first, *others = disk.done
    assert first == ("sync", "")
    assert not commit.caught(disk.done, start=crashed)
    assert commit.caught(others, start=crashed)


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"new"}))
def test_each_kind_of_loss_alone_is_caught(commit: Commit, kind: str) -> None:
    done = commit.operations
    i = next(
        i
        for i, (operation, *names) in enumerate(done)
        if operation == "sync" and names[0].endswith("/articles")
    )
    careless = [*done[:i], *done[i + 1 :]]
    assert not commit.caught(careless, ["new"]), "nothing is lost"
    assert commit.caught(careless, ["new", kind])


def test_names_that_are_lost_are_caught_where_no_bytes_are(commit: Commit) -> None:
    done = commit.operations
    for i, (operation, *names) in enumerate(until_acknowledged(done)):
        if operation == "sync":
            is_folder = names[0] not in commit.written
            assert commit.caught([*done[:i], *done[i + 1 :]], ["new"]) == is_folder


def test_a_writer_that_only_syncs_again_after_a_failure_is_caught(commit: Commit) -> None:
    """What a failed sync has dropped, the next one does not bring back."""

    class Stubborn(FailingDisk):
        def sync(self, name: str) -> None:
            try:
                super().sync(name)
            except OSError:
                self.refused_name = name
                super().sync(name)

    lost = set()
    for first in count(1):
        disk = Stubborn(commit.start.copy(), first, first, errno.EIO)
        with small_and_steady("stubborn", fanout=9, batch=9), suppress(OSError, NewsError):
            with ArchiveWriter(disk) as writer:
                STEP.prepare(writer)
            readings, choose = Readings(), Random(1)  # noqa: S311 -- the same cuts every time
            cuts = disk.power_cuts(CUTS_EACH, choose)
            if not all(_is_one_of([commit.new], left, readings) for left in cuts):
                lost.add(disk.refused_name.rpartition("/")[2])
        if not disk.refused:
            break
    assert {"arrays", "articles", "manifest-5.json", "deleted-5", "CURRENT.next"} <= lost
