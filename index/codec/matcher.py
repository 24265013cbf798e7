"""One term's postings in one segment, as Whoosh walks them: a leaf of its matcher trees.

The documents are decoded at once and kept as Python integers: Whoosh adds and compares
them one by one, where a NumPy scalar is slow and wraps around at 2**32. Positions are
decoded when first asked for. Deleted documents are left out here, so that no set of
them need be looked into at every step.

Whoosh is not helped to skip postings that cannot reach the best ten: what makes a
large search fast here is the vectorised evaluator, and Whoosh's skipping loses hits
(its ArrayUnionMatcher takes the best of its parts for the best of their sum).
"""

from bisect import bisect_left
from collections.abc import Iterator
from copy import copy
from math import inf
from typing import Any

import numpy as np
from whoosh.matching.mcore import Matcher, ReadTooFar
from whoosh.scoring import BaseScorer

from index.codec.segment import Segment

_ALWAYS = ("weight", "frequency")
_WITH_POSITIONS = ("positions", "position_boosts")


class TermMatcher(Matcher):
    """A Whoosh matcher over the live documents of one term."""

    def __init__(
        self, segment: Segment, field: str, number: int, scorer: BaseScorer | None, boost: float = 1.0
    ) -> None:
        """`number` is the term's; `boost` is the field's, which Whoosh counts into weights."""
        self._segment, self._field, self._number = segment, field, number
        self._scorer, self._boost = scorer, boost
        docs, freqs = segment.postings(field, number)
        self._rows: list[int] | None = None
        """Which posting of the segment each live one is; None where all are live."""
        if segment.deleted is not None:
            live = np.flatnonzero(~segment.deleted[docs])
            docs, freqs, self._rows = docs[live], freqs[live], live.tolist()
        self._count = len(docs)
        self._ids: list[int] = [*docs.tolist(), segment.doc_count]
        self._freqs: list[int] = freqs.tolist()
        self._positions: tuple[list[int], list[int]] | None = None
        self._i = 0

    def __repr__(self) -> str:
        return f"TermMatcher({self.term()!r}, {self._i} of {self._count})"

    def term(self) -> tuple[str, bytes]:
        """The field and the term."""
        return self._field, self._segment.term(self._field, self._number)

    def is_active(self) -> bool:
        """False past the last document."""
        return self._i < self._count

    def reset(self) -> None:
        """Back to the first document."""
        self._i = 0

    def copy(self) -> "TermMatcher":
        """Another matcher at the same place."""
        return copy(self)

    def id(self) -> int:
        """The current document; past the last, a number above all (Whoosh's AndNot asks there too)."""
        return self._ids[self._i]

    def all_ids(self) -> Iterator[int]:
        """The documents from the current one on."""
        return iter(self._ids[self._i : self._count])

    def next(self) -> None:
        """Go to the next document. Raises ReadTooFar past the last."""
        if self._i >= self._count:
            raise ReadTooFar
        self._i += 1

    def skip_to(self, id: int) -> None:  # noqa: A002  # Whoosh's name, which callers may use
        """Go to the first document from the current one on that is not below `id`."""
        if self._i >= self._count:
            raise ReadTooFar
        self._i = bisect_left(self._ids, id, self._i, self._count)

    def weight(self) -> float:
        """The frequency, times the field's boost."""
        return self._freqs[self._i] * self._boost

    def score(self) -> float:
        """What the scorer says, or the weight without one."""
        return float(self._scorer.score(self)) if self._scorer else self.weight()

    def max_quality(self) -> float:
        """Infinity: nothing is skipped, also by matchers that do not ask whether they may."""
        return inf

    def block_quality(self) -> float:
        """As `max_quality`."""
        return self.max_quality()

    def supports(self, astype: str) -> bool:
        """Whether `value_as` knows this name: positions only in a field that keeps them, never characters."""
        return astype in _ALWAYS or (astype in _WITH_POSITIONS and self._segment.has_positions(self._field))

    def value_as(self, astype: str) -> Any:
        """The current posting's frequency, weight, positions, or positions with a boost of 1 each."""
        match astype:
            case "frequency":
                return self._freqs[self._i]
            case "weight":
                return self.weight()
            case "positions":
                return self._current_positions()
            case "position_boosts":
                return [(position, 1) for position in self._current_positions()]
        raise NotImplementedError(f"postings are not kept as {astype!r}")

    def value(self) -> Any:
        """The posting's positions, or its frequency: no encoded form exists, which in Whoosh is a pickle."""
        return self.value_as("positions" if self.supports("positions") else "frequency")

    def _current_positions(self) -> list[int]:
        if self._positions is None:
            _, freqs, positions = self._segment.positions(self._field, self._number)
            ends = np.cumsum(freqs, dtype=np.int64)
            self._positions = [0, *ends.tolist()], positions.tolist()
        starts, places = self._positions
        row = self._rows[self._i] if self._rows is not None else self._i
        return places[starts[row] : starts[row + 1]]
