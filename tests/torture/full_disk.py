"""Index onto a disk that fills up: what cannot be written is refused, in words, and what was held stays.

The disk is a tmpfs, with so much room left each time that it runs out at another moment:
in an article, in a segment, in a manifest, or not at all. Once there is room again the
same command does the rest, and nothing of the failed ones is left. Needs root on Linux.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from command_line import Run, spawn
from real_crashes import State, held, log, plan_command, strays

from index.archive import Archive
from search.embedded import open_engine
from torture.mounts import mount, unmount, why_not, within

_MEGABYTES = 16
_MOST_LEFT = 160_000
"""Bytes; a round writes about half of it."""
_ENOUGH_FOR_WORKERS = 5_100
"""Articles, of which 5,000 are one batch."""


@dataclass
class Filled:
    """What became of all rounds."""

    rounds: int = 0
    refused: int = 0
    problems: list[str] = field(default_factory=list)

    def must(self, holds: bool, what: str, run: Run) -> None:
        if not holds:
            self.problems.append(f"round {self.rounds}: {what}: exit code {run.code}: {run.err[-300:]!r}")


def fill_up(folder: Path, rounds: int, seed: int) -> Filled:
    """Rounds of running out of room on a file system of their own."""
    disk = folder / "disk"
    disk.mkdir()
    mount("-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(disk))
    archive, desk = disk / "archive", folder / "desk"
    choose = Random(seed)  # noqa: S311 -- the same rounds every time
    spawn(archive, "index", "seeds")
    filled, state = Filled(), held(archive)
    for _ in range(rounds):
        after = plan_command(archive, desk, state, choose).states[-1]
        state = _one(filled, archive, desk, state, after, choose)
    crowd = folder / "crowd"
    crowd.mkdir()
    for number in range(_ENOUGH_FOR_WORKERS):
        (crowd / f"{number}.txt").write_text(f"Log {number}\n\nThe ferry sailed {number} times.\n")
    _one(filled, archive, crowd, state, None, choose)
    unmount(str(disk))
    return filled


def _one(
    filled: Filled, archive: Path, desk: Path, before: State, after: State | None, choose: Random
) -> State:
    """One round; what the archive holds then. Without `after`, it must be refused."""
    left = choose.randrange(_MOST_LEFT)
    filled.rounds += 1
    filler = archive.parent / "filler"
    room = os.statvfs(archive)
    filler.write_bytes(bytes(max(room.f_bavail * room.f_frsize - left, 0)))
    run = spawn(archive, "index", str(desk))
    found = held(archive)
    if run.code == 0:
        filled.must(found == after, "the articles are not there", run)
    else:
        filled.refused += 1
        told = "No space left on device" in run.err and "Traceback" not in run.err
        filled.must(run.code == 2 and told, "it did not say so", run)
        filled.must(found == before, "the archive has changed", run)
    filled.must(open_engine(archive).size() == len(found), "it cannot be searched", run)
    filler.unlink()
    again = spawn(archive, "index", str(desk))
    filled.must(again.code == 0 and (after is None or held(archive) == after), "it did not go on", again)
    with Archive.open(archive).writer() as writer:
        writer.put([log(0, choose)])
    filled.must(not (left_over := strays(archive)), f"left over: {sorted(left_over)}", again)
    return held(archive)


def report(filled: Filled, seed: int) -> str:
    counts = f"{filled.rounds} rounds, in {filled.refused} of them no room: {len(filled.problems)} problems; seed {seed}"
    return "\n".join([counts, *(f"  {problem}" for problem in filled.problems[:10])]) + "\n"


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m torture.full_disk", description=__doc__)
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    if reason := why_not():
        sys.stdout.write(f"skipped: {reason}\n")
        return 0
    if (code := within("torture.full_disk", sys.argv[1:])) is not None:
        return code
    with tempfile.TemporaryDirectory(prefix="full-disk-") as folder:
        filled = fill_up(Path(folder), chosen.rounds, chosen.seed)
    sys.stdout.write(report(filled, chosen.seed))
    return 1 if filled.problems else 0


if __name__ == "__main__":
    sys.exit(main())
