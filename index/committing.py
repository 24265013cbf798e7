"""Committing: what has changed becomes the next generation of an archive.

New segments are there when this begins, or soon; lists of what is deleted in older ones
are written here, who belongs together is decided, segments are merged, and then all is
published in one step. Nothing that is published is ever changed. It may run beside the
writer, which takes in more meanwhile: so it reads only what it is given.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.batch.pool import Written
from index.changes import Changes
from index.codec.segment import Segment
from index.finished import FinishedInputs
from index.garbage import collect_garbage
from index.generations import current_pointer, next_generation, pointer_for, publish
from index.keys import with_keys, with_merged_keys
from index.lock import WriterLock
from index.manifest import Manifest, SegmentEntry, deleted_name
from index.memory import give_back_freed
from index.merging import groups_to_merge
from index.schema import FIELDS
from index.segment_files import write_anew, write_as_one
from index.snapshot import Snapshot, deletion_buffers, live_docs, open_segment
from index.storage import Storage

Groups = Sequence[Sequence[int]]
"""Positions of segments, each group to become one."""


class Commit(NamedTuple):
    """Changes on their way into an archive, and what they need for it."""

    storage: Storage
    lock: WriterLock
    inputs: FinishedInputs
    held: Snapshot
    """The current generation."""
    changes: Changes
    written: Written
    """The segments with all that arrives."""
    choose: Callable[[Sequence[SegmentEntry]], Groups]
    """Which segments to merge."""
    collectable: Collection[str] | None = None
    """Segments that nobody is writing, those of this commit aside; None where nobody is writing any other."""

    def run(self) -> Manifest | None:
        """Publish the changes with segments merged; the new manifest, or None where there is nothing of either.

        When this returns, the changes survive a power cut. Raises OSError or NewsError, and then
        the archive is as it was, see `publish`.
        """
        entries = self._changed()
        groups = self.choose(entries)
        if not self.changes and not groups:
            return None
        manifest = next_manifest(self.storage, merged(self.storage, entries, groups))
        self.lock.check()
        self.inputs.append(
            current_pointer(self.storage),
            pointer_for(manifest),
            self.changes.finished,
            self.changes.forgotten,
        )
        publish(self.storage, manifest)
        # It is open, and read no more: what it alone names can go.
        self.held.close()
        among = None if self.collectable is None else {*self.collectable, *(entry.id for entry in entries)}
        collect_garbage(self.storage, manifest, among=among)
        return manifest

    def _changed(self) -> list[SegmentEntry]:
        """The entries of all segments after the changes, with what is new written but not published."""
        held, gone = self.held, self.changes.gone
        generation = next_generation(self.storage)
        entries = [
            self._without(entry, held.by_id[entry.id], gone, generation) for entry in held.manifest.segments
        ]
        entries += self.written.entries()
        entries = [entry for entry in entries if entry.deleted_count < entry.doc_count]
        if not self.changes:
            return entries
        fresh = {entry.id for entry in entries} - held.by_id.keys()
        known = {entry: held.by_id[entry.id] for entry in held.manifest.segments}
        return with_keys(self.storage, entries, fresh, gone, known)

    def _without(
        self, entry: SegmentEntry, segment: Segment, gone: Sequence[bytes], generation: int
    ) -> SegmentEntry:
        """A segment's entry once the articles with some ids are deleted from it."""
        numbers = [number for term in gone if (number := segment.find("id", term)) >= 0]
        docs = [live_docs(segment, "id", number) for number in numbers]
        deleted: NDArray[np.bool_] = ~segment.live
        deleted[np.concatenate([*docs, np.empty(0, np.uint32)])] = True
        count = int(deleted.sum())
        if count == entry.deleted_count:
            return entry
        file = write_anew(self.storage, entry.id, deleted_name(generation), deletion_buffers(deleted))
        return replace(entry, deleted_count=count, deletions=file)


def merged(storage: Storage, entries: Sequence[SegmentEntry], groups: Groups) -> list[SegmentEntry]:
    """The entries with each group of positions made one segment, where its first was. Raises SegmentDamaged, or OSError."""
    remaining: list[SegmentEntry | None] = list(entries)
    if groups:
        give_back_freed()
    for group in groups:
        segments = [open_segment(storage, entries[position]) for position in group]
        for position in group:
            remaining[position] = None
        remaining[group[0]] = with_merged_keys(storage, write_as_one(storage, segments), segments)
    return [entry for entry in remaining if entry]


def full_tiers(entries: Sequence[SegmentEntry], fresh: Sequence[int] = ()) -> Groups:
    """The segments that a commit merges, see `index.merging`, if others of `fresh` articles each come behind them."""
    return groups_to_merge(
        [*(entry.live_count for entry in entries), *fresh],
        [*(entry.deleted_count for entry in entries), *(0 for _ in fresh)],
    )


def as_they_are(entries: Sequence[SegmentEntry]) -> Groups:
    """No segments: nothing is merged."""
    return []


def all_as_one(entries: Sequence[SegmentEntry]) -> Groups:
    """All segments, unless they are one with nothing deleted."""
    is_one = len(entries) <= 1 and not any(entry.deletions for entry in entries)
    return [] if is_one else [list(range(len(entries)))]


def next_manifest(storage: Storage, entries: Sequence[SegmentEntry]) -> Manifest:
    """A manifest of these segments for the next generation, to be published at once."""
    return Manifest(
        generation=next_generation(storage),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        schema={field.name: field.kind for field in FIELDS},
        segments=tuple(entries),
    )
