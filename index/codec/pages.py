"""Pages: the pieces of a file of arrays that each have a checksum, checked when they are first read.

Checking a whole archive before its first answer would mean reading all of it. A page
is checked in about a microsecond, so that a question pays for what it reads and no
flipped bit reaches an answer; `search verify` reads the rest.
"""

import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.damage import SegmentDamaged
from index.codec.narrow import ragged_range
from index.distinct import distinct

_BITS = 12
PAGE = 1 << _BITS
"""Bytes in a page; the last of a file may have fewer."""


def page_checksums(buffers: Iterable[bytes | memoryview]) -> NDArray[np.uint32]:
    """The CRC-32 of each page of some buffers, end to end."""
    found: list[int] = []
    checksum, room = 0, PAGE
    for buffer in buffers:
        view = memoryview(buffer)
        start = 0
        while len(view) - start >= room:
            found.append(zlib.crc32(view[start : start + room], checksum))
            start += room
            checksum, room = 0, PAGE
        if start < len(view):
            checksum = zlib.crc32(view[start:], checksum)
            room -= len(view) - start
    if room < PAGE:
        found.append(checksum)
    return np.array(found, np.uint32)


class Pages:
    """The pages of the part of a mapped file that has checksums."""

    def __init__(self, content: memoryview, checksums: NDArray[np.uint32], path: Path) -> None:
        """`path` is what an error names."""
        self._content = content
        self._checksums = checksums
        self._path = path
        self.unread = bytearray([True]) * len(checksums)
        """For each page, whether it has still to be checked."""
        self._unread_array = np.frombuffer(self.unread, np.bool_)

    def check(self, start: int, end: int) -> None:
        """Check the pages of the bytes start ≤ i < end. Raises SegmentDamaged."""
        first, last = start >> _BITS, end - 1 >> _BITS
        if self.unread.find(True, first, last + 1) >= 0:
            self._check([page for page in range(first, last + 1) if self.unread[page]])

    def check_at(self, places: NDArray[np.int64]) -> None:
        """Check the pages of the bytes at some places. Raises SegmentDamaged."""
        self._check_unread(places >> _BITS)

    def check_runs(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> None:
        """Check the pages of several runs of bytes, starts[k] ≤ i < ends[k], none empty. Raises SegmentDamaged."""
        firsts = starts >> _BITS
        self._check_unread(ragged_range(firsts, (ends - 1 >> _BITS) - firsts + 1))

    def _check_unread(self, pages: NDArray[np.int64]) -> None:
        unread = pages[self._unread_array[pages]]
        if len(unread):
            self._check(distinct(unread).tolist())

    def damaged(self) -> list[tuple[int, int]]:
        """The pages whose checksums are wrong, each as the bytes start ≤ i < end; reads the whole file."""
        wrong = []
        for page in range(len(self._checksums)):
            try:
                self._check((page,))
            except SegmentDamaged:
                wrong.append((page << _BITS, page + 1 << _BITS))
        return wrong

    def _check(self, pages: Iterable[int]) -> None:
        content, stated, unread, crc32 = self._content, self._checksums.item, self.unread, zlib.crc32
        for page in pages:
            if crc32(content[page << _BITS : page + 1 << _BITS]) != stated(page):
                reason = f"the checksum of its bytes from {page << _BITS} on is wrong"
                raise SegmentDamaged(self._path, reason)
            unread[page] = False


class PagedArray:
    """An array of one dimension in a mapped file, whose pages are checked as they are read.

    What it gives are read-only views, or Python's own numbers; reading raises SegmentDamaged.
    """

    __slots__ = ("_array", "_end", "_pages", "_size", "_start", "_unread")

    def __init__(self, array: NDArray[Any], start: int, pages: Pages) -> None:
        """`start` is where the array begins in the file, in bytes."""
        self._array = array
        self._start = start
        self._size = array.itemsize
        self._end = start + array.nbytes
        self._pages = pages
        self._unread = pages.unread

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the elements."""
        return self._array.dtype

    def __len__(self) -> int:
        return len(self._array)

    def item(self, i: int) -> int:
        """One element, 0 ≤ i < len."""
        at = self._start + i * self._size
        if self._unread[at >> _BITS]:  # elements are aligned, so none is in two pages
            self._pages.check(at, at + 1)
        found: int = self._array.item(i)
        return found

    def __getitem__(self, key: "slice | NDArray[Any]") -> NDArray[Any]:
        """The elements first ≤ i < end of a slice, or those of some numbers, in their order."""
        if isinstance(key, slice):
            first, end, _ = key.indices(len(self._array))
            if first < end:
                self._pages.check(self._start + first * self._size, self._start + end * self._size)
        else:
            self._pages.check_at(key.astype(np.int64) * self._size + self._start)
        found: NDArray[Any] = self._array[key]
        return found

    def runs(self, firsts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[Any]:
        """The elements of several runs, end to end: `counts[k]` from `firsts[k]` on."""
        is_there = counts > 0
        starts = firsts[is_there] * self._size + self._start
        self._pages.check_runs(starts, starts + counts[is_there] * self._size)
        found: NDArray[Any] = self._array[ragged_range(firsts, counts)]
        return found

    def whole(self) -> NDArray[Any]:
        """All elements."""
        if self._end > self._start:
            self._pages.check(self._start, self._end)
        return self._array

    def bytes(self, first: int, end: int) -> bytes:
        """The bytes first ≤ i < end of an array of bytes."""
        if first >= end:
            return b""
        self._pages.check(self._start + first, self._start + end)
        return self._array[first:end].tobytes()
