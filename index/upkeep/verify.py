"""Verification: is every byte of an archive as it was written, and does it mean something?

Readers check what they read and nothing else, so a question says little about the rest.
Here each file of the current generation is read twice: once as bytes, against the
manifest, and where these are right once more for what they mean, because an archive
from elsewhere may have the right checksums over nonsense. What is wrong is a finding
and never the end; the generation is held, so that a writer may go on meanwhile.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from index.errors import ArchiveDamaged
from index.generations import CURRENT, hold_current
from index.manifest import Manifest, manifest_name, paths_of, segment_folder
from index.storage import Storage
from index.upkeep.diagnosis import damaged_files
from index.upkeep.orphans import orphans
from index.upkeep.segment_check import Finding, LiveIds, check_segment
from index.upkeep.unfinished import unfinished_beside


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a verification has come."""

    read: int
    """Bytes, of which each counts twice: as it is, and for what it means."""
    to_read: int
    files: int
    """There are in all."""
    bytes: int
    """In these."""


OnProgress = Callable[[Progress], None]

_UNFINISHED = (
    "an archive that search restore did not finish, or is making now; search gc removes what was left"
)


def verify(storage: Storage, on_progress: OnProgress) -> Iterator[Finding]:
    """Everything in an archive that is not as it should be.

    Raises ArchiveMissing, ArchiveOutdated, ArchiveUnusable for an archive of a newer format,
    or OSError that is not about the state of a file.
    """
    try:
        generation = hold_current(storage)
    except ArchiveDamaged as damage:
        yield Finding(damage.file, damage.reason)
        return
    with generation:
        yield from _Verification(storage, generation.manifest, on_progress).findings()
        for path, reason in orphans(storage, generation.manifest):
            yield Finding(path, reason, harmless=True)
        for left in unfinished_beside(storage.path):
            yield Finding(str(left), _UNFINISHED, harmless=True)


class _Verification:
    """One run, as far as it has come."""

    def __init__(self, storage: Storage, manifest: Manifest, on_progress: OnProgress) -> None:
        self._storage, self._manifest, self._on_progress = storage, manifest, on_progress
        own = [storage.size(name) for name in (CURRENT, manifest_name(manifest.generation))]
        self._size = sum(file.size for _, file in manifest.files())
        files = sum(1 for _ in manifest.files())
        self._progress = Progress(0, 2 * self._size, len(own) + files, sum(own) + self._size)

    def findings(self) -> Iterator[Finding]:
        """All that is wrong."""
        self._read_up_to(0)
        flaws = damaged_files(self._storage, self._manifest, lambda so_far: self._read_up_to(so_far.done))
        begin = self._size
        ids: dict[str, LiveIds] = {}
        for entry in self._manifest.segments:
            self._read_up_to(begin)
            own = {flaw.path: flaw for flaw in flaws if flaw.segment == entry.id}
            found = yield from check_segment(self._storage, entry, own, self._read_more)
            if found:
                ids[entry.id] = found
            begin += sum(file.size for file in paths_of(entry).values())
        self._read_up_to(begin)
        yield from _doubles(ids)

    def _read_more(self, count: int) -> None:
        self._read_up_to(self._progress.read + count)

    def _read_up_to(self, read: int) -> None:
        self._progress = replace(self._progress, read=read)
        self._on_progress(self._progress)


def _doubles(found: dict[str, LiveIds]) -> Iterator[Finding]:
    """Articles that are live in several places; `found` is by segment."""
    if not found:
        return
    hashes = {segment: own.ids.hashes(own.live) for segment, own in found.items()}
    values, counts = np.unique(np.concatenate(list(hashes.values())), return_counts=True)
    # Equal hashes may be chance.
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for segment, own in found.items():
        docs = np.flatnonzero(own.live)[np.isin(hashes[segment], values[counts > 1])]
        for article_id in own.ids.of(docs):
            holders[article_id].append(segment)
    for article_id, segments in holders.items():
        if len(segments) > 1:
            reason = f"the article {article_id} is in the archive {len(segments)} times"
            yield Finding(segment_folder(segments[-1]), reason, segments[-1], 1, (article_id,))
