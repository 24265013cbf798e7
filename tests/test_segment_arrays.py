import json
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile, write_arrays
from index.codec.damage import SegmentDamaged

PATH = Path("segment/arrays")

named_arrays = st.dictionaries(
    st.text(min_size=1, max_size=8),
    st_numpy.arrays(
        st.sampled_from(["u1", "<u2", "<u4", "<u8", "<i8", "?", ">u4"]),
        st.integers(0, 9),
    ),
    max_size=5,
)


def content(arrays: dict[str, NDArray[Any]], **meta: Any) -> bytes:
    return b"".join(write_arrays(arrays, meta))


def opened(written: bytes) -> ArrayFile:
    return ArrayFile(memoryview(written), PATH)


@given(named_arrays)
def test_arrays_read_back_equal_and_aligned(arrays: dict[str, NDArray[Any]]) -> None:
    file = opened(content(arrays, note="é"))
    assert file.meta == {"note": "é"}
    for name, array in arrays.items():
        read = file[name]
        assert name in file
        assert read.dtype == array.dtype.newbyteorder("<")
        assert len(read) == len(array)
        assert (read.whole() == array).all()


def test_arrays_begin_at_multiples_of_64_bytes() -> None:
    written = content({"a": np.arange(3, dtype=np.uint8), "b": np.arange(5, dtype=np.int64)})
    directory = json.loads(written[written.rindex(b'{"arrays"') : -28])
    assert [offset % 64 for _, _, offset in directory["arrays"].values()] == [0, 0]


def test_what_is_read_of_an_array_cannot_be_written_to() -> None:
    array = opened(content({"a": np.arange(3, dtype=np.uint8)}))["a"]
    for view in (array.whole(), array[1:]):
        with pytest.raises(ValueError, match="read-only"):
            view[0] = 1


def test_an_array_that_is_not_there_is_damage() -> None:
    file = opened(content({}))
    assert file.get("a") is None
    with pytest.raises(SegmentDamaged, match="no array 'a'"):
        file["a"]


@pytest.mark.parametrize("array", [np.zeros(2), np.zeros((2, 2), np.uint8)])
def test_only_whole_numbers_in_a_row_have_a_place_in_a_segment(array: NDArray[Any]) -> None:
    with pytest.raises(ValueError, match="'a'"):
        write_arrays({"a": array}, {})


def test_a_file_cut_anywhere_is_damaged() -> None:
    whole = content({"a": np.arange(40, dtype=np.uint16)})
    for length in range(len(whole)):
        with pytest.raises(SegmentDamaged):
            opened(whole[:length])


def test_a_bit_flipped_in_head_directory_or_tail_is_damage() -> None:
    whole = content({"a": np.arange(4, dtype=np.uint8)}, note=1)
    covered = [*range(12), *range(128, len(whole))]
    for at in covered:
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[at] ^= 1 << bit
            with pytest.raises(SegmentDamaged) as damage:
                opened(bytes(flipped))
            assert damage.value.path == PATH


@pytest.mark.parametrize(
    "entry",
    [
        ["<f8", 1, 64],
        ["|O", 1, 64],
        ["|u1", 65, 64],
        ["|u1", -1, 64],
        ["|u1", 2**62, 64],
        ["|u1", 1, 0],
        ["|u1", 1, 65],
        ["|u1", "1", 64],
        ["|u1", [1], 64],
        "nonsense",
    ],
)
def test_a_directory_that_makes_no_sense_is_damage(entry: Any) -> None:
    whole = content({"a": np.zeros(64, np.uint8)})
    end = whole[128:132] + json.dumps({"arrays": {"a": entry}, "meta": {}}).encode()
    tail = struct.pack("<QQI8s", 128, 132, zlib.crc32(end), b"MORGUEAR")
    with pytest.raises(SegmentDamaged, match="'a'"):
        opened(whole[:128] + end + tail)["a"]
