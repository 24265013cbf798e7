"""Clauses of several clauses: all of them, any of them, one within another.

An And asks its rarest clause for documents and the others only about those, so that a
common term costs a look-up and is not scored everywhere. Where words stand is looked at
last, in the documents that all else leaves, as in Lucene's two-phase iteration.
"""

from collections.abc import Sequence

import numpy as np

from search.embedded.matching.clauses import (
    Check,
    Clause,
    Docs,
    Found,
    Placing,
    Scores,
    Spreading,
    Tested,
    Unscored,
    rough_of,
    zeros,
)

_SPARSE = 32
"""Alternatives that match fewer than one document in so many are merged, not added up in arrays over all."""
_DENSE = 3
"""What matches more than one document in so many is added up over all documents, and not only over its own."""


class AllOf(Placing):
    """Every clause matches; the score is the sum of what the scored ones give."""

    def __init__(self, clauses: Sequence[Clause], scored: bool, check: Check) -> None:
        self.clauses = clauses
        self.scored = scored
        self.check = check

    @property
    def rough(self) -> Clause | None:
        """Every clause matches roughly."""
        roughs = _roughs_of(self.clauses)
        return AllOf(roughs, False, self.check) if roughs else None

    @property
    def size(self) -> int:
        """The rarest clause's."""
        return min(clause.size for clause in self.clauses)

    def find(self) -> Found:
        """Documents of the rarest clause that the others match."""
        rarest, *others = self._in_order()
        docs, scores = rarest.find()
        kept, scores = self._narrow(docs, scores, others)
        return Found(docs[kept], scores)

    def test(self, docs: Docs) -> Tested:
        """Each clause is asked only about what the ones before it matched."""
        kept, scores = self._narrow(docs, None, self._in_order())
        matching = np.zeros(len(docs), bool)
        matching[kept] = True
        if scores is None:
            return Tested(matching, None)
        spread = np.zeros(len(docs), np.float32)
        spread[kept] = scores
        return Tested(matching, spread)

    def _in_order(self) -> list[Clause]:
        """The rarest first, but none that looks at places before all have been asked roughly."""
        asked: list[Clause] = []
        placing: list[Clause] = []
        for clause in self.clauses:
            rough = rough_of(clause)
            asked.append(clause if rough is None else Unscored(rough))
            if rough is not None:
                placing.append(clause)
        return [*sorted(asked, key=_size), *sorted(placing, key=_size)]

    def _narrow(self, docs: Docs, scores: Scores | None, clauses: Sequence[Clause]) -> Found:
        """Positions in `docs` of those that all clauses match, with the scores of these."""
        kept = np.arange(len(docs))
        for clause in clauses:
            self.check()
            if not len(kept):
                return Found(kept, zeros(0, self.scored))
            matching, gained = clause.test(docs if len(kept) == len(docs) else docs[kept])
            chosen = np.flatnonzero(matching)
            kept = kept[chosen]
            scores = None if scores is None else scores[chosen]
            if gained is not None:
                scores = gained[chosen] if scores is None else scores + gained[chosen]
        return Found(kept, scores)


class AnyOf(Placing):
    """At least one clause matches; the score is the sum of theirs, or the best of them."""

    def __init__(self, clauses: Sequence[Clause], doc_count: int, check: Check, best: bool = False) -> None:
        self.clauses = clauses
        self.doc_count = doc_count
        self.check = check
        self.best = best

    @property
    def rough(self) -> Clause | None:
        """At least one clause matches roughly."""
        roughs = _roughs_of(self.clauses)
        return AnyOf(roughs, self.doc_count, self.check, self.best) if roughs else None

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


class Within(Placing):
    """What both clauses match, with the score of the first; the second says where it is worth looking."""

    def __init__(self, clause: Clause, required: Clause) -> None:
        self.clause = clause
        self.required = required

    @property
    def rough(self) -> Clause | None:
        """What is required."""
        rough = rough_of(self.required)
        return self.required if rough is None and rough_of(self.clause) else rough

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


class WithBonus(Placing):
    """One clause decides what matches; where the other matches too, the scores are summed."""

    def __init__(self, clause: Clause, bonus: Clause) -> None:
        self.clause = clause
        self.bonus = bonus

    @property
    def rough(self) -> Clause | None:
        """The deciding clause's, or itself for a bonus that looks at places."""
        rough = rough_of(self.clause)
        return self.clause if rough is None and rough_of(self.bonus) else rough

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


def _roughs_of(clauses: Sequence[Clause]) -> list[Clause] | None:
    """Those of several clauses, unscored; None where none of them looks at places."""
    roughs = [rough_of(clause) for clause in clauses]
    if all(rough is None for rough in roughs):
        return None
    return [Unscored(rough or clause) for rough, clause in zip(roughs, clauses, strict=True)]


def _size(clause: Clause) -> int:
    return clause.size
