"""Sorted byte strings in two arrays: their text end to end, and where each begins.

Neither prefix-compressed nor hashed: a look-up is a binary search of microseconds, a
prefix or a range is one slice, and a scan of all terms (wildcards, fuzzy words) reads
plain bytes.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def pack_strings(strings: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The text of all strings, and the size of each in bytes."""
    sizes = np.fromiter(map(len, strings), np.int64, len(strings))
    return np.frombuffer(b"".join(strings), np.uint8), sizes


class Dictionary:
    """Byte strings in ascending order, each found by its number or by itself."""

    def __init__(self, text: NDArray[np.uint8], starts: NDArray[Any]) -> None:
        self._text = text.data
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        """The string of this number, 0 ≤ number < len."""
        return bytes(self._text[self._starts.item(number) : self._starts.item(number + 1)])

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.strings(0, len(self)))

    def strings(self, first: int, end: int) -> list[bytes]:
        """The strings of numbers first ≤ i < end."""
        starts = self._starts[first : end + 1].tolist()
        if end <= first:
            return []
        text = bytes(self._text[starts[0] : starts[-1]])
        base = starts[0]
        return [text[starts[i] - base : starts[i + 1] - base] for i in range(end - first)]

    def lower_bound(self, string: bytes) -> int:
        """The number of the first string that is not below this one; len where there is none."""
        return bisect_left(range(len(self)), string, key=self.__getitem__)

    def find(self, string: bytes) -> int:
        """The number of this string, or -1."""
        number = self.lower_bound(string)
        return number if number < len(self) and self[number] == string else -1

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """The strings that begin with a prefix have the numbers first ≤ i < end."""
        stem = prefix.rstrip(b"\xff")
        end = self.lower_bound(stem[:-1] + bytes([stem[-1] + 1])) if stem else len(self)
        return self.lower_bound(prefix), end
