"""One file of named arrays, read where it lies.

    head        magic, format number, zeros up to 64 bytes
    arrays      each begins at a multiple of 64 bytes
    checksums   of every page before them, see `pages`
    directory   JSON: the arrays' dtypes, lengths and offsets, and the writer's own values
    tail        where checksums and directory begin, their CRC-32, magic

The directory comes last, so that a file is written in one pass without knowing its
length. Opening reads checksums and directory alone; an array costs nothing until it is
asked for, and then only the pages that are touched.
"""

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.damage import SegmentDamaged
from index.codec.pages import PAGE, PagedArray, Pages, page_checksums
from index.memory import give_back_pages

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Buffer = bytes | memoryview
"""A run of bytes to write, one after another."""

_MAGIC = b"MORGUEAR"
_FORMAT = 2
_ALIGNMENT = 64
_HEAD = struct.Struct("<8sI52x")
_TAIL = struct.Struct("<QQI8s")
_CHECKSUM = np.dtype("<u4")
_DTYPES = {name: np.dtype(name) for name in ("|u1", "<u2", "<u4", "<u8", "<i8", "|b1")}


def write_arrays(arrays: Mapping[str, NDArray[Any]], meta: Mapping[str, Json]) -> list[Buffer]:
    """The content of a file that holds these arrays of one dimension, as buffers to be written in order.

    Raises ValueError for an array whose dtype or shape has no place in such a file.
    """
    buffers: list[Buffer] = [_HEAD.pack(_MAGIC, _FORMAT)]
    entries: dict[str, Json] = {}
    offset = _HEAD.size
    for name, array in arrays.items():
        stored = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        if stored.dtype.str not in _DTYPES or array.ndim != 1:
            raise ValueError(
                f"array {name!r} is {array.ndim}-dimensional {array.dtype}, which no segment holds"
            )
        entries[name] = [stored.dtype.str, len(array), offset]
        padding = -stored.nbytes % _ALIGNMENT
        buffers += [stored.view(np.uint8).data, bytes(padding)]
        offset += stored.nbytes + padding
    checksums = page_checksums(buffers).astype(_CHECKSUM).tobytes()
    directory = json.dumps({"arrays": entries, "meta": meta}, separators=(",", ":")).encode()
    end = checksums + directory
    buffers += [end, _TAIL.pack(offset, offset + len(checksums), zlib.crc32(end), _MAGIC)]
    return buffers


class ArrayFile:
    """The arrays of one file, by name, as read-only views of its bytes."""

    def __init__(self, content: memoryview, path: Path) -> None:
        """`path` is what an error names. Raises SegmentDamaged."""
        self.path = path
        checksums, directory, end = _read_end(content, path)
        self.meta: dict[str, Any] = directory["meta"]
        self.pages = Pages(content[:end], checksums, path)
        self._entries: dict[str, Any] = directory["arrays"]
        self._content = content
        self._end = end
        self._arrays: dict[str, PagedArray] = {}

    def give_back_pages(self) -> None:
        """Let the system have the memory of what was read so far."""
        give_back_pages(self._content)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """The names of all arrays, in the order in which they lie in the file."""
        return list(self._entries)

    def get(self, name: str) -> PagedArray | None:
        """The array of this name, or None."""
        return self[name] if name in self._entries else None

    def __getitem__(self, name: str) -> PagedArray:
        """The array of this name. Raises SegmentDamaged where there is none, or its entry makes no sense."""
        found = self._arrays.get(name)
        if found is None:
            if name not in self._entries:
                raise SegmentDamaged(self.path, f"there is no array {name!r}")
            # Here and not for all of them at once: a question needs a dozen of some two hundred.
            dtype, count, offset = _checked_entry(name, self._entries[name], self._end, self.path)
            array = np.ndarray(count, dtype, self._content, offset)
            array.flags.writeable = False
            found = self._arrays[name] = PagedArray(array, offset, self.pages)
        return found


def _read_end(content: memoryview, path: Path) -> tuple[NDArray[np.uint32], dict[str, Any], int]:
    """The checksums of the pages, the directory, and where the arrays end."""
    if len(content) < _HEAD.size + _TAIL.size:
        raise SegmentDamaged(path, f"it has only {len(content)} bytes")
    magic, version = _HEAD.unpack_from(content, 0)
    if magic != _MAGIC:
        raise SegmentDamaged(path, "it does not begin as a file of arrays does")
    if version != _FORMAT:
        raise SegmentDamaged(path, f"it has format {version}, and this program reads format {_FORMAT}")
    end = len(content) - _TAIL.size
    checksums, directory, checksum, magic = _TAIL.unpack_from(content, end)
    pages = -(-checksums // PAGE)
    if magic != _MAGIC or not _HEAD.size <= checksums <= directory <= end:
        raise SegmentDamaged(path, "it is cut short")
    if directory - checksums != pages * _CHECKSUM.itemsize:
        raise SegmentDamaged(path, "it has not as many checksums as pages")
    if zlib.crc32(content[checksums:end]) != checksum:
        raise SegmentDamaged(path, "the checksum of its directory is wrong")
    try:
        read = json.loads(bytes(content[directory:end]))
    except (ValueError, RecursionError) as error:
        raise SegmentDamaged(path, "its directory cannot be read") from error
    if (
        not isinstance(read, dict)
        or not isinstance(read.get("arrays"), dict)
        or not isinstance(read.get("meta"), dict)
    ):
        raise SegmentDamaged(path, "its directory cannot be read")
    return np.frombuffer(content, _CHECKSUM, pages, checksums), read, checksums


def _checked_entry(name: str, entry: Any, end: int, path: Path) -> tuple[np.dtype[Any], int, int]:
    match entry:
        case [str(code), int(count), int(offset)] if code in _DTYPES:
            dtype = _DTYPES[code]
            aligned = offset >= _HEAD.size and offset % _ALIGNMENT == 0
            if count >= 0 and aligned and offset + count * dtype.itemsize <= end:
                return dtype, count, offset
    raise SegmentDamaged(path, f"the directory's entry for {name!r} makes no sense")
