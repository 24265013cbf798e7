"""Whatever the power cuts short, an archive holds what was last acknowledged, or what was being committed.

How many different disks each test tries at least is a number here, because a test that
looks at nothing passes too; the rest of its count is for other versions of zlib, whose
articles are of other sizes.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Self
from unittest.mock import patch

import pytest
from modelled_archive import NEWCOMER, Step, Witness, archive_of, held, small_and_steady, strays
from modelled_disk import ModelledDisk
from msgspec.structs import replace
from newsroom import CUTS, FRENCH, FUND, HARBOUR, JAPANESE, PRONOUN, STORM, TREATY, WALL

from index.snapshot import open_snapshot
from index.writer import ArchiveWriter, create_archive

THREE = Step([HARBOUR, STORM, FUND])
TWO = Step([CUTS, WALL])
EDITED = replace(STORM, body="A storm stopped every ferry for ten days, not nine.")

SCENES: dict[str, tuple[Sequence[Step], Sequence[Step], int]] = {
    # what is there, what one writer commits then, and how many different disks are tried at least
    "the first articles": ([], [THREE], 1_170),
    "more articles": ([TWO], [Step([HARBOUR, STORM])], 410),
    "a changed article": ([TWO, THREE], [Step([EDITED])], 2_120),
    "a removal": ([THREE, TWO], [Step(leaving=[HARBOUR])], 440),
    "a removal from all segments": ([THREE, TWO], [Step(leaving=[STORM, WALL])], 460),
    "deletions that replace deletions": ([THREE, Step(leaving=[HARBOUR])], [Step(leaving=[STORM])], 230),
    "all articles of a segment": (
        [TWO, Step([FRENCH])],
        [Step(leaving=[FRENCH]), Step(leaving=[CUTS, WALL])],
        940,
    ),
    "a merge": ([Step([HARBOUR]), Step([STORM])], [Step([FUND])], 2_610),
    "a segment mostly deleted": (
        [Step([HARBOUR, STORM]), TWO],
        [Step(leaving=[CUTS]), Step([FRENCH])],
        3_050,
    ),
    "optimize": ([THREE, TWO], [Step([], [WALL], optimize=True)], 2_620),
    "optimize with what is new": ([TWO], [Step([FRENCH], [WALL], optimize=True)], 3_930),
    "all at once": ([THREE, TWO], [Step([EDITED, FRENCH, JAPANESE, TREATY], [HARBOUR, CUTS])], 7_600),
    "three commits": ([TWO], [Step([HARBOUR]), Step([STORM], [CUTS]), Step([FUND], [HARBOUR])], 7_200),
}
BEGINNING = 13
READER = 10_900
CRASHES = 11_100
BESIDE = 10_400


@pytest.mark.parametrize("name", SCENES)
def test_a_power_cut_leaves_the_last_commit_or_the_one_in_flight(name: str) -> None:
    before, steps, expected = SCENES[name]
    with small_and_steady(name):
        witness = Witness(Random(name))  # noqa: S311 -- the same cuts every time
        witness.write(archive_of(*before), steps)
    assert len(witness.states) >= expected


def test_the_beginning_of_an_archive_is_there_whole_or_not_at_all() -> None:
    with small_and_steady("beginning"):
        witness = Witness(Random(1), allowed=[None, {}])  # noqa: S311 -- the same cuts every time
        disk = ModelledDisk()
        witness.watch(disk)
        create_archive(disk)
        witness.allowed = [{}]
        witness.look(disk)
    assert len(witness.states) >= BEGINNING


def test_what_a_reader_held_costs_nobody_anything() -> None:
    with small_and_steady("reader"):
        disk = archive_of(THREE, TWO)
        reader = open_snapshot(disk)
        witness = Witness(Random(2))  # noqa: S311 -- the same cuts every time
        witness.write(disk, [Step([EDITED], [WALL], optimize=True), Step([FRENCH])])
        assert reader.article_with("id", WALL.id) is not None
        assert disk.list("").count(f"manifest-{reader.manifest.generation}.json") == 1
        reader.close()
        witness.write(disk, [Step([PRONOUN])])
    assert len(witness.states) >= READER


def test_a_crash_of_the_process_and_then_of_the_power_loses_nothing_acknowledged() -> None:
    """The next writer finds what the system had not written to the disk yet, and goes on from there."""
    step = Step([EDITED, FRENCH], [HARBOUR], optimize=True)
    with small_and_steady("crash"):
        disk = archive_of(THREE, TWO)
        old = held(disk)
        assert old is not None
        moments: list[ModelledDisk] = []
        disk.before_each = lambda: moments.append(disk.copy())
        with ArchiveWriter(disk) as writer:
            step.prepare(writer)
            step.commit(writer)
        witness = Witness(Random(3), most=12, every=12)  # noqa: S311 -- the same cuts every time
        for left in moments:
            found = held(left)
            assert found in (old, step.after(old))
            after = Step([NEWCOMER]).after(found or {})
            witness.allowed = [old, step.after(old), after]
            witness.watch(left)
            with ArchiveWriter(left) as writer:
                writer.put([NEWCOMER])
                writer.commit()
                witness.allowed = [after]
                witness.look(left)
    assert len(witness.states) >= CRASHES


class Late:
    """An executor that does what it is given when its result is asked for, as late as a thread could be."""

    def __init__(self, _threads: int) -> None:
        self._do: Callable[[], Any] = lambda: None

    def submit(self, do: Callable[[], Any]) -> Self:
        self._do = do
        return self

    def done(self) -> bool:
        return False

    def result(self) -> Any:
        return self._do()

    def shutdown(self) -> None:
        pass


def test_a_power_cut_while_more_is_written_than_what_is_being_committed() -> None:
    first, then = Step([HARBOUR, STORM]), Step([EDITED, FUND, FRENCH], [WALL])
    with small_and_steady("beside"), patch("index.writer.ThreadPoolExecutor", Late):
        disk = archive_of(TWO)
        old = held(disk)
        assert old is not None
        middle = first.after(old)
        last = then.after(middle)
        witness = Witness(Random(4), allowed=[old, middle])  # noqa: S311 -- the same cuts every time
        witness.watch(disk)
        with ArchiveWriter(disk) as writer:
            first.prepare(writer)
            writer.begin_commit(lambda: setattr(witness, "allowed", [middle, last]))
            then.prepare(writer)
            assert witness.allowed == [old, middle]
            writer.commit()
            witness.allowed = [last]
            witness.look(disk)
        assert strays(disk) == set()
    assert len(witness.states) >= BESIDE


def test_all_these_together_try_fifty_thousand_disks() -> None:
    assert sum(expected for *_, expected in SCENES.values()) + BEGINNING + READER + CRASHES + BESIDE >= 50_000
