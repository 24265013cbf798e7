from itertools import accumulate

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from index.codec.narrow import (
    ESCAPES,
    UNIT_BYTES,
    gaps,
    narrowest,
    offsets,
    pack,
    rebased,
    running_sum,
    running_sums,
    unpack,
    with_escapes,
    without_ones,
)

EDGES = [0, 1, 254, 255, 256, 509, 510, 511, 65534, 65535, 65536, 131070, 2**31 - 1]
gap_lists = st.lists(
    st.lists(st.sampled_from(EDGES) | st.integers(0, 300), min_size=1, max_size=6), min_size=1, max_size=8
)
count_lists = st.lists(
    st.lists(st.sampled_from([1, 1, 1, 2, 255, 256, 65535, 65536, 2**32 - 1]), min_size=1, max_size=6),
    min_size=1,
    max_size=8,
)


def ascending(lists: list[list[int]]) -> list[list[int]]:
    """Each list of gaps as a list of numbers, none of 2**32 or above."""
    return [[number for number in accumulate(gaps) if number < 2**32] for gaps in lists]


def flat(lists: list[list[int]]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.array([number for numbers in lists for number in numbers], np.uint32)


@given(gap_lists)
@example([[2**32 - 1]])
@example([[0, 255, 255, 65535], [2**31, 2**31 - 1]])
def test_ascending_lists_decode_to_what_was_coded(lists: list[list[int]]) -> None:
    numbers = ascending(lists)
    counts = np.array([len(each) for each in numbers])
    coded = with_escapes(gaps(flat(numbers), offsets(counts)[:-1]), counts)
    packed, sizes = pack([coded])
    (read,) = unpack(packed, [(sizes // UNIT_BYTES[coded.widths], coded.widths)])
    assert rebased(running_sums(read), counts).tolist() == flat(numbers).tolist()


@given(gap_lists)
def test_every_list_is_coded_in_the_width_that_makes_it_smallest(lists: list[list[int]]) -> None:
    counts = np.array([len(each) for each in lists])
    _, sizes = pack([with_escapes(flat(lists), counts)])
    for each, size in zip(lists, sizes.tolist(), strict=True):
        assert size == min(
            unit * sum(1 + gap // escape for gap in each)
            for unit, escape in zip((1, 2, 4), ESCAPES[1:].tolist(), strict=True)
        )


@given(count_lists)
def test_frequencies_decode_to_what_was_coded_and_ones_take_no_room(lists: list[list[int]]) -> None:
    counts = np.array([len(each) for each in lists])
    coded = without_ones(flat(lists), counts)
    packed, sizes = pack([coded])
    (read,) = unpack(packed, [(counts, coded.widths)])
    assert read.units.tolist() == flat(lists).tolist()
    for each, size in zip(lists, sizes.tolist(), strict=True):
        assert (size == 0) == (max(each) == 1)


@given(gap_lists, st.data())
def test_two_parts_of_a_record_keep_apart(lists: list[list[int]], data: st.DataObject) -> None:
    others = [[data.draw(st.sampled_from([1, 2, 300, 70_000])) for _ in each] for each in lists]
    counts = np.array([len(each) for each in lists])
    first, second = with_escapes(flat(lists), counts), without_ones(flat(others), counts)
    packed, sizes = pack([first, second])
    assert sizes.sum() == len(packed)
    read = unpack(packed, [(first.counts, first.widths), (counts, second.widths)])
    assert read[0].units.tolist() == first.units.tolist()
    assert read[1].units.tolist() == second.units.tolist()


@given(st.sampled_from(["u1", "<u2"]), st.integers(0, 5000), st.integers(0, 2**32 - 1))
@example("u1", 1024, 0)
@example("u1", 1027, 0)
def test_running_sums_are_those_of_plain_addition(dtype: str, length: int, seed: int) -> None:
    units = np.random.default_rng(seed).integers(0, 256, length).astype(dtype)
    units[length // 2 :] = 255
    assert running_sum(units).tolist() == list(accumulate(units.tolist()))


def test_numbers_are_held_in_the_narrowest_dtype() -> None:
    assert [narrowest(np.array([n])).dtype.itemsize for n in (255, 256, 65535, 65536, 2**32)] == [
        1,
        2,
        2,
        4,
        8,
    ]
    assert narrowest(np.empty(0, np.int64)).dtype == np.uint8
