"""`verify` finds every flipped bit, says which articles depend on it, and ends with a finding, not an error."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from damaged import OF_SEGMENTS, InMemory, chooser, contents, flipped, three_segments
from newsroom import FUND, JAPANESE, STORM, WALL, article

from index.archive import Archive
from index.arrival import Arrival
from index.codec.articles import HEAD, MAGIC
from index.errors import ArchiveDamaged, ArchiveMissing
from index.generations import load_current
from index.manifest import Manifest, SegmentEntry, segment_folder
from index.storage import FolderStorage, Storage
from index.upkeep.diagnosis import damaged_files
from index.upkeep.segment_check import Finding
from index.upkeep.verify import Progress, verify
from index.writer import ArchiveWriter


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return contents(three_segments(tmp_path_factory.mktemp("verify") / "archive"))


@pytest.fixture
def storage(whole: dict[str, bytes]) -> InMemory:
    return InMemory(whole)


def findings(storage: Storage) -> list[Finding]:
    return list(verify(storage, lambda progress: None))


def damage(storage: Storage) -> list[Finding]:
    return [finding for finding in findings(storage) if not finding.harmless]


def first_segment(storage: Storage) -> SegmentEntry:
    return load_current(storage).segments[0]


def test_nothing_is_wrong_with_a_whole_archive_and_all_of_it_is_read(storage: InMemory) -> None:
    seen: list[Progress] = []
    assert list(verify(storage, seen.append)) == []
    last = seen[-1]
    assert (last.files, last.bytes) == (len(storage.files), sum(map(len, storage.files.values())))
    assert last.read == last.to_read == 2 * sum(file.size for _, file in load_current(storage).files())
    assert [progress.read for progress in seen] == sorted(progress.read for progress in seen)


def test_a_flipped_bit_in_any_byte_of_any_file_is_found(storage: InMemory) -> None:
    manifest, choose, flips = load_current(storage), chooser(1), 0
    alone = {path: _only(manifest, path) for path, _ in manifest.files()}
    for path, data in list(storage.files.items()):
        for byte in range(len(data)):
            with storage.holding(path, flipped(data, byte, choose.randrange(8))):
                if path in alone:
                    assert [flaw.path for flaw in damaged_files(storage, alone[path])] == [path]
                else:
                    with pytest.raises(ArchiveDamaged):
                        load_current(storage)
            flips += 1
    assert flips >= 10_000


def _only(manifest: Manifest, path: str) -> Manifest:
    """The manifest, as if it named one file."""
    (segment,) = (one for one in manifest.segments if path.startswith(segment_folder(one.id)))
    name = path.rpartition("/")[2]
    if segment.deletions and segment.deletions.name == name:
        entry = SegmentEntry(segment.id, segment.doc_count, (), segment.deleted_count, segment.deletions)
    else:
        file = next(file for file in segment.files if file.name == name)
        entry = SegmentEntry(segment.id, segment.doc_count, (file,))
    return Manifest(manifest.generation, manifest.created, manifest.schema, (entry,))


def test_a_finding_names_the_file_that_is_damaged(storage: InMemory) -> None:
    choose = chooser(2)
    for path, data in list(storage.files.items()):
        for _ in range(4):
            with storage.holding(path, flipped(data, choose.randrange(len(data)), choose.randrange(8))):
                found = damage(storage)
                manifest = [name for name in storage.files if name.startswith("manifest-")]
                assert {finding.file for finding in found} <= {path, *(manifest if path == "CURRENT" else [])}
                assert found


def test_a_damaged_block_concerns_its_articles_and_no_others(storage: InMemory) -> None:
    segment = first_segment(storage)
    path = f"{segment_folder(segment.id)}/articles"
    data = storage.files[path]
    _, size, count = HEAD.unpack_from(data, len(MAGIC))
    blocks = {len(MAGIC) + HEAD.size: OF_SEGMENTS[0][:count], len(MAGIC) + size: OF_SEGMENTS[0][count:]}
    for byte, articles in blocks.items():
        with storage.holding(path, flipped(data, byte, 3)):
            (found,) = damage(storage)
        assert found.segment == segment.id
        assert found.ids == tuple(one.id for one in articles if one not in (STORM, FUND))
        assert found.articles == len(found.ids)
        assert "block" in found.reason


def test_a_block_whose_arrays_are_damaged_too_concerns_the_whole_segment(storage: InMemory) -> None:
    segment = first_segment(storage)
    folder = segment_folder(segment.id)
    for name in ("arrays", "articles"):
        data = storage.files[f"{folder}/{name}"]
        storage.files[f"{folder}/{name}"] = flipped(data, len(data) - 40, 1)
    found = {finding.file: finding for finding in damage(storage)}
    assert found.keys() == {f"{folder}/arrays", f"{folder}/articles"}
    assert {finding.articles for finding in found.values()} == {segment.live_count} == {5}


def test_damage_to_arrays_is_told_by_its_bytes(storage: InMemory) -> None:
    segment = first_segment(storage)
    path = f"{segment_folder(segment.id)}/arrays"
    data = storage.files[path]
    for byte in (100, 9000):
        storage.files[path] = flipped(storage.files[path], byte, 0)
    (found,) = damage(storage)
    assert found.reason == "what was written is not in its bytes 0 to 4,095, 8,192 to 12,287"
    assert found.articles == segment.live_count
    storage.files[path] = flipped(data, len(data) - 1, 0)
    (found,) = damage(storage)
    assert found.reason == "it is not what was written"


def test_a_missing_file_and_a_cut_one_are_findings(storage: InMemory) -> None:
    for path in [path for path in storage.files if path.startswith("segments")]:
        data = storage.files.pop(path)
        (found,) = damage(storage)
        assert (found.file, found.reason) == (path, "it is missing")
        storage.files[path] = data[:-1]
        (found,) = damage(storage)
        assert found.file == path and f"{len(data) - 1:,} bytes" in found.reason
        storage.files[path] = data


class Failing(InMemory):
    """A disk that cannot read one file."""

    unreadable = ""

    def chunks(self, name: str) -> Iterator[bytes]:
        if name == self.unreadable:
            raise OSError(errno.EIO, "Input/output error", name)
        yield from super().chunks(name)

    def map(self, name: str) -> memoryview:
        assert name != self.unreadable, "a mapped file that the disk refuses would end the process"
        return super().map(name)


def test_a_disk_error_is_a_finding_and_not_the_end(whole: dict[str, bytes]) -> None:
    storage = Failing(whole)
    last = load_current(storage).segments[-1]
    damaged = f"{segment_folder(last.id)}/articles"
    storage.files[damaged] = flipped(storage.files[damaged], 30, 1)
    for path in [path for path in storage.files if path.startswith("segments") and last.id not in path]:
        storage.unreadable = path
        found = {finding.file: finding.reason for finding in damage(storage)}
        assert found.keys() == {path, damaged}
        assert "Input/output error" in found[path]


def test_orphans_are_mentioned_and_no_damage(folder: Path) -> None:
    three_segments(folder)
    (folder / "CURRENT.next").write_text("half")
    (folder / "notes.txt").write_text("mine")
    (folder / "segments" / "0123456789abcdef").mkdir()
    (folder / "segments" / "0123456789abcdef" / "arrays").write_text("half")
    found = findings(FolderStorage(folder))
    assert [finding.file for finding in found] == [
        "CURRENT.next",
        "notes.txt",
        "segments/0123456789abcdef/arrays",
    ]
    assert all(finding.harmless for finding in found)


def test_files_of_a_generation_that_a_reader_holds_are_no_orphans(folder: Path) -> None:
    reader = Archive.open(three_segments(folder)).snapshot()
    with Archive.open(folder).writer() as writer:
        writer.optimize()
    assert len(list(folder.glob("segments/*"))) == 4
    assert findings(FolderStorage(folder)) == []
    reader.close()


def test_a_writer_may_go_on_while_the_archive_is_verified(folder: Path) -> None:
    storage = FolderStorage(three_segments(folder))

    def optimize_once(progress: Progress) -> None:
        if progress.read == 0:
            # Not through an Archive, which would hold the generation itself.
            with ArchiveWriter(storage) as writer:
                writer.optimize()

    assert list(verify(storage, optimize_once)) == []
    assert len(load_current(storage).segments) == 1
    assert len(list(folder.glob("segments/*"))) == 4


def test_where_the_manifest_is_damaged_that_is_all_there_is_to_say(storage: InMemory) -> None:
    storage.files["CURRENT"] = b"manifest-77.json" + storage.files["CURRENT"][15:]
    (found,) = findings(storage)
    assert found.file == "manifest-77.json" and "missing" in found.reason


def test_no_archive_is_an_error_and_no_finding(folder: Path) -> None:
    with pytest.raises(ArchiveMissing):
        findings(FolderStorage(folder))


def test_an_article_that_is_live_twice_is_found(folder: Path) -> None:
    archive = Archive.open(three_segments(folder))
    more = article("Another", "Something else.", name="else.txt")
    with archive.writer() as writer:
        writer._put(Arrival.of(more))
        writer._presence["id"].may_hold = lambda term: False  # type: ignore[method-assign]
        writer._changes.leaving.clear()
        writer._changes.arriving[WALL.id] = Arrival.of(WALL)
    (found,) = damage(FolderStorage(folder))
    assert (found.ids, found.articles) == ((WALL.id,), 1)
    assert f"{WALL.id} is in the archive 2 times" in found.reason
    assert JAPANESE.id not in found.reason
