"""Records: the pieces of a WARC file, cut out as the file is read.

FastWARC reads what is in a record (see `answers`), but does not cut the file: at the first damaged record
its iterator ends for good, an error of the stream takes with it the records that were already buffered, and what
is cut short looks whole. Here damage spoils its own record; reading goes on at the next line that begins one.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.ingest.streams import Stream

LARGEST = 10_000_000
"""Bytes of a record that are kept: twice what a page may have."""
_BEGINNING = b"WARC/"
_MOST_HEADER = 1 << 15
_LENGTH = re.compile(rb"^content-length:[ \t]*([0-9]{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^warc-type:[ \t]*(\w{1,20})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_PIECE = 1 << 20


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
    line = _next_line(stream)
    while line:
        if not line.startswith(_BEGINNING):
            yield Record("", b"", b"", damage="not a record of a web archive")
            line = _next_beginning(stream)
            continue
        record = _read_record(stream, line)
        yield record
        line = _next_beginning(stream) if record.damage else _next_line(stream)


def _read_record(stream: Stream, first: bytes) -> Record:
    header = first
    while (line := stream.readline(_MOST_HEADER)).strip():
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
    block = stream.read(min(length, LARGEST))
    left = length - len(block)
    while left and (piece := stream.read(min(left, _PIECE))):
        left -= len(piece)
    damage = f"cut short: {left:,} of its {length:,} bytes are missing" if left else None
    return Record(kind, header, block, length > LARGEST, damage)


def _next_line(stream: Stream) -> bytes:
    """The first line that is not empty; nothing at the end."""
    while (line := stream.readline(_MOST_HEADER)) and not line.strip():
        pass
    return line


def _next_beginning(stream: Stream) -> bytes:
    while (line := stream.readline(_MOST_HEADER)) and not line.startswith(_BEGINNING):
        pass
    return line
