"""Order: by which articles are sorted when not by score."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.distinct import distinct
from search.embedded.matching.memory import memory_of
from search.embedded.matching.segments import SegmentView
from search.embedded.matching.values import PRINTED, Values, values_of

UNKNOWN = -1
"""The rank of an article without a date."""


def printed_ranks(segments: Sequence[SegmentView], docs: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of `docs` (ascending), the place of its publication date among dates: greater is later.

    Equal dates have equal ranks, and a date known less exactly comes before all it may
    mean; UNKNOWN without a date. Ranks of one call only compare with each other.
    """
    every = sum(segment.doc_count for segment in segments)
    if 2 * len(docs) > every:  # as when all articles are paged through: what is kept is found again at once
        memory = memory_of(segments)
        if "printed ranks" not in memory:
            memory["printed ranks"] = _ranks(segments, np.arange(every))
        kept: NDArray[np.int64] = memory["printed ranks"][docs]
        return kept
    return _ranks(segments, docs)


def _ranks(segments: Sequence[SegmentView], docs: NDArray[np.int64]) -> NDArray[np.int64]:
    held = [(values_of(segment, PRINTED), own) for segment, own in by_segment(segments, docs)]
    if len(held) == 1:
        return _ordinals(*held[0])
    used = [
        distinct(ordinals[ordinals != UNKNOWN])
        for ordinals in (_ordinals(values, own) for values, own in held)
    ]
    names = [
        [values.names[ordinal] for ordinal in ords.tolist()] if values else []
        for (values, _), ords in zip(held, used, strict=True)
    ]
    # Each segment's dates are in order already, and sorting runs of what is sorted is quick.
    rank = {name: i for i, name in enumerate(sorted(dict.fromkeys(name for own in names for name in own)))}
    ranks = []
    for (values, own), ords, own_names in zip(held, used, names, strict=True):
        table = np.full(len(values.names) + 1 if values else 1, UNKNOWN, np.int64)
        table[ords] = [rank[name] for name in own_names]
        ranks.append(table[_ordinals(values, own)])
    return np.concatenate(ranks) if ranks else np.empty(0, np.int64)


def by_segment(
    segments: Sequence[SegmentView], docs: NDArray[np.int64]
) -> Iterator[tuple[SegmentView, NDArray[np.intp]]]:
    """For each segment, those of `docs` (ascending, over all segments) that it holds, by its own numbers."""
    first = 0
    for segment in segments:
        start, end = np.searchsorted(docs, [first, first + segment.doc_count])
        yield segment, docs[start:end] - first
        first += segment.doc_count


def _ordinals(values: Values | None, docs: NDArray[np.intp]) -> NDArray[np.int64]:
    """The ordinal of each document's date, or UNKNOWN."""
    if values is None:
        return np.full(len(docs), UNKNOWN, np.int64)
    ordinals = values.first[docs].astype(np.int64)
    ordinals[ordinals == len(values.names)] = UNKNOWN
    return ordinals
