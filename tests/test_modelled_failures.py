"""A full or failing disk at any operation of a writer: the archive stays, the changes wait, the next writer works.

The next sync after a failed one succeeds without having kept anything (see `power_cuts`), so that
committing again is more than syncing again.
"""

import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from random import Random

import pytest
from failing_disk import FailingDisk
from modelled_archive import State, Step, Witness, archive_of, held, small_and_steady
from modelled_disk import ModelledDisk
from msgspec.structs import replace
from newsroom import CUTS, FRENCH, FUND, HARBOUR, JAPANESE, STORM, TREATY, WALL

from index.errors import ArchiveLocked, NewsError
from index.writer import ArchiveWriter

THREE = Step([HARBOUR, STORM, FUND])
TWO = Step([CUTS, WALL])
EDITED = replace(STORM, body="A storm stopped every ferry for ten days, not nine.")

SCENES: dict[str, tuple[Sequence[Step], Step]] = {
    "the first articles": ([], THREE),
    "a removal": ([THREE, TWO], Step(leaving=[HARBOUR, WALL])),
    "all at once, with batches and a merge": (
        [THREE, TWO],
        Step([EDITED, FRENCH, JAPANESE, TREATY], [HARBOUR, CUTS]),
    ),
    "optimize": ([THREE, TWO], Step([FRENCH], [WALL], optimize=True)),
}
ONCE, TWICE, FOR_LONG = (0, errno.ENOSPC), (1, errno.EIO), (10**6, errno.EIO)
"""How many more operations fail after the first, and with which error."""
BATCHES = "all at once, with batches and a merge"
TORTURE = bool(os.environ.get("TORTURE"))
_STEP = 1 if TORTURE else 4
"""One failure is tried at every fourth operation, and at each in `make torture`."""
_STRIDE = 1 if TORTURE else 13
"""What else may fail at every thirteenth: where it begins to fail matters."""
RETRIES = [*((scene, ONCE) for scene in SCENES), ("optimize", TWICE), (BATCHES, FOR_LONG)]


def attempt(writer: ArchiveWriter, step: Step) -> bool:
    """Whether the changes could be prepared and committed."""
    try:
        step.prepare(writer)
        step.commit(writer)
    except (OSError, NewsError):
        return False
    return True


@pytest.mark.parametrize(("scene", "failure"), RETRIES)
def test_after_a_failure_at_any_operation_nothing_is_lost_and_committing_again_works(
    scene: str, failure: tuple[int, int]
) -> None:
    before, step = SCENES[scene]
    span, error = failure
    with small_and_steady(scene):
        start = archive_of(*before)
        old = held(start)
        assert old is not None
        new = step.after(old)
        failed = 0
        for first in count(1, _STEP if failure == ONCE else _STRIDE):
            witness = Witness(Random(first), most=2, every=2)  # noqa: S311 -- the same cuts every time
            failing = FailingDisk(start.copy(), first, first + span, error)
            try:
                writer = ArchiveWriter(failing)
            except (OSError, NewsError):
                failing.recover()
                assert next_writer_works(failing, old, witness) == old
                continue
            if not attempt(writer, step):
                failed += 1
                found = held(ModelledDisk(failing.root))
                assert found == old or (found == new and span)
                assert writer.pending, "the changes wait"
                with pytest.raises(ArchiveLocked):
                    ArchiveWriter(failing)
                witness.allowed = [old, new]
                witness.look(failing)
            failing.recover()
            assert attempt(writer, step)
            witness.allowed = [new]
            witness.look(failing)
            writer.close()
            assert next_writer_works(failing, new, witness) == new
            if not failing.refused:
                break
    assert failed > 20 // (_STEP if failure == ONCE else _STRIDE)


@pytest.mark.parametrize(("scene", "failure"), [(BATCHES, ONCE), ("optimize", FOR_LONG)])
def test_who_gives_up_after_a_failure_leaves_the_old_or_the_new_and_a_free_lock(
    scene: str, failure: tuple[int, int]
) -> None:
    before, step = SCENES[scene]
    span, error = failure
    with small_and_steady(scene):
        start = archive_of(*before)
        old = held(start)
        assert old is not None
        for first in count(1, 2 * _STEP):
            witness = Witness(Random(first), most=2, every=2)  # noqa: S311 -- the same cuts every time
            failing = FailingDisk(start.copy(), first, first + span, error)
            acknowledged = False
            with suppress(OSError, NewsError), ArchiveWriter(failing) as writer:
                step.prepare(writer)
                step.commit(writer)
                acknowledged = True
            failing.recover()
            found = held(failing)
            assert found in ([step.after(old)] if acknowledged else [old, step.after(old)])
            witness.allowed = [found] if acknowledged else [old, step.after(old)]
            witness.look(failing)
            next_writer_works(failing, found, witness)
            if not failing.refused:
                break
    assert first > 20


def next_writer_works(disk: ModelledDisk, state: State | None, witness: Witness) -> State | None:
    """What the archive held before the next writer, which must work and leave nothing behind."""
    found = held(disk)
    witness.allowed = [state]
    disk.before_each = lambda: None
    witness.go_on(disk, found)
    return found
