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
        st_numpy.array_shapes(min_dims=1, max_dims=2, min_side=0, max_side=9),
    ),
    max_size=5,
)


def content(arrays: dict[str, NDArray[Any]], **meta: Any) -> bytes:
    return b"".join(write_arrays(arrays, meta))


@given(named_arrays)
def test_arrays_read_back_equal_and_aligned(arrays: dict[str, NDArray[Any]]) -> None:
    file = ArrayFile(content(arrays, note="é"), PATH)
    assert file.meta == {"note": "é"}
    for name, array in arrays.items():
        read = file[name]
        assert name in file
        assert read.dtype == array.dtype.newbyteorder("<")
        assert read.shape == array.shape
        assert (read == array).all()


def test_arrays_begin_at_multiples_of_64_bytes() -> None:
    written = content({"a": np.arange(3, dtype=np.uint8), "b": np.arange(5, dtype=np.int64)})
    directory = json.loads(written[written.rindex(b'{"arrays"') : -28])
    assert [offset % 64 for _, _, offset in directory["arrays"].values()] == [0, 0]


def test_a_view_of_a_mapped_file_cannot_be_written_to(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    path.write_bytes(content({"a": np.arange(3, dtype=np.uint8)}))
    view = ArrayFile.open(path)["a"]
    with pytest.raises(ValueError, match="read-only"):
        view[0] = 1


def test_an_array_that_is_not_there_is_damage() -> None:
    file = ArrayFile(content({}), PATH)
    assert file.get("a") is None
    with pytest.raises(SegmentDamaged, match="no array 'a'"):
        file["a"]


def test_floating_point_has_no_place_in_a_segment() -> None:
    with pytest.raises(ValueError, match="float64"):
        write_arrays({"a": np.zeros(2)}, {})


def test_a_file_cut_anywhere_is_damaged() -> None:
    whole = content({"a": np.arange(40, dtype=np.uint16)})
    for length in range(len(whole)):
        with pytest.raises(SegmentDamaged):
            ArrayFile(whole[:length], PATH)


def test_a_bit_flipped_in_head_directory_or_tail_is_damage() -> None:
    whole = content({"a": np.arange(4, dtype=np.uint8)}, note=1)
    covered = [*range(12), *range(128, len(whole))]
    for at in covered:
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[at] ^= 1 << bit
            with pytest.raises(SegmentDamaged) as damage:
                ArrayFile(bytes(flipped), PATH)
            assert damage.value.path == PATH


@pytest.mark.parametrize(
    "entry",
    [
        ["<f8", [1], 64],
        ["|O", [1], 64],
        ["|u1", [65], 64],
        ["|u1", [-1], 64],
        ["|u1", [2**62, 2**62], 64],
        ["|u1", [1], 0],
        ["|u1", [1], 65],
        ["|u1", [True], 64],
        ["|u1", 1, 64],
        "nonsense",
    ],
)
def test_a_directory_that_makes_no_sense_is_damage(entry: Any) -> None:
    whole = content({"a": np.zeros(64, np.uint8)})
    directory = json.dumps({"arrays": {"a": entry}, "meta": {}}).encode()
    tail = struct.pack("<QQI8s", 128, len(directory), zlib.crc32(directory), b"MORGUEAR")
    with pytest.raises(SegmentDamaged, match="'a'"):
        ArrayFile(whole[:128] + directory + tail, PATH)


def test_an_empty_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "arrays").touch()
    with pytest.raises(SegmentDamaged, match="empty"):
        ArrayFile.open(tmp_path / "arrays")
