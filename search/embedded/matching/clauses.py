"""Clauses: the parts of a question, bound to one run of segments, and how they are combined.

A clause can give all its documents, or say which of some given documents it matches.
An And asks its rarest clause for documents and the others only about those, so that a
common term costs a look-up and is not scored everywhere. Document numbers are the
run's own, as intp: NumPy gathers by those twice as fast as by uint32. Scores are
float32, in the order of the documents; a clause bound without scoring gives None, and
one bound with scoring always gives them.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Docs = NDArray[np.intp]
Scores = NDArray[np.float32]
Check = Callable[[], None]
"""Raises when the time is up."""

_SPARSE = 32
"""Alternatives that match fewer than one document in so many are merged, not added up in arrays over all."""
_DENSE = 3
"""What matches more than one document in so many is added up over all documents, and not only over its own."""


class Found(NamedTuple):
    """Documents, ascending, with their scores."""

    docs: Docs
    scores: Scores | None


class Tested(NamedTuple):
    """Of n documents asked about: which match, and their scores, zero where one does not."""

    matching: NDArray[np.bool_]
    scores: Scores | None


class Clause(Protocol):
    """Part of a question, over one run."""

    @property
    def size(self) -> int:
        """At most how many documents match."""
        ...

    def find(self) -> Found:
        """Every document that matches."""
        ...

    def test(self, docs: Docs) -> Tested:
        """Which of some documents (ascending) match."""
        ...


class Spreading:
    """A clause that can also say of every document of its run whether it matches, and with what score."""

    @property
    def spread(self) -> Tested:
        """As if asked about all documents; not to be written to."""
        raise NotImplementedError


class NoDocument:
    """Matches no document."""

    def __init__(self, scored: bool) -> None:
        self.scored = scored
        self.size = 0

    def find(self) -> Found:
        """No documents."""
        return Found(np.empty(0, np.intp), _zeros(0, self.scored))

    def test(self, docs: Docs) -> Tested:
        """None of them."""
        return Tested(np.zeros(len(docs), bool), _zeros(len(docs), self.scored))


class Everything:
    """Matches every document, without a score."""

    def __init__(self, size: int) -> None:
        self.size = size

    def find(self) -> Found:
        """The documents of the run."""
        return Found(np.arange(self.size), None)

    def test(self, docs: Docs) -> Tested:
        """All of them."""
        return Tested(np.ones(len(docs), bool), None)


class AllBut:
    """Matches what a clause does not, without a score."""

    def __init__(self, clause: Clause, size: int) -> None:
        self.clause = clause
        self.size = size
        """Documents in the run."""

    def find(self) -> Found:
        """The documents of the run that the clause does not match."""
        kept = np.ones(self.size, bool)
        kept[self.clause.find().docs] = False
        return Found(np.flatnonzero(kept), None)

    def test(self, docs: Docs) -> Tested:
        """Those that the clause does not match."""
        return Tested(~self.clause.test(docs).matching, None)


class Constant:
    """Matches what an unscored clause does, every document with the same score."""

    def __init__(self, clause: Clause, score: float) -> None:
        self.clause = clause
        self.score = score

    @property
    def size(self) -> int:
        """The clause's."""
        return self.clause.size

    def find(self) -> Found:
        """The clause's documents."""
        docs = self.clause.find().docs
        return Found(docs, np.full(len(docs), self.score, np.float32))

    def test(self, docs: Docs) -> Tested:
        """Those that the clause matches."""
        matching = self.clause.test(docs).matching
        return Tested(matching, matching * np.float32(self.score))


class AllOf:
    """Every clause matches; the score is the sum of what the scored ones give."""

    def __init__(self, clauses: Sequence[Clause], scored: bool, check: Check) -> None:
        self.clauses = clauses
        self.scored = scored
        self.check = check

    @property
    def size(self) -> int:
        """The rarest clause's."""
        return min(clause.size for clause in self.clauses)

    def find(self) -> Found:
        """Documents of the rarest clause that the others match."""
        rarest, *others = self._rarest_first()
        docs, scores = rarest.find()
        kept, scores = self._narrow(docs, scores, others)
        return Found(docs[kept], scores)

    def test(self, docs: Docs) -> Tested:
        """Each clause is asked only about what the ones before it matched."""
        kept, scores = self._narrow(docs, None, self._rarest_first())
        matching = np.zeros(len(docs), bool)
        matching[kept] = True
        if scores is None:
            return Tested(matching, None)
        spread = np.zeros(len(docs), np.float32)
        spread[kept] = scores
        return Tested(matching, spread)

    def _rarest_first(self) -> list[Clause]:
        return sorted(self.clauses, key=lambda clause: clause.size)

    def _narrow(self, docs: Docs, scores: Scores | None, clauses: Sequence[Clause]) -> Found:
        """Positions in `docs` of those that all clauses match, with the scores of these."""
        kept = np.arange(len(docs))
        for clause in clauses:
            self.check()
            if not len(kept):
                return Found(kept, _zeros(0, self.scored))
            matching, gained = clause.test(docs if len(kept) == len(docs) else docs[kept])
            chosen = np.flatnonzero(matching)
            kept = kept[chosen]
            scores = None if scores is None else scores[chosen]
            if gained is not None:
                scores = gained[chosen] if scores is None else scores + gained[chosen]
        return Found(kept, scores)


class AnyOf:
    """At least one clause matches; the score is the sum of theirs, or the best of them."""

    def __init__(self, clauses: Sequence[Clause], doc_count: int, check: Check, best: bool = False) -> None:
        self.clauses = clauses
        self.doc_count = doc_count
        self.check = check
        self.best = best

    @property
    def size(self) -> int:
        """As if no two clauses shared a document."""
        return min(self.doc_count, sum(clause.size for clause in self.clauses))

    def find(self) -> Found:
        """Documents of all clauses."""
        if self.size * _SPARSE < self.doc_count:
            return self._merge()
        matching = np.zeros(self.doc_count, bool)
        total: Scores | None = None
        for clause in self.clauses:
            self.check()
            if clause.size * _DENSE > self.doc_count and isinstance(clause, Spreading):
                also, scores = clause.spread
                matching |= also
                if scores is None:
                    continue
                scores = np.where(also, scores, np.float32(self._unmatched)) if self.best else scores
                total = scores.copy() if total is None else self._combine(total, scores, out=total)
            else:
                docs, scores = clause.find()
                matching[docs] = True
                if scores is None:
                    continue
                if total is None:
                    total = np.full(self.doc_count, self._unmatched, np.float32)
                total[docs] = self._combine(total[docs], scores)
        docs = np.flatnonzero(matching)
        return Found(docs, None if total is None else total[docs])

    def _merge(self) -> Found:
        found = [clause.find() for clause in self.clauses]
        self.check()
        docs = np.concatenate([each.docs for each in found])
        order = np.argsort(docs, kind="stable")
        docs = docs[order]
        firsts = np.flatnonzero(np.diff(docs, prepend=-1))
        scored = [each.scores for each in found if each.scores is not None]
        if not scored:
            return Found(docs[firsts], None)
        scores = np.concatenate(scored)[order]
        return Found(docs[firsts], self._combine.reduceat(scores, firsts) if len(docs) else scores)

    def test(self, docs: Docs) -> Tested:
        """Every clause is asked about all of them."""
        matching = np.zeros(len(docs), bool)
        total: Scores | None = None
        for clause in self.clauses:
            self.check()
            also, scores = clause.test(docs)
            matching |= also
            if scores is None:
                continue
            scores = np.where(also, scores, np.float32(self._unmatched)) if self.best else scores
            total = scores if total is None else self._combine(total, scores)
        return Tested(matching, np.where(matching, total, np.float32(0)) if total is not None else None)

    @property
    def _combine(self) -> np.ufunc:
        return np.maximum if self.best else np.add

    @property
    def _unmatched(self) -> float:
        """What leaves every score as it is."""
        return -np.inf if self.best else 0.0


class Within:
    """What both clauses match, with the score of the first; the second says where it is worth looking."""

    def __init__(self, clause: Clause, required: Clause) -> None:
        self.clause = clause
        self.required = required

    @property
    def size(self) -> int:
        """The rarer clause's."""
        return min(self.clause.size, self.required.size)

    def find(self) -> Found:
        """Documents of the second that the first matches."""
        docs = self.required.find().docs
        matching, scores = self.clause.test(docs)
        return Found(docs[matching], None if scores is None else scores[matching])

    def test(self, docs: Docs) -> Tested:
        """Those that both match."""
        matching = self.required.test(docs).matching
        also, scores = self.clause.test(docs[matching])
        both = matching.copy()
        both[matching] = also
        if scores is None:
            return Tested(both, None)
        spread = np.zeros(len(docs), np.float32)
        spread[matching] = np.where(also, scores, np.float32(0))
        return Tested(both, spread)


class WithBonus:
    """One clause decides what matches; where the other matches too, the scores are summed."""

    def __init__(self, clause: Clause, bonus: Clause) -> None:
        self.clause = clause
        self.bonus = bonus

    @property
    def size(self) -> int:
        """The deciding clause's."""
        return self.clause.size

    def find(self) -> Found:
        """The deciding clause's documents."""
        docs, scores = self.clause.find()
        return Found(docs, self._with_bonus(docs, scores))

    def test(self, docs: Docs) -> Tested:
        """Those that the deciding clause matches."""
        matching, scores = self.clause.test(docs)
        if scores is not None:
            scores[matching] = self._with_bonus(docs[matching], scores[matching])
        return Tested(matching, scores)

    def _with_bonus(self, docs: Docs, scores: Scores | None) -> Scores | None:
        gained = self.bonus.test(docs).scores if scores is not None else None
        return scores if scores is None or gained is None else scores + gained


def _zeros(count: int, scored: bool) -> Scores | None:
    return np.zeros(count, np.float32) if scored else None
