"""Clauses about where words stand: near each other, in one paragraph, so many times, early in a text.

A document is first found by the words it must have, and only then are positions read. As
with a phrase, what such a clause scores is what its words do.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.distinct import distinct
from search.embedded.matching.clauses import Check, Clause, Docs, Found, Placing, Tested, rough_of
from search.embedded.matching.combining import AllOf, AnyOf
from search.embedded.matching.leaves import look_up
from search.embedded.matching.spans import Line, Spans, docs_with, joined, paragraphs_of, spans_of, union


class PlacedClause(Placing):
    """Of the documents that a clause matches, those in which its words stand as they must.

    What was found of a document is kept: who asks for clauses together, and then for
    most of them, asks again.
    """

    def __init__(self, candidates: Clause, doc_count: int, check: Check) -> None:
        self.candidates = candidates
        self.check = check
        self._is_known = np.zeros(doc_count, bool)
        self._is_placed = np.zeros(doc_count, bool)

    @property
    def rough(self) -> Clause:
        """The candidates."""
        return rough_of(self.candidates) or self.candidates

    @property
    def size(self) -> int:
        """The candidates'."""
        return self.candidates.size

    def find(self) -> Found:
        """Candidates in which the words stand so."""
        docs, scores = self.candidates.find()
        kept = self._kept(docs)
        return Found(docs[kept], None if scores is None else scores[kept])

    def test(self, docs: Docs) -> Tested:
        """Only candidates' positions are read."""
        matching, scores = self.candidates.test(docs)
        candidates = np.flatnonzero(matching)
        matching = np.zeros(len(docs), bool)
        matching[candidates[self._kept(docs[candidates])]] = True
        return Tested(matching, None if scores is None else np.where(matching, scores, np.float32(0)))

    def _kept(self, docs: Docs) -> NDArray[np.bool_]:
        """Of N candidates, ascending, those in which the words stand so."""
        new = docs[~self._is_known[docs]]
        if len(new):
            self.check()
            self._is_placed[self.placed(new)] = True
            self._is_known[new] = True
        kept: NDArray[np.bool_] = self._is_placed[docs]
        return kept

    def placed(self, docs: Docs) -> Docs:
        """The documents, in any order and each at least once, in which the words stand so."""
        raise NotImplementedError


def _candidates(clause: Clause) -> Clause:
    """What finds the documents of a part: its own positions are looked at when those of the whole are."""
    return clause.candidates if isinstance(clause, PlacedClause) else clause


class NearClause(PlacedClause):
    """Two clauses at most so many positions apart."""

    def __init__(
        self,
        clauses: Sequence[Clause],
        distance: int,
        ordered: bool,
        scored: bool,
        doc_count: int,
        check: Check,
    ) -> None:
        super().__init__(AllOf([*map(_candidates, clauses)], scored, check), doc_count, check)
        self.first, self.second = clauses
        self.distance = distance
        self.ordered = ordered

    def placed(self, docs: Docs) -> Docs:
        """Where there is any span."""
        first, second = spans_of(self.first, docs), spans_of(self.second, docs)
        self.check()
        found = docs_with(first, second, self.distance)
        if self.ordered:
            return found
        return np.concatenate([found, docs_with(second, first, self.distance)])

    def spans(self, docs: Docs) -> Spans:
        """From the first word of the one clause to the last of the other."""
        first, second = spans_of(self.first, docs), spans_of(self.second, docs)
        self.check()
        found = [joined(first, second, self.distance)]
        if not self.ordered:
            found.append(joined(second, first, self.distance))
        return union(found)


class SameClause(PlacedClause):
    """All clauses in one paragraph."""

    def __init__(
        self, clauses: Sequence[Clause], starts: Clause, scored: bool, doc_count: int, check: Check
    ) -> None:
        super().__init__(AllOf([*map(_candidates, clauses)], scored, check), doc_count, check)
        self.clauses = clauses
        self.starts = starts
        """What stands where a paragraph starts."""

    def placed(self, docs: Docs) -> Docs:
        """Where a paragraph has all of them."""
        starts = spans_of(self.starts, docs).starts
        shared: Line | None = None
        for clause in self.clauses:
            self.check()
            own = paragraphs_of(spans_of(clause, docs), starts)
            shared = own if shared is None else shared[look_up(shared, own)[0]]
        return Spans(shared, shared).docs if shared is not None else docs[:0]


class AtLeastClause(PlacedClause):
    """At least so many places where one of the clauses stands."""

    def __init__(self, clauses: Sequence[Clause], count: int, doc_count: int, check: Check) -> None:
        super().__init__(AnyOf(clauses, doc_count, check), doc_count, check)
        self.clauses = clauses
        self.count = count

    def placed(self, docs: Docs) -> Docs:
        """Where there are enough."""
        places = np.zeros(len(docs), np.int64)
        for clause in self.clauses:
            self.check()
            # Two forms of a word in one place are one.
            starts = distinct(spans_of(clause, docs).starts)
            places += np.bincount(docs.searchsorted(Spans(starts, starts).docs), minlength=len(docs))
        return docs[places >= self.count]


class FirstClause(PlacedClause):
    """A clause within the first words of a text."""

    def __init__(
        self,
        clause: Clause,
        words: int,
        before: NDArray[np.uint32] | None,
        doc_count: int,
        check: Check,
    ) -> None:
        super().__init__(clause, doc_count, check)
        self.clause = clause
        self.words = words
        self.before = before
        """For each document of the run, how many words of the text are in another field, before this one."""

    def placed(self, docs: Docs) -> Docs:
        """Where there is any span so early."""
        return self.spans(docs).docs

    def spans(self, docs: Docs) -> Spans:
        """Those that end early enough."""
        found = spans_of(self.clause, docs)
        most = self.words if self.before is None else self.words - self.before[found.docs].astype(np.int64)
        return found.kept(found.last_positions < most)
