"""Lists of whole numbers in the narrowest integers that hold them, coded and decoded as whole arrays.

A ragged array has one list of numbers per term. A list that ascends is kept as gaps in
units of 8, 16 or 32 bits, whichever makes that term smallest; the largest unit means
"add this and go on, no number here". So one list is decoded by a running sum and a
mask, and a rare large gap does not widen its whole term. Bit-packing would be smaller
by a third, but unpacking bits costs NumPy ten times what reading bytes does.

Widths are coded 0 (nothing is stored), 1 (uint8), 2 (uint16), 3 (uint32). Running sums
are taken modulo 2**32: a difference of two sums is right all the same.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

UNIT_DTYPES = (np.dtype("u1"), np.dtype("u1"), np.dtype("<u2"), np.dtype("<u4"))
"""By width code."""
UNIT_BYTES = np.array([0, 1, 2, 4], np.int64)
"""By width code."""
ESCAPES = np.array([0, 2**8 - 1, 2**16 - 1, 2**32 - 1], np.uint32)
"""The unit that adds itself and stands for no number, by width code."""
_FOUR_LANES = np.uint64(0x0001_0001_0001_0001)
_WORTH_LANES = 1024
"""Units in the shortest list for which adding in lanes pays."""


class Ragged(NamedTuple):
    """Units of T lists, end to end."""

    units: NDArray[np.uint32]
    counts: NDArray[np.int64]
    """T numbers of units."""
    widths: NDArray[np.uint8]
    """T width codes; where it is 0, the list is left out of `pack`."""


def narrowest(values: NDArray[Any]) -> NDArray[Any]:
    """Whole numbers from zero up, in the narrowest unsigned dtype that holds them all."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))), copy=False)


def offsets(counts: NDArray[Any]) -> NDArray[np.int64]:
    """T + 1 offsets of lists of these lengths laid end to end."""
    found = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=found[1:])
    return found


def ragged_range(starts: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.int64]:
    """start, start + 1 … for each list, `counts` of them, end to end."""
    first = offsets(counts)
    return np.repeat(starts - first[:-1], counts) + np.arange(first[-1])


def gaps(numbers: NDArray[np.uint32], firsts: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Each number less the one before it; those at `firsts` begin a list and stay as they are."""
    found = numbers.copy()
    found[1:] -= numbers[:-1]
    found[firsts] = numbers[firsts]
    return found


def with_escapes(values: NDArray[np.uint32], counts: NDArray[np.int64]) -> Ragged:
    """Units for T lists of `counts` gaps each, every list in the width that makes it smallest."""
    lists = len(counts)
    large = np.flatnonzero(values >= ESCAPES[1])
    owner = np.repeat(np.arange(lists), counts)[large]
    escaped = [
        np.bincount(owner, weights=values[large] // escape, minlength=lists).astype(np.int64)
        for escape in ESCAPES[1:]
    ]
    sizes = np.stack([(counts + extra) * unit for extra, unit in zip(escaped, UNIT_BYTES[1:], strict=True)])
    widths = (np.argmin(sizes, axis=0) + 1).astype(np.uint8)
    extra = np.choose(widths - 1, escaped) if lists else counts
    if not extra.any():
        return Ragged(values, counts, widths)
    escapes = ESCAPES[widths][owner]
    escaping = values[large] >= escapes
    large, escapes = large[escaping], escapes[escaping]
    times = (values[large] // escapes).astype(np.int64)
    before = ragged_range(large + offsets(times)[:-1], times)
    left = values.copy()
    left[large] %= escapes
    units = np.empty(len(values) + len(before), np.uint32)
    stays = np.ones(len(units), np.bool_)
    stays[before] = False
    units[stays] = left
    units[before] = np.repeat(escapes, times)
    return Ragged(units, counts + extra, widths)


def without_ones(values: NDArray[np.uint32], counts: NDArray[np.int64]) -> Ragged:
    """Units for T lists (none empty) of numbers from 1 up, without escapes; width 0 for a list of ones."""
    if not len(counts):
        return Ragged(values, counts, np.zeros(0, np.uint8))
    largest = np.maximum.reduceat(values, offsets(counts)[:-1])
    widths = np.searchsorted([1, ESCAPES[1], ESCAPES[2]], largest).astype(np.uint8)
    return Ragged(values, counts, widths)


def running_sum(units: NDArray[Any]) -> NDArray[np.uint32]:
    """The sum of all units up to each, modulo 2**32."""
    if units.itemsize > 1 or len(units) < _WORTH_LANES:
        return np.cumsum(units, dtype=np.uint32)
    # NumPy's running sum waits for each addition before the next; one multiplication adds up four bytes.
    lanes = np.zeros(-(-len(units) // 4) * 4, "<u2")
    lanes[: len(units)] = units
    lanes = (lanes.view("<u8") * _FOUR_LANES).view("<u2")
    of_four = lanes[3::4]
    sums = np.repeat(np.cumsum(of_four, dtype=np.uint32) - of_four, 4)
    sums += lanes
    return sums[: len(units)]


def running_sums(ragged: Ragged) -> NDArray[np.uint32]:
    """The sum of all units up to each number, through all lists, modulo 2**32; escapes stand for none."""
    sums = np.cumsum(ragged.units, dtype=np.uint32)
    is_number: NDArray[np.bool_] = ragged.units != np.repeat(ESCAPES[ragged.widths], ragged.counts)
    return sums[is_number]


def rebased(sums: NDArray[np.uint32], counts: NDArray[Any]) -> NDArray[np.uint32]:
    """Running sums over lists of `counts` numbers (none empty), begun again from zero in each list."""
    before = np.zeros(len(counts), np.uint32)
    before[1:] = sums[np.cumsum(counts)[:-1] - 1]
    return sums - np.repeat(before, counts)


def pack(parts: Sequence[Ragged]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of T records, in each one list of every part, and T sizes in bytes."""
    sizes, slots = _layout([(part.counts, part.widths) for part in parts])
    packed = np.empty(len(slots), np.uint8)
    for i, part in enumerate(parts):
        of_unit = np.repeat(part.widths, part.counts)
        for width in np.flatnonzero(np.bincount(part.widths, minlength=4)).tolist():
            if width:
                units = part.units[of_unit == width].astype(UNIT_DTYPES[width])
                packed[slots == _slot(i, width)] = units.view(np.uint8)
    return packed, sizes


def unpack(packed: NDArray[np.uint8], shapes: Sequence[tuple[NDArray[Any], NDArray[Any]]]) -> list[Ragged]:
    """The parts that `pack` packed, from their unit counts and width codes; ones where nothing is stored."""
    _, slots = _layout(shapes)
    parts = []
    for i, (counts, widths) in enumerate(shapes):
        of_unit = np.repeat(widths, counts)
        units = np.ones(len(of_unit), np.uint32)
        for width in np.flatnonzero(np.bincount(widths, minlength=4)).tolist():
            if width:
                units[of_unit == width] = packed[slots == _slot(i, width)].view(UNIT_DTYPES[width])
        parts.append(Ragged(units, counts, widths))
    return parts


def _layout(
    shapes: Sequence[tuple[NDArray[np.int64], NDArray[np.uint8]]],
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """The size in bytes of each record, and for each byte of all records its part and width."""
    part_sizes = np.stack([counts * UNIT_BYTES[widths] for counts, widths in shapes], axis=1)
    slots = np.stack([_slot(i, widths) for i, (_, widths) in enumerate(shapes)], axis=1)
    return part_sizes.sum(axis=1), np.repeat(slots.ravel(), part_sizes.ravel())


def _slot(part: int, width: Any) -> Any:
    return width + 4 * part
