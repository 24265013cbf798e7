"""ArchiveWriter: what is added, updated or removed, kept until it is committed in one step.

The writer decides whether an article is new, changed or unchanged, because only it
sees both what is held and what is arriving. Changes wait in memory until `commit`,
so that a crash or Ctrl-C leaves the last committed state, and an article that
arrives twice in one batch is written once. A commit writes new segments, and lists
of what is deleted in old ones; nothing that is published is ever changed. Large
batches become segments in other processes while more articles arrive. The lock is
held from opening to closing, across commits.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from index.arrival import Arrival
from index.article import Article
from index.batch.pool import Alone, Indexers, Pool
from index.codec.segment import Segment
from index.errors import NewsError
from index.finished import FinishedInput, FinishedInputs
from index.garbage import collect_garbage
from index.generations import current_pointer, next_generation, pointer_for, publish
from index.keys import with_keys, with_merged_keys
from index.lock import WriterLock
from index.manifest import Manifest, SegmentEntry, deleted_name
from index.merging import groups_to_merge
from index.presence import Presence
from index.schema import FIELDS
from index.segment_files import write_anew, write_as_one
from index.snapshot import Snapshot, deletion_buffers, live_docs, open_segment, open_snapshot
from index.storage import Storage

Outcome = Literal["added", "updated", "unchanged"]
Groups = Sequence[Sequence[int]]
"""Positions of segments, each group to become one."""

_BATCH = 5_000
"""Articles that become one segment; the arrays of a batch take some twenty times its text."""
_WORTH_A_PROCESS = 1_000
"""Articles; a process that has written few so far knows few words, and starting one takes longer than these."""
_MOST_ELSEWHERE = 100_000
"""Articles of one input that are noted as another's; an input with more is read again each time."""


class ArchiveWriter:
    """The one writer of an archive, a context manager: leaving it commits, or cancels on an error."""

    def __init__(self, storage: Storage, processes: int = 1) -> None:
        """Raise ArchiveLocked while another process writes, or what `open_snapshot` raises.

        `processes` is how many turn large batches into segments; with 1 it is this one.
        """
        self._storage = storage
        self._lock = WriterLock(storage)
        try:
            self._held = open_snapshot(storage)
        except BaseException:
            self._lock.release()
            raise
        self._committed = self._held.manifest.generation
        self._alone = Alone(storage, _BATCH)
        self._indexers: Indexers = Pool(storage.path, processes, _BATCH) if processes > 1 else self._alone
        self._arriving: dict[str, Arrival] = {}
        """By id, in order."""
        self._handed_over = 0
        """How many of the arriving articles, from the first, are written or being written."""
        self._leaving: set[str] = set()
        self._replaced: set[str] = set()
        """Of the arriving, those of which an older state may be held."""
        self._finished_inputs = FinishedInputs(storage.path)
        self._finished: list[FinishedInput] = []
        """Waiting for a commit, as `_forgotten` does."""
        self._forgotten: list[str] = []
        self._elsewhere: dict[str, list[str]] = {}
        """By the path of an input, ids of its articles that are held as another input's."""
        self._met: set[str] = set()
        self._by_elsewhere: dict[str, list[str]] | None = None
        """The paths of the finished inputs that hold an article which is another's, once that is asked."""
        self._presence = {name: Presence(self._held, name) for name in ("id", "source")}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.commit()
        finally:
            self.close()

    @property
    def pending(self) -> int:
        """How many changes wait for `commit`."""
        return len(self._arriving) + len(self._leaving)

    def put(self, articles: Iterable[Article | Arrival]) -> list[Outcome]:
        """Take in the articles of one input; what became of each, in order.

        An article whose id is held replaces what is held if anything differs but its place, and
        also where that has moved: the place it was read from is no longer there.
        What has only part of the text is "unchanged" while another input's full text is held.
        Without a URL, an article from the same path and member replaces the one read there
        before, unless that one has turned up elsewhere in this run. first_seen is kept.
        """
        arriving = [each if isinstance(each, Arrival) else Arrival.of(each) for each in articles]
        self._met.update(arrival.id for arrival in arriving)
        return [self._put(arrival) for arrival in arriving]

    def _put(self, arrival: Arrival) -> Outcome:
        held = self._find("id", arrival.id)
        if held and _says_nothing_new(held, arrival.article):
            if held.source.path != arrival.article.source.path:
                self._elsewhere.setdefault(arrival.article.source.path, []).append(arrival.id)
            return "unchanged"
        if not held:
            held = self._find("source", arrival.source)
            if held and held.id in self._met:
                held = None
            if held:
                self._have_others_read_again(held.id)
                self._remove(held.id)
        if self._is_handed_over(arrival.id):
            self.commit()
        if held:
            self._replaced.add(held.id)
        self._lock.announce()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._arriving[arrival.id] = arrival.at((held and held.first_seen) or now, now)
        self._presence["id"].note(arrival.id)
        if arrival.source:
            self._presence["source"].note(arrival.source)
        if len(self._arriving) - self._handed_over >= self._indexers.portion:
            self._hand_over(self._indexers)
        return "updated" if held else "added"

    def finish(self, read: FinishedInput) -> None:
        """Have the next commit note that an input has been read whole, and its articles put here."""
        elsewhere = self._elsewhere.pop(read.path, [])
        if len(elsewhere) <= _MOST_ELSEWHERE:
            self._finished.append(read._replace(elsewhere=tuple(elsewhere)))

    def _have_others_read_again(self, article_id: str) -> None:
        """Forget the inputs that hold an article too, and were not noted as its source.

        None of this run: an article that turned up in it stays, see `put`.
        """
        if self._by_elsewhere is None:
            self._by_elsewhere = {}
            for read in self.finished_inputs().values():
                for each in read.elsewhere:
                    self._by_elsewhere.setdefault(each, []).append(read.path)
        self._forgotten += self._by_elsewhere.get(article_id, [])

    def finished_inputs(self) -> dict[str, FinishedInput]:
        """The inputs whose articles are committed, by path."""
        self._finished_inputs.shorten(current_pointer(self._storage))
        return self._finished_inputs.believed(current_pointer(self._storage))

    def remove(self, article_id: str) -> bool:
        """Remove one article, whose input is to be read again when somebody asks; False when it is not held."""
        if not (held := self._find("id", article_id)):
            return False
        self._forgotten.append(held.source.path)
        self._remove(article_id)
        return True

    def _remove(self, article_id: str) -> None:
        if self._is_handed_over(article_id):
            self.commit()
        self._lock.announce()
        self._arriving.pop(article_id, None)
        self._leaving.add(article_id)

    def commit(self) -> None:
        """Make every change so far part of the archive, all at once; nothing to change writes nothing.

        When this returns, the changes survive a power cut. Raises OSError or NewsError, and
        then the archive is as it was, see `publish`, and the changes still wait.
        """
        if self.pending:
            self._commit(_full_tiers)
        elif self._finished:
            pointer = current_pointer(self._storage)
            self._finished_inputs.append(pointer, pointer, self._finished, ())
            self._finished.clear()

    def optimize(self) -> None:
        """Commit, and merge all segments into one."""
        self._commit(_all_as_one)

    def close(self) -> None:
        """Forget what is not committed and let the next writer in."""
        self._indexers.close()
        self._forget()
        self._held.close()
        self._lock.release()

    def _forget(self) -> None:
        self._arriving.clear()
        self._handed_over = 0
        self._leaving.clear()
        self._replaced.clear()
        self._finished.clear()
        self._forgotten.clear()

    def _hand_over(self, indexers: Indexers) -> None:
        """Have the arriving articles written that nobody writes yet."""
        try:
            indexers.take(list(islice(self._arriving.values(), self._handed_over, None)))
        except BaseException:
            self._take_back()
            raise
        self._handed_over = len(self._arriving)

    def _take_back(self) -> None:
        """Let all that arrives be written anew: what a sync has refused may be lost though the next succeeds."""
        for indexers in (self._alone, self._indexers):
            with suppress(OSError, NewsError):
                indexers.finish()
        self._handed_over = 0

    def _is_handed_over(self, article_id: str) -> bool:
        return article_id in self._arriving and article_id in islice(self._arriving, self._handed_over)

    def _current(self) -> Snapshot:
        """The last committed state, opened here where a commit has made a new one."""
        if self._held.manifest.generation != self._committed:
            self._held = open_snapshot(self._storage, self._held)
        return self._held

    def _commit(self, choose: Callable[[Sequence[SegmentEntry]], Groups]) -> None:
        """Publish the changes, with the segments merged that are chosen, if there is any of either."""
        try:
            entries = self._changed()
            groups = choose(entries)
            if not self.pending and not groups:
                return
            manifest = next_manifest(self._storage, self._merge(entries, groups))
            self._lock.check()
            self._finished_inputs.append(
                current_pointer(self._storage), pointer_for(manifest), self._finished, self._forgotten
            )
            publish(self._storage, manifest)
        except (OSError, NewsError):
            self._take_back()
            raise
        self._forget()
        # It is opened when it is needed: a disk that refuses just then has kept this commit.
        self._committed = manifest.generation
        self._held.close()
        collect_garbage(self._storage, manifest)

    def _changed(self) -> list[SegmentEntry]:
        """The entries of all segments after the changes, with what is new written but not published."""
        held = self._current()
        generation = next_generation(self._storage)
        gone = [term.encode() for term in sorted(self._leaving | self._replaced)]
        entries = [
            self._without(entry, held.by_id[entry.id], gone, generation) for entry in held.manifest.segments
        ]
        is_few = len(self._arriving) < _WORTH_A_PROCESS
        indexers = self._alone if is_few and not self._handed_over else self._indexers
        self._hand_over(indexers)
        entries += indexers.finish()
        entries = [entry for entry in entries if entry.deleted_count < entry.doc_count]
        if not self.pending:
            return entries
        fresh = {entry.id for entry in entries} - held.by_id.keys()
        known = {entry: held.by_id[entry.id] for entry in held.manifest.segments}
        return with_keys(self._storage, entries, fresh, gone, known)

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
        file = write_anew(self._storage, entry.id, deleted_name(generation), deletion_buffers(deleted))
        return replace(entry, deleted_count=count, deletions=file)

    def _merge(self, entries: list[SegmentEntry], groups: Groups) -> list[SegmentEntry]:
        """The entries with each group of positions made one segment, where its first was."""
        merged: list[SegmentEntry | None] = list(entries)
        for group in groups:
            segments = [open_segment(self._storage, entries[position]) for position in group]
            for position in group:
                merged[position] = None
            merged[group[0]] = with_merged_keys(
                self._storage, write_as_one(self._storage, segments), segments
            )
        return [entry for entry in merged if entry]

    def _find(self, name: Literal["id", "source"], term: str | None) -> Article | None:
        if term is None:
            return None
        if name == "id" and term in self._arriving:
            return self._arriving[term].article
        if not self._presence[name].may_hold(term):
            return None
        article = self._current().article_with(name, term)
        return None if article and article.id in self._leaving else article


def create_archive(storage: Storage) -> None:
    """Publish the first, empty generation in a folder. Raises OSError, or ArchiveLocked."""
    with WriterLock(storage):
        publish(storage, next_manifest(storage, []))


def _full_tiers(entries: Sequence[SegmentEntry]) -> Groups:
    return groups_to_merge(
        [entry.doc_count - entry.deleted_count for entry in entries],
        [entry.deleted_count for entry in entries],
    )


def _all_as_one(entries: Sequence[SegmentEntry]) -> Groups:
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


def _says_nothing_new(held: Article, arriving: Article) -> bool:
    return _says_less(held, arriving) or (_same_reading(held, arriving) and not _has_moved(held, arriving))


def _same_reading(held: Article, arriving: Article) -> bool:
    """True when a new reading says nothing new: only when and where it was read may differ."""
    return held == replace(
        arriving, source=held.source, first_seen=held.first_seen, last_ingested=held.last_ingested
    )


def _says_less(held: Article, arriving: Article) -> bool:
    """True when a full text is held and another input has only part of it, as a feed of the page that is held."""
    return (
        held.body_kind == "full"
        and arriving.body_kind != "full"
        and (held.source.path, held.source.member) != (arriving.source.path, arriving.source.member)
    )


def _has_moved(held: Article, arriving: Article) -> bool:
    return held.source.path != arriving.source.path and not Path(held.source.path).exists()
