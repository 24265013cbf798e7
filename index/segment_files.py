"""Segments on their way to the disk: written under an id of their own, published later or never."""

from collections.abc import Sequence
from contextlib import suppress

from index.batch.inverter import Inverter
from index.codec.arrays import Buffer
from index.codec.segment import Segment
from index.codec.writing import SegmentFiles, write_merged, write_segment
from index.manifest import FileEntry, SegmentEntry, new_segment_id, segment_folder
from index.storage import Storage, write_file


def write_articles(storage: Storage, inverter: Inverter) -> SegmentEntry:
    """Write a segment of the articles that an inverter has read; its entry for a manifest. Raises OSError."""
    contents = inverter.contents()
    return _write(storage, write_segment(contents), contents.doc_count)


def write_as_one(storage: Storage, segments: Sequence[Segment]) -> SegmentEntry:
    """Write what is live in some segments as one; its entry. Raises OSError, or SegmentDamaged."""
    return _write(storage, write_merged(segments), sum(segment.live_count for segment in segments))


def write_anew(storage: Storage, segment_id: str, name: str, buffers: Sequence[Buffer]) -> FileEntry:
    """Write a file beside a segment, for a generation to come; its entry. Raises OSError."""
    path = f"{segment_folder(segment_id)}/{name}"
    # What a failed commit left is not written over: its very name may not be durable.
    with suppress(FileNotFoundError):
        storage.remove(path)
    return write_file(storage, path, buffers)


def _write(storage: Storage, files: SegmentFiles, doc_count: int) -> SegmentEntry:
    segment_id = new_segment_id()
    folder = segment_folder(segment_id)
    storage.make_folder(folder)
    written = tuple(write_file(storage, f"{folder}/{name}", buffers) for name, buffers in files.items())
    return SegmentEntry(id=segment_id, doc_count=doc_count, files=written)
