"""Ordering many byte strings by their heads, as numbers: few need to be looked at further.

Strings lie scattered in memory, so that comparing two hundred thousand of them waits for
memory a million times; their first bytes side by side do not.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_HEAD = 16
"""Bytes of a string that are compared as numbers, two of 64 bits."""

Heads = NDArray[np.uint64]
"""N rows of two: the first bytes of N strings, the first of them weighing most."""


def heads_of(strings: Sequence[bytes]) -> Heads:
    """The heads of strings, none of which holds a NUL."""
    heads: Heads = np.array(strings, f"S{_HEAD}").view(">u8").astype(np.uint64).reshape(-1, 2)
    return heads


def ascending(strings: Sequence[bytes], heads: Heads) -> NDArray[np.intp]:
    """The places of different strings, in the order of the strings; `heads` are theirs."""
    order = np.lexsort((heads[:, 1], heads[:, 0]))
    ordered = heads[order]
    tied = np.zeros(len(order) + 1, np.bool_)
    tied[1:-1] = (ordered[1:] == ordered[:-1]).all(axis=1)
    edges = np.flatnonzero(tied[1:] != tied[:-1])
    for first, last in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
        order[first : last + 1] = sorted(order[first : last + 1].tolist(), key=strings.__getitem__)
    return order
