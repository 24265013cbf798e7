"""ChunkTable: numbers of the chunks of up to 8, 16, 24 or 32 bytes, looked up a whole text at a time.

An open-addressing hash table in arrays. Its keys are the chunks' very bytes, in one to
four 8-byte words, so that two chunks are never taken for one. The multipliers that
spread keys over the slots are drawn anew for every table: nobody can write articles
that all fall into one slot.
"""

import secrets
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

_EMPTY = -1
_FIRST_BITS = 12


class ChunkTable:
    """Numbers by key, for keys of `width` words of which the first is never zero."""

    def __init__(self, width: int) -> None:
        self._multipliers = [np.uint64(secrets.randbits(64) | 1) for _ in range(width)]
        self._used = 0
        self._clear(_FIRST_BITS)

    def _clear(self, bits: int) -> None:
        self._shift = np.uint64(64 - bits)
        self._last = (1 << bits) - 1
        self._keys = [np.zeros(1 << bits, np.uint64) for _ in self._multipliers]
        self._numbers = np.full(1 << bits, _EMPTY, np.int32)

    def find(self, keys: Sequence[Words]) -> NDArray[np.int32]:
        """The numbers of M keys, given as `width` arrays of M words; -1 where there is none."""
        slots = self._home(keys)
        numbers = self._numbers[slots]
        wrong = np.flatnonzero(self._differ(slots, keys))
        while wrong.size:
            wrong = wrong[numbers[wrong] != _EMPTY]
            slots[wrong] = here = (slots[wrong] + 1) & self._last
            numbers[wrong] = self._numbers[here]
            wrong = wrong[self._differ(here, [key[wrong] for key in keys])]
        return numbers

    def add(self, keys: Sequence[Words], numbers: NDArray[np.int32]) -> None:
        """Give numbers to M different keys that have none yet."""
        self._used += len(numbers)
        if self._used * 2 > self._last:
            held = np.flatnonzero(self._numbers != _EMPTY)
            keys = [np.concatenate((old[held], new)) for old, new in zip(self._keys, keys, strict=True)]
            numbers = np.concatenate((self._numbers[held], numbers))
            self._clear((self._used * 4).bit_length())
        slots = self._home(keys)
        left = np.arange(len(numbers))
        while left.size:
            free = left[self._numbers[slots[left]] == _EMPTY]
            # Of several that want one slot, the last to be written has it; the others go on.
            self._numbers[slots[free]] = numbers[free]
            left = left[self._numbers[slots[left]] != numbers[left]]
            slots[left] = (slots[left] + 1) & self._last
        for column, key in zip(self._keys, keys, strict=True):
            column[slots] = key

    def _home(self, keys: Sequence[Words]) -> NDArray[np.intp]:
        mixed = keys[0] * self._multipliers[0]
        for key, multiplier in zip(keys[1:], self._multipliers[1:], strict=True):
            mixed += key * multiplier
        return (mixed >> self._shift).astype(np.intp)

    def _differ(self, slots: NDArray[np.intp], keys: Sequence[Words]) -> NDArray[np.bool_]:
        differ: NDArray[np.bool_] = self._keys[0][slots] != keys[0]
        for column, key in zip(self._keys[1:], keys[1:], strict=True):
            differ |= column[slots] != key
        return differ
