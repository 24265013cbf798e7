"""What a published generation is, what a reader notices when it opens one, and what is removed when."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from threading import Event, Thread

import pytest
from generations import current, damage, merged, paths, with_a_deletion, with_a_segment
from modelled_disk import ModelledDisk

from index.errors import ArchiveDamaged, ArchiveMissing, ArchiveUnusable
from index.garbage import collect_garbage
from index.generations import (
    foreign_names,
    hold_current,
    load_current,
    next_generation,
    publish,
)
from index.manifest import FORMAT_VERSION, Manifest
from index.storage import FolderStorage, Held, Storage, checksum


@pytest.fixture
def storage(folder: Path) -> FolderStorage:
    return FolderStorage.create(folder)


def published(storage: Storage) -> Manifest:
    """Two generations: a segment, and one of its documents deleted."""
    publish(storage, first := with_a_segment(storage, None))
    publish(storage, second := with_a_deletion(storage, first))
    return second


def test_what_was_published_is_loaded_equal(storage: FolderStorage) -> None:
    manifest = published(storage)
    assert load_current(storage) == manifest
    assert load_current(FolderStorage(storage.path)) == manifest
    assert not damage(storage, manifest)


def test_a_folder_where_nothing_was_published_holds_no_archive(storage: FolderStorage) -> None:
    for path in (storage.path, storage.path / "nowhere"):
        with pytest.raises(ArchiveMissing):
            load_current(FolderStorage(path))


def test_an_existing_generation_is_never_overwritten(storage: FolderStorage) -> None:
    manifest = published(storage)
    with pytest.raises(ValueError, match="generation 2 is already there"):
        publish(storage, manifest)
    assert next_generation(storage) == 3


def test_an_archive_without_its_pointer_is_not_taken_for_none(storage: FolderStorage) -> None:
    published(storage)
    storage.remove("CURRENT")
    with pytest.raises(ArchiveUnusable, match=r"CURRENT is missing, though manifest-2\.json is there"):
        load_current(storage)


def test_an_interrupted_beginning_can_be_begun_again(storage: FolderStorage) -> None:
    publish(storage, with_a_segment(storage, None))
    storage.remove("CURRENT")
    storage.write("CURRENT.next", [b""])
    assert current(storage) is None
    assert foreign_names(storage) == []
    publish(storage, again := with_a_segment(storage, None))
    collect_garbage(storage, again)
    assert load_current(storage) == again
    assert sorted(storage.list("")) == ["CURRENT", "manifest-2.json", "segments"]


def test_files_of_someone_else_are_told_apart_and_stay(storage: FolderStorage) -> None:
    (storage.path / "notes.txt").write_text("mine")
    (storage.path / "manifest-1.json.bak").write_text("mine")
    publish(storage, manifest := with_a_segment(storage, None))
    (storage.path / "segments" / "mine").mkdir()
    collect_garbage(storage, manifest)
    assert foreign_names(storage) == ["manifest-1.json.bak", "notes.txt"]
    assert (storage.path / "segments" / "mine").is_dir()


def test_a_missing_manifest_is_named(storage: FolderStorage) -> None:
    published(storage)
    storage.remove("manifest-2.json")
    with pytest.raises(ArchiveUnusable, match=r"CURRENT names manifest-2\.json, which is missing"):
        load_current(storage)


def flips(whole: bytes) -> Iterator[bytes]:
    """The bytes with each of their bits flipped in turn."""
    for bit in range(8 * len(whole)):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        yield bytes(flipped)


def test_every_flipped_bit_of_the_pointer_and_the_manifest_is_noticed() -> None:
    disk = ModelledDisk()
    manifest = published(disk)
    for name in ("CURRENT", "manifest-2.json"):
        whole = b"".join(disk.chunks(name))
        for flipped in flips(whole):
            disk.write(name, [flipped])
            with pytest.raises(ArchiveUnusable):
                load_current(disk)
        disk.write(name, [whole])
    assert load_current(disk) == manifest


def test_every_flipped_bit_of_a_file_changes_its_checksum() -> None:
    disk = ModelledDisk()
    for path, file in published(disk).files():
        for flipped in flips(b"".join(disk.chunks(path))):
            disk.write(path, [flipped])
            assert checksum(disk, path) != file.checksum


def test_a_manifest_from_a_newer_program_says_what_to_do(storage: FolderStorage) -> None:
    published(storage)
    newer = b'{"format":%d,"anything":"else"}' % (FORMAT_VERSION + 1)
    storage.write("manifest-2.json", [newer])
    storage.write("CURRENT", [f"manifest-2.json {blake2b(newer, digest_size=16).hexdigest()}\n".encode()])
    with pytest.raises(ArchiveUnusable, match=r"archive format \d+.*upgrade with: pipx upgrade") as caught:
        load_current(storage)
    assert not isinstance(caught.value, ArchiveDamaged)


def test_a_damaged_format_number_is_not_taken_for_a_newer_program(storage: FolderStorage) -> None:
    published(storage)
    whole = b"".join(storage.chunks("manifest-2.json"))
    newer = whole.replace(b'"format":%d' % FORMAT_VERSION, b'"format":%d' % (FORMAT_VERSION + 1))
    storage.write("manifest-2.json", [newer])
    with pytest.raises(ArchiveDamaged, match="do not belong together") as caught:
        load_current(storage)
    assert "search repair" in caught.value.advice


def test_garbage_is_all_that_the_current_generation_does_not_name(storage: FolderStorage) -> None:
    manifest = published(storage)
    with_a_segment(storage, manifest)  # written and never published, as a crash leaves it
    storage.write("CURRENT.next", [b"half"])
    publish(storage, manifest := merged(storage, manifest))
    collect_garbage(storage, manifest)
    assert load_current(storage) == manifest
    assert paths(storage) == dict(manifest.files()).keys()
    assert storage.list("") == ["CURRENT", "manifest-3.json", "segments"]


def test_a_replaced_deletion_file_goes_and_its_segment_stays(storage: FolderStorage) -> None:
    manifest = published(storage)
    publish(storage, later := with_a_deletion(storage, manifest))
    collect_garbage(storage, later)
    assert paths(storage) == dict(later.files()).keys()
    assert dict(manifest.files()).keys() - paths(storage) == {f"segments/{manifest.segments[0].id}/deleted-2"}


def test_what_a_reader_holds_stays_until_it_lets_go(storage: FolderStorage) -> None:
    published(storage)
    with hold_current(FolderStorage(storage.path)) as reader:
        for _ in range(2):
            publish(storage, now := merged(storage, load_current(storage)))
            collect_garbage(storage, now)
        assert not damage(storage, reader.manifest)
        assert paths(storage) == dict(reader.manifest.files()).keys() | dict(now.files()).keys()
    collect_garbage(storage, now)
    assert paths(storage) == dict(now.files()).keys()


@pytest.mark.skipif(os.name == "nt", reason="a mapped file cannot be removed there")
def test_what_is_mapped_stays_readable_after_its_file_is_gone(storage: FolderStorage) -> None:
    published(storage)
    with hold_current(storage) as reader:
        path = next(iter(dict(reader.manifest.files())))
        mapped = storage.map(path)
    before = bytes(mapped)
    publish(storage, now := merged(storage, reader.manifest))
    collect_garbage(storage, now)
    assert not (storage.path / path).exists()
    assert bytes(mapped) == before


def test_only_the_current_manifest_can_be_kept(storage: FolderStorage) -> None:
    manifest = published(storage)
    publish(storage, merged(storage, manifest))
    before = paths(storage)
    with pytest.raises(ValueError, match="generation 2 is not the current one"):
        collect_garbage(storage, manifest)
    assert paths(storage) == before


def test_garbage_behind_a_symbolic_link_is_left_alone(storage: FolderStorage, tmp_path: Path) -> None:
    manifest = published(storage)
    (elsewhere := tmp_path / "elsewhere").mkdir()
    (elsewhere / "arrays").write_text("mine")
    (storage.path / "segments" / "0123456789abcdef").symlink_to(elsewhere)
    collect_garbage(storage, manifest)
    assert (elsewhere / "arrays").read_text() == "mine"


def test_nothing_is_written_through_a_symbolic_link(storage: FolderStorage, tmp_path: Path) -> None:
    (mine := tmp_path / "mine").write_text("mine")
    (storage.path / "CURRENT.next").symlink_to(mine)
    with pytest.raises(OSError, match="symbolic link"):
        publish(storage, with_a_segment(storage, None))
    assert mine.read_text() == "mine"
    assert current(storage) is None


def test_a_reader_between_pointer_and_manifest_takes_the_newer_generation(folder: Path) -> None:
    class Overtaken(FolderStorage):
        def hold(self, name: str) -> Held:
            if name == "manifest-2.json":
                writer = FolderStorage(self.path)
                publish(writer, now := merged(writer, load_current(writer)))
                collect_garbage(writer, now)
            return super().hold(name)

    published(FolderStorage.create(folder))
    assert load_current(Overtaken(folder)).generation == 3


def test_readers_never_fail_because_of_a_writer(storage: FolderStorage) -> None:
    published(storage)
    done = Event()
    trouble: list[object] = []
    seen: set[int] = set()

    def read() -> None:
        while not done.is_set():
            try:
                with hold_current(FolderStorage(storage.path)) as reader:
                    trouble.extend(damage(storage, reader.manifest))
                    seen.add(reader.manifest.generation)
            except Exception as error:  # noqa: BLE001 -- whatever a reader meets is what is asked
                trouble.append(error)

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for turn in range(60):
            manifest = load_current(storage)
            change = (with_a_segment, with_a_deletion, merged)[turn % 3]
            publish(storage, now := change(storage, manifest))
            collect_garbage(storage, now)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert trouble == []
    assert len(seen) > 1
    collect_garbage(storage, now)
    assert paths(storage) == dict(now.files()).keys()
