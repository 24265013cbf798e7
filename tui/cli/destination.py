"""Where an answer goes: stdout, or a file that is there once it is whole.

Places that cannot be meant are refused: a folder, a device, the inside of the archive.
"""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from index.errors import NewsError
from tui.cli.session import Session
from tui.files import file_to_write, whole_file
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
    target = file_to_write(file, session.archive)
    try:
        with whole_file(target) as stream, redirect_stdout(stream):
            yield Display(width=session.display.width)
    except OSError as error:
        raise NewsError(f"cannot write {file}: {error.strerror or error}") from error
