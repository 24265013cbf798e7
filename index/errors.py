"""What can go wrong, as values: each error carries its fields and says what, where and what to try.

Only the command line turns these into text on stderr and an exit code.
"""

import errno
from pathlib import Path


class NewsError(Exception):
    """The one base of every error a reader of this archive can meet.

    `str(error)` is what happened and where; `advice` is what to try, or empty.
    """

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


class ArchiveMissing(NewsError):
    """There is no archive where one was expected."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no archive at {path}", advice="Build one with: search index FOLDER")
        self.path = path


class ArchiveUnusable(NewsError):
    """A folder that should be an archive cannot be opened as one."""

    def __init__(
        self,
        path: Path,
        reason: str,
        *,
        advice: str = "Name another with --archive DIR, or build it again with: search index FOLDER",
    ) -> None:
        super().__init__(f"cannot open the archive at {path}: {reason}", advice=advice)
        self.path = path
        self.reason = reason


NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
"""What the system says of a full disk, of a file larger than a process may write, of all that a user may store."""
MAKE_ROOM = "Make room, then run it again: what was committed is kept."
"""What to try then."""
OUT_OF_REACH = "Have its owner let you in, or name another with --archive DIR"
"""What to try where the system refuses."""
REPAIR = "See what is wrong with: search verify; then save what can be read with: search repair"
"""What to try wherever files of an archive are damaged."""


def as_said(error: OSError) -> str:
    """What the system says, and of which file."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def unreachable(path: Path, error: OSError) -> ArchiveUnusable:
    """An archive that the system does not open, with what it says."""
    reason = as_said(error)
    if isinstance(error, PermissionError):
        return ArchiveUnusable(path, reason, advice=OUT_OF_REACH)
    return ArchiveUnusable(path, reason)


class ArchiveDamaged(ArchiveUnusable):
    """An archive of which nothing can be read, because a file that all else depends on is damaged."""

    def __init__(self, path: Path, file: str, reason: str) -> None:
        """`file` is the file's path in the archive."""
        super().__init__(path, reason)
        self.advice = REPAIR
        self.file = file


class ArchiveOutdated(NewsError):
    """An archive that an earlier version of this program wrote, in a format that is no longer read."""

    def __init__(self, path: Path, version: int) -> None:
        from shlex import quote  # needed for a mistake alone

        super().__init__(
            f"the archive at {path} was written by an earlier version (archive format {version})",
            advice=f"Bring it up to date with: search --archive {quote(str(path))} upgrade",
        )
        self.path = path
        self.version = version


class ArchiveReadOnly(NewsError):
    """An archive that can be read, and that the system does not let anyone write to."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"cannot write to the archive at {path}: {reason}",
            advice="search query and search verify only read it. To change it, give yourself write permission,"
            " or name another with --archive DIR",
        )
        self.path = path
        self.reason = reason


class ArchiveLocked(NewsError):
    """Another process is writing to the archive; there is one writer at a time.

    `pid` and `since` (ISO 8601) are what that process says of itself; None where it does not.
    """

    def __init__(self, path: Path, pid: int | None = None, since: str | None = None) -> None:
        writer = "another process" if pid is None else f"process {pid}"
        super().__init__(
            f"{writer} has been writing to the archive at {path} since {since}"
            if since
            else f"{writer} is writing to the archive at {path}",
            advice="Wait until it has finished, then try again; searching works meanwhile.",
        )
        self.path = path
        self.pid = pid
        self.since = since


class InputRejected(NewsError):
    """One input, or one article of it, cannot be read; the others can.

    `member` names the article or file inside `path`; None means the whole of it.
    """

    def __init__(self, path: Path, reason: str, *, member: str | None = None) -> None:
        super().__init__(f"{path}{'#' + member if member else ''}: {reason}")
        self.path = path
        self.reason = reason
        self.member = member
