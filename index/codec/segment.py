"""A segment: an immutable folder of two files that holds some of an archive's documents.

`arrays` has the terms, postings, lengths and columns; `articles` has the articles.
Which documents are deleted is not part of a segment: that changes with every
generation, and the archive says it on opening. Counts and postings therefore include
deleted documents; who asks filters them out with `deleted`.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile
from index.codec.articles import ArticleFile, Block
from index.codec.columns import (
    KeywordView,
    decoded_keywords,
    keyword_view,
    number_view,
)
from index.codec.contents import Column, NumberColumn, Postings, SegmentContents
from index.codec.damage import SegmentDamaged
from index.codec.keys import NO_KEYS, Keys, read_keys
from index.codec.postings import FieldPostings
from index.codec.signatures import SignatureColumn, signature_view
from index.codec.sketches import SketchView, sketch_view
from index.codec.twins import are_twins
from index.storage import Storage

ARRAYS = "arrays"
"""Name of the file of arrays."""
ARTICLES = "articles"
"""Name of the file of articles."""


class Segment:
    """An open segment. Fields go by name and, within a field, terms by their number in ascending order.

    A field that no document of this segment has is one without terms.
    """

    def __init__(
        self,
        storage: Storage,
        folder: str,
        deleted: NDArray[np.bool_] | None = None,
        copies: str | None = None,
        stories: str | None = None,
    ) -> None:
        """Map the files in a folder of the archive; `deleted` has N truths, or is None where all are live.

        `copies` and `stories` are the names of the files of these, which are opened when they are needed.
        Raises SegmentDamaged, OSError, or ValueError for `deleted` of another length.
        """
        self.folder = storage.path / folder
        """For messages."""
        self._arrays = ArrayFile(storage.map(f"{folder}/{ARRAYS}"), self.folder / ARRAYS)
        match self._arrays.meta:
            case {
                "documents": int(count),
                "fields": dict(fields),
                "twins": dict(twins),
                "columns": dict(columns),
            } if are_twins(twins, fields):
                self.doc_count: int = count
                self._fields: dict[str, list[int]] = fields
                self._twins: dict[str, str] = twins
                self._columns: dict[str, str] = columns
            case _:
                raise SegmentDamaged(self.folder / ARRAYS, "it does not say what it holds")
        self._articles = ArticleFile(
            storage.map(f"{folder}/{ARTICLES}"),
            self.folder / ARTICLES,
            self._arrays["*firsts"],
            self._arrays["*starts"],
        )
        if deleted is not None and len(deleted) != self.doc_count:
            raise ValueError(f"{len(deleted)} deletions for a segment of {self.doc_count} documents")
        self.deleted = deleted if deleted is not None and deleted.any() else None
        """N truths, or None where no document is deleted."""
        self.live_count: int = self.doc_count - (0 if self.deleted is None else int(self.deleted.sum()))
        self._open: dict[str, FieldPostings] = {}
        self._storage = storage
        self._copies, self._stories = (name and f"{folder}/{name}" for name in (copies, stories))

    @cached_property
    def copies(self) -> Keys:
        """Which documents are copies of others. Raises SegmentDamaged."""
        return self._keys(self._copies)

    @cached_property
    def stories(self) -> Keys:
        """Which documents tell of the same event as others. Raises SegmentDamaged."""
        return self._keys(self._stories)

    def _keys(self, name: str | None) -> Keys:
        if name is None:
            return NO_KEYS
        return read_keys(self._storage.map(name), self._storage.path / name, self.doc_count)

    @property
    def live(self) -> NDArray[np.bool_]:
        """N truths: the documents that are not deleted."""
        return np.ones(self.doc_count, np.bool_) if self.deleted is None else ~self.deleted

    def fields(self) -> list[str]:
        """The names of the indexed fields."""
        return list(self._fields)

    def twin(self, field: str) -> str | None:
        """The field that has the postings of those of this field's terms that have none of their own."""
        return self._twins.get(field)

    def has_positions(self, field: str) -> bool:
        """Whether the field keeps positions."""
        return field in self._fields and self._field(field).has_positions

    def term_count(self, field: str) -> int:
        """How many different terms the field has."""
        return len(self._field(field).terms) if field in self._fields else 0

    def find(self, field: str, term: bytes) -> int:
        """The number of a term, or -1."""
        return self._field(field).terms.find(term) if field in self._fields else -1

    def term(self, field: str, number: int) -> bytes:
        """The term of a number."""
        return self._field(field).terms[number]

    def terms(self, field: str, first: int, end: int) -> list[bytes]:
        """The terms of the numbers first ≤ i < end."""
        return self._field(field).terms.strings(first, end) if field in self._fields else []

    def lower_bound(self, field: str, term: bytes) -> int:
        """The number of the first term that is not below this one; the term count where there is none."""
        return self._field(field).terms.lower_bound(term) if field in self._fields else 0

    def prefix_range(self, field: str, prefix: bytes) -> tuple[int, int]:
        """The terms that begin with a prefix have the numbers first ≤ i < end."""
        return self._field(field).terms.prefix_range(prefix) if field in self._fields else (0, 0)

    def terms_of(self, field: str, numbers: NDArray[np.int64]) -> list[bytes]:
        """The terms of some numbers."""
        return self._field(field).terms.some(numbers) if field in self._fields else []

    def letters_of(
        self, field: str, numbers: NDArray[np.int64], most: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The first bytes of some terms, at most so many, a row each with zeros behind, and how many each has."""
        if field not in self._fields:
            return np.empty((0, 0), np.uint8), np.empty(0, np.int64)
        return self._field(field).terms.letters(numbers, most)

    def letter_counts(self, field: str, first: int, end: int) -> NDArray[np.int64]:
        """How many letters each of the terms first ≤ i < end has."""
        if field not in self._fields:
            return np.empty(0, np.int64)
        return self._field(field).terms.letter_counts(first, end)

    def terms_with(self, field: str, part: bytes, first: int, end: int) -> NDArray[np.int64]:
        """Which of the terms first ≤ i < end have a part, at least a byte long, in them; ascending."""
        if field not in self._fields:
            return np.empty(0, np.int64)
        return self._field(field).terms.containing(part, first, end)

    def terms_like(self, field: str, parts: Sequence[bytes]) -> NDArray[np.int64]:
        """Which terms are some parts, two or more, with anything between each and the next; ascending."""
        return self._field(field).terms.like(parts) if field in self._fields else np.empty(0, np.int64)

    def doc_frequency(self, field: str, number: int) -> int:
        """How many documents a term is in."""
        lists, number = self._field(field).home(number)
        return lists.frequency(number)

    def doc_frequencies(self, field: str, numbers: NDArray[np.int64]) -> NDArray[np.uint32]:
        """How many documents each of some terms is in."""
        if not len(numbers):
            return np.empty(0, np.uint32)
        return self._field(field).counts_of(numbers).astype(np.uint32)

    def docs(self, field: str, number: int) -> NDArray[np.uint32]:
        """The documents a term is in, ascending."""
        lists, number = self._field(field).home(number)
        return lists.docs(number)

    def postings(self, field: str, number: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """The documents a term is in, ascending, and how often it is in each."""
        lists, number = self._field(field).home(number)
        return lists.postings(number)

    def positions(
        self, field: str, number: int
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]:
        """A term's documents and frequencies, and freqs.sum() positions, those of one document after another.

        Raises ValueError for a field without positions.
        """
        lists, number = self._field(field).home(number)
        if not lists.has_positions:
            raise ValueError(f"field {field!r} keeps no positions")
        docs, freqs = lists.postings(number)
        return docs, freqs, lists.positions(number, freqs)

    def position_sums(self, field: str, number: int, freqs: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """A term's positions as running sums, modulo 2**32, that go on from each document to the next.

        `freqs` as `postings` gave them; for a field that keeps positions.
        """
        lists, number = self._field(field).home(number)
        return lists.position_sums(number, freqs)

    def positions_among(
        self, field: str, number: int, freqs: NDArray[np.uint32], chosen: NDArray[np.intp]
    ) -> NDArray[np.uint32]:
        """A term's positions in the documents at some places, ascending, of its list, end to end.

        `freqs` as `postings` gave them; for a field that keeps positions. Quicker than all where these are few.
        """
        lists, number = self._field(field).home(number)
        return lists.positions_among(number, freqs, chosen)

    def postings_of(
        self, field: str, numbers: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.uint32]]:
        """For several terms: how many documents each is in; all their documents, and all their frequencies.

        Those of one term follow those of another; documents ascend within a term. Decoded
        together, which for hundreds of rare terms is far quicker than one by one.
        """
        return self._field(field).postings_of(numbers)

    def mark_docs(self, field: str, numbers: NDArray[np.int64], marked: NDArray[np.bool_]) -> None:
        """Mark, of N documents, those that have one of some terms; quicker than their postings."""
        if len(numbers):
            self._field(field).mark_docs(numbers, marked)

    def positions_of(
        self,
        field: str,
        numbers: NDArray[np.int64],
        counts: NDArray[np.int64],
        freqs: NDArray[np.uint32],
    ) -> NDArray[np.uint32]:
        """The positions of several terms, one after another, in a field that keeps them.

        `counts` and `freqs` as `postings_of` gave them.
        """
        return self._field(field).positions_of(numbers, counts, freqs)

    def lengths(self, field: str) -> NDArray[Any] | None:
        """The tokens of each document: N unsigned integers, a view; None in a field that is not scored."""
        return self._field(field).lengths if field in self._fields else None

    def total_length(self, field: str) -> int:
        """The tokens of all documents in a field."""
        return self._fields.get(field, [0, 0, 0])[0]

    def min_length(self, field: str) -> int:
        """The tokens of the document that has fewest in a field."""
        return self._fields.get(field, [0, 0, 0])[1]

    def max_length(self, field: str) -> int:
        """The tokens of the document that has most in a field."""
        return self._fields.get(field, [0, 0, 0])[2]

    def columns(self) -> list[str]:
        """The names of the fields that have a column."""
        return list(self._columns)

    def keyword_column(self, field: str) -> KeywordView | None:
        """The values of each document, as views; None where the segment has no such column."""
        return keyword_view(self._arrays, f"{field}|") if self._columns.get(field) == "keyword" else None

    def number_column(self, field: str) -> NumberColumn | None:
        """The number of each document, as views; None where the segment has no such column."""
        return number_view(self._arrays, f"{field}|") if self._columns.get(field) == "number" else None

    def sketch_column(self, field: str) -> SketchView | None:
        """The sketch of each document; None where the segment has no such column."""
        return sketch_view(self._arrays, f"{field}|") if self._columns.get(field) == "sketch" else None

    def signature_column(self, field: str) -> SignatureColumn | None:
        """The signature of each document, as views; None where the segment has no such column."""
        return signature_view(self._arrays, f"{field}|") if self._columns.get(field) == "signature" else None

    def article(self, doc: int) -> bytes:
        """The article of a document, as UTF-8 JSON. Raises SegmentDamaged, or IndexError."""
        return self._articles[doc]

    def articles(self) -> list[bytes]:
        """The articles of all documents, deleted ones too."""
        return self._articles.all()

    def kept_articles(self, live: NDArray[np.bool_]) -> Iterator[bytes | Block]:
        """The articles of the documents that are `live`, in order, in blocks where these can stay."""
        return self._articles.kept(live)

    def field(self, field: str) -> FieldPostings | None:
        """The terms and postings of a field; None where the segment has no such field."""
        return self._field(field) if field in self._fields else None

    def decoded_column(self, field: str) -> Column | None:
        """A whole column; None where the segment has no such column."""
        if keywords := self.keyword_column(field):
            return decoded_keywords(keywords)
        sketches = self.sketch_column(field)
        if sketches:
            return sketches.decoded()
        return self.signature_column(field) or self.number_column(field)

    def contents(self) -> SegmentContents:
        """Everything in the segment, deleted documents too."""
        return SegmentContents(
            doc_count=self.doc_count,
            postings={field: self._postings(field) for field in self._fields},
            columns={
                field: column for field in self._columns if (column := self.decoded_column(field)) is not None
            },
            articles=self.articles(),
        )

    def _postings(self, field: str) -> Postings:
        lists = self._field(field)
        lengths = None if lists.lengths is None else lists.lengths.astype(np.uint32)
        return Postings(list(lists.terms), *lists.decoded(np.arange(len(lists.terms))), lengths)

    def _field(self, field: str) -> FieldPostings:
        lists = self._open.get(field)
        if lists is None:
            if field not in self._fields:
                raise KeyError(field)
            twin = self._twins.get(field)
            lists = FieldPostings(self._arrays, f"{field}/", None if twin is None else self._field(twin))
            self._open[field] = lists
        return lists
