"""Snapshot: one generation of an archive, open for reading until it is closed.

It never changes and never fails because of a writer. Documents are numbered through
the segments in the manifest's order; a number means nothing in another snapshot.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from index.article import Article, article_from_json
from index.codec.arrays import ArrayFile, Buffer, write_arrays
from index.codec.segment import Segment
from index.generations import Generation, hold_current
from index.manifest import Manifest, SegmentEntry, segment_folder
from index.storage import Storage

if TYPE_CHECKING:
    from whoosh.fields import Schema
    from whoosh.reading import IndexReader


class Snapshot:
    """An open generation. Make one with `open_snapshot`."""

    def __init__(self, generation: Generation, segments: Mapping[str, Segment]) -> None:
        """`segments` are those the manifest names, by id, in its order."""
        self._generation = generation
        # A reader that is forgotten must not keep old generations on the disk for ever.
        finalize(self, generation.close)
        self.by_id = segments
        self.segments = tuple(segments.values())

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

    def article(self, doc: int) -> Article:
        """The article of a document. Raises IndexError, or SegmentDamaged."""
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
        """The languages of the live documents, ISO 639-1, in alphabetical order."""
        return tuple(self.terms("language"))

    def values(self, field: str) -> set[str]:
        """The different values of the live documents in a field that has a column."""
        found: set[str] = set()
        for segment in self.segments:
            if column := segment.keyword_column(field):
                starts = column.starts.astype(np.int64)
                used = np.unique(column.ords[np.repeat(segment.live, np.diff(starts))])
                found.update(column.values[ordinal] for ordinal in used.tolist())
        return found


def open_snapshot(storage: Storage, before: Snapshot | None = None) -> Snapshot:
    """The current generation; segments it has in common with `before` are not opened again.

    Raises ArchiveMissing, ArchiveUnusable or SegmentDamaged.
    """
    generation = hold_current(storage)
    try:
        held = {} if before is None else {entry: before.by_id[entry.id] for entry in before.manifest.segments}
        return Snapshot(
            generation,
            {
                entry.id: held.get(entry) or open_segment(storage, entry)
                for entry in generation.manifest.segments
            },
        )
    except BaseException:
        generation.close()
        raise


def open_segment(storage: Storage, entry: SegmentEntry) -> Segment:
    """One segment of the archive, with its deletions. Raises SegmentDamaged, or OSError."""
    folder = segment_folder(entry.id)
    deleted = None
    if entry.deletions:
        name = f"{folder}/{entry.deletions.name}"
        packed = ArrayFile(storage.map(name), storage.path / name)["deleted"].whole()
        deleted = np.unpackbits(packed, count=entry.doc_count).view(np.bool_)
    return Segment(storage, folder, deleted)


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
    return article_from_json(json.loads(segment.article(doc)))
