"""A backup is one state of an archive, whole, or there is none."""

import errno
import os
import tarfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from newsroom import CUTS, FUND, HARBOUR, STORM, TEN, WALL, build

from index.archive import Archive
from index.codec.damage import SegmentDamaged
from index.errors import ArchiveMissing
from index.generations import load_current
from index.storage import FolderStorage
from index.upkeep.backup import Backup, BackupFailed, back_up, back_up_to_stream, header
from index.upkeep.restore import restore


@pytest.fixture
def archive(folder: Path) -> Archive:
    """Two segments, one of them with a deletion."""
    archive = build(folder, [HARBOUR, STORM])
    with archive.writer() as writer:
        writer.put([FUND])
        writer.remove(STORM.id)
    return archive


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a backup can be made."""
    (tmp_path / "attic").mkdir()
    return tmp_path / "attic" / "morgue.tar"


def ids(path: Path) -> set[str]:
    archive = Archive.open(path)
    return {article.id for article in TEN if archive.article(article.id)}


def beside(file: Path) -> list[str]:
    return sorted(entry.name for entry in file.parent.iterdir())


def test_what_is_restored_is_what_was_backed_up(archive: Archive, file: Path, tmp_path: Path) -> None:
    backup = back_up(archive.path, file)
    with file.open("rb") as stream:
        restored = restore(stream, "it", tmp_path / "again")
    assert restored == backup
    assert load_current(FolderStorage(tmp_path / "again")) == (manifest := archive.snapshot().manifest)
    assert ids(tmp_path / "again") == {HARBOUR.id, FUND.id}
    assert backup == Backup(2, sum(entry.size for _, entry in manifest.files()), manifest.created)


def test_an_empty_archive_is_backed_up_and_restored(tmp_path: Path, file: Path) -> None:
    Archive.open_or_create(tmp_path / "empty")
    assert back_up(tmp_path / "empty", file).articles == 0
    with file.open("rb") as stream:
        restore(stream, "it", tmp_path / "again")
    assert len(Archive.open(tmp_path / "again").snapshot()) == 0


def test_a_restored_archive_can_be_written_to(archive: Archive, file: Path, tmp_path: Path) -> None:
    back_up(archive.path, file)
    with file.open("rb") as stream:
        restore(stream, "it", tmp_path / "again")
    with Archive.open(tmp_path / "again").writer() as writer:
        writer.put([CUTS])
    assert ids(tmp_path / "again") == {HARBOUR.id, FUND.id, CUTS.id}


def test_any_tar_program_makes_the_archive_of_it(archive: Archive, file: Path, tmp_path: Path) -> None:
    back_up(archive.path, file)
    with tarfile.open(file) as tar:
        tar.extractall(tmp_path / "unpacked", filter="data")
    assert ids(tmp_path / "unpacked") == {HARBOUR.id, FUND.id}


def test_the_pointer_comes_first_then_the_manifest_then_its_files(archive: Archive, file: Path) -> None:
    back_up(archive.path, file)
    manifest = archive.snapshot().manifest
    with tarfile.open(file) as tar:
        assert tar.getnames() == ["CURRENT", "manifest-3.json", *(path for path, _ in manifest.files())]


def test_headers_say_nothing_of_who_made_the_backup_or_when(archive: Archive, file: Path) -> None:
    back_up(archive.path, file)
    created = int(datetime.fromisoformat(archive.snapshot().manifest.created).timestamp())
    with tarfile.open(file) as tar:
        said = {(one.type, one.uname, one.gname, one.uid, one.gid, one.mode, one.mtime) for one in tar}
    assert said == {(tarfile.REGTYPE, "", "", 0, 0, 0o644, created)}
    back_up(archive.path, again := file.with_name("again.tar"))
    assert again.read_bytes() == file.read_bytes()


def test_a_backup_has_the_state_it_began_with_whatever_a_writer_does(archive: Archive, file: Path) -> None:
    written: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        if not written:
            written.append(total)
            with Archive.open(archive.path).writer() as writer:
                writer.put([CUTS, WALL])
                writer.remove(HARBOUR.id)
                writer.optimize()
            assert Archive.open(archive.path).collect_garbage().held >= 1

    backup = back_up(archive.path, file, meanwhile)
    assert written == [backup.bytes]
    with file.open("rb") as stream:
        restore(stream, "it", file.parent / "again")
    assert ids(file.parent / "again") == {HARBOUR.id, FUND.id}
    assert ids(archive.path) == {FUND.id, CUTS.id, WALL.id}


def test_progress_ends_at_the_size_of_all_files(archive: Archive, file: Path) -> None:
    steps: list[tuple[int, int]] = []
    backup = back_up(archive.path, file, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (backup.bytes, backup.bytes)
    assert sorted(steps) == steps


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("flipped", "its checksum is not that of what was written"),
        ("cut", "it has fewer bytes than were written"),
        ("longer", "it has more bytes than were written"),
    ],
)
def test_damage_is_named_and_not_backed_up(archive: Archive, file: Path, change: str, reason: str) -> None:
    file.write_text("the last backup")
    for path, _ in archive.snapshot().manifest.files():
        whole = (archive.path / path).read_bytes()
        middle = len(whole) // 2
        flipped = whole[:middle] + bytes([whole[middle] ^ 4]) + whole[middle + 1 :]
        damaged = {"flipped": flipped, "cut": whole[:-1], "longer": whole + b"\0"}[change]
        (archive.path / path).write_bytes(damaged)
        with pytest.raises(SegmentDamaged) as error:
            back_up(archive.path, file, overwrite=True)
        assert (error.value.path, error.value.reason) == (archive.path / path, reason)
        assert "search verify" in error.value.advice
        (archive.path / path).write_bytes(whole)
    assert beside(file) == ["morgue.tar"]
    assert file.read_text() == "the last backup"


def test_what_is_longer_than_it_should_be_is_not_read_on(archive: Archive, file: Path) -> None:
    path = next(path for path, _ in archive.snapshot().manifest.files())
    with (archive.path / path).open("ab") as grown:
        grown.truncate(1 << 30)
    with pytest.raises(SegmentDamaged):
        back_up(archive.path, file, lambda done, total: pytest.fail("some of it was written"))


def test_a_missing_file_is_named(archive: Archive, file: Path) -> None:
    path = next(path for path, _ in archive.snapshot().manifest.files())
    (archive.path / path).unlink()
    with pytest.raises(BackupFailed, match=f"cannot read {archive.path / path}: No such file"):
        back_up(archive.path, file)
    assert beside(file) == []


def test_a_backup_that_is_stopped_leaves_nothing(archive: Archive, file: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(archive.path, file, stop)
    assert beside(file) == []


def test_a_full_disk_leaves_the_last_backup(
    archive: Archive, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = FolderStorage.write

    def until_full(self: FolderStorage, name: str, pieces: Iterable[bytes | memoryview]) -> None:
        write(self, name, [next(iter(pieces))])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file.write_text("the last backup")
    monkeypatch.setattr(FolderStorage, "write", until_full)
    with pytest.raises(BackupFailed, match=f"cannot back up to {file}: No space left on device"):
        back_up(archive.path, file, overwrite=True)
    assert beside(file) == ["morgue.tar"]
    assert file.read_text() == "the last backup"


def test_a_backup_has_its_name_only_once_it_is_durable(
    archive: Archive, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, rename = FolderStorage.sync, FolderStorage.rename

    def noted_sync(self: FolderStorage, name: str) -> None:
        done.append(f"sync {'file' if name else 'folder'}")
        sync(self, name)

    def noted_rename(self: FolderStorage, old: str, new: str) -> None:
        assert not file.exists()
        done.append(f"rename to {new}")
        rename(self, old, new)

    monkeypatch.setattr(FolderStorage, "sync", noted_sync)
    monkeypatch.setattr(FolderStorage, "rename", noted_rename)
    back_up(archive.path, file)
    assert done == ["sync file", "rename to morgue.tar", "sync folder"]


def test_a_backup_inside_the_archive_is_refused(archive: Archive, file: Path) -> None:
    (link := file.parent / "link").symlink_to(archive.path / "segments", target_is_directory=True)
    for inside in (archive.path / "it.tar", archive.path / "segments" / "it.tar", link / "it.tar"):
        with pytest.raises(BackupFailed, match="it is inside the archive"):
            back_up(archive.path, inside)
    assert not list(archive.path.rglob("it.tar*"))


def test_a_backup_through_a_link_goes_where_the_link_leads(archive: Archive, file: Path) -> None:
    (link := file.with_name("latest")).symlink_to(file)
    back_up(archive.path, link)
    assert link.is_symlink() and tarfile.is_tarfile(file)
    assert beside(file) == ["latest", "morgue.tar"]


def test_what_is_no_file_is_not_replaced(archive: Archive, file: Path) -> None:
    os.mkfifo(file)
    for target in (file, file.parent):
        with pytest.raises(BackupFailed, match="it is there and not a file"):
            back_up(archive.path, target)
    assert file.is_fifo()


def test_a_folder_that_is_not_there_is_named(archive: Archive, file: Path) -> None:
    with pytest.raises(BackupFailed, match=f"there is no folder {file.parent / 'none'}$"):
        back_up(archive.path, file.parent / "none" / "it.tar")


def test_where_no_archive_is_there_is_no_backup(file: Path) -> None:
    with pytest.raises(ArchiveMissing):
        back_up(file.parent / "none", file)
    assert beside(file) == []


def test_a_stream_gets_the_bytes_of_a_file(archive: Archive, file: Path) -> None:
    stream = BytesIO()
    assert back_up_to_stream(archive.path, stream) == back_up(archive.path, file)
    assert stream.getvalue() == file.read_bytes()


def test_a_stream_that_closes_is_trouble(archive: Archive) -> None:
    class Closed(BytesIO):
        def write(self, piece: object) -> int:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    with pytest.raises(BackupFailed, match="the backup cannot be written: Broken pipe"):
        back_up_to_stream(archive.path, Closed())


@pytest.mark.parametrize("size", [0, 8**11 - 1, 8**11, 2**63 - 1])
def test_a_header_states_any_size(size: int) -> None:
    with tarfile.open(fileobj=BytesIO(header("segments/0123456789abcdef/arrays", size, 7))) as tar:
        member = tar.next()
    assert member and (member.name, member.size, member.mtime) == (
        "segments/0123456789abcdef/arrays",
        size,
        7,
    )
