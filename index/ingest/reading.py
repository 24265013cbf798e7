"""Reading: one input becomes articles, or a reason why not, member by member.

Nothing that an input contains may stop the inputs after it, so this is the one place
where every exception is caught; what it reports is a rejected input, with its reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from pathlib import Path

from index.article import Article
from index.errors import InputRejected
from index.ingest.formats import FORMATS, format_of
from index.ingest.inputs import NAMELESS, find_inputs
from index.ingest.members import Member, Origin, Reader
from index.ingest.streams import HEAD, open_stream

UNREAD_FORMAT = "not a format this version reads"
"""Why a file was passed over."""


@dataclass(frozen=True, slots=True)
class Job:
    """One input to read, or some of its members."""

    path: Path
    """Absolute."""
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
    given_up: tuple[int, ...] = ()
    """Members that must not be tried again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of an input, or of some members of it."""

    path: Path
    """Absolute."""
    articles: tuple[Article, ...] = ()
    rejected: tuple[InputRejected, ...] = ()
    is_skipped: bool = False
    """A file of a walked folder in a format that is not read."""


def read_inputs(paths: Sequence[str | Path], *, today: date | None = None) -> Iterator[Reading]:
    """Read every file that `paths` lead to, one Reading each, in the order of `find_inputs`.

    Never raises for a bad input. `today` decides which dates lie in the future; None
    means the machine's own date.
    """
    day = today or date.today()
    inputs = find_inputs(paths)
    for path in inputs.files:
        pieces = (piece for _, piece in read_job(Job(path, day, path in inputs.named)) if piece)
        yield reduce(joined, pieces, Reading(path))


def joined(one: Reading, other: Reading) -> Reading:
    """What became of the members of both."""
    return Reading(
        one.path,
        one.articles + other.articles,
        one.rejected + other.rejected,
        one.is_skipped or other.is_skipped,
    )


def read_job(job: Job) -> Iterator[tuple[int, Reading | None]]:
    """For each member its number and None, before it is read, then its number and what became of it.

    Never raises: what cannot be read is rejected, a member alone or, where no member
    can be told apart, the input.
    """
    number, is_empty = job.first - 1, True
    try:
        if job.path == NAMELESS:
            raise InputRejected(job.path, "an empty name")
        with open_stream(job.path) as stream:
            name = format_of(job.path, stream.peek(HEAD), named=job.is_named)
            if name is None:
                if job.is_named:
                    raise InputRejected(job.path, UNREAD_FORMAT)
                yield number, Reading(job.path, is_skipped=True)
                return
            reader, origin = _reader_of(name, job.path), Origin(job.path, job.today, job.mapping)
            for number, member in enumerate(reader.members(stream, origin)):
                if number < job.first or number % job.parts != job.part or number in job.given_up:
                    is_empty = False
                    continue
                yield number, None
                reading = _read_member(reader, member, origin)
                is_empty = is_empty and not reading.articles and not reading.rejected
                yield number, reading
            if is_empty:
                raise InputRejected(job.path, "no article in it")
    except InputRejected as rejected:
        yield number, Reading(job.path, rejected=(rejected,))
    except Exception as error:  # noqa: BLE001 - the one boundary: a reader's failure must not stop the next file
        yield number, Reading(job.path, rejected=(_rejection(job.path, None, error),))


def _reader_of(name: str, path: Path) -> Reader:
    kind = FORMATS[name]
    try:
        return kind.reader()
    except ImportError as error:
        if kind.extra is None:
            raise
        raise InputRejected(
            path, f"{kind.summary} needs more: install it with: pip install 'newsmorgue[{kind.extra}]'"
        ) from error


def _read_member(reader: Reader, member: Member, origin: Origin) -> Reading:
    try:
        return Reading(origin.path, tuple(reader.articles(member, origin)))
    except InputRejected as rejected:
        return Reading(origin.path, rejected=(rejected,))
    except Exception as error:  # noqa: BLE001 - see the module: one member must not stop the next
        return Reading(origin.path, rejected=(_rejection(origin.path, member.name, error),))


def _rejection(path: Path, member: str | None, error: Exception) -> InputRejected:
    if isinstance(error, MemoryError):
        reason = "reading it takes more memory than a reader may have"
    elif isinstance(error, RecursionError):
        reason = "nested too deeply"
    elif isinstance(error, ValueError) and not isinstance(error, UnicodeError):
        reason = str(error)
    else:
        reason = f"could not be read as an article: {error!r}"
    return InputRejected(path, reason, member=member)
