"""One file of named arrays, read where it lies.

    head        magic, format number, zeros up to 64 bytes
    arrays      each begins at a multiple of 64 bytes
    directory   JSON: the arrays' dtypes, shapes and offsets, and the writer's own values
    tail        offset, length and CRC-32 of the directory, magic

The directory comes last, so that a file is written in one pass without knowing its
length. Opening reads the directory alone; an array costs nothing until it is asked
for, and then only the pages that are touched. The arrays' own bytes are covered by
the archive's manifest, not here: checking them would mean reading them.
"""

import json
import mmap
import struct
import zlib
from collections.abc import Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.codec.damage import SegmentDamaged

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Buffer = bytes | memoryview
"""A run of bytes to write, one after another."""

_MAGIC = b"MORGUEAR"
_FORMAT = 1
_ALIGNMENT = 64
_HEAD = struct.Struct("<8sI52x")
_TAIL = struct.Struct("<QQI8s")
_DTYPES = {name: np.dtype(name) for name in ("|u1", "<u2", "<u4", "<u8", "<i8", "|b1")}


def write_arrays(arrays: Mapping[str, NDArray[Any]], meta: Mapping[str, Json]) -> list[Buffer]:
    """The content of a file that holds these arrays, as buffers to be written in order.

    Raises ValueError for an array whose dtype has no place in such a file.
    """
    buffers: list[Buffer] = [_HEAD.pack(_MAGIC, _FORMAT)]
    entries: dict[str, Json] = {}
    offset = _HEAD.size
    for name, array in arrays.items():
        stored = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        if stored.dtype.str not in _DTYPES:
            raise ValueError(f"array {name!r} has dtype {array.dtype}, which no segment holds")
        entries[name] = [stored.dtype.str, list(array.shape), offset]
        padding = -stored.nbytes % _ALIGNMENT
        buffers += [stored.reshape(-1).view(np.uint8).data, bytes(padding)]
        offset += stored.nbytes + padding
    directory = json.dumps({"arrays": entries, "meta": meta}, separators=(",", ":")).encode()
    buffers += [directory, _TAIL.pack(offset, len(directory), zlib.crc32(directory), _MAGIC)]
    return buffers


class ArrayFile:
    """The arrays of one file, by name, as read-only views of its bytes."""

    def __init__(self, content: bytes | mmap.mmap, path: Path) -> None:
        """`path` is what an error names. Raises SegmentDamaged."""
        self._content = content
        self._path = path
        directory, end = _read_directory(content, path)
        self.meta: dict[str, Any] = directory["meta"]
        self._entries: dict[str, tuple[np.dtype[Any], list[int], int]] = {}
        for name, entry in directory["arrays"].items():
            self._entries[name] = _checked_entry(name, entry, end, path)
        self._views: dict[str, NDArray[Any]] = {}

    @classmethod
    def open(cls, path: Path) -> Self:
        """Memory-map the file at a path. Raises SegmentDamaged, or OSError where it cannot be opened."""
        return cls(map_file(path), path)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def get(self, name: str) -> NDArray[Any] | None:
        """The array of this name, or None."""
        return self[name] if name in self._entries else None

    def __getitem__(self, name: str) -> NDArray[Any]:
        """The array of this name, a view. Raises SegmentDamaged where there is none."""
        view = self._views.get(name)
        if view is None:
            if name not in self._entries:
                raise SegmentDamaged(self._path, f"there is no array {name!r}")
            dtype, shape, offset = self._entries[name]
            view = np.ndarray(shape, dtype, self._content, offset)
            view.flags.writeable = False
            self._views[name] = view
        return view


def map_file(path: Path) -> mmap.mmap:
    """The bytes of a file, memory-mapped for reading. Raises SegmentDamaged for an empty one."""
    with path.open("rb") as file:
        try:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:
            raise SegmentDamaged(path, "it is empty") from error


def _read_directory(content: bytes | mmap.mmap, path: Path) -> tuple[dict[str, Any], int]:
    """The directory, and where the arrays end."""
    if len(content) < _HEAD.size + _TAIL.size:
        raise SegmentDamaged(path, f"it has only {len(content)} bytes")
    magic, version = _HEAD.unpack_from(content, 0)
    if magic != _MAGIC:
        raise SegmentDamaged(path, "it does not begin as a file of arrays does")
    if version != _FORMAT:
        raise SegmentDamaged(path, f"it has format {version}, and this program reads format {_FORMAT}")
    end = len(content) - _TAIL.size
    offset, length, checksum, magic = _TAIL.unpack_from(content, end)
    if magic != _MAGIC or offset < _HEAD.size or offset + length != end:
        raise SegmentDamaged(path, "it is cut short")
    directory = content[offset:end]
    if zlib.crc32(directory) != checksum:
        raise SegmentDamaged(path, "the checksum of its directory is wrong")
    try:
        read = json.loads(directory)
    except ValueError as error:
        raise SegmentDamaged(path, "its directory cannot be read") from error
    if (
        not isinstance(read, dict)
        or not isinstance(read.get("arrays"), dict)
        or not isinstance(read.get("meta"), dict)
    ):
        raise SegmentDamaged(path, "its directory cannot be read")
    return read, offset


def _checked_entry(name: str, entry: Any, end: int, path: Path) -> tuple[np.dtype[Any], list[int], int]:
    match entry:
        case [str(code), [*shape], int(offset)] if code in _DTYPES:
            dtype = _DTYPES[code]
            counts = all(type(n) is int and n >= 0 for n in shape)
            aligned = offset >= _HEAD.size and offset % _ALIGNMENT == 0
            if counts and aligned and offset + prod(shape) * dtype.itemsize <= end:
                return dtype, shape, offset
    raise SegmentDamaged(path, f"the directory's entry for {name!r} makes no sense")
