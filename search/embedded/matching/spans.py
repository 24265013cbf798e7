"""Spans: where a clause stands in some documents, so that others can be looked for near it.

All documents' positions lie on one line, as in `phrase`, here with room for any position
between two documents, so that spans of different fields and words can be compared. Two
clauses are joined by the nearest span on either side, not by every pair, so that as many
spans come out as went in at most, however far apart the clauses may be. These are nearly the
minimal intervals of Clarke, Cormack and Burkowski ("An algebra for structured text search",
1995), but there is one for each start and for each end, because a distance is counted from
those: what is found does not depend on which of two spans is the shorter.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.codec.narrow import offsets
from index.distinct import distinct
from search.embedded.matching.clauses import Clause, Constant, Docs, NoDocument
from search.embedded.matching.combining import AnyOf
from search.embedded.matching.leaves import TermClause, TermsClause, look_up
from search.embedded.matching.phrase import PhraseClause

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


_NO_PLACES: Line = np.empty(0, np.int64)
NOWHERE = Spans(_NO_PLACES, _NO_PLACES)


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
                found = union([joined(found, _of_term(word, docs), clause.slop)])
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
    """From the start of one to the end of another that begins at most so many positions after it ends.

    In no order.
    """
    by_end = np.argsort(some.ends, kind="stable")
    ends = some.ends[by_end]
    before = ends.searchsorted(others.starts) - 1
    near = np.flatnonzero(before >= 0)
    near = near[others.starts[near] - ends[before[near]] <= distance]
    after = others.starts.searchsorted(some.ends, side="right")
    reached = np.flatnonzero(after < len(others.starts))
    reached = reached[others.starts[after[reached]] - some.ends[reached] <= distance]
    return Spans(
        np.concatenate([some.starts[by_end[before[near]]], some.starts[reached]]),
        np.concatenate([others.ends[near], others.ends[after[reached]]]),
    )


def docs_with(some: Spans, others: Spans, distance: int) -> Docs:
    """The documents in which one of the others begins at most so far after one of some ends; in no order."""
    ends = some.ends if some.starts is some.ends else np.sort(some.ends, kind="stable")
    before = ends.searchsorted(others.starts) - 1
    near = (before >= 0) & (others.starts - ends[before] <= distance) if len(ends) else before >= 0
    return others.kept(near).docs


def union(parts: Sequence[Spans]) -> Spans:
    """The spans of all, in order."""
    if all(part.starts is part.ends for part in parts):  # all are words
        places = distinct(np.concatenate([part.starts for part in parts]))
        return Spans(places, places)
    return _ordered(
        np.concatenate([part.starts for part in parts]), np.concatenate([part.ends for part in parts])
    )


def paragraphs_of(spans: Spans, starts: Line) -> Line:
    """The starts, each once, of the paragraphs in which spans lie wholly; a text is one as far as none begins."""
    first = _begun(spans.starts, starts)
    last = first if spans.starts is spans.ends else _begun(spans.ends, starts)
    return distinct(first[first == last])


def _begun(places: Line, starts: Line) -> Line:
    """Where the paragraph of each place begins."""
    text = places >> _SHIFT << _SHIFT
    if not len(starts):
        return text
    before = starts.searchsorted(places, side="right") - 1
    return np.where(before < 0, text, np.maximum(text, starts[before]))


def _ordered(starts: Line, ends: Line) -> Spans:
    """Spans in order; of those with one start the shortest, and of those with one end.

    A span is found by where it starts or by where it ends, so that no other is missed, and
    a chain of words has no more spans than places.
    """
    if not len(starts):
        return NOWHERE
    # Stable sorts, which merge what is nearly in order in no time.
    by_start = np.argsort(starts, kind="stable")
    starts, ends = starts[by_start], ends[by_start]
    first = _firsts(starts)
    by_end = np.argsort(ends, kind="stable")
    last = _firsts(ends[by_end])
    starts = np.concatenate([starts[first], np.maximum.reduceat(starts[by_end], last)])
    ends = np.concatenate([np.minimum.reduceat(ends, first), ends[by_end][last]])
    order = np.argsort(starts, kind="stable")
    return Spans(starts[order], ends[order])


def _firsts(line: Line) -> NDArray[np.intp]:
    """Where each run of one place begins, of ascending ones."""
    new = np.ones(len(line), bool)
    np.not_equal(line[1:], line[:-1], out=new[1:])
    return np.flatnonzero(new)


def _of_term(clause: TermClause, docs: Docs) -> Spans:
    held, freqs = clause.postings
    _, chosen = look_up(docs, held)
    if not len(chosen):
        return NOWHERE
    positions = clause.run.positions_among(clause.field, clause.numbers, freqs, chosen)
    places = _line(held[chosen], freqs[chosen], positions)
    return Spans(places, places)


def _of_terms(clause: TermsClause, docs: Docs) -> Spans:
    wanted = np.zeros(clause.run.doc_count, bool)
    wanted[docs] = True
    found = [NOWHERE.starts]
    for part in clause.decoded():
        segment, first = clause.run.segments[part.at], clause.run.firsts[part.at]
        chosen = wanted[first : first + segment.doc_count][part.docs]
        # Of a thousand terms few are in few documents.
        has_any = (
            np.add.reduceat(chosen, offsets(part.counts)[:-1], dtype=np.intp) > 0 if len(chosen) else chosen
        )
        if not has_any.any():
            continue
        counts, of_these = part.counts[has_any], np.repeat(has_any, part.counts)
        held, freqs, chosen = part.docs[of_these], part.freqs[of_these], chosen[of_these]
        positions = segment.positions_of(clause.field, part.numbers[has_any], counts, freqs)
        places = positions[np.repeat(chosen, freqs)]
        found.append(_line(np.add(held[chosen], first, dtype=np.intp), freqs[chosen], places))
    # One position may have several of the terms: a compound and its first part.
    places = distinct(np.concatenate(found))
    return Spans(places, places)


def _line(docs: Docs, freqs: NDArray[np.uint32], positions: NDArray[np.uint32]) -> Line:
    line: Line = np.repeat(docs.astype(np.int64) << _SHIFT, freqs)
    line += positions
    return line
