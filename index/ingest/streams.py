"""Streams: from a path to its bytes, decompressed as they are read, and never more than is sane.

Only regular files are opened, and without waiting. What is compressed may grow a
few hundredfold, as repetitive logs do; two kilobytes that become a gigabyte are no
news. Which compression it is, the first bytes say, whatever the name. Compressed data may be
several pieces one behind the other, as tools for many processors write it; it must
end where a piece does. Damage in one piece of gzip data does not hide the next from who reads on: web
archives have a piece for every record.
"""

import bz2
import lzma
import os
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from index.errors import InputRejected

if TYPE_CHECKING:
    Stream = BufferedReader[Any]
else:
    Stream = BufferedReader

HEAD = 1 << 16
"""Bytes at the beginning of a stream that can be looked at before it is read."""
MOST_GROWTH = 300
"""Times that what is compressed may grow, behind the first of these bytes."""
FREE_GROWTH = 64 << 20
"""Bytes that anything may grow to."""
_PIECE = 1 << 12
"""Bytes of Zstandard data unpacked at once, which 130 MB may be in."""
_GZIP_PIECE = 1 << 14
"""Bytes of gzip data unpacked at once, which 16 MB may be in."""
_MOST_DAMAGES = 1_000

_BEGINNINGS = {
    "gzip": re.compile(rb"\x1f\x8b\x08"),
    "bzip2": re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"),
    "xz": re.compile(rb"\xfd7zXZ\x00"),
    "zstd": re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"),
}
_DESCRIPTOR = re.compile(r"/dev/(?:fd/.*|std(?:in|out|err))|/proc/[^/]+/fd/.*")
"""What a shell writes for what only the process that it starts has open; inputs are opened by others."""
COMPRESSED_SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".zst"})
_GZIP_BEGINS = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_GZIP_FORM = 16 + zlib.MAX_WBITS
_ERRORS = (OSError, EOFError, lzma.LZMAError, zlib.error, ValueError)


class DamagedData(ValueError):
    """Compressed data that is damaged, or ends too early; what can still be read behind it, a next reading gives."""


@contextmanager
def open_stream(path: Path) -> Iterator[Stream]:
    """The bytes of a regular file, decompressed; `peek` shows the first `HEAD` of them.

    Raises InputRejected for what cannot be opened; reading raises DamagedData for
    compressed data that is damaged or cut short, and ValueError for what grows too much.
    """
    with _open_regular(path) as file:
        kind = _compression(file)
        if kind is None:
            yield file
        else:
            with BufferedReader(_Unpacked(file, kind), HEAD) as stream:
                if within := _compression(stream):
                    raise InputRejected(path, f"{within} data within {kind} data; unpack it once first")
                yield stream


def plain_name(path: Path) -> str:
    """The name of a file without the suffix of its compression, in lower case."""
    name = path.name.lower()
    return name.rpartition(".")[0] if path.suffix.lower() in COMPRESSED_SUFFIXES else name


def _open_regular(path: Path) -> Stream:
    if _DESCRIPTOR.fullmatch(str(path)):
        raise InputRejected(path, "no file; - reads standard input: COMMAND | search index -")
    try:
        # Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise InputRejected(path, reason_of(error)) from error
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        is_folder = stat.S_ISDIR(mode)
        raise InputRejected(path, "a folder that cannot be listed" if is_folder else "not a regular file")
    return cast(Stream, open(descriptor, "rb", buffering=HEAD))  # noqa: PTH123 - a descriptor, not a path


def is_compressed(head: bytes) -> bool:
    """Whether what begins so would be decompressed."""
    return any(beginning.match(head) for beginning in _BEGINNINGS.values())


def _compression(file: Stream) -> str | None:
    head = file.peek(HEAD)
    return next((kind for kind, beginning in _BEGINNINGS.items() if beginning.match(head)), None)


class _Unpacked(RawIOBase):
    """What comes out of a compressed file, as long as it stands in some proportion to what went in."""

    def __init__(self, file: Stream, kind: str) -> None:
        self._file = file
        self._kind = kind
        self._unpacked = _unpacker(file, kind)
        self._given = 0
        self._damages = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        if self._damages and self._kind != "gzip":
            return 0
        try:
            piece = self._unpacked.read1(len(buffer))  # read would lose what comes before an error
        except _ERRORS as error:
            self._damages += 1
            if self._damages > _MOST_DAMAGES:
                raise ValueError(f"its {self._kind} data is damaged in {self._damages:,} places") from error
            raise DamagedData(f"its {self._kind} data is damaged or cut short: {error}") from error
        self._given += len(piece)
        if self._given > FREE_GROWTH and self._given > MOST_GROWTH * self._file.tell():
            raise ValueError(f"its {self._kind} data grows more than {MOST_GROWTH}-fold; unpack it first")
        buffer[: len(piece)] = piece
        return len(piece)


def _unpacker(file: Stream, kind: str) -> Stream:
    if kind == "gzip":
        return BufferedReader(_Gzip(file), HEAD)
    if kind == "bzip2":
        return cast(Stream, bz2.BZ2File(file))
    if kind == "xz":
        return cast(Stream, lzma.LZMAFile(file))
    return BufferedReader(_Zstandard(file), HEAD)


class _Gzip(RawIOBase):
    """What comes out of gzip data, piece after piece; behind an error it goes on at the next that is found."""

    def __init__(self, file: Stream) -> None:
        self._file = file
        self._piece: zlib._Decompress | None = None
        self._raw = b""
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        while not self._left and (raw := self._raw or self._file.read(_GZIP_PIECE)):
            self._raw = b""
            if self._piece is None:
                if not (raw := raw.lstrip(b"\x00")):  # what fills up a block of a tape
                    continue
                self._piece = zlib.decompressobj(_GZIP_FORM)
            try:
                self._left = memoryview(self._piece.decompress(raw))
            except zlib.error:
                self._piece = None
                self._raw = self._from_next_piece(raw)
                raise
            if self._piece.eof:
                self._raw, self._piece = self._piece.unused_data, None
        if not self._left and self._piece:
            self._piece = None
            raise EOFError("it ends in the middle of a piece")
        given, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)

    def _from_next_piece(self, damaged: bytes) -> bytes:
        """What follows from where another piece seems to begin, behind the beginning of what is damaged."""
        raw = damaged[1:]
        while not (found := _GZIP_BEGINS.search(raw)):
            if not (more := self._file.read(_GZIP_PIECE)):
                return b""
            raw = raw[-3:] + more
        return raw[found.start() :]


class _Zstandard(RawIOBase):
    """What comes out of Zstandard frames; the reader that zstandard has takes a torn file for a whole one."""

    def __init__(self, file: Stream) -> None:
        from zstandard import ZstdDecompressor, ZstdError  # few archives have such inputs

        self._file = file
        self._decompressor = ZstdDecompressor()
        self._error = ZstdError
        self._frame = self._decompressor.decompressobj()
        self._is_within = False
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        while not self._left and (raw := self._frame.unused_data or self._file.read(_PIECE)):
            if self._frame.eof:
                self._frame = self._decompressor.decompressobj()
            try:
                self._left = memoryview(self._frame.decompress(raw))
            except self._error as error:
                raise ValueError(str(error)) from error
            self._is_within = not self._frame.eof
        if not self._left and self._is_within:
            raise EOFError("it ends in the middle of a frame")
        piece, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def reason_of(error: Exception) -> str:
    """Why a file cannot be read, for a person."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    strerror = getattr(error, "strerror", None)
    return f"cannot be read: {strerror or error}"
