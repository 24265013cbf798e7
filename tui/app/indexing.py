"""Indexing: a run that takes a folder in, on a thread of its own, while the app goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from textual.message import Message

from tui.app.problems import Problem, problem_of

if TYPE_CHECKING:
    from index.ingest.run import Progress, Report


@dataclass
class Advanced(Message):
    """The run has come this far."""

    progress: "Progress"


@dataclass
class Ended(Message):
    """The run is over; `report` is None where it was stopped or `problem` ended it. What it had committed stays."""

    report: "Report | None"
    problem: Problem | None = None
    kept: int = 0
    """How many articles a run that was stopped had come to whose work stays."""


class _Stopped(KeyboardInterrupt):
    """The reader has had enough: to the run what Ctrl-C is to a command, after which it keeps what it has taken in."""


class Indexing:
    """One run."""

    def __init__(self, archive: Path, folder: Path) -> None:
        self._archive, self._folder = archive, folder
        self._stopped = Event()

    def start(self, deliver: Callable[[Message], object]) -> None:
        """Begin; `deliver` is called from the thread of the run."""
        Thread(target=self._run, args=(deliver,), name="indexing", daemon=True).start()

    def stop(self) -> None:
        """End soon; what is committed stays."""
        self._stopped.set()

    def _run(self, deliver: Callable[[Message], object]) -> None:
        # Loads the readers of every format, which nobody needs who only searches.
        from index.archive import Archive
        from index.ingest.run import ingest

        kept = 0

        def advance(progress: "Progress") -> None:
            nonlocal kept
            is_of_commit, kept = progress.committed > kept, progress.committed
            # Amid a commit a run that is interrupted keeps nothing more.
            if self._stopped.is_set() and not is_of_commit:
                raise _Stopped
            deliver(Advanced(progress))

        try:
            archive = Archive.open_or_create(self._archive)
            deliver(Ended(ingest(archive, [self._folder], on_progress=advance)))
        except _Stopped:
            deliver(Ended(None, kept=kept))
        except Exception as error:  # noqa: BLE001 - the boundary of the worker: a failed run must not end the app
            deliver(Ended(None, problem_of(error)))
