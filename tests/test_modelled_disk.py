"""What the modelled disk forgets, and what it keeps."""

import errno
from random import Random

import pytest
from failing_disk import FailingDisk
from modelled_disk import ModelledDisk
from power_cuts import KINDS, PAGE, SECTOR

OLD, NEW = b"o" * 3 * SECTOR, b"n" * 2 * PAGE


def left(disk: ModelledDisk, most: int = 10_000) -> list[dict[str, bytes]]:
    """What the files are after the power cuts that are possible now."""
    cuts = disk.power_cuts(most, Random(1))  # noqa: S311 -- the same cuts every time
    return [cut.files() for cut in cuts]


def contents(disk: ModelledDisk, name: str) -> set[bytes | None]:
    return {files.get(name) for files in left(disk)}


@pytest.fixture
def disk() -> ModelledDisk:
    """A disk with one file, all of it durable."""
    disk = ModelledDisk()
    disk.write("file", [OLD])
    disk.sync("file")
    disk.sync("")
    return disk


def test_what_was_synced_stays(disk: ModelledDisk) -> None:
    assert left(disk) == [{"file": OLD}]


def test_a_file_that_was_written_over_may_be_anything_made_of_old_new_zeros_and_rubbish(
    disk: ModelledDisk,
) -> None:
    disk.write("file", [NEW])
    found = contents(disk, "file")
    assert {OLD, NEW, b"", bytes(len(NEW)), OLD.ljust(len(NEW), b"\0")} <= found
    mixed = [data for data in found if data and len({*data} & {*b"on\0"}) > 1]
    assert any(data.startswith(b"n") and len(data) < len(NEW) and len({*data}) == 1 for data in found if data)
    assert any(set(data) == set(b"n\0") for data in mixed), "some sectors are zeros"
    assert any(len(set(data)) > 9 for data in mixed), "some pages are what was on the disk before"
    assert len(found) > len(KINDS)
    disk.sync("file")
    assert left(disk) == [{"file": NEW}]


def test_a_synced_file_may_lose_its_name_and_a_name_its_file(disk: ModelledDisk) -> None:
    disk.write("second", [NEW])
    disk.sync("second")
    assert contents(disk, "second") == {None, NEW}
    disk.sync("")
    assert contents(disk, "second") == {NEW}
    disk.write("third", [NEW])
    disk.sync("")
    assert None not in contents(disk, "third")
    assert b"" in contents(disk, "third")


def test_a_rename_may_be_durable_before_what_was_written_and_each_name_without_the_other(
    disk: ModelledDisk,
) -> None:
    disk.write("next", [NEW])
    disk.rename("next", "file")
    found = {(files.get("file"), files.get("next")) for files in left(disk)}
    assert {(OLD, None), (NEW, None), (b"", None), (OLD, NEW), (NEW, NEW)} <= found
    assert None not in contents(disk, "file"), "a name that was replaced is never without a file"


def test_removed_files_may_come_back(disk: ModelledDisk) -> None:
    disk.remove("file")
    assert contents(disk, "file") == {None, OLD}
    disk.sync("")
    assert contents(disk, "file") == {None}


def test_after_a_failed_sync_the_next_one_keeps_only_what_is_written_again(disk: ModelledDisk) -> None:
    failing = FailingDisk(disk, 3, 3, errno.EIO)
    failing.write("file", [NEW])
    with pytest.raises(OSError, match="injected"):
        failing.sync("file")
    failing.sync("file")
    assert failing.files() == {"file": NEW}
    assert OLD in contents(failing, "file")
    failing.write("file", [NEW])
    failing.sync("file")
    assert contents(failing, "file") == {NEW}


def test_after_a_failed_sync_of_a_folder_only_another_change_makes_the_first_durable(
    disk: ModelledDisk,
) -> None:
    disk.write("second", [NEW])
    disk.sync("second")
    disk.fail_sync("")
    disk.sync("")
    assert None in contents(disk, "second")
    disk.write("third", [])
    disk.sync("")
    assert None not in contents(disk, "second")


def test_two_names_of_one_file_are_durable_each_by_itself(disk: ModelledDisk) -> None:
    disk.make_folder("folder")
    disk.sync("")
    disk.link("file", "folder/second")
    disk.remove("file")
    found = {(files.get("file"), files.get("folder/second")) for files in left(disk)}
    assert found == {(OLD, None), (OLD, OLD), (None, OLD), (None, None)}


def test_few_cases_are_all_tried_and_many_begin_with_those_that_differ_in_one_thing() -> None:
    disk = ModelledDisk()
    for name in "abc":
        disk.write(name, [])
    assert len({frozenset(files) for files in left(disk, 8)}) == 8
    for name in "defghijkl":
        disk.write(name, [])
    found = [frozenset(files) for files in left(disk, 50)]
    names = frozenset("abcdefghijkl")
    singles = {frozenset(name) for name in names} | {names - {name} for name in names}
    assert {frozenset(), names, *singles} <= set(found)
