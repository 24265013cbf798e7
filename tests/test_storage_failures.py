"""A disk that fails or fills up in the middle of a publication leaves one that can be written again."""

import errno
from collections.abc import Callable, Iterable
from contextlib import suppress

import pytest
from failing_disk import FailingDisk
from generations import current, damage, merged, paths, with_a_deletion, with_a_segment
from modelled_disk import ModelledDisk

from index.errors import ArchiveUnusable
from index.garbage import collect_garbage
from index.generations import publish
from index.manifest import Manifest
from index.storage import Storage

CHANGES: list[Callable[[Storage, Manifest], Manifest]] = [with_a_segment, with_a_deletion, merged]


def attempt(disk: Storage, change: Callable[[Storage, Manifest], Manifest], old: Manifest) -> Manifest | None:
    """The new manifest once it is published and the garbage gone; None if the disk failed before."""
    try:
        publish(disk, new := change(disk, old))
    except (OSError, ArchiveUnusable):
        return None
    collect_garbage(disk, new)
    return new


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("span", "error"), [(0, errno.ENOSPC), (1, errno.EIO), (1000, errno.EIO)])
def test_after_a_failure_at_any_operation_the_archive_is_old_or_new_and_writable(
    change: Callable[[Storage, Manifest], Manifest], span: int, error: int
) -> None:
    failed = 0
    for first in range(1, 200):
        disk = ModelledDisk()
        publish(disk, old := with_a_segment(disk, None))
        failing = FailingDisk(disk, first, first + span, error)
        new = attempt(failing, change, old)
        found = current(disk)
        assert found is not None
        assert damage(disk, found) == []
        if new is not None:
            assert found == new
        elif span == 0:
            assert found == old
            assert "CURRENT.next" not in disk.list("")
        failed += new is None

        publish(disk, onward := change(disk, found))
        collect_garbage(disk, onward)
        assert current(disk) == onward
        assert paths(disk) == dict(onward.files()).keys()
        if failing.count < first:
            break
    assert failing.count < first, "every operation failed once"
    assert failed > 10


def test_a_failed_first_publication_leaves_no_archive_and_can_be_repeated() -> None:
    for first in range(1, 100):
        disk = ModelledDisk()
        failing = FailingDisk(disk, first, first, errno.ENOSPC)
        with suppress(OSError, ArchiveUnusable):
            publish(failing, with_a_segment(failing, None))
            break
        assert current(disk) is None
        publish(disk, again := with_a_segment(disk, None))
        assert current(disk) == again
    assert failing.count < first, "every operation failed once"


def test_garbage_that_cannot_be_removed_now_goes_the_next_time() -> None:
    for first in range(1, 100):
        disk = ModelledDisk()
        publish(disk, old := with_a_segment(disk, None))
        publish(disk, new := merged(disk, old))
        failing = FailingDisk(disk, first, first, errno.EIO)
        collect_garbage(failing, new)
        assert current(disk) == new
        collect_garbage(disk, new)
        assert paths(disk) == dict(new.files()).keys()
        if failing.count < first:
            break
    assert failing.count < first, "every operation failed once"


@pytest.mark.parametrize("full_for", ["manifest-2.json", "CURRENT.next"])
def test_a_disk_too_full_for_the_last_small_files_keeps_nothing_of_them(full_for: str) -> None:
    class FullDisk(ModelledDisk):
        def write(self, name: str, buffers: Iterable[bytes | memoryview]) -> None:
            super().write(name, [] if name == full_for else buffers)
            if name == full_for:
                raise OSError(errno.ENOSPC, "injected")

    disk = ModelledDisk()
    publish(disk, old := with_a_segment(disk, None))
    with pytest.raises(OSError, match="injected"):
        publish(FullDisk(disk.root), with_a_segment(disk, old))
    assert disk.list("") == ["CURRENT", "manifest-1.json", "segments"]
