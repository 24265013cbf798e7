"""Values: what documents have in a keyword field or as a period, as small integers to count and sort by.

They are read off a segment's column once and kept with the segment. A year or a month
is the beginning of a publication date; the dates are sorted, so that each period is one
run of them, and only the ends of runs are read.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.codec.narrow import ragged_range
from search.embedded.segments import Dictionary, KeywordValues, SegmentView

PRINTED = "printed"
"""The field of publication dates as printed, one for each document at most."""


@dataclass(frozen=True)
class Values:
    """The V different values of N documents."""

    names: Dictionary | Sequence[str]
    """V texts."""
    starts: NDArray[np.int64]
    """N + 1 offsets into `ords`."""
    ords: NDArray[np.int32]
    """Ordinals into `names`, different ones within a document."""
    single: NDArray[np.int32] | None
    """N ordinals, V for a document without a value; None where some document has several."""

    def count(self, docs: NDArray[np.intp]) -> tuple[NDArray[np.intp], int]:
        """Of some documents, how many have each value (V numbers), and how many have none."""
        size = len(self.names)
        if self.single is not None:
            counts = np.bincount(self.single[docs], minlength=size + 1)
            return counts[:size], int(counts[size])
        held = self.starts[docs + 1] - self.starts[docs]
        ords = self.ords[ragged_range(self.starts[docs], held)]
        return np.bincount(ords, minlength=size), int(np.count_nonzero(held == 0))


_held: WeakKeyDictionary[SegmentView, dict[tuple[str, int | None], Values | None]] = WeakKeyDictionary()
"""By segment, field and length of the beginning."""


def values_of(segment: SegmentView, field: str) -> Values | None:
    """The values of a field; None where no document of the segment has one."""
    return _read(segment, field, None)


def beginnings_of(segment: SegmentView, length: int) -> Values | None:
    """Publication dates cut to `length` characters; a shorter date is no value."""
    return _read(segment, PRINTED, length)


def _read(segment: SegmentView, field: str, length: int | None) -> Values | None:
    held = _held.setdefault(segment, {})
    if (field, length) not in held:
        if length is None:
            column = segment.keyword_column(field)
            held[field, length] = _from_column(column) if column else None
        else:
            values = values_of(segment, field)
            held[field, length] = _cut(values, length) if values else None
    return held[field, length]


def _from_column(column: KeywordValues) -> Values:
    count = len(column.starts) - 1
    starts = column.starts.astype(np.int64)
    owners = np.repeat(np.arange(count), starts[1:] - starts[:-1])
    return _values(column.values, owners, column.ords.astype(np.int32), count)


def _cut(values: Values, length: int) -> Values:
    """One value for each different beginning."""
    names: list[str] = []
    ord_of = np.full(len(values.names), -1, np.int32)
    first = 0
    while first < len(values.names):
        name = values.names[first][:length]
        end = first + 1
        if len(name) == length:
            end = bisect_right(values.names, name + chr(0x10FFFF), lo=end)
            ord_of[first:end] = len(names)
            names.append(name)
        first = end
    count = len(values.starts) - 1
    owners = np.repeat(np.arange(count), values.starts[1:] - values.starts[:-1])
    ords = ord_of[values.ords]
    return _values(names, owners[ords >= 0], ords[ords >= 0], count)


def _values(
    names: Dictionary | Sequence[str], owners: NDArray[np.intp], ords: NDArray[np.int32], count: int
) -> Values:
    """Values from (document, ordinal) pairs, documents ascending."""
    single = None
    if (owners[1:] > owners[:-1]).all():
        single = np.full(count, len(names), np.int32)
        single[owners] = ords
    else:
        # An author named twice in one article is counted once.
        owners, found = np.divmod(np.unique(owners * len(names) + ords), len(names))
        ords = found.astype(np.int32)
    return Values(names, np.searchsorted(owners, np.arange(count + 1)), ords, single)
