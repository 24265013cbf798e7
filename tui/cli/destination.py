"""Where an answer goes: stdout, or a file that is there once it is whole.

A file written half would be taken for the answer. So it has another name until the
last line is in it and on the disk, and what had its name before stays until then.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from pathlib import Path
from typing import IO

from index.errors import NewsError
from tui.cli.session import Session
from tui.render.style import Display

STDOUT = Path("-")


@contextmanager
def answer_to(file: Path | None, session: Session) -> Iterator[Display]:
    """Within this, answers go to a file; the display that they are made for. None and "-" are stdout.

    The file gets its name if all went well. Raises NewsError for a place that cannot be written to.
    """
    if file is None or file == STDOUT:
        yield session.display
        return
    target = _target(file, session.archive)
    # A name of its own beside the target: a rename within one folder is one step.
    unfinished = target.with_name(f".{target.name[:100]}.{os.urandom(4).hex()}.part")
    try:
        with unfinished.open("x", encoding="utf-8", newline="\n") as stream:
            with redirect_stdout(stream):
                yield Display(width=session.display.width)
            _sync(stream)
        if target.exists():
            unfinished.chmod(target.stat().st_mode & 0o777)
        unfinished.replace(target)
    except BaseException as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise NewsError(f"cannot write {file}: {error.strerror or error}") from error
        raise


def _target(file: Path, archive: Path) -> Path:
    """The file to write, links followed."""
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


def _sync(stream: IO[str]) -> None:
    stream.flush()
    os.fsync(stream.fileno())
