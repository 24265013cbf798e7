"""Facets: how many of all matching articles have each value of a field."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import repeat

import numpy as np

from search.embedded.matching.clauses import Docs
from search.embedded.matching.segments import SegmentView
from search.embedded.matching.values import joined_values, periods
from search.engine import Facet, FacetCount, FacetField
from search.language.narrow import clause_name, which_narrowed

_PERIODS: dict[FacetField, int] = {"year": len("2019"), "month": len("2019-08"), "day": len("2019-08-22")}
"""How much of an ISO date each period is."""
_MOST = 3
"""Where all but less than one document in so many match, it is less to count those that do not."""


def count_facets(
    segments: Sequence[SegmentView],
    fields: Sequence[FacetField],
    docs: Docs,
    query_text: str,
) -> tuple[Facet, ...]:
    """Count facets over all of `docs` (ascending document numbers over all segments)."""
    others = None
    size = sum(segment.doc_count for segment in segments)
    if len(docs) * _MOST > size * (_MOST - 1) and len(fields) > 1:
        is_other = np.ones(size, bool)
        is_other[docs] = False
        others = np.flatnonzero(is_other)
    return tuple(_count(segments, field, docs, others, query_text) for field in fields)


def _count(
    segments: Sequence[SegmentView],
    field: FacetField,
    docs: Docs,
    others: Docs | None,
    query_text: str,
) -> Facet:
    if field == "story":
        from search.embedded.page.stories import count_stories  # few questions are about stories

        return count_stories(segments, docs, query_text)
    is_period = field in _PERIODS
    values = periods(segments, _PERIODS[field]) if is_period else joined_values(segments, field)
    counts, unknown = values.count(docs, others)
    found = np.flatnonzero(counts)
    if not is_period:
        # Values stand in the order of their names already, and a stable sort keeps that among equals.
        found = found[np.argsort(-counts[found], kind="stable")]
    named = list(map(values.names.__getitem__, found.tolist()))
    selected = selected_of(query_text, field, named)
    # There may be thousands, and calling a named tuple takes three times as long as making one from a tuple.
    rows = zip(named, counts[found].tolist(), selected, repeat(None))
    made = map(partial(tuple.__new__, FacetCount), rows)
    return Facet(field, tuple(made), unknown)


def is_ticked(query_text: str, field: FacetField) -> bool:
    """False where a query surely narrows to no value of a facet."""
    return f"{clause_name(field)}:" in query_text


def selected_of(query_text: str, field: FacetField, values: Sequence[str]) -> Iterable[bool]:
    """For each value, whether a query narrows to it."""
    # Most queries narrow by no facet at all, and then there is no need to ask about each value.
    if not is_ticked(query_text, field):
        return repeat(False, len(values))
    return which_narrowed(query_text, field, values)
