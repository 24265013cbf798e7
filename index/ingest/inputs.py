"""Inputs: from the paths somebody named to the files worth reading, and from a file to its bytes.

A file named by hand is always an input, so that it is either read or refused with a
reason. In a walked folder only names that announce a readable format are; the others are
counted as skipped, because a folder of articles also holds their pictures. Links in
a walked folder are not followed: what they lead to inside it is met there anyway,
and what lies outside was not named. An empty name is an input too, and refused: a shell
makes one of an unset variable, and a Path would take it for the current folder.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import InputRejected
from index.ingest.formats import format_of

LARGEST = 5_000_000
"""Bytes. A longer text file is a database dump or a log; an article is a thousandth of it."""

NAMELESS = Path()
"""What stands among the absolute paths of inputs for an empty name."""

UNREAD_FORMAT = "not a format this version reads"
"""Why a skipped file was skipped."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that some paths lead to, each once; absolute, but for `NAMELESS`."""

    files: tuple[Path, ...]
    """In order: paths as named, folders walked in sorted order. Also holds what can only be refused."""
    skipped: tuple[Path, ...]
    """Files of walked folders that are no input: other formats, links, devices. Hidden files are left out."""


def find_inputs(paths: Sequence[str | Path]) -> Inputs:
    """Walk the folders among `paths`; opens no file and never raises for what it meets.

    Only a string can be an empty name, for `Path("")` is the current folder.
    """
    files: dict[Path, None] = {}
    skipped: dict[Path, None] = {}
    for path in paths:
        if path == "":
            files[NAMELESS] = None
            continue
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links and rename the file
        if not stat.S_ISDIR(_mode_of(absolute)):
            files[absolute] = None
            continue
        for entry, is_input in _walk(absolute):
            (files if is_input else skipped)[entry] = None
    return Inputs(tuple(files), tuple(path for path in skipped if path not in files))


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file. Raises InputRejected for anything else, and for one over `LARGEST`."""
    try:
        # Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise InputRejected(path, _reason(error)) from error
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise InputRejected(path, "a folder that cannot be listed")
        if not stat.S_ISREG(mode):
            raise InputRejected(path, "not a regular file")
        try:
            raw = file.read(LARGEST + 1)
        except OSError as error:
            raise InputRejected(path, _reason(error)) from error
    if len(raw) > LARGEST:
        raise InputRejected(path, f"larger than {LARGEST // 1_000_000} MB")
    return raw


def is_file(path: Path) -> bool:
    """Whether there is a regular file; False too where that cannot be known."""
    return stat.S_ISREG(_mode_of(path))


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
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (entry := Path(parent, name)).is_symlink():
                yield entry, False
        for name in sorted(name for name in names if not name.startswith(".")):
            entry = Path(parent, name)
            announced = format_of(entry, named=False) is not None
            yield entry, announced and stat.S_ISREG(_mode_of(entry, follow=False))
    yield from ((entry, True) for entry in unlisted)


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    strerror = getattr(error, "strerror", None)
    return f"cannot be read: {strerror or error}"
