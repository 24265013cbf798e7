"""Values: what documents have in a keyword field or as a period, as small integers to count and sort by.

They are read off the columns of all segments once, joined over one dictionary, and
kept as long as the segments are, so that counting is a `bincount` without a look at
any text. Most documents have one value or none; the few further ones are kept apart. A
year or a month is the beginning of a publication date; the dates are sorted, so that
each period is one run of them, and where runs are long only their ends are read.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.distinct import distinct
from search.embedded.matching.clauses import Docs
from search.embedded.matching.memory import memory_of
from search.embedded.matching.segments import Dictionary, SegmentView

PRINTED = "printed"
"""The field of publication dates as printed, one for each document at most."""


class Values:
    """The V different values of N documents."""

    def __init__(
        self,
        names: Dictionary | Sequence[str],
        first: NDArray[np.int32],
        others: NDArray[np.int32],
        owners: NDArray[np.intp],
    ) -> None:
        self.names = names
        """V texts."""
        self.first = first
        """N ordinals into `names`, of each document's first value; V for a document without one."""
        self.others = others
        """Ordinals of the further different values of documents with several."""
        self.owners = owners
        """The documents that have `others`, ascending."""

    def count(self, docs: Docs, others: Docs | None = None) -> tuple[NDArray[np.intp], int]:
        """Of some documents (ascending), how many have each value (V numbers), and how many have none.

        With `others` given, all the others, these are counted instead: for who asks of most documents.
        """
        counts = self._count(docs) if others is None else self._of_all - self._count(others)
        return counts[:-1], int(counts[-1])

    def _count(self, docs: Docs) -> NDArray[np.intp]:
        """V + 1 numbers: how many documents have each value, and how many none."""
        size = len(self.names) + 1
        counts = np.bincount(self.first[docs], minlength=size)
        if len(self.others):
            chosen = np.zeros(len(self.first), bool)
            chosen[docs] = True
            counts += np.bincount(self.others[chosen[self.owners]], minlength=size)
        return counts

    @cached_property
    def _of_all(self) -> NDArray[np.intp]:
        return self._count(np.arange(len(self.first)))


_IN_A_YEAR = {len("2019"): 1, len("2019-08"): 12, len("2019-08-22"): 366}
_ONE_BY_ONE = 10
"""Reading one date by itself takes as long as reading so many in a row."""

_own: WeakKeyDictionary[SegmentView, dict[tuple[str, int | None], Values | None]] = WeakKeyDictionary()
"""By segment, field and length of the beginning."""


def values_of(segment: SegmentView, field: str) -> Values | None:
    """The values of a field in one segment, ascending; None where none of its documents has one."""
    return _read(segment, field, None)


def joined_values(segments: Sequence[SegmentView], field: str) -> Values:
    """The values of a field in all segments, without regard to case ascending."""
    return _join(segments, field, None)


def periods(segments: Sequence[SegmentView], length: int) -> Values:
    """Publication dates in all segments cut to `length` characters, latest first; a shorter date is none."""
    return _join(segments, PRINTED, length)


def _join(segments: Sequence[SegmentView], field: str, length: int | None) -> Values:
    if not segments:
        return _over([], [], [])
    memory = memory_of(segments)
    if ("values", field, length) not in memory:
        own = [_read(segment, field, length) for segment in segments]
        names = {name for values in own if values for name in values.names}
        if length is None:
            ordered = sorted(names, key=lambda name: (name.casefold(), name))
        else:
            ordered = sorted(names, reverse=True)
        memory["values", field, length] = _over(ordered, own, [segment.doc_count for segment in segments])
    joined: Values = memory["values", field, length]
    return joined


def _over(names: list[str], own: Sequence[Values | None], sizes: Sequence[int]) -> Values:
    """The values of documents end to end, from those of each segment."""
    ordinals = {name: i for i, name in enumerate(names)}
    first, others = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    owners = [np.empty(0, np.intp)]
    begin = 0
    for values, size in zip(own, sizes, strict=True):
        if values is None:
            first.append(np.full(size, len(names), np.int32))
        else:
            table = np.array([*(ordinals[name] for name in values.names), len(names)], np.int32)
            first.append(table[values.first])
            others.append(table[values.others])
            owners.append(values.owners + begin)
        begin += size
    return Values(names, np.concatenate(first), np.concatenate(others), np.concatenate(owners))


def _read(segment: SegmentView, field: str, length: int | None) -> Values | None:
    held = _own.setdefault(segment, {})
    if (field, length) not in held:
        if length is None:
            held[field, length] = _from_column(segment, field)
        else:
            values = values_of(segment, field)
            held[field, length] = _cut(values, length) if values else None
    return held[field, length]


def _from_column(segment: SegmentView, field: str) -> Values | None:
    column = segment.keyword_column(field)
    if column is None:
        return None
    size = len(column.values)
    starts = column.starts.astype(np.int64)
    counts = starts[1:] - starts[:-1]
    ords = column.ords.astype(np.int32)
    first = np.full(segment.doc_count, size, np.int32)
    if counts.max(initial=0) <= 1:
        first[counts > 0] = ords
        return Values(column.values, first, np.empty(0, np.int32), np.empty(0, np.intp))
    owners = np.repeat(np.arange(segment.doc_count), counts)
    is_first = np.diff(owners, prepend=-1) > 0
    first[owners[is_first]] = ords[is_first]
    # An author named twice in one article is counted once.
    is_other = ~is_first & (ords != first[owners])
    pairs = distinct(owners[is_other] * size + ords[is_other])
    return Values(column.values, first, (pairs % max(size, 1)).astype(np.int32), pairs // max(size, 1))


def _cut(values: Values, length: int) -> Values:
    """One value for each different beginning; a document has one date at most."""
    dates = values.names
    names, table = (
        _read_and_cut(dates, length) if _is_better_read(dates, length) else _looked_up(dates, length)
    )
    return Values(names, table[values.first], np.empty(0, np.int32), np.empty(0, np.intp))


def _is_better_read(dates: Dictionary | Sequence[str], length: int) -> bool:
    """Whether looking for the ends of the runs would take longer than reading every date."""
    if not len(dates):
        return True
    years = int(dates[len(dates) - 1][:4]) - int(dates[0][:4]) + 1
    looks = years * _IN_A_YEAR[length] * len(dates).bit_length()
    return looks * _ONE_BY_ONE >= len(dates)


def _read_and_cut(dates: Iterable[str], length: int) -> tuple[list[str], NDArray[np.int32]]:
    """The different beginnings, and the ordinal of each date's among them; their number for none."""
    beginnings = [date[:length] for date in dates]
    ordinals: dict[str, int] = {}
    for beginning in beginnings:
        if len(beginning) == length:
            ordinals.setdefault(beginning, len(ordinals))
    none = len(ordinals)
    return list(ordinals), np.array([*(ordinals.get(one, none) for one in beginnings), none], np.int32)


def _looked_up(dates: Dictionary | Sequence[str], length: int) -> tuple[list[str], NDArray[np.int32]]:
    """The same, of which only the ends of runs are read."""
    names: list[str] = []
    runs: list[tuple[int, int]] = []
    begin = 0
    while begin < len(dates):
        name = dates[begin][:length]
        end = begin + 1
        if len(name) == length:
            end = bisect_right(dates, name + chr(0x10FFFF), lo=end)
            runs.append((begin, end))
            names.append(name)
        begin = end
    table = np.full(len(dates) + 1, len(names), np.int32)
    for ordinal, (begin, end) in enumerate(runs):
        table[begin:end] = ordinal
    return names, table
