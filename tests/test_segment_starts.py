"""Packed starts read back as the offsets they were, however many and however large."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.codec.arrays import ArrayFile, write_arrays
from index.codec.starts import Starts, pack_starts

sizes = st.lists(st.sampled_from([0, 1, 9, 255, 256, 65_535, 65_536, 300_000, 2**32, 2**33 + 5]), max_size=12)
many = st.one_of(sizes, st.lists(st.integers(0, 40), max_size=400))


@given(many, st.data())
def test_packed_starts_read_back(sizes: list[int], data: st.DataObject) -> None:
    offsets = np.cumsum([0, *sizes])
    file = ArrayFile(memoryview(b"".join(write_arrays(pack_starts("starts", offsets), {}))), Path("arrays"))
    starts = Starts(file, "starts")
    assert len(starts) == len(offsets)
    assert [starts.item(number) for number in range(len(offsets))] == offsets.tolist()
    assert [starts.span(number) for number in range(len(sizes))] == list(
        zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
    )
    first = data.draw(st.integers(0, len(offsets)))
    end = data.draw(st.integers(0, len(offsets)))
    assert starts.between(first, end).tolist() == offsets[first:end].tolist()
    numbers = np.array(data.draw(st.lists(st.integers(0, len(sizes)))), np.int64)
    assert starts.some(numbers).tolist() == offsets[numbers].tolist()


def test_starts_of_short_strings_take_little_more_than_a_byte_each() -> None:
    packed = pack_starts("starts", np.arange(0, 90_009, 9))
    assert sum(array.nbytes for array in packed.values()) < 1.2 * 10_001


def test_starts_of_large_records_take_two_bytes_each() -> None:
    packed = pack_starts("starts", np.arange(0, 7_000_700, 700))
    assert packed["starts"].dtype.itemsize == 2
