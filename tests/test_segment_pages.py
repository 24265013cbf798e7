"""No damaged page of a file of arrays is read as if it were whole, and no other is refused."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.codec.arrays import ArrayFile, write_arrays
from index.codec.damage import SegmentDamaged
from index.codec.pages import PAGE, PagedArray, page_checksums

COUNT = 5 * PAGE // 4
NUMBERS = np.arange(COUNT, dtype=np.uint32)
WRITTEN = b"".join(write_arrays({"numbers": NUMBERS}, {}))
HEAD = 64


def with_flip_at(element: int) -> PagedArray:
    content = bytearray(WRITTEN)
    content[HEAD + 4 * element] ^= 16
    return ArrayFile(memoryview(bytes(content)), Path("arrays"))["numbers"]


def page_of(element: int) -> int:
    return (HEAD + 4 * element) // PAGE


elements = st.integers(0, COUNT - 1)


@given(elements, elements)
def test_an_element_is_refused_when_its_page_is_damaged(flipped: int, asked: int) -> None:
    array = with_flip_at(flipped)
    if page_of(asked) == page_of(flipped):
        with pytest.raises(SegmentDamaged, match="checksum"):
            array.item(asked)
    else:
        assert array.item(asked) == asked


@given(elements, elements, elements)
def test_a_slice_is_refused_when_any_of_its_pages_is_damaged(flipped: int, a: int, b: int) -> None:
    array, first, end = with_flip_at(flipped), min(a, b), max(a, b) + 1
    if page_of(first) <= page_of(flipped) <= page_of(end - 1):
        with pytest.raises(SegmentDamaged):
            array[first:end]
    else:
        assert array[first:end].tolist() == list(range(first, end))


@given(elements, st.lists(elements, max_size=9))
def test_scattered_elements_are_refused_when_one_is_on_a_damaged_page(flipped: int, asked: list[int]) -> None:
    array, numbers = with_flip_at(flipped), np.array(asked, np.int64)
    if page_of(flipped) in map(page_of, asked):
        with pytest.raises(SegmentDamaged):
            array[numbers]
    else:
        assert array[numbers].tolist() == asked


@given(elements, st.lists(st.tuples(elements, st.integers(0, 2000)), max_size=5))
def test_runs_are_refused_when_one_touches_a_damaged_page(flipped: int, asked: list[tuple[int, int]]) -> None:
    array = with_flip_at(flipped)
    runs = [(first, min(count, COUNT - first)) for first, count in asked]
    firsts, counts = (np.array([run[i] for run in runs], np.int64) for i in (0, 1))
    expected = [number for first, count in runs for number in range(first, first + count)]
    if page_of(flipped) in map(page_of, expected):
        with pytest.raises(SegmentDamaged):
            array.runs(firsts, counts)
    else:
        assert array.runs(firsts, counts).tolist() == expected


def test_a_page_found_damaged_is_refused_each_time() -> None:
    array = with_flip_at(7)
    for _ in range(2):
        with pytest.raises(SegmentDamaged):
            array.whole()


def test_every_damaged_page_is_listed() -> None:
    content = bytearray(WRITTEN)
    for at in (HEAD, 3 * PAGE + 5):
        content[at] ^= 1
    pages = ArrayFile(memoryview(bytes(content)), Path("arrays")).pages
    assert pages.damaged() == [(0, PAGE), (3 * PAGE, 4 * PAGE)]


@given(st.lists(st.binary(max_size=3 * PAGE), max_size=4))
def test_checksums_do_not_depend_on_how_the_bytes_are_cut_into_buffers(buffers: list[bytes]) -> None:
    assert page_checksums(buffers).tolist() == page_checksums([b"".join(buffers)]).tolist()
