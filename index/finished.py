"""Finished inputs: which files have been read whole, so that a run that was stopped goes on where it was.

They stand in a log beside the manifests, a line for each commit that finished any, appended and
synced before its generation is published. A line names the generation that was current and the
one that it belongs to, as `CURRENT` does, and is believed only where these lead
to the current one in an unbroken chain: so never before its articles are committed, nor
after a repair, an upgrade, or a commit that this log knows nothing of. Whatever is not
believed costs another reading and nothing else, which is why a backup goes without.
"""

import json
import os
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from index.generations import INPUTS

_LONG_LOG = 1 << 20
"""Bytes; a longer one is written anew where most of it is superseded."""
_CHECKSUM = 8
"""Hexadecimal digits before the JSON of a line."""


class FinishedInput(NamedTuple):
    """A file that was read to its end."""

    path: str
    size: int
    mtime_ns: int
    """When it was changed last, nanoseconds since 1970."""
    how: str
    """By which rules it was read; others may find other things in it."""
    articles: int
    """How many were in it."""
    rejected: tuple[tuple[str, str], ...] = ()
    """Members that hold no article, each with the reason."""
    passed_over: tuple[tuple[str, int], ...] = ()
    """Members of kinds that are not read, and how many."""
    elsewhere: tuple[str, ...] = ()
    """Ids of its articles that are held as another input's, which may change and leave them behind."""
    held_at: tuple[str, ...] = ()
    """The paths of the inputs whose article could as well be this one's, each once; they may go."""


class _Line(NamedTuple):
    before: str
    """What `CURRENT` said when this was written."""
    after: str
    """What it says once this is to be believed."""
    finished: Sequence[FinishedInput]
    forgotten: Sequence[str]
    """Paths of inputs that are to be read again."""


class FinishedInputs:
    """The log of one archive; to be written by who has the writer's lock."""

    def __init__(self, archive: Path) -> None:
        self._path = archive / INPUTS

    def believed(self, current: bytes) -> dict[str, FinishedInput]:
        """The inputs that are finished in the generation of which `CURRENT` says so, by path."""
        lines: list[_Line] = []
        wanted = current.decode("utf-8", "replace")
        for line in reversed(self._lines()):
            if line.after == wanted:
                lines.append(line)
                wanted = line.before
        found: dict[str, FinishedInput] = {}
        for line in reversed(lines):
            for path in line.forgotten:
                found.pop(path, None)
            found.update((each.path, each) for each in line.finished)
        return found

    def append(
        self, before: bytes, after: bytes, finished: Iterable[FinishedInput], forgotten: Iterable[str]
    ) -> None:
        """Add durably what a generation finishes, also if it is nothing, once a log is there. Raises OSError."""
        line = _Line(before.decode(), after.decode(), tuple(finished), tuple(forgotten))
        if line.finished or self._path.exists():
            self._write([line])

    def shorten(self, current: bytes) -> None:
        """Write a long log anew, if more of it is superseded than is believed. Raises OSError."""
        try:
            size = self._path.stat().st_size
        except FileNotFoundError:
            return
        if size < _LONG_LOG:
            return
        pointer = current.decode("utf-8", "replace")
        line = _encode(_Line(pointer, pointer, tuple(self.believed(current).values()), ()))
        if 2 * len(line) < size:
            part = self._path.with_name(f"{INPUTS}.part")
            with part.open("wb") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)

    def _write(self, lines: Iterable[_Line]) -> None:
        with open(self._path, "ab", opener=_open_itself) as file:
            if file.tell():
                file.write(b"\n")  # what a crash has cut short must not spoil this
            file.writelines(map(_encode, lines))
            file.flush()
            os.fsync(file.fileno())

    def _lines(self) -> list[_Line]:
        """Those that can be read."""
        try:
            with open(self._path, "rb", opener=_open_itself) as file:
                raw = file.read()
        except OSError:
            return []
        return [line for each in raw.splitlines() if (line := _decode(each))]


def _open_itself(path: str, flags: int) -> int:
    """The file and not what a link leads to, nor a pipe, which nobody might write to."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o666)


def _encode(line: _Line) -> bytes:
    text = json.dumps(line._asdict(), separators=(",", ":")).encode()
    return b"%08x %b\n" % (zlib.crc32(text), text)


def _decode(raw: bytes) -> _Line | None:
    """The line, if it is one and undamaged."""
    text = raw[_CHECKSUM + 1 :]
    if raw[:_CHECKSUM] != b"%08x" % zlib.crc32(text):
        return None
    try:
        stated = json.loads(text)
        finished = [FinishedInput(*each) for each in stated["finished"]]
        return _Line(
            stated["before"], stated["after"], [_frozen(each) for each in finished], stated["forgotten"]
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _frozen(read: FinishedInput) -> FinishedInput:
    """The same with tuples, where JSON has lists."""
    return read._replace(
        rejected=tuple((member, reason) for member, reason in read.rejected),
        passed_over=tuple((kind, count) for kind, count in read.passed_over),
        elsewhere=tuple(read.elsewhere),
        held_at=tuple(read.held_at),
    )
