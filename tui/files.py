"""A file that is there once it is whole: what was half written would be taken for all of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from index.errors import NewsError
from index.storage import FolderStorage


@contextmanager
def whole_file(target: Path) -> Iterator[IO[str]]:
    """Within this, text goes to a new file, which takes the name of the target if all went well.

    What had that name before keeps it until then, and gives its permissions. Raises OSError.
    """
    from index.upkeep.unfinished import (
        being_made,
        clear_unfinished,
        unfinished_name,
    )  # few answers go to a file

    # Hidden and beside the target: within one folder, a rename is one step.
    hidden = target.with_name(f".{target.name[:100]}")
    clear_unfinished(hidden)
    unfinished = target.with_name(unfinished_name(hidden))
    try:
        with (
            being_made(FolderStorage(target.parent), unfinished.name),
            unfinished.open("w", encoding="utf-8", newline="\n") as stream,
        ):
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            unfinished.chmod(target.stat().st_mode & 0o777)
        unfinished.replace(target)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def file_to_write(file: Path, archive: Path) -> Path:
    """The file to write, links followed. Raises NewsError for a place that cannot be meant."""
    target = file.expanduser().resolve()
    if not target.parent.is_dir():
        raise NewsError(f"cannot write {file}: there is no folder {target.parent}")
    if target.exists() and not target.is_file():
        raise NewsError(
            f"cannot write {file}: it is there and not a file",
            advice="Name a file; to write to a device or a pipe, redirect: search … > DEVICE",
        )
    if archive.resolve() in target.parents:
        raise NewsError(f"cannot write {file}: it is inside the archive", advice="Name a file elsewhere.")
    return target
