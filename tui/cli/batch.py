"""Many queries in one process: one a line, from a file or stdin; a line that begins with "# " is a comment.

A line that cannot be understood is trouble of that line alone: it is named on stderr,
the others are answered, and the exit code says that there was trouble.
"""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from index.errors import NewsError
from search.language import Query
from tui.cli.words import query_of

STDIN = Path("-")
_LONGEST = 1 << 16
"""Bytes read as one line; no query is that long."""


class Line(NamedTuple):
    """A line of the file: its number from 1, and its query or what is wrong with it."""

    number: int
    query: Query | NewsError


def queries_in(file: Path) -> Iterator[Line]:
    """The lines of a file, "-" for stdin, as they are read, without empty ones and comments. Raises OSError.

    Raises NewsError for a file in an encoding in which no line can be told from the next.
    """
    if file == STDIN:
        yield from _queries(sys.stdin.buffer, file)
        return
    with file.open("rb") as stream:
        yield from _queries(stream, file)


def name_of(file: Path) -> str:
    """What a file of queries is called."""
    return "standard input" if file == STDIN else str(file)


def _queries(stream: IO[bytes], file: Path) -> Iterator[Line]:
    for number, raw in enumerate(iter(lambda: stream.readline(_LONGEST), b""), 1):
        if b"\0" in raw:
            raise _not_utf8(file, "it looks like UTF-16", "UTF-16")
        try:
            text = raw.decode("utf-8").removeprefix("\ufeff").strip()
        except UnicodeDecodeError:
            shown = raw.decode("utf-8", errors="replace").strip()
            yield Line(number, _not_utf8(file, shown, "WINDOWS-1252"))
            continue
        if text and text != "#" and not text.startswith("# "):
            yield Line(number, _query(text))


def _not_utf8(file: Path, shown: str, encoding: str) -> NewsError:
    read = "FILE" if file == STDIN else shlex.quote(str(file))
    return NewsError(
        f"{name_of(file)} is not UTF-8 text: {shown}",
        advice=f"If it is {encoding}, try: iconv -f {encoding} -t UTF-8 {read} | search query --batch -",
    )


def _query(text: str) -> Query | NewsError:
    try:
        return query_of([text])
    except NewsError as error:
        return error
