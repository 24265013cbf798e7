"""Twins: terms of one field that have the very postings of a term of another, and so none of their own.

Where most words have one form, the stems and the exact forms of a text are largely the
same lists; a term that only names another's costs four bytes.
"""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.contents import Postings, Twin
from index.codec.narrow import offsets

REFERENCE = np.dtype("<u4")
"""The record of a term that has the postings of its twin: the twin's number."""


def are_twins(stated: Mapping[str, object], fields: Collection[str]) -> bool:
    """Whether each field named has as its twin another one, which has none itself."""
    return all(
        isinstance(twin, str) and twin in fields and twin not in stated and field in fields
        for field, twin in stated.items()
    )


def with_twins(
    own: Postings,
    terms: list[bytes],
    is_own: NDArray[np.bool_],
    twin: Twin,
    lengths: NDArray[np.uint32] | None,
) -> Postings:
    """The postings of T terms, of which those that are `is_own` are the terms of `own`."""
    sizes = np.zeros(len(terms), np.int64)
    sizes[is_own] = np.diff(own.starts)
    return Postings(terms, offsets(sizes), own.docs, own.freqs, own.positions, lengths, twin)


def interleaved(one: NDArray[Any], other: NDArray[Any], is_one: NDArray[np.bool_]) -> NDArray[Any]:
    """Numbers in turn from one array, where `is_one`, and from another, where not."""
    found = np.empty(len(is_one), one.dtype)
    found[is_one] = one
    found[~is_one] = other
    return found
