"""SegmentView: what the evaluator reads of an open segment.

A protocol and not the codec's own class, so that the evaluator is tested over plain
arrays in memory. Segments must be hashable by identity and weakly referable: what is
derived from one is kept as long as the segment is.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.codec.contents import NumberColumn
from index.codec.keys import Keys


class Dictionary(Protocol):
    """Texts in ascending order, read when asked for."""

    def __len__(self) -> int: ...

    def __getitem__(self, ordinal: int, /) -> str: ...

    def __iter__(self) -> Iterator[str]: ...


class KeywordValues(Protocol):
    """For each of N documents, any number of values from a dictionary of V."""

    @property
    def values(self) -> Dictionary:
        """V distinct values."""
        ...

    @property
    def starts(self) -> NDArray[Any]:
        """N + 1 offsets, unsigned: the ordinals of document d are starts[d] ≤ i < starts[d + 1]."""
        ...

    @property
    def ords(self) -> NDArray[Any]:
        """Ordinals into `values`, unsigned."""
        ...


class SegmentView(Protocol):
    """An open, immutable segment of N documents, numbered 0 ≤ doc < N."""

    @property
    def doc_count(self) -> int:
        """N, with deleted documents."""
        ...

    @property
    def deleted(self) -> NDArray[np.bool_] | None:
        """N flags; None where no document is deleted."""
        ...

    def find(self, field: str, term: bytes) -> int:
        """The number of a term among the field's terms, which are ascending bytewise; -1 where absent."""
        ...

    def term(self, field: str, number: int) -> bytes:
        """The term with this number."""
        ...

    def term_count(self, field: str) -> int:
        """How many terms the field has; zero for a field that the segment does not have."""
        ...

    def prefix_range(self, field: str, prefix: bytes) -> tuple[int, int]:
        """The numbers first ≤ i < end of the terms that begin with a prefix."""
        ...

    def lower_bound(self, field: str, term: bytes) -> int:
        """How many terms of the field are less than `term`."""
        ...

    def terms(self, field: str, first: int, end: int) -> list[bytes]:
        """The terms first ≤ i < end."""
        ...

    def terms_of(self, field: str, numbers: NDArray[np.int64]) -> list[bytes]:
        """The terms of some numbers."""
        ...

    def letters_of(
        self, field: str, numbers: NDArray[np.int64], most: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The first bytes of some terms, at most so many, a row each with zeros behind, and how many each has."""
        ...

    def letter_counts(self, field: str, first: int, end: int) -> NDArray[np.int64]:
        """How many letters each of the terms first ≤ i < end has."""
        ...

    def terms_with(self, field: str, part: bytes, first: int, end: int) -> NDArray[np.int64]:
        """Which of the terms first ≤ i < end have a part, at least a byte long, in them; ascending."""
        ...

    def terms_like(self, field: str, parts: Sequence[bytes]) -> NDArray[np.int64]:
        """Which terms are some parts, two or more, with anything between each and the next; ascending."""
        ...

    def doc_frequency(self, field: str, number: int) -> int:
        """In how many documents the term is, deleted ones too."""
        ...

    def doc_frequencies(self, field: str, numbers: NDArray[np.int64]) -> NDArray[np.uint32]:
        """The same for some terms."""
        ...

    def docs(self, field: str, number: int) -> NDArray[np.uint32]:
        """The documents of a term, ascending."""
        ...

    def postings(self, field: str, number: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """The documents of a term and how often each has it."""
        ...

    def postings_of(
        self, field: str, numbers: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.uint32]]:
        """For several terms: how many documents each is in; then the documents and frequencies of all."""
        ...

    def position_sums(self, field: str, number: int, freqs: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """A term's positions as running sums, modulo 2**32, that go on from each document to the next.

        Within a document they ascend; `freqs` as `postings` gave them.
        """
        ...

    def positions_among(
        self, field: str, number: int, freqs: NDArray[np.uint32], chosen: NDArray[np.intp]
    ) -> NDArray[np.uint32]:
        """A term's positions in the documents at some places, ascending, of its list, end to end."""
        ...

    def mark_docs(self, field: str, numbers: NDArray[np.int64], marked: NDArray[np.bool_]) -> None:
        """Mark, of N documents, those that have one of some terms."""
        ...

    def positions_of(
        self,
        field: str,
        numbers: NDArray[np.int64],
        counts: NDArray[np.int64],
        freqs: NDArray[np.uint32],
    ) -> NDArray[np.uint32]:
        """The positions of several terms, one after another; `counts` and `freqs` as `postings_of` gave them."""
        ...

    def lengths(self, field: str) -> NDArray[Any] | None:
        """N unsigned numbers of tokens; None in a field that is not scored."""
        ...

    def total_length(self, field: str) -> int:
        """The sum of `lengths`, zero where there are none."""
        ...

    def keyword_column(self, field: str) -> KeywordValues | None:
        """The values of each document; None where the segment has no such column."""
        ...

    @property
    def copies(self) -> Keys:
        """Which documents are copies of others."""
        ...

    @property
    def stories(self) -> Keys:
        """Which documents tell of the same event as others."""
        ...

    def number_column(self, field: str) -> NumberColumn | None:
        """The number of each document; None where the segment has no such column."""
        ...
