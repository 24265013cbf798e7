"""Reading: one input becomes articles, or a reason why not, member by member.

Nothing that an input contains may stop the inputs after it, so this is the one place
where every exception is caught; what it reports is a rejected input, with its reason.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from index.arrival import Arrival
from index.article import Article
from index.errors import InputRejected
from index.ingest.formats import FORMATS, format_of, reader_of
from index.ingest.inputs import NAMELESS
from index.ingest.members import Member, Origin, PassedOver, Reader
from index.ingest.streams import HEAD, open_stream

UNREAD_FORMAT = "not a format this version reads"
"""Why a file was passed over."""
_MOST_IN_VAIN = 10_000
"""Members in sequence that are rejected, before what is left of an input is."""
TOO_MUCH_MEMORY = "reading it takes more memory than a reader may have"


@dataclass(frozen=True, slots=True)
class Job:
    """One input to read, or some of its members."""

    path: Path
    """Absolute, or `PIPED`."""
    today: date
    is_named: bool = False
    """Whether somebody named it by hand."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """See `Origin`."""
    part: int = 0
    """Of the members, those whose number leaves this when divided by `parts`."""
    parts: int = 1
    first: int = 0
    """The number of the first member to read, from 0."""
    held: Path | None = None
    """Where its bytes are, if not at its path: standard input is kept in a file."""
    is_careful: bool = False
    """Whether a process that ends before its time must leave no doubt at which member it was."""

    @property
    def file(self) -> Path:
        """The file to open."""
        return self.held or self.path


class Place(NamedTuple):
    """Where in an input its reader is."""

    number: int
    """Of the member, from 0; -1 before the first."""
    member: str | None = None
    """Its name."""


_NONE: Mapping[str, int] = {}


class Reading(NamedTuple):
    """What became of an input, or of some members of it."""

    path: Path
    """Absolute."""
    arrivals: tuple[Arrival, ...] = ()
    rejected: tuple[InputRejected, ...] = ()
    is_skipped: bool = False
    """A file of a walked folder in a format that is not read."""
    passed_over: Mapping[str, int] = _NONE
    """How many members are of a kind that is not read, by kind, see `PassedOver`."""
    is_final: bool = True
    """Whether the same bytes would be read so again; not where a process was given up, or other files were read."""
    unused: tuple[str, ...] = ()
    """Columns of a table that hold something to find, and of which no field is made."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of `arrivals`."""
        return tuple([arrival.article for arrival in self.arrivals])

    @property
    def size(self) -> int:
        """How many articles and rejections it tells of."""
        return len(self.arrivals) + len(self.rejected)

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be said of it; of a whole input, that is a reason to reject it."""
        return not (self.arrivals or self.rejected or self.is_skipped or self.passed_over or self.unused)


def joined(path: Path, readings: Sequence[Reading]) -> Reading:
    """What became of the members of all."""
    if len(readings) == 1:
        return readings[0]
    return Reading(
        path,
        tuple(chain.from_iterable(reading.arrivals for reading in readings)),
        tuple(chain.from_iterable(reading.rejected for reading in readings)),
        any(reading.is_skipped for reading in readings),
        sum((Counter(reading.passed_over) for reading in readings if reading.passed_over), Counter()),
        all(reading.is_final for reading in readings),
        tuple(dict.fromkeys(chain.from_iterable(reading.unused for reading in readings))),
    )


def without_article(path: Path) -> Reading:
    """What became of an input all of which was read, and nothing found."""
    return Reading(path, rejected=(InputRejected(path, "no article in it"),))


def read_job(job: Job) -> Iterator[tuple[Place, Reading | None]]:
    """For each member its place and None, before it is read, then its place and what became of it.

    Members that are not of this job are told of with an empty Reading alone. Never raises:
    what cannot be read is rejected, a member alone or, where no member can be told
    apart, the input.
    """
    place = Place(-1)
    try:
        if job.path == NAMELESS:
            raise InputRejected(job.path, "an empty name")
        with open_stream(job.file) as stream:
            name = format_of(job.path, stream.peek(HEAD), named=job.is_named, mapped=bool(job.mapping))
            if name is None:
                if job.is_named:
                    raise InputRejected(job.path, UNREAD_FORMAT)
                yield place, Reading(job.path, is_skipped=True)
                return
            if FORMATS[name].leads_elsewhere:
                yield place, Reading(job.path, is_final=False)
            reader, origin = reader_of(name, job.path), Origin(job.path, job.today, job.mapping)
            nothing, vain = Reading(job.path), 0
            for number, member in enumerate(reader.members(stream, origin)):
                place = Place(number, member.name)
                if number < job.first or number % job.parts != job.part:
                    yield place, nothing
                    continue
                yield place, None
                reading = _read_member(reader, member, origin)
                yield place, reading
                vain = vain + 1 if reading.rejected else 0
                if vain == _MOST_IN_VAIN:
                    raise ValueError(f"given up after {vain:,} members in sequence that are no articles")
            if origin.unused:
                yield place, Reading(job.path, unused=tuple(origin.unused))
    except InputRejected as rejected:
        yield place, Reading(job.path, rejected=(rejected,))
    except Exception as error:  # noqa: BLE001 - the one boundary: a reader's failure must not stop the next file
        yield place, Reading(job.path, rejected=(_rejection(job.path, None, error),))


def _read_member(reader: Reader, member: Member, origin: Origin) -> Reading:
    try:
        return Reading(origin.path, tuple(map(Arrival.of, reader.articles(member, origin))))
    except PassedOver as passed:
        return Reading(origin.path, passed_over={passed.kind: 1})
    except InputRejected as rejected:
        return Reading(origin.path, rejected=(rejected,))
    except Exception as error:  # noqa: BLE001 - see the module: one member must not stop the next
        return Reading(origin.path, rejected=(_rejection(origin.path, member.name, error),))


def _rejection(path: Path, member: str | None, error: Exception) -> InputRejected:
    if isinstance(error, MemoryError):
        reason = TOO_MUCH_MEMORY
    elif isinstance(error, RecursionError):
        reason = "nested too deeply"
    elif isinstance(error, ValueError) and not isinstance(error, UnicodeError):
        reason = str(error)
    else:
        reason = f"could not be read as an article: {error!r}"
    return InputRejected(path, reason, member=member)
