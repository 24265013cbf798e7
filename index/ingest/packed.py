"""Packed files: what is in a zip or a tar, each file read as if it lay in a walked folder.

Nothing is unpacked to disk, and the name of a file in one is a hint and a label, never a path. What else
is packed or compressed within stays closed.
"""

from collections import Counter
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple, cast

from msgspec.structs import replace

from index.article import Article
from index.clean import clean
from index.ingest.formats import FORMATS, format_of, reader_of
from index.ingest.members import Member, Origin, PassedOver, Reader
from index.ingest.streams import HEAD, MOST_GROWTH, Stream, is_compressed

MOST_FILES = 100_000
_LONGEST_NAME = 300
_PACKED = ("zip", "tar")


class _Within(NamedTuple):
    """A member of a packed file."""

    reader: Reader
    member: Member
    name: str
    """Of the file."""


class Pack:
    """A zip or a tar that is being read."""

    def __init__(self, kind: str, origin: Origin, room: int | None = None) -> None:
        """`kind` is "zip" or "tar"; `room` is how many bytes may come out of all its files."""
        self.kind = kind
        self.origin = origin
        self.room = room
        self._names: Counter[str] = Counter()

    def name_of(self, path: str) -> str:
        """How a file is named; raises ValueError where there are too many."""
        name = clean(path, one_line=True)[-_LONGEST_NAME:]
        self._names[name] += 1
        if self._names.total() > MOST_FILES:
            raise ValueError(f"more than {MOST_FILES:,} files in it")
        return f"{name} ({self._names[name]})" if self._names[name] > 1 else name

    def members(self, raw: IO[bytes], path: str, name: str) -> Iterator[Member]:
        """The members of a file, by the name it was given.

        Raises ValueError, InputRejected or PassedOver, or what reading the file does.
        """
        with BufferedReader(_Bounded(raw, self), HEAD) as stream:
            reader = self._reader_of(stream, path)
            for inner in reader.members(stream, self.origin):
                yield Member(_named(name, inner.name), _Within(reader, inner, name))

    def _reader_of(self, stream: Stream, path: str) -> Reader:
        """Raises PassedOver for a file in no format that is read here."""
        head = stream.peek(HEAD)
        if is_compressed(head):
            raise PassedOver(f"compressed files in a {self.kind}")
        own = Path(PurePosixPath(path).name)
        name = format_of(own, head, named=False, mapped=bool(self.origin.mapping))
        if name in _PACKED:
            raise PassedOver(f"{name}s in a {self.kind}")
        if name is None or FORMATS[name].leads_elsewhere:
            raise PassedOver(f"files in a {self.kind} of kinds that are not read")
        return reader_of(name, self.origin.path)


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`. Raises what was met on the way to the member."""
    if isinstance(member.content, Exception):
        raise member.content
    reader, inner, name = cast(_Within, member.content)
    return tuple(
        replace(article, source=replace(article.source, member=_named(name, article.source.member)))
        for article in reader.articles(inner, origin)
    )


def rejected(name: str, error: Exception) -> Member:
    """A file that cannot be read, as a member whose content is the reason."""
    return Member(name, error)


def is_visible(path: str) -> bool:
    """Whether a walked folder would have shown such a file."""
    return not any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in path.split("/"))


def _named(file: str, member: str | None) -> str:
    return f"{file}: {member}" if member else file


class _Bounded(RawIOBase):
    """A packed file; what is read of it takes room."""

    def __init__(self, file: IO[bytes], pack: Pack) -> None:
        self._file = file
        self._pack = pack

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        piece = self._file.read(len(buffer))
        if self._pack.room is not None:
            self._pack.room -= len(piece)
            if self._pack.room < 0:
                raise ValueError(f"its {self._pack.kind} grows more than {MOST_GROWTH}-fold; unpack it first")
        buffer[: len(piece)] = piece
        return len(piece)
