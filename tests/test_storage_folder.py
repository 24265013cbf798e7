"""What a folder of the file system does for an archive."""

import errno
import os
from io import BufferedWriter
from pathlib import Path

import pytest

from index import storage
from index.storage import FolderStorage, checksum, write_file


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The inode of everything synced, in order."""
    inodes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: inodes.append(os.fstat(descriptor).st_ino))
    return inodes


@pytest.mark.skipif(os.name == "nt", reason="folders are not synced there")
def test_files_and_folders_are_synced_themselves(folder: Path, synced: list[int]) -> None:
    storage = FolderStorage.create(folder)
    storage.make_folder("segments/one")
    storage.write("segments/one/arrays", [b"arrays"])
    synced.clear()
    for name in ("segments/one/arrays", "segments/one", "segments", ""):
        storage.sync(name)
    assert synced == [
        (folder / name).stat().st_ino for name in ("segments/one/arrays", "segments/one", "segments", "")
    ]


@pytest.mark.skipif(os.name == "nt", reason="folders are not synced there")
def test_a_new_folder_is_durable_in_the_folders_above_it(tmp_path: Path, synced: list[int]) -> None:
    FolderStorage.create(tmp_path / "papers" / "archive")
    assert set(synced) == {tmp_path.stat().st_ino, (tmp_path / "papers").stat().st_ino}
    synced.clear()
    FolderStorage.create(tmp_path / "papers" / "archive")
    assert synced == []


def test_a_written_file_has_the_size_and_checksum_it_was_given(folder: Path) -> None:
    storage = FolderStorage.create(folder)
    pieces: list[bytes | memoryview] = [b"", os.urandom(3_000_000), memoryview(b"the end")]
    entry = write_file(storage, "arrays", iter(pieces))
    assert (entry.name, entry.size) == ("arrays", 3_000_007)
    assert (folder / "arrays").read_bytes() == b"".join(pieces)
    assert checksum(storage, "arrays") == entry.checksum
    assert storage.size("arrays") == entry.size
    assert bytes(storage.map("arrays")) == b"".join(pieces)


def test_a_shorter_text_replaces_a_longer_one_whole(folder: Path) -> None:
    storage = FolderStorage.create(folder)
    storage.write("LOCK", [b"a long message"])
    storage.write("LOCK", [b"short"])
    assert b"".join(storage.chunks("LOCK")) == b"short"


def test_an_empty_file_maps_to_nothing(folder: Path) -> None:
    storage = FolderStorage.create(folder)
    storage.write("empty", [])
    assert len(storage.map("empty")) == 0


def test_a_map_cannot_be_written_to(folder: Path) -> None:
    storage = FolderStorage.create(folder)
    storage.write("arrays", [b"arrays"])
    assert storage.map("arrays").readonly


def test_a_held_file_is_not_removed_before_every_holder_has_let_go(folder: Path) -> None:
    storage = FolderStorage.create(folder)
    storage.write("manifest", [b"{}"])
    first, second = storage.hold("manifest"), storage.hold("manifest")
    first.close()
    assert not storage.remove_unheld("manifest")
    second.close()
    assert storage.remove_unheld("manifest")
    with pytest.raises(FileNotFoundError):
        storage.hold("manifest")


def test_a_disk_that_is_full_says_for_which_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: BufferedWriter, buffer: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage, "BufferedWriter", type("Full", (BufferedWriter,), {"write": full}))
    with pytest.raises(OSError, match="No space") as error:
        FolderStorage.create(folder).write("arrays", [b"some"])
    assert error.value.filename == str(folder / "arrays")
