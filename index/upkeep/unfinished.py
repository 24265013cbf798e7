"""What is unfinished: files and folders under names of their own, until they are whole.

Whoever is killed leaves one. It is known again by its name, which nothing else has, and by
that nobody holds it: who makes one has a lock on it, and the system ends that with the process.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.generations import foreign_names
from index.lock import LOCK
from index.storage import FolderStorage


def unfinished_name(path: Path) -> str:
    """A name that nothing has beside a path, for what is to have the path's own when it is whole; see `being_made`."""
    return f"{path.name}.{os.urandom(4).hex()}.part"


@contextmanager
def being_made(storage: FolderStorage, name: str) -> Iterator[None]:
    """Within this nobody takes a file for one that was left, or an archive whose `LOCK` it is.

    On Windows neither can be renamed meanwhile.
    """
    held = storage.lock(name)
    try:
        yield
    finally:
        if held:
            held.close()


def unfinished_beside(path: Path) -> list[Path]:
    """What was to become a path, and is still being made or was left."""
    name = re.compile(rf"{re.escape(path.name)}\.[0-9a-f]{{8}}\.part")
    with suppress(OSError):
        return sorted(
            each for each in path.parent.iterdir() if name.fullmatch(each.name) and not each.is_symlink()
        )
    return []


def clear_unfinished(path: Path) -> list[Path]:
    """Remove what was to become a path and was left; what was removed."""
    return [each for each in unfinished_beside(path) if _remove(each)]


def _remove(path: Path) -> bool:
    """Remove what is unfinished; False, and nothing done, where somebody is at it or it cannot be."""
    try:
        if not path.is_dir():
            return FolderStorage(path.parent).remove_unheld(path.name)
        storage = FolderStorage(path)
        if list(foreign_names(storage)) or not (held := storage.lock(LOCK)):
            return False
        held.close()
        shutil.rmtree(path)
    except OSError:
        return False
    return True
