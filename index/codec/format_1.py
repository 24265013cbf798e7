"""Archive format 1, for `search upgrade`: what it takes to read a segment's articles.

Its arrays had no checksums of their own and its blocks of articles no heads, so who
reads them here has checked the files against the manifest first.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.articles import HEAD, Block
from index.codec.damage import SegmentDamaged
from index.codec.format_4 import unpacked
from index.manifest import SegmentEntry, segment_folder
from index.storage import Storage

_TAIL = struct.Struct("<QQI8s")
"""Where the directory begins, its length, its CRC-32, magic."""
_NONSENSE = (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError, struct.error)


def live_articles(storage: Storage, entry: SegmentEntry) -> Iterator[bytes]:
    """The articles of a segment that are not deleted, in order, as JSON. Raises SegmentDamaged, or OSError."""
    folder = segment_folder(entry.id)
    try:
        arrays = _arrays(storage.map(f"{folder}/arrays"))
        deleted = np.zeros(0, np.bool_)
        if entry.deletions:
            packed = _arrays(storage.map(f"{folder}/{entry.deletions.name}"))["deleted"]
            deleted = np.unpackbits(packed).view(np.bool_)
        for doc, article in enumerate(_articles(storage.map(f"{folder}/articles"), arrays)):
            if doc >= len(deleted) or not deleted[doc]:
                yield article
    except _NONSENSE as error:
        raise SegmentDamaged(storage.path / folder, f"it cannot be read: {error}") from error


def _articles(content: memoryview, arrays: dict[str, NDArray[Any]]) -> Iterator[bytes]:
    starts, firsts = arrays["*starts"].tolist(), arrays["*firsts"].tolist()
    for number, checksum in enumerate(arrays["*checksums"].tolist()):
        packed = content[starts[number] : starts[number + 1]]
        if zlib.crc32(packed) != checksum:
            raise ValueError(f"the checksum of its block {number} is wrong")
        yield from unpacked(Block(firsts[number + 1] - firsts[number], bytes(HEAD.size) + packed))


def _arrays(content: memoryview) -> dict[str, NDArray[Any]]:
    start, length, checksum, _ = _TAIL.unpack_from(content, len(content) - _TAIL.size)
    directory = bytes(content[start : start + length])
    if zlib.crc32(directory) != checksum:
        raise ValueError("the checksum of its directory is wrong")
    entries = json.loads(directory)["arrays"].items()
    return {
        name: np.frombuffer(content, np.dtype(dtype), count, offset)
        for name, (dtype, (count,), offset) in entries
    }
