"""Clauses that read a run of segments: one term, a set of terms, a range of numbers, a field with any value."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.embedded.matching.clauses import Check, Docs, Found, Scores, Spreading, Tested
from search.embedded.matching.memory import remembered
from search.embedded.matching.runs import Numbers, Run

_SEARCH_COST = 24
"""A binary search costs as much as so many steps through a list."""
_CLEAR_COST = 8
"""So many documents of an array over the whole run cost as much to clear as one such step."""
_MOST_AT_ONCE = 1 << 20
"""Postings of many terms that are decoded in one step."""


class TermClause(Spreading):
    """Documents with one term; scored by BM25 where there are norms, else by the frequency alone."""

    def __init__(
        self, run: Run, field: str, numbers: Numbers, weight: float | None, norms: Scores | None
    ) -> None:
        self.run = run
        self.field = field
        self.numbers = numbers
        """At least one is not -1."""
        self.weight = weight
        """What a score is multiplied with; None for no scores."""
        self.norms = norms

    @cached_property
    def size(self) -> int:
        """The document frequency."""
        return self.run.doc_frequency(self.field, self.numbers)

    @cached_property
    def postings(self) -> tuple[Docs, NDArray[np.uint32]]:
        """All documents of the term, and how often each has it."""
        return self.run.postings(self.field, self.numbers)

    def find(self) -> Found:
        """The documents of the term."""
        if self.weight is None:
            return Found(self._docs, None)
        docs, freqs = self.postings
        return Found(docs, bm25(docs, freqs, np.float32(self.weight), self.norms))

    def test(self, docs: Docs) -> Tested:
        """Those with the term."""
        if not is_search_cheaper(len(docs), self.size, self.run.doc_count):
            matching, spread = self.spread
            return Tested(matching[docs], None if spread is None else spread[docs])
        if self.weight is None:
            return Tested(look_up(docs, self._docs)[0], None)
        held, freqs = self.postings
        matching, places = look_up(docs, held)
        scores = np.zeros(len(docs), np.float32)
        scores[matching] = bm25(held[places], freqs[places], np.float32(self.weight), self.norms)
        return Tested(matching, scores)

    @cached_property
    def spread(self) -> Tested:
        """Of all documents of the run, which have the term, and their scores."""
        if self.weight is None:
            matching = np.zeros(self.run.doc_count, bool)
            matching[self._docs] = True
            return Tested(matching, None)
        docs, freqs = self.postings
        scores = np.zeros(self.run.doc_count, np.float32)
        scores[docs] = freqs
        matching = scores > 0
        denominators = None if self.norms is None else scores + self.norms
        scores *= np.float32(self.weight)
        if denominators is not None:
            scores /= denominators
        return Tested(matching, scores)

    @cached_property
    def _docs(self) -> Docs:
        return self.run.docs(self.field, self.numbers)


class TermsOf(NamedTuple):
    """Some terms of a field in one segment."""

    numbers: NDArray[np.int64]
    """Ascending."""
    frequencies: NDArray[np.uint32]
    """In how many documents of the segment each is."""
    weights: Scores | None
    """One for each term; None for no scores."""


class Decoded(NamedTuple):
    """The postings of some terms of a field in one segment, term after term; read-only."""

    at: int
    """Which segment of the run."""
    numbers: NDArray[np.int64]
    weights: Scores | None
    """As of `TermsOf`."""
    counts: NDArray[np.int64]
    """In how many documents each term is: at least one."""
    docs: NDArray[np.uint32]
    """The segment's own numbers."""
    freqs: NDArray[np.uint32]


class TermsClause(Spreading):
    """Documents with any of many terms of one field; the score is the sum over the terms."""

    def __init__(
        self, run: Run, field: str, terms: Sequence[TermsOf], norms: Scores | None, check: Check
    ) -> None:
        self.run = run
        self.field = field
        self.terms = terms
        """Of each segment; all have weights, or none."""
        self.norms = norms
        self.check = check

    @cached_property
    def size(self) -> int:
        """As if no two terms shared a document."""
        return min(self.run.doc_count, sum(int(own.frequencies.sum()) for own in self.terms))

    def find(self) -> Found:
        """The documents of all the terms."""
        matching, scores = self.spread
        docs = np.flatnonzero(matching)
        return Found(docs, None if scores is None else scores[docs])

    def test(self, docs: Docs) -> Tested:
        """Those with one of the terms."""
        matching, scores = self.spread
        return Tested(matching[docs], None if scores is None else scores[docs])

    @cached_property
    def spread(self) -> Tested:
        """Which documents of the run match, and their scores."""
        matching = np.zeros(self.run.doc_count, bool)
        total = None if self.terms[0].weights is None else np.zeros(self.run.doc_count)
        waiting: list[Decoded] = []
        for part in self.decoded():
            waiting.append(part)
            if sum(len(each.docs) for each in waiting) >= _MOST_AT_ONCE:
                self._add(waiting, matching, total)
                waiting.clear()
        if waiting:
            self._add(waiting, matching, total)
        return Tested(matching, None if total is None else total.astype(np.float32))

    @cached_property
    def postings(self) -> tuple[Docs, NDArray[np.uint32]]:
        """All documents of the terms, ascending, and how often each has any of them; read-only."""
        key = "postings", self.field, *(own.numbers.tobytes() for own in self.terms)
        return remembered(self.run.segments, key, self._all_postings)

    def _all_postings(self) -> tuple[Docs, NDArray[np.uint32]]:
        counts = np.zeros(self.run.doc_count)
        for part in self.decoded():
            counts += np.bincount(self._docs_of(part), weights=part.freqs, minlength=len(counts))
        docs = np.flatnonzero(counts)
        return docs, counts[docs].astype(np.uint32)

    def decoded(self) -> Iterator[Decoded]:
        """The postings in each segment, in steps if they are many."""
        are_few = sum(int(own.frequencies.sum()) for own in self.terms) <= _MOST_AT_ONCE
        for at, (segment, own) in enumerate(zip(self.run.segments, self.terms, strict=True)):
            for begin, end in pairwise(steps(own.frequencies)):
                self.check()
                numbers = own.numbers[begin:end]
                weights = None if own.weights is None else own.weights[begin:end]
                if are_few:  # what finds documents and what places words in them read the same
                    key = "decoded", self.field, at, numbers.tobytes()
                    read = partial(segment.postings_of, self.field, numbers)
                    postings = remembered(self.run.segments, key, read)
                else:
                    postings = segment.postings_of(self.field, numbers)
                yield Decoded(at, numbers, weights, *postings)

    def _docs_of(self, part: Decoded) -> Docs:
        return np.add(part.docs, self.run.firsts[part.at], dtype=np.intp)

    def _add(
        self, parts: list[Decoded], matching: NDArray[np.bool_], total: NDArray[np.float64] | None
    ) -> None:
        docs = np.concatenate([self._docs_of(part) for part in parts])
        matching[docs] = True
        if total is not None:
            weights = [np.repeat(part.weights, part.counts) for part in parts if part.weights is not None]
            freqs = np.concatenate([part.freqs for part in parts])
            scores = bm25(docs, freqs, np.concatenate(weights), self.norms)
            total += np.bincount(docs, weights=scores, minlength=len(total))


class RangeClause:
    """Documents whose number is known and low ≤ number ≤ high."""

    def __init__(self, numbers: NDArray[np.int64], known: NDArray[np.bool_], low: int, high: int) -> None:
        self.numbers = numbers
        self.known = known
        self.low = low
        self.high = high

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


class ValueClause:
    """Documents marked in an array over the run."""

    def __init__(self, marked: NDArray[np.bool_]) -> None:
        self.marked = marked

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

    `norms` has one number for each document that there is; None where length does not count.
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


def steps(frequencies: NDArray[np.uint32]) -> list[int]:
    """Where to cut a list of terms, ends included, so that no step has more postings than it may, or one term."""
    ends = np.cumsum(frequencies, dtype=np.int64) // _MOST_AT_ONCE
    if len(ends) and not ends[-1]:
        return [0, len(ends)]
    return [*np.unique(ends, return_index=True)[1].tolist(), len(ends)]


def is_search_cheaper(asked: int, held: int, doc_count: int) -> bool:
    """Whether to search for so many documents in a list, and not to spread the list over all documents."""
    return asked * _SEARCH_COST < held + doc_count // _CLEAR_COST


def look_up(docs: Docs, held: Docs) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Which of `docs` are among `held`, and for those that are, where; both ascending."""
    if not len(held):
        return np.zeros(len(docs), bool), np.empty(0, np.intp)
    places = held.searchsorted(docs)
    places[places == len(held)] = 0
    matching = held[places] == docs
    return matching, places[matching]
