"""The commits of a run: when one is made, and what is still kept of a run that is interrupted."""

import time
from collections.abc import Callable
from contextlib import suppress
from math import inf

from index.errors import NewsError
from index.writer import ArchiveWriter

MOST_PENDING = 20_000
"""Articles waiting for a commit, each about its text in memory; some batches for every worker process."""
_LONGEST_WAIT = 5.0
"""Seconds between commits, while these take no time to speak of."""
_COMMIT_SHARE = 0.1
"""Of the time, that commits may take which are made for its sake."""


class Commits:
    """The commits of a run: often enough that little is lost, and not so often that they take the time."""

    def __init__(self, writer: ArchiveWriter) -> None:
        self._writer = writer
        self._due_at = time.monotonic() + _LONGEST_WAIT
        """When to commit, however little waits for it."""
        self._is_amid = False
        """Whether one is being begun or made just now."""

    @property
    def is_due(self) -> bool:
        """Whether it is time for the next."""
        return self._writer.pending >= MOST_PENDING or time.monotonic() > self._due_at

    def begin(self, on_committed: Callable[[], None] = lambda: None) -> None:
        """Have what there is committed while more is read; `on_committed` is called then."""
        begun_at = time.monotonic()

        def note() -> None:
            now = time.monotonic()
            self._due_at = now + max(_LONGEST_WAIT, (now - begun_at) / _COMMIT_SHARE)
            on_committed()

        self._due_at = inf
        self._is_amid = True
        self._writer.begin_commit(note)
        self._is_amid = False

    def end(self, on_committed: Callable[[], None] = lambda: None) -> None:
        """Commit the rest, and return when all is so."""
        self.begin(on_committed)
        self._is_amid = True
        self._writer.commit()
        self._is_amid = False

    def keep(self, on_committed: Callable[[], None]) -> None:
        """Commit what there is though the run is being interrupted, unless that came amid a commit.

        Nothing is merged, so that it is over soon, and what the disk refuses is not kept.
        """
        if not self._is_amid:
            with suppress(OSError, NewsError):
                self._writer.commit_unmerged()
                on_committed()
