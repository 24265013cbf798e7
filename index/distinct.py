"""Distinct numbers of an array, ascending.

Not by `numpy.unique`: that imports NumPy's masked arrays, which takes longer than all
the counting of a short question, and where most numbers differ its hash table (from NumPy 2.3 on)
takes a hundred times as long as sorting: measured on 80,000 to 1,300,000 numbers of 32 bits.
"""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

_Number = TypeVar("_Number", bound=np.integer[Any])


def distinct(numbers: NDArray[_Number]) -> NDArray[_Number]:
    """Each number once, ascending."""
    ordered = np.sort(numbers, axis=None)
    is_first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]
