"""Facets: how many of all matching articles have each value of a field."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from search.embedded.segments import SegmentView
from search.embedded.values import Values, beginnings_of, values_of
from search.engine import Facet, FacetCount, FacetField
from search.language import is_narrowed
from search.language.narrow import facet_clause

_PERIODS: dict[FacetField, int] = {"year": len("2019"), "month": len("2019-08")}
"""How much of an ISO date each period is."""


def count_facet(
    segments: Sequence[SegmentView], field: FacetField, docs: NDArray[np.int64], query_text: str
) -> Facet:
    """Count one facet over all of `docs` (ascending document numbers over all segments)."""
    counts: Counter[str] = Counter()
    unknown = 0
    for segment, own in by_segment(segments, docs):
        values = _values(segment, field)
        if values is None:
            unknown += len(own)
            continue
        held, without = values.count(own)
        unknown += without
        found = np.flatnonzero(held)
        for ordinal, count in zip(found.tolist(), held[found].tolist(), strict=True):
            counts[values.names[ordinal]] += count
    if field in _PERIODS:
        ordered = sorted(counts.items(), reverse=True)
    else:
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))
    # Most queries narrow by no facet at all, and then there is no need to ask about each value.
    narrowing = facet_clause(field, "").partition(":")[0] + ":" in query_text
    return Facet(
        field,
        tuple(
            FacetCount(value, count, narrowing and is_narrowed(query_text, field, value))
            for value, count in ordered
        ),
        unknown,
    )


def by_segment(
    segments: Sequence[SegmentView], docs: NDArray[np.int64]
) -> Iterator[tuple[SegmentView, NDArray[np.intp]]]:
    """For each segment, those of `docs` (ascending, over all segments) that it holds, by its own numbers."""
    first = 0
    for segment in segments:
        start, end = np.searchsorted(docs, [first, first + segment.doc_count])
        yield segment, docs[start:end] - first
        first += segment.doc_count


def _values(segment: SegmentView, field: FacetField) -> Values | None:
    return beginnings_of(segment, _PERIODS[field]) if field in _PERIODS else values_of(segment, field)
