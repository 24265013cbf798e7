"""Three generations of a small archive, as steps from one manifest to the next."""

from dataclasses import replace
from itertools import count

from index.errors import ArchiveMissing
from index.generations import load_current, next_generation
from index.manifest import Manifest, SegmentEntry, deleted_name, segment_folder
from index.storage import Storage, checksum, write_file

SCHEMA = {"title": "text", "outlet": "names"}
_ids = count(1)
NOTHING = Manifest(1, "2019-08-22T09:00:00+00:00", SCHEMA, ())


def current(storage: Storage) -> Manifest | None:
    try:
        return load_current(storage)
    except ArchiveMissing:
        return None


def successor(storage: Storage, before: Manifest | None, segments: tuple[SegmentEntry, ...]) -> Manifest:
    return replace(before or NOTHING, generation=next_generation(storage), segments=segments)


def with_a_segment(storage: Storage, before: Manifest | None) -> Manifest:
    """Write a segment of three documents; the manifest that has it last."""
    segment_id = f"{next(_ids):016x}"
    folder = segment_folder(segment_id)
    storage.make_folder(folder)
    files = (
        write_file(storage, f"{folder}/arrays", [b"arrays of ", segment_id.encode()]),
        write_file(storage, f"{folder}/articles", [memoryview(b"three articles")]),
    )
    held = before.segments if before else ()
    return successor(storage, before, (*held, SegmentEntry(segment_id, 3, files)))


def with_a_deletion(storage: Storage, before: Manifest) -> Manifest:
    """Delete one more document of the first segment."""
    first, *others = before.segments
    name = f"{segment_folder(first.id)}/{deleted_name(next_generation(storage))}"
    deleted = first.deleted_count + 1
    entry = write_file(storage, name, [bytes(range(deleted))])
    return successor(storage, before, (replace(first, deleted_count=deleted, deletions=entry), *others))


def merged(storage: Storage, before: Manifest) -> Manifest:
    """One new segment in the place of all."""
    return with_a_segment(storage, replace(before, segments=()))


def damage(storage: Storage, manifest: Manifest) -> list[str]:
    """The files whose bytes are not those the manifest states."""
    return [path for path, file in manifest.files() if checksum(storage, path) != file.checksum]


def paths(storage: Storage) -> set[str]:
    """Every file in the folders of the segments, and every empty folder there."""
    found: set[str] = set()
    for segment_id in storage.list("segments"):
        folder = segment_folder(segment_id)
        found.update(f"{folder}/{name}" for name in storage.list(folder) or [""])
    return found
