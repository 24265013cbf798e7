"""Paths: the name of a folder or file as one types it: completed, and looked up."""

import os
from itertools import count, takewhile
from pathlib import Path

from index.clean import clean
from index.errors import NewsError


def path_named(text: str) -> Path:
    """The folder or file that a reader typed the name of. Raises NewsError where there is none."""
    typed = text.strip()
    if not typed:
        raise NewsError(
            "type the name of a folder or a file", advice="Tab completes it; . is the folder you are in."
        )
    path = Path(_begun_anew(typed)).expanduser()
    try:
        is_there = path.exists()
    except (OSError, ValueError, RuntimeError) as error:  # a name too long, or with what no name has
        raise NewsError(f"this is no name of a folder or a file: {_shown(typed)}") from error
    if not is_there:
        raise NewsError(f"there is no folder or file {_shown(typed)}", advice="Tab completes a name.")
    if not os.access(path, os.R_OK):
        raise NewsError(f"{_shown(typed)} may not be read")
    return path.resolve()


def completed_path(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as far as it can only go on, and the names it can become; hidden ones only where asked for."""
    text = _begun_anew(text)
    folder, slash, begun = text.rpartition(os.sep)
    try:
        names = sorted(
            entry.name + os.sep * entry.is_dir()
            for entry in os.scandir(Path(folder + slash or ".").expanduser())
            if entry.name.startswith(begun)
            and (begun or not entry.name.startswith("."))
            # What a terminal would act on is not put on the line.
            and clean(entry.name, one_line=True) == entry.name
        )
    except (OSError, ValueError, RuntimeError):
        return text, ()
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    shared = "".join(letters[0] for letters in alike)
    return (folder + slash + shared if names else text), tuple(names)


def _begun_anew(text: str) -> str:
    """The text from the last place on where a path begins: who types a whole one behind a folder means that alone."""
    before, _, after = text.rpartition(os.sep * 2)
    if before and after:
        return os.sep + after
    before, _, after = text.rpartition(f"{os.sep}~")
    return f"~{after}" if before and after[:1] in ("", os.sep) else text


def shown_path(path: Path) -> str:
    """A path to begin a line with; a folder ends so that one can type on."""
    return f"{path}{os.sep}" if path.is_dir() and path.name else str(path)


def _shown(typed: str) -> str:
    return clean(typed, one_line=True)[:200]


def unused_name(stem: str, suffix: str) -> str:
    """The name of a file that is not there yet: with the first number that is free, where the stem is not."""
    names = (f"{stem}{f'-{n}' if n > 1 else ''}{suffix}" for n in count(1))
    return next(name for name in names if not Path(name).exists())
