"""A repair that fails or is cut short leaves the archive as it was, and it can be done again."""

import errno
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from broken_archive import archive, content, entries, held, names, with_file
from modelled_archive import strays
from modelled_disk import ModelledDisk
from newsroom import TEN, article

from index.codec.arrays import ArrayFile, write_arrays
from index.errors import ArchiveLocked, ArchiveMissing, ArchiveOutdated, ArchiveUnusable
from index.garbage import collect_garbage
from index.generations import CURRENT, DAMAGED, hold_current, load_current, publish
from index.lock import LOCK, WriterLock
from index.manifest import FORMAT_VERSION, manifest_name
from index.storage import FolderStorage, write_file
from index.upkeep.repair import repair
from index.writer import ArchiveWriter

FORMAT_1 = Path(__file__).parent / "archives" / "format-1"
NEW = article("A pier for Port Halden", "The pier is new.", name="pier.txt")
BROKEN = {
    "postings": lambda: with_file(names("arrays")[0], b"?" * 999),
    "manifest": lambda: with_file("manifest-5.json", b"{}"),
    "pointer": lambda: with_file(CURRENT, b"?"),
}


def files_of(disk: ModelledDisk, before: ModelledDisk) -> dict[str, bytes]:
    """The files on a disk that were there before, but for the lock."""
    return {name: data for name, data in disk.files().items() if name in before.files() and name != LOCK}


@pytest.mark.parametrize("what", BROKEN)
def test_a_disk_that_fills_up_anywhere_leaves_the_archive_as_it_was(what: str) -> None:
    right = held(archive())
    for last in range(0, 1000, 7):
        disk = BROKEN[what]()
        before = disk.copy()
        left = last

        def fill(disk: ModelledDisk = disk) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                disk.before_each = lambda: None
                raise OSError(errno.ENOSPC, "no space left on device")

        disk.before_each = fill
        try:
            repair(disk)
        except OSError:
            assert files_of(disk, before) == files_of(before, before)
            assert not repair(disk).lost
        if left >= 0:
            break
        assert held(disk) == right
        collect_garbage(disk, load_current(disk))
        assert not [name for name in strays(disk) if not name.startswith(DAMAGED)]
    assert last > 10


@pytest.mark.parametrize("what", BROKEN)
def test_a_power_cut_at_any_moment_loses_nothing(what: str) -> None:
    right = held(archive())
    choose = Random(what)  # noqa: S311 -- the same cuts every time
    disk = BROKEN[what]()
    cuts = 0

    def cut() -> None:
        nonlocal cuts
        if choose.random() < 0.5:
            left = disk.after_power_cut(choose)
            repair(left)
            assert held(left) == right
            cuts += 1

    disk.before_each = cut
    repair(disk)
    assert cuts > 5


class Failing(ModelledDisk):
    """A disk of which some bytes cannot be read."""

    bad = ("", 0)

    def chunks(self, name: str) -> Iterator[bytes]:
        for chunk in super().chunks(name):
            if name != self.bad[0]:
                yield chunk
            else:
                yield chunk[: self.bad[1]]
                raise OSError(errno.EIO, "input/output error", name)

    def map(self, name: str) -> memoryview:
        assert name != self.bad[0], "such a file would end the process"
        return super().map(name)


@pytest.mark.parametrize("name", [*names("arrays")[:1], *names("articles")[:1], *names("deleted-5")[:1]])
def test_what_the_disk_refuses_to_read_is_damaged_and_what_comes_before_is_saved(name: str) -> None:
    disk = Failing(archive().root)
    disk.bad = (name, 900)
    done = repair(disk)
    assert [(flaw.path, flaw.is_unreadable) for flaw in done.flaws] == [(name, True)]
    right = held(archive())
    lost = right.keys() - held(disk).keys()
    assert {one.id for one in done.lost} == lost
    assert len(lost) == (2 if name.endswith("articles") else 0)


@pytest.mark.parametrize("is_missing", [False, True])
def test_no_older_generation_is_gone_back_to_because_a_reader_still_holds_it(is_missing: bool) -> None:
    disk = archive()
    with hold_current(disk):
        with ArchiveWriter(disk) as writer:
            writer.put([NEW])
        assert {"manifest-5.json", "manifest-6.json"} <= set(disk.list(""))
        if is_missing:
            disk.remove("manifest-6.json")
        else:
            disk.write("manifest-6.json", [content(disk, "manifest-6.json")[:-1]])
        done = repair(disk)
    assert done.generation is None and not done.lost
    assert held(disk).keys() == held(archive()).keys() | {NEW.id}


def test_a_generation_that_was_whole_and_not_yet_current_is_followed_and_named() -> None:
    disk = archive()
    with hold_current(disk):
        with ArchiveWriter(disk) as writer:
            writer.put([NEW])
        disk.write(CURRENT, [b"X" + content(archive(), CURRENT)[1:]])
        done = repair(disk)
    assert done.generation == 6
    assert NEW.id in held(disk)


def test_of_an_article_that_several_segments_have_the_one_taken_in_last_is_kept() -> None:
    disk = archive()
    before = entries(disk)
    disk.remove(CURRENT)
    disk.remove(manifest_name(5))
    for entry in before:
        if entry.deletions:
            disk.remove(f"segments/{entry.id}/{entry.deletions.name}")
    repair(disk)
    assert held(disk).keys() == {one.id for one in TEN}


def test_a_segment_whose_bytes_are_right_and_mean_nothing_is_saved_too() -> None:
    disk = archive()
    manifest = load_current(disk)
    first, *others = manifest.segments
    arrays = ArrayFile(disk.map(f"segments/{first.id}/arrays"), Path("arrays"))
    changed = {name: arrays[name].whole() for name in arrays.names()}
    changed["id/records"] = changed["id/records"][::-1]
    written = write_file(disk, f"segments/{first.id}/arrays", write_arrays(changed, arrays.meta))
    files = tuple(written if file.name == "arrays" else file for file in first.files)
    publish(disk, replace(manifest, generation=6, segments=(replace(first, files=files), *others)))
    done = repair(disk)
    assert {flaw.segment for flaw in done.flaws} == {first.id}
    assert not done.lost and not done.unnamed
    assert held(disk) == held(archive())


def test_an_archive_of_a_newer_format_is_not_touched() -> None:
    newer = content(archive(), "manifest-5.json").replace(
        b'"format":%d' % FORMAT_VERSION, b'"format":%d' % (FORMAT_VERSION + 1)
    )
    disk = with_file("manifest-5.json", newer)
    disk.write(CURRENT, [b"manifest-5.json ", _digest(newer), b"\n"])
    before = disk.files()
    with pytest.raises(ArchiveUnusable, match="newer version"):
        repair(disk)
    assert disk.files() == before


def test_an_archive_of_which_nothing_can_be_read_is_not_emptied() -> None:
    disk = with_file("manifest-5.json", b"")
    for name in names("articles"):
        disk.write(name, [b""])
    before = disk.files()
    with pytest.raises(ArchiveUnusable, match="no article can be read"):
        repair(disk)
    assert disk.files() == before


def test_an_outdated_archive_is_to_be_upgraded_first(tmp_path: Path) -> None:
    copytree(FORMAT_1, tmp_path / "old")
    with pytest.raises(ArchiveOutdated):
        repair(FolderStorage(tmp_path / "old"))
    (tmp_path / "old" / CURRENT).write_bytes(b"?")
    with pytest.raises(ArchiveOutdated):
        repair(FolderStorage(tmp_path / "old"))


def test_where_no_archive_is_none_is_made(tmp_path: Path) -> None:
    (tmp_path / "clippings.txt").write_text("no archive")
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(ArchiveMissing):
            repair(FolderStorage(folder))
    assert [path.name for path in tmp_path.iterdir()] == ["clippings.txt"]


def test_nothing_is_repaired_under_the_hands_of_a_writer() -> None:
    disk = archive()
    with WriterLock(disk), pytest.raises(ArchiveLocked):
        repair(disk)


def in_folder(disk: ModelledDisk, folder: Path) -> FolderStorage:
    """The same archive on the file system."""
    for name, data in disk.files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return FolderStorage(folder)


def test_files_are_set_aside_by_a_second_name_or_where_there_are_none_by_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, can_link in enumerate((True, False)):
        if not can_link:
            monkeypatch.setattr(Path, "hardlink_to", _refuse)
        storage = in_folder(with_file(names("arrays")[0], b"?" * 999), tmp_path / str(number))
        done = repair(storage)
        aside = tmp_path / str(number) / DAMAGED / names("arrays")[0].split("/")[1]
        assert (aside / "arrays").read_bytes() == b"?" * 999
        assert len(list(aside.iterdir())) == len(done.set_aside) == 3
        assert held(storage) == held(archive())


class Copying(ModelledDisk):
    """A disk whose files have one name each."""

    def link(self, old: str, new: str) -> None:
        self.write(new, self.chunks(old))


def test_what_is_set_aside_is_still_there_after_a_power_cut() -> None:
    choose = Random("aside")  # noqa: S311 -- the same cuts every time
    for kind in (ModelledDisk, Copying):
        disk = kind(with_file(names("arrays")[0], b"?" * 999).root)
        repair(disk)
        for _ in range(20):
            left = disk.after_power_cut(choose)
            assert content(left, names("arrays")[0].replace("segments", DAMAGED)) == b"?" * 999


def test_nothing_is_set_aside_behind_a_link_that_leads_out_of_the_archive(tmp_path: Path) -> None:
    storage = in_folder(with_file(names("arrays")[0], b""), tmp_path / "archive")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "archive" / DAMAGED).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotADirectoryError):
        repair(storage)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_several_processes_write_what_one_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.upkeep.rewriting._BATCH", 2)
    storage = in_folder(with_file("manifest-5.json", b""), tmp_path)
    done = repair(storage, processes=2)
    assert done.saved == 8
    assert held(storage) == held(archive())


def _refuse(path: Path, target: Path) -> None:
    raise PermissionError(errno.EPERM, "operation not permitted")


def _digest(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=16).hexdigest().encode()
