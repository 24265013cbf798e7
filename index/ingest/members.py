"""Members: the pieces of an input that are read one at a time, and what every reader has in common.

A reader is a module with two functions, listed by name in `formats`:

    members(stream, origin)    cut an input into members, cheaply and without reading it whole
    articles(member, origin)   make the articles of one member, which may take long or fail

The cut is cheap so that several processes can share one large input, each making the
articles of some members, and so that reading goes on behind a member that had to be
given up. Both raise ValueError, or InputRejected, for what they cannot read, and `articles`
PassedOver for what nobody would take for an article.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from index.article import Article
from index.ingest.streams import Stream


@dataclass(frozen=True, slots=True)
class Origin:
    """The input that is being read."""

    path: Path
    """Absolute; goes into each article's source as it is."""
    today: date
    """Dates later than the day after are not believed."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """For tables: which column holds which field of an article, as the user said."""
    unused: dict[str, None] = field(default_factory=dict)
    """Columns that no field is made of, in order; a reader of tables puts them here before its first member."""


class Member(NamedTuple):
    """One piece of an input."""

    name: str | None
    """How `Source.member` names it; None for an input that is one piece."""
    content: Any
    """What `articles` of the same reader takes; often bytes."""


class PassedOver(Exception):
    """A member of a kind that is not read, such as a picture in a web archive: counted, and not reported by itself."""

    def __init__(self, kind: str) -> None:
        """What such members are, in the plural, for people: "pictures"."""
        super().__init__(kind)
        self.kind = kind


class Reader(Protocol):
    """What a module that reads a format has."""

    def members(self, stream: Stream, origin: Origin) -> Iterator[Member]:
        """The members in order."""

    def articles(self, member: Member, origin: Origin) -> Iterable[Article]:
        """The articles of one member, in order; none where it holds no news."""


def whole(stream: Stream, most: int) -> bytes:
    """Everything that is left in a stream. Raises ValueError when that is more than `most` bytes."""
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise ValueError(f"larger than {most // 1_000_000} MB")
    return raw
