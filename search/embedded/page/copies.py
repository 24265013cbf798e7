"""Copies: of near-identical articles among the matches, one is listed, and the others stand below it.

Only what matches is folded, so that nothing is listed that was not asked for and every
match is on the page once. The one listed is the first in the order asked for; of those whose
scores are about level, which says nothing of near-identical texts, the one best to read.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.snapshot import Snapshot
from search.embedded.matching.evaluate import Matches
from search.embedded.matching.memory import memory_of
from search.embedded.matching.segments import SegmentView
from search.embedded.ordering.order import by_segment
from search.engine import Copy
from search.language.query import PUBLISHED

MOST_LISTED = 20
"""Copies of one article that are read and listed; all are counted."""
_NO_MOMENT, _TOLD, _WHOLE = 1 << 57, 1 << 58, 1 << 59
"""A number beyond every moment of publication in microseconds, and what outweighs it."""
_LEVEL = 0.99
"""Scores that reach this share of another are about level."""


class Folding(NamedTuple):
    """Which of M matches are listed, and which stand below them."""

    listed: NDArray[np.intp] | None
    """Positions among the matches, ascending; None where all are listed."""
    firsts: NDArray[np.intp]
    """Positions of those listed that have copies, ascending."""
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    """As many offsets: the group of each is starts ≤ i < ends in `members`."""
    members: NDArray[np.intp]
    """Positions, group after group, each in the order of the answer."""

    def of(self, matches: Matches) -> Matches:
        """Those of the matches that are listed."""
        if self.listed is None:
            return matches
        return Matches(matches.docs[self.listed], matches.scores[self.listed])

    def positions(self, chosen: NDArray[np.intp]) -> NDArray[np.intp]:
        """The positions among the matches of some of those listed."""
        return chosen if self.listed is None else self.listed[chosen]

    def group_of(self, position: int) -> NDArray[np.intp]:
        """The positions of a listed match and its copies, first itself."""
        at = int(np.searchsorted(self.firsts, position))
        if at == len(self.firsts) or self.firsts[at] != position:
            return np.array([position], np.intp)
        group = self.members[self.starts[at] : self.ends[at]]
        return np.concatenate([[position], group[group != position]])


_NONE = np.empty(0, np.intp)
UNFOLDED = Folding(None, _NONE, _NONE, _NONE, _NONE)


def fold(
    segments: Sequence[SegmentView],
    docs: NDArray[np.int64],
    order: NDArray[np.floating],
    scores: NDArray[np.float32] | None,
) -> Folding:
    """Fold M matches, documents over all segments, ascending; greater numbers of `order` come sooner.

    With `scores`, of those in a group that are about level the one is listed that is best to read.
    """
    positions, keys = _that_have_copies(segments, docs)
    sorting = np.lexsort((-order[positions], keys))
    members, keys = positions[sorting], keys[sorting]
    is_new = np.ones(len(keys), np.bool_)
    is_new[1:] = keys[1:] != keys[:-1]
    matching = np.diff(np.flatnonzero(np.append(is_new, True))) > 1
    chosen = matching[np.cumsum(is_new) - 1] if len(keys) else is_new
    members, is_new = members[chosen], is_new[chosen]
    if not len(members):
        return UNFOLDED
    starts = np.flatnonzero(is_new)
    firsts = members[starts]
    if scores is not None:
        firsts = _best_to_read(segments, docs, members, starts, scores)
    stays = np.ones(len(docs), np.bool_)
    stays[members] = False
    stays[firsts] = True
    by_position = np.argsort(firsts)
    ends = np.append(starts[1:], len(members))
    return Folding(
        np.flatnonzero(stays), firsts[by_position], starts[by_position], ends[by_position], members
    )


def _best_to_read(
    segments: Sequence[SegmentView],
    docs: NDArray[np.int64],
    members: NDArray[np.intp],
    starts: NDArray[np.intp],
    scores: NDArray[np.float32],
) -> NDArray[np.intp]:
    """Of each group of members, that begins at one of `starts`, the best of those level with its first."""
    groups = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(members)))
    liking = _liking(segments, docs[members])
    liking[scores[members] < scores[members[starts]][groups] * _LEVEL] = -1
    best = np.flatnonzero(liking == np.maximum.reduceat(liking, starts)[groups])
    found: NDArray[np.intp] = members[best[np.searchsorted(groups[best], np.arange(len(starts)))]]
    return found


def _liking(segments: Sequence[SegmentView], docs: NDArray[np.int64]) -> NDArray[np.int64]:
    """What a reader wants of equal texts, most first: whole, with outlet and date, the earliest; never negative."""
    by_doc = np.argsort(docs)
    liking = np.zeros(len(docs), np.int64)
    begin = 0
    for segment, own in by_segment(segments, docs[by_doc]):
        here = liking[begin : begin + len(own)]
        begin += len(own)
        outlets, kinds = segment.keyword_column("outlet"), segment.keyword_column("kind")
        dates = segment.number_column(PUBLISHED)
        if outlets is not None and dates is not None and len(own):
            is_dated = dates.known[own]
            here += np.where(is_dated, _NO_MOMENT - dates.numbers[own], 0)
            here += (is_dated & (outlets.starts[own + 1] > outlets.starts[own])) * _TOLD
        if kinds is not None and len(kinds.ords):
            full = [i for i, kind in enumerate(kinds.values) if kind == "full"]
            at = np.minimum(kinds.starts[own], len(kinds.ords) - 1)
            here += np.isin(kinds.ords[at], full) * _WHOLE
    found = np.empty_like(liking)
    found[by_doc] = liking
    return found


def _that_have_copies(
    segments: Sequence[SegmentView], docs: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """The positions, ascending, of matches that have copies, matching or not, and their keys."""
    held, keys = keys_of(segments)
    few, many = (held, docs) if len(held) < len(docs) else (docs, held)
    at = np.searchsorted(many, few)
    is_in = at < len(many)
    is_in[is_in] = many[at[is_in]] == few[is_in]
    if few is held:
        return at[is_in], keys[is_in]
    return np.flatnonzero(is_in), keys[at[is_in]]


def keys_of(segments: Sequence[SegmentView]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """The documents over all segments, ascending, that have copies, and their keys."""
    if not segments:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    memory = memory_of(segments)
    if "copies" not in memory:
        docs, keys, first = [], [], 0
        for segment in segments:
            docs.append(segment.copies.docs.astype(np.int64) + first)
            keys.append(segment.copies.keys)
            first += segment.doc_count
        memory["copies"] = np.concatenate(docs), np.concatenate(keys)
    found: tuple[NDArray[np.int64], NDArray[np.uint64]] = memory["copies"]
    return found


def read_copies(snapshot: Snapshot, docs: NDArray[np.int64], most: int = MOST_LISTED) -> tuple[Copy, ...]:
    """The first of some documents, as far as they are listed beside another."""
    articles = (snapshot.article(doc) for doc in docs[:most].tolist())
    return tuple(Copy(one.id, one.title, one.outlet, one.agency, one.published) for one in articles)
