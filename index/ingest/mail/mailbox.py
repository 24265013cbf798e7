"""Mailboxes (mbox): message after message, cut as they are read, so that any number may be in a file.

A line that begins with "From " and states a time, under an empty line, begins a message; a sentence that
begins so states none. The ">" that was put before such lines of the text is taken off again.
"""

import re
from collections.abc import Iterator

from index.article import Article
from index.ingest.mail.letters import LARGEST, read_message
from index.ingest.members import Member, Origin
from index.ingest.streams import Stream

_BEGINS = re.compile(rb"From (?:[^\n]{0,300} )?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: [^\n]{0,40})?\r?\n?$")
_QUOTED = re.compile(rb">+From ")
_PIECE = 1 << 16
"""Bytes of a line that are looked at together; no longer line begins a message."""
_EMPTY = frozenset({b"\n", b"\r\n"})


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each message is one, counted from 1."""
    return (Member(str(number), raw) for number, raw in enumerate(_messages(stream), 1))


def articles(member: Member, origin: Origin) -> Iterator[Article]:
    """See `index.ingest.members`. Raises ValueError for a message without text."""
    return read_message(member.content, origin, member.name, "mbox")


def _messages(stream: Stream) -> Iterator[bytes]:
    """The messages, of each no more than `LARGEST` bytes."""
    lines: list[bytes] = []
    size = 0
    is_after_empty = is_at_start = True
    while line := stream.readline(_PIECE):
        if is_at_start and is_after_empty and line.startswith(b"From ") and _BEGINS.match(line):
            if size:
                yield b"".join(lines)
            lines, size = [], 0
        elif size < LARGEST and (size or line not in _EMPTY):
            lines.append(line[1:] if is_at_start and _QUOTED.match(line) else line)
            size += len(line)
        is_after_empty = is_at_start and line in _EMPTY
        is_at_start = line.endswith(b"\n")
    if size:
        yield b"".join(lines)
