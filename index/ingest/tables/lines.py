"""Lines: the bytes of a table as UTF-8 lines of bounded length, whatever it was saved in.

Spreadsheets and shells on Windows save UTF-16, old ones on a Macintosh end lines with
a carriage return; both become what the readers of tables expect. A line in neither UTF-8 nor
UTF-16 is decoded by itself, because tables are pasted together from many sources.
"""

import codecs
from collections.abc import Iterator
from io import BufferedReader, RawIOBase

from index.ingest.decoding import decode
from index.ingest.streams import HEAD, Stream

_UTF8_MARK = codecs.BOM_UTF8
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def as_utf8(stream: Stream) -> Stream:
    """The stream without a byte-order mark; one of UTF-16 as UTF-8, one without newlines with them."""
    head = stream.peek(HEAD)
    if head.startswith(_UTF16_MARKS):
        return BufferedReader(_Converted(stream, "utf-16"), HEAD)
    if head.startswith(_UTF8_MARK):
        stream.read(len(_UTF8_MARK))
    if b"\r" in head and b"\n" not in head:
        return BufferedReader(_Converted(stream, "latin-1"), HEAD)
    return stream


def head_as_utf8(head: bytes) -> bytes:
    """The beginning of a stream as `as_utf8` would have it."""
    if head.startswith(_UTF16_MARKS):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(_UTF8_MARK)


def lines_of(stream: Stream, most: int) -> Iterator[bytes | None]:
    """The lines with their ends; None for one of more than `most` bytes."""
    while line := stream.readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(most)
        yield None


def text_of_line(raw: bytes) -> str:
    """The text of some bytes. Raises ValueError for what is no text."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return decode(raw.replace(b"\x00", b""))


class _Converted(RawIOBase):
    """A stream in UTF-8 of one in another encoding; carriage returns become newlines if all lines end in one."""

    def __init__(self, stream: Stream, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._keeps_bytes = encoding == "latin-1"
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        while not self._ready:
            raw = self._stream.read(HEAD)
            if self._keeps_bytes:
                self._ready = raw.replace(b"\r", b"\n")
            else:
                self._ready = (
                    self._decoder.decode(raw, not raw).encode("utf-8", "replace").removeprefix(_UTF8_MARK)
                )
            if not raw:
                break
        piece, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
