"""Clauses: the parts of a question, bound to one run of segments.

A clause can give all its documents, or say which of some given documents it matches;
`combining` makes one of several. Document numbers are the run's own, as intp: NumPy
gathers by those twice as fast as by uint32. Scores are float32, in the order of the
documents; a clause bound without scoring gives None, and one bound with scoring always
gives them.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Docs = NDArray[np.intp]
Scores = NDArray[np.float32]
Check = Callable[[], None]
"""Raises when the time is up."""


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


class Placing:
    """A clause that may look at where words stand."""

    @property
    def rough(self) -> Clause | None:
        """What matches all that this does, and more, and looks at no place; None where this looks at none itself."""
        raise NotImplementedError


def rough_of(clause: Clause) -> Clause | None:
    """As `Placing.rough`."""
    return clause.rough if isinstance(clause, Placing) else None


class Unscored:
    """Matches what a clause does, without a score."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause

    @property
    def size(self) -> int:
        """The clause's."""
        return self.clause.size

    def find(self) -> Found:
        """The clause's documents."""
        return Found(self.clause.find().docs, None)

    def test(self, docs: Docs) -> Tested:
        """Those that the clause matches."""
        return Tested(self.clause.test(docs).matching, None)


class NoDocument:
    """Matches no document."""

    def __init__(self, scored: bool) -> None:
        self.scored = scored
        self.size = 0

    def find(self) -> Found:
        """No documents."""
        return Found(np.empty(0, np.intp), zeros(0, self.scored))

    def test(self, docs: Docs) -> Tested:
        """None of them."""
        return Tested(np.zeros(len(docs), bool), zeros(len(docs), self.scored))


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


class AllBut(Placing):
    """Matches what a clause does not, without a score."""

    def __init__(self, clause: Clause, size: int) -> None:
        self.clause = clause
        self.size = size
        """Documents in the run."""

    @property
    def rough(self) -> Clause | None:
        """Every document: what matches more than the clause leaves less."""
        return None if rough_of(self.clause) is None else Everything(self.size)

    def find(self) -> Found:
        """The documents of the run that the clause does not match."""
        kept = np.ones(self.size, bool)
        kept[self.clause.find().docs] = False
        return Found(np.flatnonzero(kept), None)

    def test(self, docs: Docs) -> Tested:
        """Those that the clause does not match."""
        return Tested(~self.clause.test(docs).matching, None)


class Constant(Placing):
    """Matches what an unscored clause does, every document with the same score."""

    def __init__(self, clause: Clause, score: float) -> None:
        self.clause = clause
        self.score = score

    @property
    def rough(self) -> Clause | None:
        """The clause's."""
        return rough_of(self.clause)

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


def zeros(count: int, scored: bool) -> Scores | None:
    """No scores at all, or so many of zero."""
    return np.zeros(count, np.float32) if scored else None
