"""Spans: where a clause stands in some documents, so that others can be looked for near it.

All documents' positions lie on one line, as in `phrase`, here with room for any position
between two documents, so that spans of different fields and words can be compared. Two
clauses are joined by the nearest span on either side, not by every pair: as many spans
come out as went in at most, however far apart the clauses may be. These are the minimal
intervals of Clarke, Cormack and Burkowski ("An algebra for structured text search", 1995),
kept for each start and each end.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from search.embedded.clauses import AnyOf, Clause, Constant, Docs, NoDocument
from search.embedded.leaves import TermClause, TermsClause, look_up, steps
from search.embedded.phrase import PhraseClause

Line = NDArray[np.int64]
"""Positions of all documents: the document in the upper bits."""

_SHIFT = np.int64(33)
_POSITION = np.int64((1 << 33) - 1)


class Spans(NamedTuple):
    """N spans of text, by their starts ascending, then by their ends."""

    starts: Line
    ends: Line
    """The last position of each: that of its start for a word."""

    @property
    def docs(self) -> Docs:
        """The document of each."""
        return (self.starts >> _SHIFT).astype(np.intp)

    @property
    def last_positions(self) -> NDArray[np.int64]:
        """The position in its document where each ends."""
        return self.ends & _POSITION

    def kept(self, chosen: NDArray[np.bool_]) -> "Spans":
        """Some of them."""
        return Spans(self.starts[chosen], self.ends[chosen])


@runtime_checkable
class Placed(Protocol):
    """A clause that knows itself where it stands."""

    def spans(self, docs: Docs) -> Spans:
        """Where in some documents (ascending)."""
        ...


NOWHERE = Spans(np.empty(0, np.int64), np.empty(0, np.int64))


def spans_of(clause: Clause, docs: Docs) -> Spans:
    """Where a clause stands in some documents (ascending). Raises TypeError for one that stands nowhere."""
    match clause:
        case TermClause():
            return _of_term(clause, docs)
        case TermsClause():
            return _of_terms(clause, docs)
        case PhraseClause():
            found = _of_term(clause.words[0], docs)
            for word in clause.words[1:]:
                clause.check()
                found = joined(found, _of_term(word, docs), clause.slop)
            return found
        case AnyOf():
            return union([spans_of(each, docs) for each in clause.clauses])
        case Constant():
            return spans_of(clause.clause, docs)
        case NoDocument():
            return NOWHERE
        case Placed():
            return clause.spans(docs)
    raise TypeError(f"{type(clause).__name__} stands nowhere")


def joined(some: Spans, others: Spans, distance: int) -> Spans:
    """From the start of one to the end of another that begins at most so many positions after it ends."""
    by_end = np.argsort(some.ends, kind="stable")
    ends = some.ends[by_end]
    before = ends.searchsorted(others.starts) - 1
    near = np.flatnonzero(before >= 0)
    near = near[others.starts[near] - ends[before[near]] <= distance]
    after = others.starts.searchsorted(some.ends, side="right")
    reached = np.flatnonzero(after < len(others.starts))
    reached = reached[others.starts[after[reached]] - some.ends[reached] <= distance]
    return _ordered(
        np.concatenate([some.starts[by_end[before[near]]], some.starts[reached]]),
        np.concatenate([others.ends[near], others.ends[after[reached]]]),
    )


def union(parts: Sequence[Spans]) -> Spans:
    """The spans of all."""
    if len(parts) == 1:
        return parts[0]
    return _ordered(
        np.concatenate([part.starts for part in parts]), np.concatenate([part.ends for part in parts])
    )


def paragraphs_of(spans: Spans, starts: Line) -> Line:
    """The starts, each once, of the paragraphs in which spans lie wholly; a text is one as far as none begins."""
    first, last = _begun(spans.starts, starts), _begun(spans.ends, starts)
    return np.unique(first[first == last])


def _begun(places: Line, starts: Line) -> Line:
    """Where the paragraph of each place begins."""
    text = places >> _SHIFT << _SHIFT
    if not len(starts):
        return text
    before = starts.searchsorted(places, side="right") - 1
    return np.where(before < 0, text, np.maximum(text, starts[before]))


def _ordered(starts: Line, ends: Line) -> Spans:
    order = np.lexsort((ends, starts))
    starts, ends = starts[order], ends[order]
    new = np.ones(len(starts), bool)
    new[1:] = (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])
    return Spans(starts[new], ends[new])


def _of_term(clause: TermClause, docs: Docs) -> Spans:
    held, freqs = clause.postings
    _, chosen = look_up(docs, held)
    if not len(chosen):
        return NOWHERE
    positions = clause.run.positions_among(clause.field, clause.numbers, freqs, chosen)
    places = _line(held[chosen], freqs[chosen], positions)
    return Spans(places, places)


def _of_terms(clause: TermsClause, docs: Docs) -> Spans:
    found = [NOWHERE.starts]
    for segment, first, own in zip(clause.run.segments, clause.run.firsts, clause.terms, strict=True):
        for begin, end in pairwise(steps(own.frequencies)):
            clause.check()
            held, freqs, positions = segment.places_of(clause.field, own.numbers[begin:end])
            if not len(held):
                continue
            wanted = np.zeros(clause.run.doc_count, bool)
            wanted[docs] = True
            every = np.add(held, first, dtype=np.intp)
            kept = wanted[every]
            places = positions[np.repeat(kept, freqs)]
            found.append(_line(every[kept], freqs[kept], places))
    # One position may have several of the terms: a compound and its first part.
    places = np.unique(np.concatenate(found))
    return Spans(places, places)


def _line(docs: Docs, freqs: NDArray[np.uint32], positions: NDArray[np.uint32]) -> Line:
    line: Line = np.repeat(docs.astype(np.int64) << _SHIFT, freqs)
    line += positions
    return line
