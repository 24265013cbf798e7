"""Torn zips: the files in a zip whose end is missing, which is where a zip says what is in it.

Each file has a header of its own in front as well, so that those before the tear can be read one behind the
other. Where a program wrote without knowing how long a file would be, only unpacking it
tells where it ends.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from index.ingest.streams import FREE_GROWTH, HEAD

_HEADER = struct.Struct("<4s2xHH4xIIIHH")
_MARK, _MARK_BEHIND = b"PK\x03\x04", b"PK\x07\x08"
_PROTECTED, _SIZES_BEHIND, _UTF_8 = 1, 8, 1 << 11
"""Flags."""
_STORED, _DEFLATED = 0, 8


class TornFile(NamedTuple):
    """A file that is whole; None for the content of one that is not read."""

    name: str
    content: bytes | None


def files_before_tear(file: BinaryIO, room: int) -> Iterator[TornFile]:
    """The files in order; `room` is how many bytes may come out of all.

    Raises ValueError behind the last that is whole, for there is a tear to tell of.
    """
    file.seek(0)
    try:
        while (found := _next_file(file)) is not None:
            yield found
            room -= len(found.content or b"")
            if room < 0:
                raise EOFError("its files grow too much")
    except (EOFError, zlib.error, struct.error) as error:
        raise ValueError(f"cut short or damaged: {error}") from error
    raise ValueError("cut short or damaged: its end, which says what is in it, cannot be read")


def _next_file(file: BinaryIO) -> TornFile | None:
    header = file.read(_HEADER.size)
    if not header.startswith(_MARK):
        return None
    _, flags, method, crc, packed, size, name_size, extra_size = _HEADER.unpack(header)
    name = _exactly(file, name_size).decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
    _exactly(file, extra_size)
    if flags & _SIZES_BEHIND:
        if flags & _PROTECTED or method != _DEFLATED:
            raise EOFError(f"{name} does not say where it ends")
        content = _inflated(file)
        mark = file.read(4)
        crc = struct.unpack("<I", _exactly(file, 4) if mark == _MARK_BEHIND else mark)[0]
        _exactly(file, 8)
    else:
        end = file.tell() + packed
        if flags & _PROTECTED or method not in (_STORED, _DEFLATED) or max(size, packed) > FREE_GROWTH:
            file.seek(end)
            return TornFile(name, None)
        content = _inflated(file) if method == _DEFLATED else _exactly(file, packed)
        if file.tell() != end:
            raise EOFError(f"{name} is damaged")
    if zlib.crc32(content) != crc:
        raise EOFError(f"{name} is damaged")
    return TornFile(name, content)


def _inflated(file: BinaryIO) -> bytes:
    """What is unpacked up to where it ends, behind which the file is then."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    content = bytearray()
    while not inflate.eof:
        content += inflate.decompress(_some(file))
        if len(content) > FREE_GROWTH:
            raise EOFError(f"a file of more than {FREE_GROWTH >> 20} MB in it")
    file.seek(-len(inflate.unused_data), 1)
    return bytes(content)


def _some(file: BinaryIO) -> bytes:
    if not (piece := file.read(HEAD)):
        raise EOFError("its last file is not whole")
    return piece


def _exactly(file: BinaryIO, size: int) -> bytes:
    if len(piece := file.read(size)) < size:
        raise EOFError("its last file is not whole")
    return piece
