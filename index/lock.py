"""The writer's lock: one process writes to an archive, and the next is told which.

The lock is the system's on an open file, so it ends with its process, however that
ends. What the file says is only for the message; the file itself stays, because
removing it could leave two writers with a lock on two files of one name.

A writer says who it is when it has something to write, for a run that changes nothing
should not wake a disk. Before that the system is asked whose the lock is, where it tells.
"""

import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from index.errors import NO_ROOM, ArchiveLocked, ArchiveReadOnly, ArchiveUnusable, as_said
from index.storage import Storage

LOCK = "LOCK"
_LONGEST = 200
"""Bytes of a lock's message; more is none of ours."""
_LOCKS = Path("/proc/locks")
"""Linux's list of them, see proc_locks(5)."""


class WriterLock:
    """The right to write, from construction to `release`; a context manager.

    Raises ArchiveLocked, and ArchiveReadOnly where the system does not let anyone write.
    """

    def __init__(self, storage: Storage) -> None:
        try:
            held = storage.lock(LOCK)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise
            raise ArchiveReadOnly(storage.path, as_said(error)) from error
        if held is None:
            raise _locked(storage)
        self._storage = storage
        self._held = held
        self._announced = False

    def check(self) -> None:
        """Raise ArchiveUnusable where the archive was removed meanwhile: another may have been begun there."""
        if not self._storage.is_held(LOCK, self._held):
            raise ArchiveUnusable(
                self._storage.path, "it was removed while articles were being written to it"
            )

    def announce(self) -> None:
        """Say in the file who writes and since when, once; a run that changes nothing need not."""
        if self._announced:
            return
        self._announced = True
        since = datetime.now(UTC).isoformat(timespec="seconds")
        # On a full disk the lock still holds, and nobody needs the message to remove articles.
        with suppress(OSError):
            self._storage.write(LOCK, [json.dumps({"pid": os.getpid(), "since": since}).encode()])

    def release(self) -> None:
        """Let the next writer in; releasing twice does no harm."""
        if self._announced:
            self._announced = False
            with suppress(OSError):
                self._storage.write(LOCK, [])
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":
        return True  # where signal 0 would end the process
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return pid > 0


def _locked(storage: Storage) -> ArchiveLocked:
    """Who has the lock, as far as the file or the system says: the file may be empty or half written at this moment."""
    try:
        if storage.size(LOCK) <= _LONGEST:
            stated = json.loads(b"".join(storage.chunks(LOCK)))
            since = datetime.fromisoformat(stated["since"]).isoformat()
            # What a killed process said of itself stands until the next announces itself.
            if _is_alive(int(stated["pid"])):
                return ArchiveLocked(storage.path, int(stated["pid"]), since)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        pass
    return ArchiveLocked(storage.path, _holder(storage.path / LOCK))


def _holder(path: Path) -> int | None:
    """The process with the lock on a file, if Linux says so; None where it is not known."""
    try:
        found = path.stat()
        place = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
        for line in _LOCKS.read_text("ascii").splitlines():
            # As in "1: FLOCK  ADVISORY  WRITE 4242 08:01:131 0 EOF"; who waits for one has an arrow in front.
            words = line.split()
            if words[1:4] == ["FLOCK", "ADVISORY", "WRITE"] and words[5] == place and int(words[4]) > 0:
                return int(words[4])
    except (OSError, ValueError, IndexError, AttributeError):
        pass
    return None
