"""The memory of a process and of all it starts, watched from outside while they run.

Sizes are proportional (PSS): what several processes share is counted once in all. Pages
of mapped files count while they are in memory, although the system could take them back
at any time. Only Linux tells.
"""

import subprocess
import sys
from pathlib import Path

_SECONDS = 0.25
"""Between two looks: each takes some milliseconds, which the watched process may have to wait for."""


def wait_and_watch(process: "subprocess.Popen[str]") -> tuple[str, str, int | None]:
    """What a process wrote to its two pipes until it ended, and the most bytes of memory seen; None where untold."""
    most = 0
    while True:
        try:
            written, complaints = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            most = max(most, sum(_proportional_bytes(pid) for pid in _family(process.pid)))
        else:
            return written, complaints, most if sys.platform == "linux" else None


def _family(pid: int) -> list[int]:
    """A process and those it has started, and those they have."""
    found = [pid]
    for member in found:
        try:
            threads = list(Path(f"/proc/{member}/task").iterdir())
            found.extend(
                int(child) for thread in threads for child in (thread / "children").read_text().split()
            )
        except OSError:  # it has ended meanwhile
            continue
    return found


def _proportional_bytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
