"""Lines: the bytes of a table as UTF-8 lines of bounded length, whatever it was saved in.

Spreadsheets and shells on Windows save UTF-16, or the encoding of their country; old ones on a
Macintosh end lines with a carriage return; all become what the readers of tables expect. The
lines at the beginning that are not UTF-8 decide together which encoding such lines are in, because one
row has too few words; those that are stay as they are, because tables are pasted together from many sources.
"""

import codecs
from collections.abc import Iterator
from io import BufferedReader, RawIOBase

from index.ingest.decoding import NotText, decode, encoding_of
from index.ingest.streams import HEAD, Stream
from index.ingest.wide import wide_encoding

_UTF8_MARK = codecs.BOM_UTF8
_MOST_ZEROS = 0.25
"""Of the bytes; a few are damage."""
_LONGEST_UNBROKEN = 1 << 20
"""Bytes; a longer line is cut to be decoded, behind a space if it has any."""


def as_utf8(stream: Stream) -> Stream:
    """The stream without a byte-order mark, in UTF-8, with newlines at its lines' ends.

    Raises NotText where its beginning is no text, or in an encoding that is not certain.
    """
    head = stream.peek(HEAD)
    if wide := wide_encoding(head):
        return BufferedReader(_Widened(stream, wide), HEAD)
    if head.count(0) > _MOST_ZEROS * len(head):
        raise NotText(
            "zero bytes between its letters: no text, or UTF-16 that cannot be told; save it as UTF-8"
        )
    if head.startswith(_UTF8_MARK):
        stream.read(len(_UTF8_MARK))
    if b"\r" in head and b"\n" not in head:
        return as_utf8(BufferedReader(_WithNewlines(stream), HEAD))
    if foreign := _foreign_lines(head):
        return BufferedReader(_Recoded(stream, encoding_of(foreign)), HEAD)
    return stream


def head_as_utf8(head: bytes) -> bytes:
    """The beginning of a stream as `as_utf8` would have it, but for what is in an encoding of one country."""
    if wide := wide_encoding(head):
        head = head.decode(wide, "replace").encode("utf-8", "replace")
    return head.removeprefix(_UTF8_MARK)


def _foreign_lines(head: bytes) -> bytes:
    """The lines that are not UTF-8 and those that are ASCII, if there are any of the former."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(head) >= HEAD - 3:
            return b""
    else:
        return b""
    lines = head.split(b"\n")
    if len(head) >= HEAD - 3 and len(lines) > 1:
        del lines[-1]
    foreign = [line for line in lines if not _is_utf8(line)]
    return b"\n".join([*foreign, *filter(bytes.isascii, lines)]) if foreign else b""


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


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


class _Changed(RawIOBase):
    """A stream whose bytes are changed as they are read."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        while not self._ready:
            raw = self._stream.read(HEAD)
            self._ready = self._change(raw)
            if not raw:
                break
        piece, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)

    def _change(self, raw: bytes) -> bytes:
        """What becomes of the next bytes; of none, at the end."""
        raise NotImplementedError


class _WithNewlines(_Changed):
    """A stream whose lines end in carriage returns."""

    def _change(self, raw: bytes) -> bytes:
        return raw.replace(b"\r", b"\n")


class _Widened(_Changed):
    """A stream of UTF-16 as UTF-8."""

    def __init__(self, stream: Stream, encoding: str) -> None:
        super().__init__(stream)
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def _change(self, raw: bytes) -> bytes:
        return self._decoder.decode(raw, not raw).encode("utf-8", "replace").removeprefix(_UTF8_MARK)


class _Recoded(_Changed):
    """A stream of lines, those that are not UTF-8 decoded from another encoding."""

    def __init__(self, stream: Stream, encoding: str) -> None:
        super().__init__(stream)
        self._encoding = encoding
        self._begun = b""

    def _change(self, raw: bytes) -> bytes:
        lines = (self._begun + raw).splitlines(keepends=True)
        self._begun = b""
        if raw and lines and not lines[-1].endswith(b"\n"):
            begun = lines.pop()
            cut = (begun.rfind(b" ") + 1 or len(begun)) if len(begun) > _LONGEST_UNBROKEN else 0
            lines.append(begun[:cut])
            self._begun = begun[cut:]
        return b"".join(line if _is_utf8(line) else self._recoded(line) for line in lines)

    def _recoded(self, line: bytes) -> bytes:
        return line.decode(self._encoding, "replace").encode("utf-8", "replace")
