"""A repair or an upgrade that the power cuts short leaves the archive as it was, or whole and up to date."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from broken_archive import archive, names, with_file
from modelled_archive import Readings, State, held, small_and_steady, strays
from modelled_disk import ModelledDisk, disk_with

from index.errors import NewsError
from index.garbage import collect_garbage
from index.generations import CURRENT, DAMAGED, load_current
from index.lock import LOCK
from index.storage import Storage
from index.upkeep.repair import repair
from index.upkeep.upgrade import upgrade

FORMAT_1 = Path(__file__).parent / "archives" / "format-1"
MOST = 150
RARELY = 40


SCENES: dict[str, tuple[Callable[[], ModelledDisk], Callable[[Storage], object], int]] = {
    "postings": (lambda: with_file(names("arrays")[0], b"?" * 999), repair, 1_000),
    "two segments": (lambda: with_empty(*names("arrays")[:2]), repair, 2_700),
    "deletions": (lambda: with_file(names("deleted-5")[0], b"?"), repair, 1_100),
    "manifest": (lambda: with_file("manifest-5.json", b"{}"), repair, 3_900),
    "pointer": (lambda: with_file(CURRENT, b"?"), repair, 25),
    "upgrade": (lambda: disk_with(FORMAT_1), upgrade, 400),
}


def with_empty(*files: str) -> ModelledDisk:
    disk = archive()
    for name in files:
        disk.write(name, [])
        disk.sync(name)
    return disk


def whole(disk: ModelledDisk) -> State | None:
    """All articles, or None where there is damage or an old format."""
    try:
        return held(disk)
    except (NewsError, AssertionError):
        return None


@pytest.mark.parametrize("name", SCENES)
def test_a_power_cut_leaves_the_files_as_they_were_or_the_whole_archive(name: str) -> None:
    broken, mend, expected = SCENES[name]
    choose = Random(name)  # noqa: S311 -- the same cuts every time
    disk = broken()
    before = {file: data for file, data in disk.files().items() if file != LOCK}
    with small_and_steady("mended"):
        mend(mended := broken())
    right = held(mended)
    assert right
    readings, states, gone_on = Readings(whole), set(), set()

    def look(done: bool = False) -> None:
        for left in disk.power_cuts(MOST, choose):
            files = {file: data for file, data in left.files().items() if file != LOCK}
            key = hash(frozenset(files.items()))
            if key in states and not done:
                continue
            states.add(key)
            found = readings.read(left)
            if found is None:
                assert not done
                assert before.items() <= files.items()
            else:
                assert found == right
            if frozenset(files) not in gone_on and choose.randrange(RARELY) == 0:
                gone_on.add(frozenset(files))
                mend(left)
                assert held(left) == right
                collect_garbage(left, load_current(left))
                assert {file for file in strays(left) if not file.startswith(DAMAGED)} == set()

    disk.before_each = look
    with small_and_steady(name):
        mend(disk)
    look(done=True)
    assert len(states) >= expected
