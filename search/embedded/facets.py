"""Facets: how many of all matching articles have each value of a field."""

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from index.archive import column_values
from search.engine import Facet, FacetCount, FacetField
from search.language import is_narrowed

_PERIODS: dict[FacetField, int] = {"year": len("2019"), "month": len("2019-08")}
"""How much of an ISO date each period is."""


def count_facet(reader: IndexReader, field: FacetField, docs: NDArray[np.int64], query_text: str) -> Facet:
    """Count one facet over all of `docs` (ascending document numbers)."""
    counts: Counter[str] = Counter()
    unknown = 0
    for values in _values(reader, field, docs.tolist()):
        counts.update(values)
        unknown += not values
    if field in _PERIODS:
        ordered = sorted(counts.items(), reverse=True)
    else:
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))
    return Facet(
        field,
        tuple(FacetCount(value, count, is_narrowed(query_text, field, value)) for value, count in ordered),
        unknown,
    )


def _values(reader: IndexReader, field: FacetField, docs: Iterable[int]) -> Iterator[set[str]]:
    if field not in _PERIODS:
        yield from map(set, column_values(reader, field, docs))
        return
    length = _PERIODS[field]
    for printed in column_values(reader, "printed", docs):
        # An article known only by its year has no month.
        yield {value[:length] for value in printed if len(value) >= length}
