"""Copies: which articles of an archive are near-identical.

An article's own key is its number, a digest of its id, and the first key is the least (see
`index.keys`). So who is whose copy follows from what is held alone, whatever came first and
however it is spread over segments.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.codec.segment import Segment
from index.deciding import Asked, Decided, number_of, numbers
from index.distinct import distinct
from index.duplicates import Neighbours, has_sketch, neighbours
from index.sketch_table import SketchTable

_GREATEST = 2**64 - 1


def decide_copies(segments: Sequence[Segment], change: Asked) -> Decided:
    """Who is whose copy among the live documents of some segments, as far as a change concerns it."""
    table = SketchTable(segments)
    orphans = change.held[
        np.isin(change.keys, np.array([number_of(name) for name in change.gone], np.uint64))
    ]
    asked = distinct(np.concatenate([orphans, change.fresh]))
    asked = asked[has_sketch(table.heads[asked])]
    found = neighbours(asked, table.heads, table.tails)
    is_asked = np.isin(found.rows, asked)
    rows, keys = _keys(found, is_asked, numbers(segments, found.rows), change.held, change.keys)
    return Decided(asked, rows, keys)


def _keys(
    found: Neighbours,
    is_asked: NDArray[np.bool_],
    numbers: NDArray[np.uint64],
    held: NDArray[np.intp],
    keys: NDArray[np.uint64],
) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """Those rows of `found` that have copies, and their keys; rows that were `held` had `keys`."""
    kinds, texts, sizes = np.unique(found.texts, return_inverse=True, return_counts=True)
    one, other = np.searchsorted(kinds, found.one), np.searchsorted(kinds, found.other)
    own = np.full(len(kinds), _GREATEST, np.uint64)
    np.minimum.at(own, texts, numbers)
    least = own.copy()
    np.minimum.at(least, one, own[other])
    np.minimum.at(least, other, own[one])
    knows_all = np.zeros(len(kinds), np.bool_)
    knows_all[texts[is_asked]] = True
    has_copies = sizes > 1
    has_copies[one] = has_copies[other] = True
    made = least[texts]
    # What was not asked about may be near others as well, as its key of before says.
    _, at, before = np.intersect1d(found.rows, held, assume_unique=True, return_indices=True)
    partly = ~knows_all[texts[at]]
    made[at[partly]] = np.minimum(made[at[partly]], keys[before[partly]])
    chosen = has_copies[texts]
    return found.rows[chosen], made[chosen]
