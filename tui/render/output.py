"""Output: where lines go. Answers go to stdout, all else to stderr.

Every line leaves through here, so that no other module decides about streams. An
answer that cannot be written is trouble; talk that cannot be written is dropped,
because the answer matters more. JSON is UTF-8 text where the stream is; elsewhere
every other character is escaped, which JSON can do and an encoding error cannot.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

import click

from index.errors import NewsError
from tui.render.style import Display


def put(lines: Iterable[str], display: Display, *, end: str = "\n") -> None:
    """Write lines of an answer to stdout as they come, each with its end. Raises NewsError where it takes no more."""
    for line in lines:
        _answer(line, color=display.color, end=end)


def put_paged(lines: Iterable[str], display: Display) -> None:
    """Write lines of an answer; through the reader's pager where somebody looks on and they are more than fit."""
    read = list(lines)
    if display.interactive and sys.stdin.isatty() and len(read) >= shutil.get_terminal_size().lines:
        # None lets click ask for colours of the pager that is known to show them, less.
        click.echo_via_pager("\n".join(read) + "\n", color=None if display.color else False)
    else:
        put(read, display)


def put_json(record: Mapping[str, Any]) -> None:
    """Write one JSON document to stdout. Raises NewsError where stdout takes no more."""
    _answer(json.dumps(record, ensure_ascii=ascii_only(), indent=2))


def ascii_only() -> bool:
    """Whether JSON must escape all but ASCII, because stdout's encoding lacks some characters."""
    return not sys.stdout.encoding.lower().replace("-", "").startswith("utf")


def say(lines: Iterable[str]) -> None:
    """Write lines about the answer to stderr, never coloured."""
    for line in lines:
        _talk(line + "\n")


def say_in_place(line: str) -> None:
    """Write a line to stderr over the one before it; it must be as wide to hide it."""
    _talk("\r" + line)


def silence(stream: TextIO) -> None:
    """Send nowhere what the stream still holds, and all that follows.

    What it could not write stays in its buffer, and Python would try that again while it
    shuts down, fail again, and end with 120.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _answer(text: str, *, color: bool | None = None, end: str = "\n") -> None:
    try:
        click.echo(text + end, nl=False, color=color)
    except BrokenPipeError:  # the reader has seen enough, which is no error
        raise
    except OSError as error:
        raise NewsError(f"the answer cannot be written: {error.strerror or error}") from error


def _talk(text: str) -> None:
    try:
        click.echo(text, nl=False, err=True, color=False)
    except OSError:
        silence(sys.stderr)
