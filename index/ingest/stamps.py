"""Stamps: by what a file is known again without being opened, and by which rules it would be read now."""

import stat
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from index.digest import blake2b
from index.finished import FinishedInput

_READING = 7
"""To be raised whenever the readers find other things in the same file: then all are read again."""
_UNSETTLED = 2_000_000_000
"""Nanoseconds; a file that has just changed may change once more within one tick of its file system's clock."""


class Stamp(NamedTuple):
    """A file as it was found."""

    size: int
    mtime_ns: int
    how: str
    """The rules by which it would be read, as a digest."""
    is_settled: bool
    """Whether any later change will show."""

    def is_of(self, read: FinishedInput | None) -> bool:
        """Whether it is still what was read, and would be read by the same rules."""
        return read is not None and (self.size, self.mtime_ns, self.how) == (
            read.size,
            read.mtime_ns,
            read.how,
        )


def stamp_of(path: Path, mapping: Mapping[str, str]) -> Stamp | None:
    """The stamp of a regular file; None for all else."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    how = blake2b(repr((_READING, sorted(mapping.items()))).encode(), digest_size=8).hexdigest()
    is_settled = time.time_ns() - found.st_mtime_ns > _UNSETTLED
    return Stamp(found.st_size, found.st_mtime_ns, how, is_settled)
