"""Zips: the files in one, each read as if it lay in a walked folder.

Nothing is unpacked to disk, and the name of a file in it is a hint and a label, never a path. What a zip says of
the sizes in it may be a lie, and its files may share their bytes: so what comes out of all together
has to stand in some proportion to the zip, as with anything compressed. Zips and what else is
compressed within a zip stay closed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, NamedTuple, cast
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError  # noqa: N812 - an exception, named like one

from index.article import Article
from index.clean import clean
from index.errors import InputRejected
from index.ingest.formats import FORMATS, format_of, reader_of
from index.ingest.members import Member, Origin, PassedOver, Reader, whole
from index.ingest.streams import FREE_GROWTH, HEAD, MOST_GROWTH, Stream, is_compressed

_LARGEST = 100_000_000
"""Bytes of a zip that is itself within something compressed."""
_MOST_FILES = 100_000
_LONGEST_NAME = 300
_PROTECTED = 1
"""The flag of a file that a password protects."""
_ERRORS = (BadZipFile, DeflateError, EOFError, NotImplementedError, RuntimeError, OSError)


class _Within(NamedTuple):
    """A member of a file in a zip."""

    reader: Reader
    member: Member
    name: str
    """Of the file."""


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: those of each file, named by it. Raises ValueError for what is no zip."""
    file = cast(BinaryIO, stream) if stream.seekable() else BytesIO(whole(stream, _LARGEST))
    try:
        with ZipFile(file) as zipped:
            entries = [entry for entry in zipped.infolist() if _is_visible(entry)]
            if len(entries) > _MOST_FILES:
                raise ValueError(f"more than {_MOST_FILES:,} files in it")
            size = file.seek(0, 2)
            room = _Room(FREE_GROWTH + MOST_GROWTH * size)
            names: Counter[str] = Counter()
            for entry in entries:
                name = clean(entry.filename, one_line=True)[-_LONGEST_NAME:]
                names[name] += 1
                if names[name] > 1:
                    name = f"{name} ({names[name]})"
                yield from _members_of(zipped, entry, name, room, origin)
    except _ERRORS as error:
        raise ValueError(f"no zip, or a damaged one: {error}") from error


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`. Raises what was met on the way to the member."""
    if isinstance(member.content, Exception):
        raise member.content
    reader, inner, name = cast(_Within, member.content)
    return tuple(
        replace(article, source=replace(article.source, member=_named(name, article.source.member)))
        for article in reader.articles(inner, origin)
    )


def _members_of(
    zipped: ZipFile, entry: ZipInfo, name: str, room: "_Room", origin: Origin
) -> Iterator[Member]:
    """The members of a file; what cannot be read is one whose content is the reason."""
    try:
        if entry.flag_bits & _PROTECTED:
            raise ValueError("protected by a password")
        with zipped.open(entry) as raw, BufferedReader(_Bounded(raw, room), HEAD) as stream:
            reader = _reader_of(stream, entry, origin)
            for inner in reader.members(stream, origin):
                yield Member(_named(name, inner.name), _Within(reader, inner, name))
    except (ValueError, InputRejected, PassedOver) as error:
        yield Member(name, error)
    except _ERRORS as error:
        yield Member(name, ValueError(f"damaged in its zip: {error}"))
    if room.left < 0:
        raise ValueError(f"its files grow more than {MOST_GROWTH}-fold; unpack it first")


def _reader_of(stream: Stream, entry: ZipInfo, origin: Origin) -> Reader:
    """Raises PassedOver for a file in no format that is read here."""
    path = Path(PurePosixPath(entry.filename).name)
    head = stream.peek(HEAD)
    if is_compressed(head):
        raise PassedOver("compressed files in a zip")
    name = format_of(path, head, named=False, mapped=bool(origin.mapping))
    if name == "zip":
        raise PassedOver("zips in a zip")
    if name is None or FORMATS[name].leads_elsewhere:
        raise PassedOver("files in a zip of kinds that are not read")
    return reader_of(name, origin.path)


def _is_visible(entry: ZipInfo) -> bool:
    """Whether it is a file that a walked folder would have shown."""
    parts = PurePosixPath(entry.filename).parts
    return not entry.is_dir() and not any(
        part.startswith((".", "__MACOSX")) and part != ".." for part in parts
    )


def _named(file: str, member: str | None) -> str:
    return f"{file}: {member}" if member else file


class _Room:
    """How much may still come out of a zip."""

    def __init__(self, most: int) -> None:
        self.left = most


class _Bounded(RawIOBase):
    """A file in a zip; what is read of it takes room."""

    def __init__(self, file: IO[bytes], room: _Room) -> None:
        self._file = file
        self._room = room

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        piece = self._file.read(len(buffer))
        self._room.left -= len(piece)
        if self._room.left < 0:
            raise ValueError(f"its zip grows more than {MOST_GROWTH}-fold; unpack it first")
        buffer[: len(piece)] = piece
        return len(piece)
