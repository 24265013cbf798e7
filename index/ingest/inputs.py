"""Inputs: from the paths somebody named to the files worth opening.

A file named by hand is always an input, so that it is either read or refused with a
reason. In a walked folder every visible file is one, and those in no format that is
read are passed over, because a folder of articles also holds their pictures. Links in
a walked folder are not followed: what they lead to inside it is met there anyway,
and what lies outside was not named. An archive in one is no input: it holds what was read before. An empty name is an input too, and refused: a shell
makes one of an unset variable, and a Path would take it for the current folder.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from index.article import STANDARD_INPUT
from index.generations import CURRENT
from index.lock import LOCK
from index.manifest import SEGMENTS

NAMELESS = Path()
"""What stands among the absolute paths of inputs for an empty name."""
PIPED = Path(STANDARD_INPUT)
"""What stands there for standard input."""


class Part(NamedTuple):
    """Which of the inputs to read, so that several machines can share a folder."""

    number: int
    """From 1; the inputs at this place and every `of` places behind it."""
    of: int


EVERYTHING = Part(1, 1)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that some paths lead to, each once; absolute, but for `NAMELESS` and `PIPED`."""

    files: tuple[Path, ...]
    """In order: paths as named, `PIPED` among them, folders walked in sorted order. Also holds what can only be refused."""
    named: frozenset[Path]
    """Those that were named by hand."""
    skipped: tuple[Path, ...]
    """What is no input in walked folders: links, devices. Hidden files are left out."""


def find_inputs(paths: Sequence[str | Path], part: Part = EVERYTHING) -> Inputs:
    """Walk the folders among `paths`; opens no file and never raises for what it meets.

    Only a string can be an empty name, for `Path("")` is the current folder, or "-", which
    is standard input: a file that is called so can be named as "./-", or by a Path.
    """
    files: dict[Path, None] = {}
    named: set[Path] = set()
    skipped: dict[Path, None] = {}
    for path in paths:
        absolute = NAMELESS if path == "" else Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links and rename the file
        if path == STANDARD_INPUT:
            absolute = PIPED
        if path in ("", STANDARD_INPUT) or not stat.S_ISDIR(_mode_of(absolute)):
            files[absolute] = None
            named.add(absolute)
            continue
        for entry, is_input in _walk(absolute):
            (files if is_input else skipped)[entry] = None
    taken = slice(part.number - 1, None, part.of)
    left = [path for path in skipped if path not in files]
    return Inputs(tuple(files)[taken], frozenset(named), tuple(left[taken]))


def _mode_of(path: Path, *, follow: bool = True) -> int:
    """The kind of what a path names, as in `os.stat`; 0 for what is missing or out of reach."""
    try:
        return path.stat(follow_symlinks=follow).st_mode
    except (OSError, ValueError):
        return 0


def _walk(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Every visible file under a folder with whether it is an input; also folders that cannot be listed."""
    unlisted: list[Path] = []
    for parent, folders, names in os.walk(
        folder, onerror=lambda error: unlisted.append(Path(error.filename))
    ):
        if CURRENT in names and (SEGMENTS in folders or LOCK in names):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (entry := Path(parent, name)).is_symlink():
                yield entry, False
        for name in sorted(name for name in names if not name.startswith(".")):
            entry = Path(parent, name)
            yield entry, stat.S_ISREG(_mode_of(entry, follow=False))
    yield from ((entry, True) for entry in unlisted)
