"""Sorted byte strings in two arrays: their text end to end, and where each begins.

Neither prefix-compressed nor hashed: a look-up is a binary search of microseconds, a
prefix or a range is one slice, and a scan of all terms (wildcards, fuzzy words) reads
plain bytes. Every search begins with the same few strings, so one in so many is kept
once it has been read.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile
from index.codec.narrow import offsets, ragged_range
from index.codec.pages import PagedArray
from index.codec.starts import Starts, pack_starts

_STRIDE = 16
"""One string in so many is kept in memory, from the first search that reads it."""
_NEAR = 1024
"""Strings with no more bytes than so many from one to the next, on average, are read as one block."""
_REMEMBERED = 1024
"""Strings whose numbers are remembered: who types a question or narrows one asks for the same words again."""


def pack_strings(strings: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The text of all strings, and the size of each in bytes."""
    sizes = np.fromiter(map(len, strings), np.int64, len(strings))
    return np.frombuffer(b"".join(strings), np.uint8), sizes


def encode_strings(text: NDArray[np.uint8], sizes: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """The arrays from which a `Dictionary` reads strings packed so."""
    return {"text": text, **pack_starts("text_starts", offsets(sizes))}


class _Landmarks(dict[int, bytes]):
    """Some of the strings, by number, as they are asked for."""

    def __init__(self, text: PagedArray, starts: Starts) -> None:
        self._text = text
        self._starts = starts

    def __missing__(self, number: int) -> bytes:
        self[number] = string = self._text.bytes(*self._starts.span(number))
        return string


class Dictionary:
    """Byte strings in ascending order, each found by its number or by itself."""

    def __init__(self, arrays: ArrayFile, prefix: str) -> None:
        """`prefix` stands before the names that `encode_strings` gave its arrays."""
        self._text = arrays[f"{prefix}text"]
        self._starts = Starts(arrays, f"{prefix}text_starts")
        self._landmarks = _Landmarks(self._text, self._starts)
        self._found: dict[bytes, int] = {}
        self._ranges: dict[bytes, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        """The string of this number, 0 ≤ number < len."""
        return self._text.bytes(*self._starts.span(number))

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.strings(0, len(self)))

    def strings(self, first: int, end: int) -> list[bytes]:
        """The strings of numbers first ≤ i < end."""
        if end <= first:
            return []
        starts = self._starts.between(first, end + 1)
        text = self._text.bytes(starts.item(0), starts.item(-1))
        return [text[a:b] for a, b in pairwise((starts - starts[0]).tolist())]

    def lower_bound(self, string: bytes) -> int:
        """The number of the first string that is not below this one; len where there is none."""
        landmarks = self._landmarks
        end = bisect_left(range(0, len(self), _STRIDE), string, key=landmarks.__getitem__) * _STRIDE
        first = max(0, end - _STRIDE + 1)
        return first + bisect_left(self.strings(first, min(end, len(self))), string)

    def find(self, string: bytes) -> int:
        """The number of this string, or -1."""
        number = self._found.get(string)
        if number is None:
            number = self.lower_bound(string)
            if number == len(self) or self[number] != string:
                number = -1
            if len(self._found) == _REMEMBERED:
                self._found.clear()
            self._found[string] = number
        return number

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """The strings that begin with a prefix have the numbers first ≤ i < end."""
        found = self._ranges.get(prefix)
        if found is None:
            if len(self._ranges) == _REMEMBERED:
                self._ranges.clear()
            found = self._ranges[prefix] = self._prefix_range(prefix)
        return found

    def _prefix_range(self, prefix: bytes) -> tuple[int, int]:
        first = self.lower_bound(prefix)
        if first == len(self) or not self[first].startswith(prefix):
            return first, first
        stem = prefix.rstrip(b"\xff")
        return first, self.lower_bound(stem[:-1] + bytes([stem[-1] + 1])) if stem else len(self)

    def some(self, numbers: NDArray[np.integer[Any]]) -> list[bytes]:
        """The strings of these numbers."""
        begins, ends = self._starts.some(numbers), self._starts.some(numbers + 1)
        if not len(numbers):
            return []
        pairs = zip(begins.tolist(), ends.tolist(), strict=True)
        first, end = int(begins.min()), int(ends.max())
        if end - first <= _NEAR * len(numbers):
            text = self._text.bytes(first, end)
            return [text[a - first : b - first] for a, b in pairs]
        return [self._text.bytes(a, b) for a, b in pairs]

    def letters(
        self, numbers: NDArray[np.integer[Any]], most: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The first bytes of these strings, at most so many, a row each with zeros behind, and how many each has."""
        begins = self._starts.some(numbers)
        sizes = self._starts.some(numbers + 1) - begins
        shown = np.minimum(sizes, most)
        rows = np.zeros((len(numbers), int(shown.max(initial=0))), np.uint8)
        rows[np.arange(rows.shape[1]) < shown[:, None]] = self._text[ragged_range(begins, shown)]
        return rows, sizes

    def containing(self, part: bytes, first: int, end: int) -> NDArray[np.int64]:
        """Which of the strings first ≤ i < end have a part, at least a byte long, in them; ascending."""
        if end <= first:
            return np.empty(0, np.int64)
        starts = self._starts.between(first, end + 1)
        places = self._places(part, starts.item(0), starts.item(end - first))
        numbers = np.searchsorted(starts, places, "right") - 1
        # Strings lie end to end: what begins in one may end in the next.
        numbers = numbers[places + len(part) <= starts[numbers + 1]]
        is_new = np.ones(len(numbers), np.bool_)
        is_new[1:] = numbers[1:] != numbers[:-1]
        found: NDArray[np.int64] = numbers[is_new] + first
        return found

    def like(self, parts: Sequence[bytes]) -> NDArray[np.int64]:
        """Which strings are these parts, two or more, with anything between each and the next; ascending."""
        first, end = self.prefix_range(parts[0])
        if end <= first:
            return np.empty(0, np.int64)
        starts = self._starts.between(first, end + 1)
        base, numbers = starts.item(0), np.arange(end - first)
        reached, ends = starts[:-1] + len(parts[0]), starts[1:]
        for part in filter(None, parts[1:-1]):
            places = self._places(part, base, starts.item(end - first))
            # What begins soonest leaves most room for the rest.
            at = np.searchsorted(places, reached)
            kept = np.flatnonzero(at < len(places))
            begins = places[at[kept]]
            fits = begins + len(part) <= ends[kept]
            kept = kept[fits]
            numbers, reached, ends = numbers[kept], begins[fits] + len(part), ends[kept]
        last = parts[-1]
        kept = np.flatnonzero(ends - len(last) >= reached)
        text = self._text[base : starts.item(end - first)]
        for i, byte in enumerate(last):
            kept = kept[text[ends[kept] - len(last) + i - base] == byte]
        return numbers[kept] + first

    def _places(self, part: bytes, begin: int, end: int) -> NDArray[np.int64]:
        """Where in the text of all strings a part, at least a byte long, begins; ascending."""
        text = self._text[begin:end]
        count = max(0, len(text) - len(part) + 1)
        places = np.flatnonzero(text[:count] == part[0])
        for i, byte in enumerate(part[1:], 1):
            places = places[text[places + i] == byte]
        return places + begin
