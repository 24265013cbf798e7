"""Snapshot: one generation of an archive, open for reading until it is closed.

It never changes and never fails because of a writer. Documents are numbered through
the open segments in the manifest's order; a number means nothing in another snapshot.

Who reads may leave out segments that are damaged, because most of an archive is better
than nothing, so long as each answer says what it lacks. Who writes may not: what a
writer has not read it would take for new, or leave out for ever.
"""

import errno
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from index.article import Article, from_json
from index.codec.arrays import ArrayFile, Buffer, write_arrays
from index.codec.damage import SegmentDamaged
from index.codec.segment import ARRAYS, Segment
from index.distinct import distinct
from index.errors import ArchiveDamaged
from index.generations import Generation, hold_current
from index.manifest import KINDS, Manifest, SegmentEntry, paths_of, segment_folder
from index.storage import Storage

if TYPE_CHECKING:
    from whoosh.fields import Schema
    from whoosh.reading import IndexReader

_REMEMBERED = 128
"""Articles that need not be read again for who sorts, narrows or goes back."""


class LeftOut(NamedTuple):
    """A segment that is not open because it is damaged."""

    entry: SegmentEntry
    damage: SegmentDamaged


class Snapshot:
    """An open generation. Make one with `open_snapshot`."""

    def __init__(
        self, generation: Generation, segments: Mapping[str, Segment], left_out: Sequence[LeftOut] = ()
    ) -> None:
        """`segments` are those the manifest names, by id, in its order, without those `left_out`."""
        self._generation = generation
        # A reader that is forgotten must not keep old generations on the disk for ever.
        finalize(self, generation.close)
        self.by_id = segments
        self.segments = tuple(segments.values())
        self.left_out = tuple(left_out)
        self._read: dict[int, Article] = {}

    @property
    def schema(self) -> "Schema":
        """The fields as Whoosh has them."""
        from index.whoosh_schema import news_schema  # the engine answers without Whoosh

        return news_schema()

    @property
    def manifest(self) -> Manifest:
        """What this generation consists of."""
        return self._generation.manifest

    def is_current(self, storage: Storage) -> bool:
        """False once another generation has been published. Raises ArchiveMissing or ArchiveUnusable."""
        return self._generation.is_current(storage)

    def __len__(self) -> int:
        return sum(segment.live_count for segment in self.segments)

    @property
    def damage(self) -> str | None:
        """What is left out of every answer, as a sentence; None while everything is open."""
        if not self.left_out:
            return None
        count = len(self.left_out)
        lost = sum(entry.live_count for entry, _ in self.left_out)
        return (
            f"{count:,} of {len(self.manifest.segments):,} segments {'is' if count == 1 else 'are'} damaged and"
            f" {'was' if count == 1 else 'were'} left out, with {lost:,} article{'' if lost == 1 else 's'}:"
            " run search verify, then search repair"
        )

    def close(self) -> None:
        """Let the generation's files go once no other needs them."""
        self._generation.close()

    def reader(self) -> "IndexReader":
        """A Whoosh reader of all segments."""
        from index.codec.whoosh_codec import open_reader  # only a query beyond the evaluator needs it

        return open_reader(self.segments, self.schema, self.manifest.generation)

    def find(self, field: str, term: str) -> Iterator[tuple[Segment, int]]:
        """The live documents with a term, each as its segment and its number there."""
        encoded = term.encode()
        for segment in self.segments:
            if (number := segment.find(field, encoded)) >= 0:
                yield from ((segment, doc) for doc in live_docs(segment, field, number).tolist())

    def article_with(self, field: str, term: str) -> Article | None:
        """The first live article with a term, or None."""
        for segment, doc in self.find(field, term):
            return article_of(segment, doc)
        return None

    def number_of(self, article_id: str) -> int | None:
        """The number of the live document of an article, or None."""
        first = 0
        for segment in self.segments:
            if (number := segment.find("id", article_id.encode())) >= 0:
                for doc in live_docs(segment, "id", number).tolist():
                    return first + int(doc)
            first += segment.doc_count
        return None

    def article(self, doc: int) -> Article:
        """The article of a document. Raises IndexError, or SegmentDamaged."""
        article = self._read.get(doc)
        if article is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            article = self._read[doc] = self._article(doc)
        return article

    def _article(self, doc: int) -> Article:
        for segment in self.segments:
            if doc < segment.doc_count:
                return article_of(segment, doc)
            doc -= segment.doc_count
        raise IndexError(doc)

    def terms(self, field: str, prefix: str = "") -> dict[str, int]:
        """The terms of a field that begin with a prefix, and how many live documents have each."""
        found: dict[str, int] = {}
        for segment in self.segments:
            first, end = segment.prefix_range(field, prefix.encode())
            for number, term in enumerate(segment.terms(field, first, end), first):
                if live := _live_frequency(segment, field, number):
                    found[term.decode()] = found.get(term.decode(), 0) + live
        return dict(sorted(found.items()))

    def has_terms(self, field: str, prefix: str) -> bool:
        """Whether any term of a field begins with a prefix, if only in a deleted document."""
        encoded = prefix.encode()
        ranges = (segment.prefix_range(field, encoded) for segment in self.segments)
        return any(first < end for first, end in ranges)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the live documents, ISO 639-1, that of most first."""
        counts = self.terms("language")
        return tuple(sorted(counts, key=lambda language: (-counts[language], language)))

    def values(self, field: str) -> set[str]:
        """The different values of the live documents in a field that has a column."""
        found: set[str] = set()
        for segment in self.segments:
            if column := segment.keyword_column(field):
                starts = column.starts.astype(np.int64)
                used = distinct(column.ords[np.repeat(segment.live, np.diff(starts))])
                found.update(column.values[ordinal] for ordinal in used.tolist())
        return found


def open_snapshot(
    storage: Storage, before: Snapshot | None = None, known: Mapping[Path, SegmentDamaged] | None = None
) -> Snapshot:
    """The current generation; segments it has in common with `before` are not opened again.

    Raises SegmentDamaged for a segment that cannot be opened. With `known` given, the damage to
    files that has been met before, such a segment is left out and so is one of these, and only
    where none is left is it ArchiveDamaged. Raises what `hold_current` does.
    """
    generation = hold_current(storage)
    try:
        held = (
            {}
            if before is None
            else {entry: before.by_id.get(entry.id) for entry in before.manifest.segments}
        )
        opened: dict[str, Segment] = {}
        left_out: list[LeftOut] = []
        for entry in generation.manifest.segments:
            try:
                _must_be_whole(storage, entry, known or {})
                opened[entry.id] = held.get(entry) or open_segment(storage, entry)
            except SegmentDamaged as damage:
                if known is None:
                    raise
                left_out.append(LeftOut(entry, damage))
        if left_out and not opened:
            first = left_out[0].damage
            file = first.path.relative_to(storage.path).as_posix()
            reason = f"all its segments are damaged, one of them in {file}: {first.reason}"
            raise ArchiveDamaged(storage.path, file, reason)
        return Snapshot(generation, opened, left_out)
    except BaseException:
        generation.close()
        raise


def _must_be_whole(storage: Storage, entry: SegmentEntry, known: Mapping[Path, SegmentDamaged]) -> None:
    for path in paths_of(entry):
        if damage := known.get(storage.path / path):
            raise damage


def open_segment(storage: Storage, entry: SegmentEntry) -> Segment:
    """One segment of the archive, with its deletions, copies and stories.

    Raises SegmentDamaged, also for a file that is missing or not as long as it was written, or OSError.
    """
    folder = segment_folder(entry.id)
    try:
        for path, file in paths_of(entry).items():
            if (size := storage.size(path)) != file.size:
                reason = f"it has {size:,} bytes and should have {file.size:,}"
                raise SegmentDamaged(storage.path / path, reason)
        copies, stories = (keys.name if (keys := entry.keys(kind)) else None for kind in KINDS)
        segment = Segment(storage, folder, open_deletions(storage, entry), copies, stories)
    except OSError as error:
        # Others say something of this process, its rights or its limits, and nothing of the file.
        is_gone = isinstance(error, FileNotFoundError | NotADirectoryError | IsADirectoryError)
        if not is_gone and error.errno != errno.EIO:
            raise
        reason = "it is missing" if is_gone else error.strerror or str(error)
        raise SegmentDamaged(Path(error.filename or storage.path / folder), reason) from error
    if segment.doc_count != entry.doc_count:
        reason = f"it has {segment.doc_count:,} articles, and the manifest says {entry.doc_count:,}"
        raise SegmentDamaged(segment.folder / ARRAYS, reason)
    return segment


def open_deletions(storage: Storage, entry: SegmentEntry) -> NDArray[np.bool_] | None:
    """N truths: the deleted documents of a segment; None where there are none. Raises SegmentDamaged."""
    if not entry.deletions:
        return None
    name = f"{segment_folder(entry.id)}/{entry.deletions.name}"
    packed = ArrayFile(storage.map(name), storage.path / name)["deleted"].whole()
    if packed.dtype != np.uint8 or len(packed) != -(-entry.doc_count // 8):
        raise SegmentDamaged(storage.path / name, f"it is not about {entry.doc_count:,} articles")
    deleted = np.unpackbits(packed, count=entry.doc_count).view(np.bool_)
    if (count := int(deleted.sum())) != entry.deleted_count:
        reason = f"it has {count:,} deletions, and the manifest says {entry.deleted_count:,}"
        raise SegmentDamaged(storage.path / name, reason)
    return deleted


def deletion_buffers(deleted: NDArray[np.bool_]) -> list[Buffer]:
    """The contents of a file of deletions: a bit for each document."""
    return write_arrays({"deleted": np.packbits(deleted)}, {})


def live_docs(segment: Segment, field: str, number: int) -> NDArray[np.uint32]:
    """The documents a term is in that are not deleted, ascending."""
    docs = segment.docs(field, number)
    return docs if segment.deleted is None else docs[~segment.deleted[docs]]


def _live_frequency(segment: Segment, field: str, number: int) -> int:
    if segment.deleted is None:
        return segment.doc_frequency(field, number)
    return len(live_docs(segment, field, number))


def article_of(segment: Segment, doc: int) -> Article:
    """The article of a document of a segment. Raises SegmentDamaged."""
    return from_json(segment.article(doc))
