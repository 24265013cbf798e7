"""Reading: one input file at a time becomes articles, or a reason why not.

Nothing that a file contains may stop the files after it, so this is the one place
where every exception is caught; what it reports is a rejected input, with its reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.article import Article
from index.errors import InputRejected
from index.ingest.formats import format_of
from index.ingest.inputs import NAMELESS, UNREAD_FORMAT, find_inputs, is_file, read_bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one input file: articles, or why there are none."""

    path: Path
    """Absolute."""
    articles: tuple[Article, ...]
    rejected: tuple[InputRejected, ...]


def read_inputs(paths: Sequence[str | Path], *, today: date | None = None) -> Iterator[Reading]:
    """Read every file that `paths` lead to, one Reading each, in the order of `find_inputs`.

    Never raises for a bad input. `today` decides which dates lie in the future; None
    means the machine's own date.
    """
    day = today or date.today()
    for path in find_inputs(paths).files:
        yield read_file(path, today=day)


def read_file(path: Path, *, today: date) -> Reading:
    """Read one of the files of `find_inputs`. Never raises: a bad input is reported as rejected."""
    try:
        articles = _articles_of(path, today)
    except InputRejected as rejected:
        return Reading(path, (), (rejected,))
    except Exception as error:  # noqa: BLE001 - the one boundary: a reader's failure must not stop the next file
        return Reading(path, (), (InputRejected(path, f"could not be read as an article: {error!r}"),))
    return Reading(path, articles, ())


def _articles_of(path: Path, today: date) -> tuple[Article, ...]:
    if path == NAMELESS:
        raise InputRejected(path, "an empty name")
    kind = format_of(path, named=True)
    if kind is None and is_file(path):
        raise InputRejected(path, UNREAD_FORMAT)
    raw = read_bytes(path)
    if kind is None:
        raise InputRejected(path, UNREAD_FORMAT)
    try:
        articles = kind.read(raw, path, today)
    except ValueError as error:
        raise InputRejected(path, str(error)) from error
    if not articles:
        raise InputRejected(path, "no article in it")
    return articles
