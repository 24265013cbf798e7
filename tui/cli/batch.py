"""Many queries in one process: one a line, from a file or stdin; a line that begins with "# " is a comment.

A line that cannot be understood is trouble of that line alone: it is named on stderr,
the others are answered, and the exit code says that there was trouble.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from index.errors import NewsError
from search.language import Query
from tui.cli.words import query_of

_LONGEST = 1 << 16
"""Bytes read as one line; no query is that long."""


class Line(NamedTuple):
    """A line of the file: its number from 1, and its query or what is wrong with it."""

    number: int
    query: Query | NewsError


def queries_in(file: Path) -> Iterator[Line]:
    """The lines of a file, "-" for stdin, as they are read, without empty ones and comments. Raises OSError."""
    if file == Path("-"):
        yield from _queries(sys.stdin.buffer)
        return
    with file.open("rb") as stream:
        yield from _queries(stream)


def _queries(stream: IO[bytes]) -> Iterator[Line]:
    for number, raw in enumerate(iter(lambda: stream.readline(_LONGEST), b""), 1):
        # Bytes that are no UTF-8 become what a command line makes of them, and are refused as there.
        text = raw.decode("utf-8", errors="surrogateescape").removeprefix("\ufeff").strip()
        if text and text != "#" and not text.startswith("# "):
            yield Line(number, _query(text))


def _query(text: str) -> Query | NewsError:
    try:
        return query_of([text])
    except NewsError as error:
        return error
