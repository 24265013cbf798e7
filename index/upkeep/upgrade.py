"""Upgrade: an archive in an earlier format is written anew in the current one.

Only articles are read of the old format, and everything else is made of them again: one
small reader for each format that ever was, and no archive with segments of two formats.
The old files go when the new generation is current, so for a while there are both.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from index.article import Article
from index.codec import format_1, format_4, format_5
from index.codec.damage import SegmentDamaged
from index.committing import Groups, merged, next_manifest
from index.errors import ArchiveMissing, ArchiveOutdated, ArchiveUnusable
from index.garbage import collect_garbage
from index.generations import hold_current, load_current, publish
from index.keys import with_keys
from index.lock import WriterLock
from index.manifest import ANY_FORMAT, FORMAT_VERSION, SegmentEntry, segment_folder
from index.merging import FANOUT
from index.storage import Storage
from index.upkeep.diagnosis import OnProgress, Progress, damaged_files, has_remains
from index.upkeep.rewriting import rewriting, stored_article, write_in_batches

_READERS: Mapping[int, Callable[[Storage, SegmentEntry], Iterator[bytes]]] = {
    1: format_1.live_articles,
    2: format_4.live_articles,
    3: format_4.live_articles,
    4: format_4.live_articles,
    5: format_5.live_articles,
}
"""By format: the live articles of a segment."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an archive was, and what it holds."""

    version: int
    """The archive format it had. If that is the current one, nothing was done."""
    articles: int

    @property
    def was_needed(self) -> bool:
        """False for an archive that was up to date."""
        return self.version != FORMAT_VERSION


def upgrade(
    storage: Storage, *, processes: int = 1, on_progress: OnProgress = lambda progress: None
) -> Upgrade:
    """Bring an archive of any earlier format up to date.

    `processes` is how many turn articles into segments. Raises ArchiveLocked,
    ArchiveMissing, ArchiveUnusable, SegmentDamaged, and OSError or WorkerDied; all of
    them leave the archive as it was.
    """
    if not has_remains(storage):
        raise ArchiveMissing(storage.path)
    with WriterLock(storage) as lock:
        try:
            entries = load_current(storage).segments
            return Upgrade(FORMAT_VERSION, sum(entry.live_count for entry in entries))
        except ArchiveOutdated as error:
            version = error.version
        lock.announce()
        with hold_current(storage, ANY_FORMAT) as generation:
            manifest = generation.manifest
        for flaw in damaged_files(storage, manifest, on_progress):
            raise ArchiveUnusable(storage.path, f"{flaw.path} is damaged: {flaw.reason}")
        total = sum(entry.live_count for entry in manifest.segments)
        with rewriting(storage, total, processes) as indexers:
            articles = _articles(storage, version, manifest.segments, on_progress)
            written = write_in_batches(indexers, articles)
            written = with_keys(storage, written, {entry.id for entry in written})
            written = merged(storage, written, _dozens(len(written)))
        upgraded = next_manifest(storage, written)
        publish(storage, upgraded)
        collect_garbage(storage, upgraded)
        return Upgrade(version, total)


def _dozens(count: int) -> Groups:
    """Of segments in a row, all of a batch, those that commits would have merged."""
    return [range(first, first + FANOUT) for first in range(0, count - FANOUT + 1, FANOUT)]


def _articles(
    storage: Storage, version: int, entries: tuple[SegmentEntry, ...], on_progress: OnProgress
) -> Iterator[Article]:
    total = sum(entry.live_count for entry in entries)
    done = 0
    for entry in entries:
        for text in _READERS[version](storage, entry):
            try:
                yield stored_article(text)
            except ValueError as error:
                raise SegmentDamaged(storage.path / segment_folder(entry.id), str(error)) from error
            done += 1
            on_progress(Progress("writing", done, total))
