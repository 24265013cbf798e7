"""An archive against a dictionary: whatever is done to it, in whatever order, it holds what the dictionary says.

What is done includes power cuts at any moment, disks that fail in the middle of a
commit, and flipped bits. `TORTURE=1` goes on for much longer, with other orders each time.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from random import Random

import pytest
from failing_disk import FailingDisk
from generations import damage
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from modelled_archive import State, held, small_and_steady, strays
from modelled_disk import ModelledDisk
from msgspec.structs import replace
from newsroom import article

from index.article import Article
from index.errors import ArchiveLocked, NewsError
from index.generations import CURRENT, DAMAGED, load_current
from index.identity import article_id
from index.manifest import manifest_name
from index.snapshot import Snapshot, open_snapshot
from index.upkeep.repair import repair
from index.writer import ArchiveWriter, create_archive

TORTURE = bool(os.environ.get("TORTURE"))
Changes = list[tuple[int, int]]
CHANGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3)), min_size=1, max_size=6)
"""Articles that come and change, as their number and edition, or go: those of edition 0."""
MOMENTS = st.integers(1, 60)
"""Operations of the disk, counted from the beginning of a commit; most commits have fewer."""

_CUTS = 3
"""Power cuts after every commit that could have happened then."""


class PowerCut(BaseException):
    """The machine stops here."""


def entry(number: int, edition: int) -> Article:
    """An article that keeps its id whatever it says."""
    body = f"Edition {edition} of log {number}, kept at the harbour."
    one = article(f"Log {number}", body, name=f"{number}.txt")
    return replace(one, id=article_id(supplied=("logs", str(number))))


def read(snapshot: Snapshot) -> State:
    """All that a snapshot holds. Raises SegmentDamaged."""
    articles = [snapshot.article_with("id", name) for name in snapshot.terms("id")]
    return {one.id: one.body for one in articles if one}


class ArchiveMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(small_and_steady("machine"))
        self.power_on(ModelledDisk())
        create_archive(self.disk)
        self.state: State = {}
        """What was committed last."""

    def teardown(self) -> None:
        self.stack.close()

    def power_on(self, disk: ModelledDisk) -> None:
        """Nobody is at work yet on a disk."""
        self.disk = FailingDisk(disk, 0, 0, errno.ENOSPC)
        self.writer: ArchiveWriter | None = None
        self.pending: dict[str, str] = {}
        self.readers: list[tuple[Snapshot, State]] = []

    def at_work(self) -> ArchiveWriter:
        """The writer, which begins where none is at work."""
        if not self.writer:
            self.writer = ArchiveWriter(self.disk)
            self.pending = dict(self.state)
        return self.writer

    @rule(changes=CHANGES)
    def change(self, changes: Changes) -> None:
        """Put an edition of some articles, or remove them."""
        writer = self.at_work()
        for number, edition in changes:
            one = entry(number, edition)
            is_held, held_body = one.id in self.pending, self.pending.get(one.id)
            with self.perhaps_committing():
                if edition:
                    news = "unchanged" if held_body == one.body else "updated" if is_held else "added"
                    assert writer.put([one]) == [news]
                else:
                    assert writer.remove(one.id) == is_held
            self.pending = {**self.pending, one.id: one.body}
            if not edition:
                del self.pending[one.id]

    @contextmanager
    def perhaps_committing(self) -> Iterator[None]:
        """A change to what is being written already commits what came before it."""
        generation = load_current(self.disk).generation
        yield
        if load_current(self.disk).generation != generation:
            self.state = dict(self.pending)

    def commit_or_optimize(self, optimize: bool) -> None:
        if optimize:
            self.at_work().optimize()
        else:
            self.at_work().commit()
        self.state = dict(self.pending)
        for seed in range(_CUTS):
            left = self.disk.after_power_cut(Random(seed))  # noqa: S311 -- the same cuts every time
            assert held(left) == self.state

    @rule(changes=CHANGES, optimize=st.booleans())
    def commit(self, changes: Changes, optimize: bool) -> None:
        self.change(changes)
        is_change = self.at_work().pending > 0
        self.commit_or_optimize(optimize)
        if is_change:
            needed = {path for reader, _ in self.readers for path, _ in reader.manifest.files()}
            needed |= {manifest_name(reader.manifest.generation) for reader, _ in self.readers}
            assert {file for file in strays(self.disk) - needed if not file.startswith(DAMAGED)} == set()

    @rule(changes=CHANGES, optimize=st.booleans(), moment=MOMENTS, more=st.sampled_from([0, 0, 1, 1000]))
    def fail_in_a_commit(self, changes: Changes, optimize: bool, moment: int, more: int) -> None:
        self.change(changes)
        writer = self.at_work()
        self.disk.first = self.disk.count + moment
        self.disk.last = self.disk.first + more
        try:
            self.commit_or_optimize(optimize)
        except (OSError, NewsError):
            self.disk.recover()
            found = held(self.disk)
            assert found == self.state or (found == self.pending and more)
            assert writer.pending or self.state == self.pending
            # Who gives up now may find either after a power cut; the next commit decides.
            self.commit_or_optimize(optimize)
        finally:
            self.disk.recover()

    @rule(changes=CHANGES)
    def cancel(self, changes: Changes) -> None:
        self.change(changes)
        error = RuntimeError("the reading went wrong")
        self.at_work().__exit__(RuntimeError, error, None)
        self.writer = None

    @rule(changes=CHANGES)
    def leave(self, changes: Changes) -> None:
        self.change(changes)
        self.finish()

    def finish(self) -> None:
        self.at_work().__exit__(None, None, None)
        self.writer, self.state = None, dict(self.pending)

    @precondition(lambda self: len(self.readers) < 2)
    @rule()
    def begin_to_read(self) -> None:
        self.readers.append((open_snapshot(self.disk), self.state))

    @rule(which=st.integers(0, 1))
    def end_reading(self, which: int) -> None:
        for reader, _ in self.readers[which : which + 1]:
            reader.close()
        del self.readers[which : which + 1]

    @rule(seed=st.integers(0))
    def cut_the_power(self, seed: int) -> None:
        self.power_on(self.disk.after_power_cut(Random(seed)))  # noqa: S311 -- as drawn
        assert held(self.disk) == self.state

    @rule(changes=CHANGES, optimize=st.booleans(), moment=MOMENTS, seed=st.integers(0))
    def cut_the_power_in_a_commit(self, changes: Changes, optimize: bool, moment: int, seed: int) -> None:
        self.change(changes)
        moments = count(1)

        def cut() -> None:
            if next(moments) == moment:
                raise PowerCut

        self.disk.before_each = cut
        with suppress(PowerCut):
            self.commit_or_optimize(optimize)
        allowed = [self.state, self.pending]
        self.power_on(self.disk.after_power_cut(Random(seed)))  # noqa: S311 -- as drawn
        found = held(self.disk)
        assert found in allowed
        assert found is not None
        self.state = found

    @rule(which=st.integers(0), place=st.integers(0), bit=st.integers(0, 7))
    def read_with_a_flipped_bit(self, which: int, place: int, bit: int) -> None:
        manifest = load_current(self.disk)
        names = [CURRENT, manifest_name(manifest.generation), *(path for path, _ in manifest.files())]
        with self.flipped(names[which % len(names)], place, bit), suppress(NewsError):
            snapshot = open_snapshot(self.disk, known={})
            found = read(snapshot)
            snapshot.close()
            assert found.items() <= self.state.items()
            assert found == self.state or snapshot.left_out

    @rule(which=st.integers(0), place=st.integers(0), bit=st.integers(0, 7))
    def repair_a_flipped_bit(self, which: int, place: int, bit: int) -> None:
        if self.writer:
            self.finish()
        names = [path for path, _ in load_current(self.disk).files() if "deleted" not in path]
        if not names:
            return
        name = names[which % len(names)]
        with self.flipped(name, place, bit):
            done = repair(self.disk)
        found = held(self.disk)
        assert found is not None
        assert found.items() <= self.state.items()
        assert self.state.keys() - found.keys() == {lost.id for lost in done.lost}
        assert not done.lost or name.endswith("articles")
        self.state = found

    @contextmanager
    def flipped(self, name: str, place: int, bit: int) -> Iterator[None]:
        """A file with one bit wrong; it is right again afterwards."""
        file = self.disk.file(name)
        data, durable = file.data, file.durable
        flipped = bytearray(data)
        flipped[place % len(data)] ^= 1 << bit
        file.data = bytes(flipped)
        file.durable = file.data if file.settled else durable
        yield
        file.data, file.durable = data, durable

    @invariant()
    def what_is_committed_is_there(self) -> None:
        assert held(self.disk) == self.state

    @invariant()
    def there_is_one_writer(self) -> None:
        if self.writer:
            with pytest.raises(ArchiveLocked):
                ArchiveWriter(self.disk)

    @invariant()
    def readers_keep_what_they_opened(self) -> None:
        for reader, state in self.readers:
            assert read(reader) == state
            assert damage(self.disk, reader.manifest) == []


ArchiveMachine.TestCase.settings = settings(
    max_examples=2_000 if TORTURE else 4,
    stateful_step_count=60 if TORTURE else 30,
    derandomize=not TORTURE,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
TestAnArchiveIsADictionary = ArchiveMachine.TestCase
