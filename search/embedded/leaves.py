"""Clauses that read a segment: one term, a set of terms, a range of numbers, a field with any value."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.embedded.clauses import Check, Docs, Found, Scores, Tested
from search.embedded.segments import SegmentView

_SEARCH_COST = 24
"""A binary search costs as much as so many steps through a list."""
_CLEAR_COST = 8
"""So many documents of an array over the whole segment cost as much to clear as one such step."""
_MOST_AT_ONCE = 1 << 20
"""Postings of many terms that are decoded in one step."""


@dataclass(frozen=True)
class TermClause:
    """Documents with one term; scored by BM25 where there are norms, else by the frequency alone."""

    segment: SegmentView
    field: str
    number: int
    weight: float | None
    """What a score is multiplied with; None for no scores."""
    norms: Scores | None

    @cached_property
    def size(self) -> int:
        """The document frequency."""
        return self.segment.doc_frequency(self.field, self.number)

    def find(self) -> Found:
        """The documents of the term."""
        if self.weight is None:
            return Found(self.segment.docs(self.field, self.number).astype(np.intp), None)
        held, freqs = self.segment.postings(self.field, self.number)
        docs = held.astype(np.intp)
        return Found(docs, self.score(docs, freqs))

    def test(self, docs: Docs) -> Tested:
        """Those with the term."""
        if self.weight is None:
            held = self.segment.docs(self.field, self.number)
            return Tested(look_up(docs, held, self.segment.doc_count)[0], None)
        held, freqs = self.segment.postings(self.field, self.number)
        matching, places = look_up(docs, held, self.segment.doc_count)
        scores = np.zeros(len(docs), np.float32)
        scores[matching] = self.score(docs[matching], freqs[places])
        return Tested(matching, scores)

    def score(self, docs: Docs, freqs: NDArray[np.uint32]) -> Scores:
        """The scores of documents that have the term so many times."""
        return bm25(docs, freqs, np.float32(self.weight or 0.0), self.norms)


@dataclass(frozen=True)
class TermsClause:
    """Documents with any of many terms of one field; the score is the sum over the terms."""

    segment: SegmentView
    field: str
    numbers: NDArray[np.int64]
    """Ascending."""
    weights: Scores | None
    """One for each term; None for no scores."""
    norms: Scores | None
    check: Check

    @cached_property
    def size(self) -> int:
        """As if no two terms shared a document."""
        frequencies = doc_frequencies(self.segment, self.field, self.numbers)
        return min(self.segment.doc_count, int(frequencies.sum()))

    def find(self) -> Found:
        """The documents of all the terms."""
        matching, scores = self._spread
        docs = np.flatnonzero(matching)
        return Found(docs, None if scores is None else scores[docs])

    def test(self, docs: Docs) -> Tested:
        """Those with one of the terms."""
        matching, scores = self._spread
        return Tested(matching[docs], None if scores is None else scores[docs])

    @cached_property
    def _spread(self) -> Tested:
        """Which documents of the segment match, and their scores."""
        matching = np.zeros(self.segment.doc_count, bool)
        total = np.zeros(self.segment.doc_count)
        ends = np.cumsum(doc_frequencies(self.segment, self.field, self.numbers), dtype=np.int64)
        steps = np.flatnonzero(np.diff(ends // _MOST_AT_ONCE, prepend=-1)).tolist()
        for first, end in pairwise([*steps, len(self.numbers)]):
            self.check()
            counts, held, freqs = self.segment.postings_of(self.field, self.numbers[first:end])
            docs = held.astype(np.intp)
            matching[docs] = True
            if self.weights is not None:
                scores = bm25(docs, freqs, np.repeat(self.weights[first:end], counts), self.norms)
                total += np.bincount(docs, weights=scores, minlength=self.segment.doc_count)
        return Tested(matching, None if self.weights is None else total.astype(np.float32))


@dataclass(frozen=True)
class RangeClause:
    """Documents whose number is known and low ≤ number ≤ high."""

    numbers: NDArray[np.int64]
    known: NDArray[np.bool_]
    low: int
    high: int

    @property
    def size(self) -> int:
        """Any document might: counting would cost as much as finding."""
        return len(self.numbers)

    def find(self) -> Found:
        """All with such a number."""
        return Found(np.flatnonzero(self._inside(self.numbers) & self.known), None)

    def test(self, docs: Docs) -> Tested:
        """Those with such a number."""
        return Tested(self._inside(self.numbers[docs]) & self.known[docs], None)

    def _inside(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        return (numbers >= self.low) & (numbers <= self.high)


@dataclass(frozen=True)
class ValueClause:
    """Documents marked in an array over the segment."""

    marked: NDArray[np.bool_]

    @cached_property
    def size(self) -> int:
        """How many are marked."""
        return int(np.count_nonzero(self.marked))

    def find(self) -> Found:
        """The marked documents."""
        return Found(np.flatnonzero(self.marked), None)

    def test(self, docs: Docs) -> Tested:
        """Those that are marked."""
        return Tested(self.marked[docs], None)


def bm25(docs: Docs, freqs: NDArray[np.uint32], weights: np.float32 | Scores, norms: Scores | None) -> Scores:
    """The scores of postings, with one weight or one for each.

    `norms` has one number for each document of the segment; None where length does not count.
    """
    scores: Scores = freqs.astype(np.float32)
    if norms is None:
        scores *= weights
        return scores
    denominators = norms.take(docs)
    denominators += scores
    scores *= weights
    scores /= denominators
    return scores


def look_up(
    docs: Docs, held: NDArray[np.uint32], doc_count: int
) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Which of `docs` are among `held`, and for those that are, where; both ascending."""
    if not len(held):
        return np.zeros(len(docs), bool), np.empty(0, np.intp)
    if len(docs) * _SEARCH_COST < len(held) + doc_count // _CLEAR_COST:
        wanted = docs.astype(held.dtype)  # of one type, or NumPy would copy the long list
        places = np.searchsorted(held, wanted)
        places[places == len(held)] = 0
        matching = held[places] == wanted
        return matching, places[matching]
    places_by_doc = np.zeros(doc_count, np.intp)
    places_by_doc[held] = np.arange(1, len(held) + 1)
    places = places_by_doc[docs]
    matching = places > 0
    return matching, places[matching] - 1


def doc_frequencies(segment: SegmentView, field: str, numbers: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The document frequencies of some terms, ascending."""
    if not len(numbers):
        return np.empty(0, np.uint32)
    first = int(numbers[0])
    return segment.doc_frequencies(field, first, int(numbers[-1]) + 1)[numbers - first]
