"""ReportFile: what `search index --report FILE` writes, a line for each input and member once it is committed.

A disk that refuses it stops no article: the run goes on without the report, says what it did, and
ends with the error.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

import click

from index.errors import NewsError
from index.ingest.run import Ending
from tui.render.reading import ending_record


class ReportFile:
    """A report being written."""

    def __init__(self, path: Path, lines: TextIO) -> None:
        self._path = path
        self._lines = lines
        self._error: OSError | None = None

    def write(self, endings: Sequence[Ending]) -> None:
        """Add what became of inputs, unless the disk has refused that before."""
        if self._error:
            return
        try:
            self._lines.writelines(
                f"{json.dumps(ending_record(each), ensure_ascii=False)}\n" for each in endings
            )
            self._lines.flush()
        except OSError as error:
            self._error = error

    def check(self) -> None:
        """Raise NewsError where the disk has refused some of it."""
        if self._error:
            raise NewsError(
                f"the report {self._path} is cut short: {self._error.strerror}",
                advice="The articles are in the archive. For the whole report make room, then run it again with --reread.",
            )


@contextmanager
def reporting(file: Path | None, paths: Sequence[str | Path]) -> Iterator[ReportFile | None]:
    """Within this, the report to write; none without a file. Raises BadParameter for one among the inputs."""
    if file is None:
        yield None
        return
    if any(file.resolve().is_relative_to(Path(path).resolve()) for path in paths):
        raise click.BadParameter("it would be read as an input; name one elsewhere.", param_hint="'--report'")
    try:
        lines = file.open("w", encoding="utf-8")
    except OSError as error:
        raise click.BadParameter(f"{file}: {error.strerror}.", param_hint="'--report'") from error
    try:
        yield ReportFile(file, lines)
    finally:
        with suppress(OSError):  # all was flushed, or was refused then
            lines.close()
