"""A power cut at any moment of a publication leaves the old generation or the new one, whole."""

from collections.abc import Callable
from functools import partial
from itertools import count
from random import Random

import pytest
from generations import current, damage, merged, paths, with_a_deletion, with_a_segment
from modelled_disk import ModelledDisk

from index.garbage import collect_garbage
from index.generations import publish
from index.manifest import Manifest

CUTS = 60
"""Power cuts at each moment, each leaving another disk of those it could."""

Change = Callable[[ModelledDisk, Manifest], Manifest]
STEPS: dict[str, list[Change]] = {
    "a second segment": [with_a_segment],
    "a first deletion": [with_a_deletion],
    "deletions that replace deletions": [with_a_deletion, with_a_deletion],
    "a merge": [with_a_segment, with_a_deletion, merged],
}


def check(disk: ModelledDisk, choose: Random, allowed: list[Manifest | None]) -> None:
    """Whatever a power cut now leaves is one of these, whole, and can be built upon."""
    for turn in range(CUTS):
        left = disk.after_power_cut(choose)
        found = current(left)
        assert found in allowed
        if found is not None:
            assert damage(left, found) == []
        if turn % 8 == 0:
            if found is not None:
                collect_garbage(left, found)
            publish(left, onward := with_a_segment(left, found))
            collect_garbage(left, onward)
            left = left.after_power_cut(choose)
            assert current(left) == onward
            assert damage(left, onward) == []


def test_the_first_publication_is_there_whole_or_not_at_all() -> None:
    choose = Random(1)  # noqa: S311 -- the same cuts every time
    disk = ModelledDisk()
    manifest: Manifest | None = None
    disk.before_each = lambda: check(disk, choose, [None] if manifest is None else [None, manifest])
    manifest = with_a_segment(disk, None)
    publish(disk, manifest)
    check(disk, choose, [manifest])


@pytest.mark.parametrize("name", STEPS)
def test_a_power_cut_leaves_the_old_generation_or_the_new(name: str) -> None:
    *preparations, change = STEPS[name]
    choose = Random(name)  # noqa: S311 -- the same cuts every time
    disk = ModelledDisk()
    publish(disk, old := with_a_segment(disk, None))
    for prepare in preparations:
        publish(disk, old := prepare(disk, old))
        collect_garbage(disk, old)

    allowed: list[Manifest | None] = [old]
    disk.before_each = lambda: check(disk, choose, allowed)
    new = change(disk, old)
    allowed.append(new)
    publish(disk, new)
    # It has been acknowledged: from here on, nothing may bring the old one back.
    allowed.remove(old)
    collect_garbage(disk, new)
    check(disk, choose, [new])
    assert paths(disk) == dict(new.files()).keys()


def test_a_crash_of_the_process_alone_loses_nothing_that_was_acknowledged() -> None:
    """The next writer collects garbage at once, and then the power goes too."""
    choose = Random(2)  # noqa: S311 -- the same cuts every time
    disk = ModelledDisk()
    publish(disk, old := with_a_segment(disk, None))
    moments = []
    disk.before_each = lambda: moments.append(disk.copy())
    publish(disk, new := merged(disk, old))
    for left in moments:
        found = current(left)
        assert found in (old, new)
        assert found is not None
        left.before_each = partial(check_left, left, choose, [old, new])
        collect_garbage(left, found)
        left.before_each = lambda: None
        check(left, choose, [found])


def test_a_power_cut_after_a_failed_publication_leaves_the_old_generation_or_the_new() -> None:
    """The disk may have kept the rename of a publication that was reported as failed."""
    choose = Random(3)  # noqa: S311 -- the same cuts every time
    for step in range(1, 100):
        disk = ModelledDisk()
        publish(disk, old := with_a_segment(disk, None))
        new = merged(disk, old)
        disk.before_each = failing_at(step)
        try:
            publish(disk, new)
            break
        except OSError:
            pass
        assert current(disk) == old
        disk.before_each = partial(check_left, disk, choose, [old, new])
        collect_garbage(disk, old)
        disk.before_each = lambda: None
        check(disk, choose, [old])
    assert step > 10


def failing_at(step: int) -> Callable[[], None]:
    """What fails when it is called that many times, and only then."""
    steps = count(1)

    def fail() -> None:
        if next(steps) == step:
            raise OSError("injected")

    return fail


def check_left(disk: ModelledDisk, choose: Random, allowed: list[Manifest]) -> None:
    for _ in range(CUTS):
        left = disk.after_power_cut(choose)
        found = current(left)
        assert found in allowed
        assert found is not None
        assert damage(left, found) == []
