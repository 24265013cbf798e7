"""Records: the pieces of a WARC file, cut out as the file is read.

FastWARC reads what is in a record (see `answers`), but does not cut the file: at the first damaged record
its iterator ends for good, an error of the stream takes with it the records that were already buffered, and what
is cut short looks whole. Here damage spoils its own record; reading goes on at the next line that begins one.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from index.ingest.streams import DamagedData, Stream

LARGEST = 10_000_000
"""Bytes of a record that are kept: twice what a page may have."""
_BEGINNING = b"WARC/"
_MOST_HEADER = 1 << 15
_LENGTH = re.compile(rb"^content-length:[ \t]*([0-9]{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^warc-type:[ \t]*(\w{1,20})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_WITHIN = re.compile(rb"(?<=\n)WARC/1\.[0-9]\r?\n[\w-]{1,60}:")
_PIECE = 1 << 20
_MOST_PUT_BACK = 20 * LARGEST
"""Bytes that are looked through again, all together, behind lengths that were wrong."""


class Record(NamedTuple):
    """One record as it stands in the file."""

    kind: str
    """Such as "response", in small letters; empty where it does not say."""
    header: bytes
    """With the empty line under it."""
    block: bytes
    """The first `LARGEST` bytes of what is under the header."""
    is_larger: bool = False
    damage: str | None = None
    """Why it is not whole, or no record."""


def cut_records(stream: Stream) -> Iterator[Record]:
    """The records in order, damaged ones too; damage runs to the next line that begins a record."""
    source = _Source(stream)
    while True:
        try:
            yield from _records(source)
        except DamagedData as error:
            yield Record("", b"", b"", damage=str(error))
        else:
            return


class _Source:
    """A stream that is read on with what was put back."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._back = BytesIO()
        self._room = _MOST_PUT_BACK

    def read(self, size: int) -> bytes:
        piece = self._back.read(size)
        return piece + self._stream.read(size - len(piece)) if len(piece) < size else piece

    def readline(self) -> bytes:
        """A line, or as much of it as a header may be long."""
        line = self._back.readline(_MOST_HEADER)
        is_whole = line.endswith(b"\n") or len(line) == _MOST_HEADER
        return line if is_whole else line + self._stream.readline(_MOST_HEADER - len(line))

    def put_back(self, *pieces: bytes) -> bool:
        """Whether there was room for it."""
        self._room -= sum(map(len, pieces))
        if self._room >= 0:
            self._back = BytesIO(b"".join(pieces) + self._back.read())
        return self._room >= 0


def _records(source: _Source) -> Iterator[Record]:
    _, line = _next_line(source)
    while line:
        if not line.startswith(_BEGINNING):
            yield Record("", b"", b"", damage="not a record of a web archive")
            line = _next_beginning(source)
            continue
        record = _read_record(source, line)
        try:
            blank, line = _next_line(source)
        except ValueError:
            yield record
            raise
        may_be_too_long = record.damage or (line and not line.startswith(_BEGINNING))
        within = _WITHIN.search(record.block) if may_be_too_long else None
        if within and source.put_back(record.block[within.start() :], blank, line):
            record = record._replace(damage="its length is wrong: another record begins within it")
            line = source.readline()
        elif record.damage and line and not line.startswith(_BEGINNING):
            line = _next_beginning(source)
        yield record


def _read_record(source: _Source, first: bytes) -> Record:
    header = first
    while (line := source.readline()).strip():
        header += line
        if len(header) > _MOST_HEADER:
            return Record("", b"", b"", damage=f"a header of more than {_MOST_HEADER:,} bytes")
    header += b"\r\n"
    match = _TYPE.search(header)
    kind = match[1].decode().lower() if match else ""
    stated = _LENGTH.search(header)
    if stated is None:
        return Record(kind, header, b"", damage="it does not say how long it is")
    length = int(stated[1])
    block = source.read(min(length, LARGEST))
    left = length - len(block)
    if left and _WITHIN.search(block):
        return Record(kind, header, block, damage="its length is wrong")
    while left and (piece := source.read(min(left, _PIECE))):
        left -= len(piece)
    damage = f"cut short: {left:,} of its {length:,} bytes are missing" if left else None
    return Record(kind, header, block, length > LARGEST, damage)


def _next_line(source: _Source) -> tuple[bytes, bytes]:
    """The first line that is not empty, nothing at the end; and before it the end of what stands above."""
    blank = b""
    while (line := source.readline()) and not line.strip():
        blank = (blank + line)[-_MOST_HEADER:]
    return blank, line


def _next_beginning(source: _Source) -> bytes:
    while (line := source.readline()) and not line.startswith(_BEGINNING):
        pass
    return line
