"""Phrases: words that follow each other, found by joining their positions.

As in Whoosh, each word stands at most `slop` positions after the one before it, and a
phrase scores what its words do: how often it occurs does not count. Adjacent words are
joined rarest first, and each join leaves fewer documents whose positions are needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.narrow import ragged_range
from search.embedded.clauses import AllOf, Check, Docs, Found, Tested
from search.embedded.leaves import TermClause, look_up

_GATHER_COST = 4
"""Picking some positions out of all pays when fewer than one document in so many is left."""


class _Places(NamedTuple):
    """Where something stands: pairs of a document and a position in it, ascending."""

    docs: NDArray[np.uint32]
    positions: NDArray[np.uint32]

    def where(self, kept: NDArray[np.bool_] | NDArray[np.intp]) -> "_Places":
        """Some of them."""
        return _Places(self.docs[kept], self.positions[kept])


@dataclass(frozen=True)
class PhraseClause:
    """Documents in which words, all of one field and at least two, stand in this order."""

    words: Sequence[TermClause]
    slop: int
    check: Check

    @property
    def size(self) -> int:
        """The rarest word's."""
        return min(word.size for word in self.words)

    def find(self) -> Found:
        """The documents with the phrase."""
        docs = self._joined(self._every_word.find().docs)
        return Found(docs, self._score(docs))

    def test(self, docs: Docs) -> Tested:
        """Those with the phrase."""
        found = self._joined(docs[self._every_word.test(docs).matching])
        found = found[np.isin(found, docs, assume_unique=True)]
        matching = np.zeros(len(docs), bool)
        matching[np.searchsorted(docs, found)] = True
        scores = self._score(found)
        if scores is None:
            return Tested(matching, None)
        spread = np.zeros(len(docs), np.float32)
        spread[matching] = scores
        return Tested(matching, spread)

    @cached_property
    def _every_word(self) -> AllOf:
        distinct = {word.number: replace(word, weight=None) for word in self.words}
        return AllOf(list(distinct.values()), False, self.check)

    def _score(self, docs: Docs) -> NDArray[np.float32] | None:
        if self.words[0].weight is None:
            return None
        return AllOf(self.words, True, self.check).test(docs).scores

    def _joined(self, docs: Docs) -> Docs:
        """Of some documents that have every word, those with the phrase; others with it may be among them."""
        offsets = list(range(len(self.words)))
        if self.slop == 1:
            offsets.sort(key=lambda offset: self.words[offset].size)
        found = _places(self.words[offsets[0]], docs)
        for last, offset in pairwise(offsets):
            self.check()
            if not len(found.docs):
                break
            other = _places(self.words[offset], docs)
            found = _next(found, other, offset - last) if self.slop == 1 else _near(found, other, self.slop)
            docs = _distinct(found.docs)
        return docs


def _places(word: TermClause, docs: Docs) -> _Places:
    """Where a word stands, at least in `docs`, which all have it."""
    held, freqs, positions = word.segment.positions(word.field, word.number)
    if len(docs) * _GATHER_COST < len(held):
        _, kept = look_up(docs, held, word.segment.doc_count)
        firsts = np.cumsum(freqs, dtype=np.int64) - freqs
        held, freqs, firsts = held[kept], freqs[kept], firsts[kept]
        positions = positions[ragged_range(firsts, freqs)]
    return _Places(np.repeat(held, freqs), positions)


def _next(some: _Places, others: _Places, distance: int) -> _Places:
    """Those of the others that stand exactly so far from one of the first, which may be before it."""
    line, other_line = _on_one_line(some, others, abs(distance))
    wanted = line + distance
    found = np.searchsorted(other_line, wanted)
    found[found == len(other_line)] = 0
    return others.where(found[other_line[found] == wanted])


def _near(some: _Places, others: _Places, slop: int) -> _Places:
    """Those of the others that stand at most so far after one of the first."""
    line, other_line = _on_one_line(some, others, slop)
    # The nearest place before a word is as good as any other.
    nearest = np.searchsorted(line, other_line) - 1
    return others.where((nearest >= 0) & (other_line - line[nearest] <= slop))


def _on_one_line(
    some: _Places, others: _Places, room: int
) -> tuple[NDArray[np.signedinteger[Any]], NDArray[np.signedinteger[Any]]]:
    """Places in documents as places on one line, where no two documents are within `room` of each other."""
    if not len(others.docs):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    length = int(max(some.positions.max(), others.positions.max())) + room + 1
    line: type[np.signedinteger[Any]] = np.int64
    if (int(max(some.docs[-1], others.docs[-1])) + 1) * length + room < 1 << 31:
        line = np.int32  # half the memory to go through
    first, second = (
        places.docs.astype(line) * line(length) + places.positions.astype(line) for places in (some, others)
    )
    return first, second


def _distinct(docs: NDArray[np.uint32]) -> Docs:
    """Each of some ascending documents once."""
    return docs[np.flatnonzero(np.diff(docs.astype(np.int64), prepend=-1))].astype(np.intp)
