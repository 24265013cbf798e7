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
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile
from index.codec.narrow import offsets, ragged_range
from index.codec.pages import PagedArray
from index.codec.starts import Starts, pack_starts

_STRIDE = 16
"""One string in so many is kept in memory, from the first search that reads it."""
_FIRST_OF_LETTER = -64
"""Of bytes with a sign, any less goes on with a letter of several."""
_NEAR = 1024
"""Strings with no more bytes than so many from one to the next, on average, are read as one block."""
_SPARSE = 8
"""Of fewer places than one in so many strings, each is looked for among all strings."""
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
        width = int(shown.max(initial=0))
        if not width:
            return np.zeros((len(numbers), 0), np.uint8), sizes
        first, end = int(begins.min()), int((begins + shown).max())
        if end - first > _NEAR * len(numbers):
            rows = np.zeros((len(numbers), width), np.uint8)
            rows[np.arange(width) < shown[:, None]] = self._text[ragged_range(begins, shown)]
            return rows, sizes
        text = np.concatenate([self._text[first:end], np.zeros(width, np.uint8)])
        rows = sliding_window_view(text, width)[begins - first]
        rows *= np.arange(width) < shown[:, None]
        return rows, sizes

    def letter_counts(self, first: int, end: int) -> NDArray[np.int64]:
        """How many letters each of the strings first ≤ i < end has, in UTF-8."""
        starts = self._starts.between(first, max(first, end) + 1)
        counts = np.diff(starts)
        begin = starts.item(0)
        going_on = np.flatnonzero(self._text[begin : starts.item(-1)].view(np.int8) < _FIRST_OF_LETTER)
        if len(going_on):
            counts -= np.bincount(_owners(starts, going_on + begin), minlength=len(counts))
        return counts

    def containing(self, part: bytes, first: int, end: int) -> NDArray[np.int64]:
        """Which of the strings first ≤ i < end have a part, at least a byte long, in them; ascending."""
        if end <= first:
            return np.empty(0, np.int64)
        starts = self._starts.between(first, end + 1)
        places = self._places(part, starts.item(0), starts.item(end - first))
        numbers = _owners(starts, places)
        # Strings lie end to end: what begins in one may end in the next.
        numbers = numbers[places + len(part) <= starts[numbers + 1]]
        found: NDArray[np.int64] = numbers[_is_new(numbers)].astype(np.int64) + first
        return found

    def like(self, parts: Sequence[bytes]) -> NDArray[np.int64]:
        """Which strings are these parts, two or more, with anything between each and the next; ascending."""
        first, end = self.prefix_range(parts[0])
        if end <= first:
            return np.empty(0, np.int64)
        starts = self._starts.between(first, end + 1)
        base, last_end = starts.item(0), starts.item(end - first)
        ends, reached = starts[1:], starts[:-1] + len(parts[0])
        for part in filter(None, parts[1:-1]):
            places = self._places(part, base, last_end)
            owners = _owners(starts, places)
            fits = (places >= reached[owners]) & (places + len(part) <= ends[owners])
            places, owners = places[fits], owners[fits]
            # What begins soonest leaves most room for the rest.
            is_first = _is_new(owners)
            reached = np.full(len(ends), last_end + 1)
            reached[owners[is_first]] = places[is_first] + len(part)
        last = parts[-1]
        kept = np.flatnonzero(ends - len(last) >= reached)
        text = self._text[base:last_end]
        for i, byte in enumerate(last):
            kept = kept[text[ends[kept] - len(last) + i - base] == byte]
        return kept + first

    def _places(self, part: bytes, begin: int, end: int) -> NDArray[np.int64]:
        """Where in the text of all strings a part, at least a byte long, begins; ascending."""
        text = self._text[begin:end]
        count = max(0, len(text) - len(part) + 1)
        begun = text[:count] == part[0]
        if len(part) > 1:
            begun &= text[1 : count + 1] == part[1]
        places = np.flatnonzero(begun)
        for i, byte in enumerate(part[2:], 2):
            places = places[text[places + i] == byte]
        return places + begin


def _owners(starts: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.signedinteger[Any]]:
    """In which of the strings that begin and end there each of some places, ascending, is."""
    if len(places) < len(starts) // _SPARSE:
        return np.searchsorted(starts, places, "right") - 1
    of_bytes = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
    owners: NDArray[np.int32] = of_bytes[places - starts[0]]
    return owners


def _is_new(numbers: NDArray[np.signedinteger[Any]]) -> NDArray[np.bool_]:
    """Of ascending numbers, whether each is not the one before it."""
    is_new = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=is_new[1:])
    return is_new
