"""Where each of many strings or records begins, in an array of low bytes and the few places where they wrap.

Starts ascend, so what they have above their low byte (or two, or four, whichever makes
the whole smallest) goes up now and then: `carries` lists the numbers at which it goes
up by one, some of them several times. A start costs little more than a byte so, and is
still found by its number.
"""

from bisect import bisect_right
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile

_LOWS: tuple[np.dtype[Any], ...] = (np.dtype("u1"), np.dtype("<u2"), np.dtype("<u4"))
_CARRY = np.dtype("<u4")


def pack_starts(name: str, starts: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """The arrays from which `Starts` reads T + 1 ascending offsets, under `name` and names that begin so."""
    last = int(starts[-1])
    low = min(
        _LOWS, key=lambda low: low.itemsize * len(starts) + _CARRY.itemsize * (last >> 8 * low.itemsize)
    )
    ups = np.diff(starts >> 8 * low.itemsize, prepend=0)
    carries = np.repeat(np.arange(len(starts), dtype=_CARRY), ups)
    return {name: starts.astype(low), f"{name}_carries": carries}


class Starts:
    """T + 1 ascending offsets."""

    def __init__(self, arrays: ArrayFile, name: str) -> None:
        """`name` as it was given to `pack_starts`."""
        self._low = arrays[name]
        self._carries = arrays[f"{name}_carries"].whole()
        self._places = self._carries.data
        self._bits = 8 * self._low.dtype.itemsize

    def __len__(self) -> int:
        return len(self._low)

    def item(self, number: int) -> int:
        """One offset."""
        high: int = bisect_right(self._places, number)
        return self._low.item(number) + (high << self._bits)

    def span(self, number: int) -> tuple[int, int]:
        """Where the string or record of this number begins, and where it ends."""
        places, bits, low = self._places, self._bits, self._low
        high = end = bisect_right(places, number)
        if high < len(places) and places[high] == number + 1:
            end = bisect_right(places, number + 1, high)
        return low.item(number) + (high << bits), low.item(number + 1) + (end << bits)

    def between(self, first: int, end: int) -> NDArray[np.int64]:
        """The offsets first ≤ i < end."""
        if end <= first:
            return np.empty(0, np.int64)
        found = self._low[first:end].astype(np.int64)
        a = bisect_right(self._places, first)
        b = bisect_right(self._places, end - 1, a)
        found += a << self._bits
        if a < b:
            bounds = np.append(self._carries[a:b], end).astype(np.int64)
            ups = np.repeat(np.arange(1, b - a + 1) << self._bits, bounds[1:] - bounds[:-1])
            found[bounds[0] - first :] += ups
        return found

    def some(self, numbers: NDArray[Any]) -> NDArray[np.int64]:
        """The offsets of some numbers."""
        highs = self._carries.searchsorted(numbers.astype(_CARRY), "right")
        found: NDArray[np.int64] = self._low[numbers] + (highs << self._bits)
        return found
