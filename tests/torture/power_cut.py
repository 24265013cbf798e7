"""Cut the power of an ext4 file system while writers write to it, and see what is there when it is mounted again.

The file system is on a loop device, and its power is cut by EXT4_IOC_SHUTDOWN without
flushing its log (what xfstests calls godown): from that moment nothing reaches the
device, and at the next mount the journal is replayed. No device mapper is needed.

It proves that what was acknowledged had been synced: files, the folders that name them,
and the renames between, in an order that survives losing everything in the page cache
and in the journal's memory. Mounts alternate between ext4's defaults and
`data=writeback,noauto_da_alloc`, in which it does nothing for those who forget to sync,
and neither commits its journal by itself. It does not prove what a drive keeps of its
own cache, for the device has none: that the file system flushes it is the kernel's part.

Needs root on Linux, and mkfs.ext4.
"""

import argparse
import fcntl
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

from real_crashes import Running, descendants

from index.errors import NewsError
from torture.kills import Rounds, Tally, report
from torture.mounts import mount, unmount, why_not, within

_SHUTDOWN, _WITHOUT_FLUSH = 0x8004587D, 2
_OPTIONS = ("loop,commit=600", "loop,commit=600,data=writeback,noauto_da_alloc")
_MEGABYTES = 64
_PATIENCE = 30.0


class Card:
    """A small disk in a file, which can lose its power."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "card"
        self.root.mkdir()
        self._image = folder / "card.img"
        with self._image.open("wb") as image:
            image.truncate(_MEGABYTES << 20)
        subprocess.run(["mkfs.ext4", "-q", str(self._image)], check=True)
        self._options = cycle(_OPTIONS)
        self._cut: Running | None = None
        self._insert()

    def cut(self, running: Running) -> None:
        """The machine stops: first its processor, then its disk."""
        self._cut = running
        os.kill(running.pid, signal.SIGSTOP)
        folder = os.open(self.root, os.O_RDONLY)
        fcntl.ioctl(folder, _SHUTDOWN, struct.pack("I", _WITHOUT_FLUSH))
        os.close(folder)
        os.kill(running.pid, signal.SIGKILL)

    def restart(self) -> None:
        """The machine starts again: no process of before is there, and the journal is replayed."""
        deadline = time.monotonic() + _PATIENCE
        while self._cut and descendants(self._cut) and time.monotonic() < deadline:
            time.sleep(0.01)
        unmount(str(self.root))
        self._insert()

    def _insert(self) -> None:
        mount("-o", next(self._options), str(self._image), str(self.root))


def cut_power(folder: Path, cuts: int, seed: int) -> Tally:
    """Go on until the power was cut so many times, or the archive cannot be opened or written any more."""
    card = Card(folder)
    rounds = Rounds(card.root / "archive", folder / "desk", seed)
    try:
        while rounds.tally.kills.total() < cuts:
            rounds.one(card.cut, card.restart)
    except (NewsError, OSError) as error:
        rounds.tally.problems.append(("unopenable", repr(error)))
    return rounds.tally


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m torture.power_cut", description=__doc__)
    options.add_argument("--cuts", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    if reason := why_not("mkfs.ext4"):
        sys.stdout.write(f"skipped: {reason}\n")
        return 0
    if (code := within("torture.power_cut", sys.argv[1:])) is not None:
        return code
    folder = Path(tempfile.mkdtemp(prefix="power-cut-"))
    tally = cut_power(folder, chosen.cuts, chosen.seed)
    sys.stdout.write(report(tally, chosen.seed))
    if tally.problems:
        sys.stdout.write(f"the disk is kept in {folder}/card.img\n")
        return 1
    unmount(str(folder / "card"))
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
