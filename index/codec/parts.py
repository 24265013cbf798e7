"""Parts: the arrays of one field or column, read by who does not believe them.

Each array is compared with what is known of it before it is handed out: its type, its
length, where its offsets lead. So what decodes it need not fear for its indices.
"""

from collections.abc import Iterator
from itertools import islice
from operator import lt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile
from index.codec.damage import SegmentDamaged
from index.codec.dictionary import Dictionary
from index.codec.pages import PagedArray
from index.codec.starts import Starts

_RUN = 1 << 20
"""Bytes of terms or their records that are decoded at once, if they are not one term's."""
_MOST_TERMS = 1 << 16
"""Terms in a run."""
BYTE, FOUR_BYTES = np.dtype("u1"), np.dtype("<u4")
_UNSIGNED = (BYTE, np.dtype("<u2"), FOUR_BYTES, np.dtype("<u8"))


class Lists(NamedTuple):
    """Records end to end, and where each begins."""

    units: PagedArray
    starts: NDArray[Any]

    def sizes(self, run: slice) -> NDArray[np.int64]:
        """The size of each record of a run, in bytes."""
        starts: NDArray[np.int64] = self.starts[run.start : run.stop + 1].astype(np.int64)
        return starts[1:] - starts[:-1]

    def size(self, run: slice) -> int:
        """The size of a run, in bytes."""
        return int(self.starts[run.stop]) - int(self.starts[run.start])

    def some(self, run: slice, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Those of a run's records that are chosen, end to end, and their sizes."""
        sizes = self.sizes(run)
        packed: NDArray[np.uint8] = self.units[int(self.starts[run.start]) : int(self.starts[run.stop])]
        if chosen.all():
            return packed, sizes
        return packed[np.repeat(chosen, sizes)], sizes[chosen]


class Part:
    """One field or column: its arrays, and what to say when they make no sense."""

    def __init__(self, arrays: ArrayFile, prefix: str, what: str) -> None:
        self._arrays, self._prefix, self._what = arrays, prefix, what

    def __contains__(self, name: str) -> bool:
        return self._prefix + name in self._arrays

    def must(self, true: object, reason: str) -> None:
        """Raises SegmentDamaged with the reason, unless it is true."""
        if not true:
            raise SegmentDamaged(self._arrays.path, f"{self._what}: {reason}")

    def array(self, name: str, dtype: np.dtype[Any], count: int | None = None) -> PagedArray:
        """An array that must be of a type, and of a length where that is given."""
        array = self._arrays[self._prefix + name]
        self.must(array.dtype == dtype, f"its {name} are of the type {array.dtype}")
        self.must(count in (None, len(array)), f"there are {len(array)} {name} and should be {count}")
        return array

    def unsigned(self, name: str, count: int | None = None) -> PagedArray:
        """The same of whole numbers from zero up, of any width."""
        dtype = self._arrays[self._prefix + name].dtype
        return self.array(name, dtype if dtype in _UNSIGNED else FOUR_BYTES, count)

    def offsets(self, name: str, end: int, count: int | None = None) -> NDArray[Any]:
        """Where lists begin, `count` where that is known, that have `end` elements together."""
        found = self.unsigned(name, None if count is None else count + 1).whole()
        right = len(found) and found[0] == 0 and found[-1] == end and ascends(found)
        self.must(right, f"its {name} are out of order or lead outside")
        return found

    def starts(self, name: str, end: int, count: int | None = None) -> NDArray[np.int64]:
        """The same of offsets that `pack_starts` packed."""
        low = self.unsigned(name, None if count is None else count + 1)
        carries = self.array(f"{name}_carries", FOUR_BYTES).whole()
        right = len(low) and low.dtype.itemsize <= FOUR_BYTES.itemsize
        right = right and ascends(carries) and (not len(carries) or carries[-1] < len(low))
        self.must(right, f"its {name} are out of order or lead outside")
        found = Starts(self._arrays, self._prefix + name).between(0, len(low))
        right = found[0] == 0 and found[-1] == end and ascends(found)
        self.must(right, f"its {name} are out of order or lead outside")
        return found

    def lists(self, name: str, starts: str, count: int) -> Lists:
        """The records of `count` terms."""
        units = self.array(name, BYTE)
        return Lists(units, self.starts(starts, len(units), count))

    def strings(self, *, is_text: bool = True) -> int:
        """How many strings there are, all of them checked."""
        text = self.array("text", BYTE)
        starts = self.starts("text_starts", len(text))
        dictionary = Dictionary(self._arrays, self._prefix)
        last: list[bytes] = []
        for first, end in runs_of(starts):
            strings = [*last, *dictionary.strings(first, end)]
            self.must(all(map(lt, strings, islice(strings, 1, None))), "its terms do not ascend")
            self.must(not is_text or _is_text(strings), "not all its terms are UTF-8")
            last = strings[-1:]
        return len(starts) - 1


def runs_of(*offsets_of_lists: NDArray[Any]) -> Iterator[tuple[int, int]]:
    """Runs of terms, first ≤ i < end, limited in number and, unless it is one term, in bytes."""
    first, terms = 0, len(offsets_of_lists[0]) - 1
    while first < terms:
        window = slice(first, min(first + _MOST_TERMS, terms) + 1)
        used = np.max([each[window].astype(np.int64) - int(each[first]) for each in offsets_of_lists], axis=0)
        end = first + max(1, int(np.searchsorted(used, _RUN, side="right")) - 1)
        yield first, end
        first = end


def ascends(values: NDArray[Any], *, strictly: bool = False) -> bool:
    """Whether each number is at least the one before it, or above it; in little memory."""
    compare = np.less if strictly else np.less_equal
    pieces = (values[first : first + _RUN + 1] for first in range(0, len(values), _RUN))
    return all(compare(piece[:-1], piece[1:]).all() for piece in pieces)


def _is_text(strings: list[bytes]) -> bool:
    try:
        # A line feed is never part of another character, so this is each of them by itself.
        b"\n".join(strings).decode()
    except UnicodeDecodeError:
        return False
    return True
