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
from search.embedded.evaluate import Matches
from search.embedded.order import UNKNOWN, by_segment, printed_ranks
from search.embedded.runs import memory_of
from search.embedded.segments import SegmentView
from search.engine import Copy

MOST_LISTED = 20
"""Copies of one article that are read and listed; all are counted."""
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
    """Positions, group after group; in each first the one listed, and then the others in the order of the answer."""

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
        return self.members[self.starts[at] : self.ends[at]]


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
    positions, keys = _with_matching_copies(segments, docs)
    if not len(positions):
        return UNFOLDED
    liking = np.zeros(len(positions), np.int64) if scores is None else _liking(segments, docs[positions])
    sorting = np.lexsort((positions, -order[positions], keys))
    members, keys, liking = positions[sorting], keys[sorting], liking[sorting]
    groups = np.cumsum(np.diff(keys, prepend=keys[:1]) != 0)
    starts = np.searchsorted(groups, np.arange(groups[-1] + 1))
    leaders = members[starts][groups]
    is_level = members == leaders if scores is None else scores[members] >= scores[leaders] * _LEVEL
    liking[~is_level] = -1
    firsts = np.lexsort((np.arange(len(members)), -liking, groups))[starts]
    is_listed = np.zeros(len(members), np.bool_)
    is_listed[firsts] = True
    members = members[np.lexsort((np.arange(len(members)), ~is_listed, groups))]
    firsts, ends = members[starts], np.append(starts[1:], len(members))
    stays = np.ones(len(docs), np.bool_)
    stays[members] = False
    stays[firsts] = True
    by_position = np.argsort(firsts)
    return Folding(
        np.flatnonzero(stays), firsts[by_position], starts[by_position], ends[by_position], members
    )


def _liking(segments: Sequence[SegmentView], docs: NDArray[np.int64]) -> NDArray[np.int64]:
    """What a reader wants of equal texts, most first: whole, with outlet and date, the earliest; never negative."""
    by_doc = np.argsort(docs)
    ascending = docs[by_doc]
    ranks = printed_ranks(segments, ascending)
    latest = int(ranks.max(initial=0)) + 1
    liking = np.where(ranks == UNKNOWN, 0, latest - ranks)
    is_told, is_full = ranks != UNKNOWN, np.zeros(len(docs), np.bool_)
    begin = 0
    for segment, own in by_segment(segments, ascending):
        here = slice(begin, begin + len(own))
        outlets, kinds = segment.keyword_column("outlet"), segment.keyword_column("kind")
        is_told[here] &= False if outlets is None else outlets.starts[own + 1] > outlets.starts[own]
        if kinds is not None and len(kinds.ords):
            full = [i for i, kind in enumerate(kinds.values) if kind == "full"]
            at = np.minimum(kinds.starts[own], len(kinds.ords) - 1)
            is_full[here] = np.isin(kinds.ords[at], full)
        begin += len(own)
    found = np.empty(len(docs), np.int64)
    found[by_doc] = liking + is_told * (latest + 1) + is_full * 2 * (latest + 1)
    return found


def _with_matching_copies(
    segments: Sequence[SegmentView], docs: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """The positions of matches that have copies among the matches, and their keys."""
    positions, keys = _that_have_copies(segments, docs)
    _, groups, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    chosen = sizes[groups] > 1
    return positions[chosen], keys[chosen]


def _that_have_copies(
    segments: Sequence[SegmentView], docs: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """Which matches have copies, matching or not, and their keys."""
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


def read_copies(snapshot: Snapshot, docs: NDArray[np.int64]) -> tuple[Copy, ...]:
    """The first of some documents, as copies of another."""
    articles = (snapshot.article(doc) for doc in docs[:MOST_LISTED].tolist())
    return tuple(Copy(one.id, one.title, one.outlet, one.agency, one.published) for one in articles)
