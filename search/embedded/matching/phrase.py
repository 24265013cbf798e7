"""Phrases: words that follow each other, found by joining their positions.

As in Whoosh, each word stands at most `slop` positions after the one before it, and a
phrase scores what its words do: how often it occurs does not count. Adjacent words are
joined rarest first, and once few documents are left, only their positions are joined.
All documents' places lie on one line. Two lists of like length are joined by merging
them: a stable sort does that in half the time in which a search finds one in the other.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.narrow import ragged_range
from search.embedded.matching.clauses import Check, Docs, Found, Tested
from search.embedded.matching.combining import AllOf
from search.embedded.matching.leaves import TermClause, look_up

Line = NDArray[np.signedinteger[Any]]
"""Places of all documents as ascending numbers, far enough apart that no two documents meet."""

_GATHER_COST = 4
"""Picking some positions out of all pays when fewer than one document in so many is left."""
_SEARCH_COST = 16
"""Finding one place among many costs as much as merging so many."""


class _Places(NamedTuple):
    """Where something stands in some documents."""

    docs: Docs
    """D documents, ascending."""
    freqs: NDArray[np.uint32]
    """How many places each has, at least one."""
    sums: NDArray[np.uint32]
    """freqs.sum() numbers, a document's end to end: its positions plus what is in `before` for it."""
    before: NDArray[np.uint32]
    """D numbers; sums are modulo 2**32."""
    end: int
    """A number above every position."""

    @classmethod
    def of(cls, docs: Docs, freqs: NDArray[np.uint32], sums: NDArray[np.uint32]) -> "_Places":
        """Places by running sums that go on from each document to the next."""
        last = sums[np.cumsum(freqs, dtype=np.int64) - 1]
        before = np.zeros(len(docs), np.uint32)
        before[1:] = last[:-1]
        return cls(docs, freqs, sums, before, _end(last - before))

    @classmethod
    def at(cls, docs: Docs, freqs: NDArray[np.uint32], positions: NDArray[np.uint32]) -> "_Places":
        """Places by their positions."""
        return cls(docs, freqs, positions, np.zeros(len(docs), np.uint32), _end(positions))

    def among(self, docs: Docs) -> "_Places":
        """Those in some documents."""
        _, kept = look_up(docs, self.docs)
        firsts = np.cumsum(self.freqs, dtype=np.int64) - self.freqs
        chosen = ragged_range(firsts[kept], self.freqs[kept])
        return _Places(self.docs[kept], self.freqs[kept], self.sums[chosen], self.before[kept], self.end)

    def on_line(self, length: int) -> Line:
        """Every place, where each document has so much of the line."""
        if not len(self.docs) or (int(self.docs[-1]) + 2) * length < 1 << 30:
            # Half the memory to go through; what overflows on the way comes back.
            starts = (self.docs * length).astype(np.int32) - self.before.view(np.int32)
            line = np.repeat(starts, self.freqs)
            line += self.sums.view(np.int32)
            return line
        positions = self.sums - np.repeat(self.before, self.freqs)
        return np.repeat(self.docs * length, self.freqs) + positions


def _end(positions: NDArray[np.uint32]) -> int:
    return int(positions.max(initial=0)) + 1


class PhraseClause:
    """Documents in which words, all of one field and at least two, stand in this order."""

    def __init__(self, words: Sequence[TermClause], slop: int, check: Check) -> None:
        self.words = words
        self.slop = slop
        self.check = check

    @property
    def size(self) -> int:
        """The rarest word's."""
        return min(word.size for word in self.words)

    def find(self) -> Found:
        """The documents with the phrase."""
        docs = self._joined(None)
        return Found(docs, self._score(docs))

    def test(self, docs: Docs) -> Tested:
        """Those with the phrase."""
        matching, _ = look_up(docs, self._joined(docs))
        scores = self._score(docs[matching])
        if scores is None:
            return Tested(matching, None)
        spread = np.zeros(len(docs), np.float32)
        spread[matching] = scores
        return Tested(matching, spread)

    def _score(self, docs: Docs) -> NDArray[np.float32] | None:
        if self.words[0].weight is None:
            return None
        return AllOf(self.words, True, self.check).test(docs).scores

    def _joined(self, docs: Docs | None) -> Docs:
        """The documents with the phrase; with some given, all of these that have it, and perhaps others."""
        offsets = list(range(len(self.words)))
        if self.slop == 1:
            offsets.sort(key=lambda offset: self.words[offset].size)
        found = self._places(offsets[0], docs)
        for last, offset in pairwise(offsets):
            self.check()
            if not len(found.docs):
                break
            other = self._places(offset, found.docs)
            if len(other.docs) * _GATHER_COST < len(found.docs):
                found = found.among(other.docs)
            found = _join(found, other, offset - last if self.slop == 1 else None, self.slop)
        return found.docs[np.flatnonzero(np.diff(found.docs, prepend=-1))]

    def _places(self, offset: int, docs: Docs | None) -> _Places:
        """Where a word stands, at least in `docs`."""
        word = self.words[offset]
        held, freqs = word.postings
        if docs is None or len(docs) * _GATHER_COST >= len(held):
            return _Places.of(held, freqs, word.run.position_sums(word.field, word.numbers, freqs))
        _, chosen = look_up(docs, held)
        positions = word.run.positions_among(word.field, word.numbers, freqs, chosen)
        return _Places.at(held[chosen], freqs[chosen], positions)


def _join(some: _Places, others: _Places, distance: int | None, slop: int) -> _Places:
    """Those of the others that stand so far from one of the first, or at most `slop` after it."""
    length = max(some.end, others.end) + (slop if distance is None else abs(distance))
    line, other_line = some.on_line(length), others.on_line(length)
    if distance is None:
        found = _soon_after(line, other_line, slop)
    else:
        found = common_places(line + line.dtype.type(distance), other_line)
    docs, positions = np.divmod(found.astype(np.int64), length)
    return _Places.at(docs, np.ones(len(docs), np.uint32), positions.astype(np.uint32))


def common_places(some: Line, others: Line) -> Line:
    """What is in both of two ascending lists."""
    few, many = (some, others) if len(some) < len(others) else (others, some)
    if not len(few):
        return few
    if len(few) * _SEARCH_COST < len(many):
        places = many.searchsorted(few)
        places[places == len(many)] = 0
        found: Line = few[many[places] == few]
        return found
    # Which list each comes from is its last bit: one list may have a place twice.
    merged = np.concatenate([few, many])
    merged <<= 1
    merged[len(few) :] |= 1
    merged.sort(kind="stable")
    twice: Line = merged[1:][merged[1:] ^ merged[:-1] == 1] >> 1
    return twice


def _soon_after(some: Line, others: Line, slop: int) -> Line:
    """Those of the others that stand at most so far after one of the first."""
    if not len(some):
        return others[:0]
    # The nearest place before a word is as good as any other.
    nearest = some.searchsorted(others) - 1
    return others[(nearest >= 0) & (others - some[nearest] <= slop)]
