"""Kill writers at random moments, round after round, over one archive that lives on through all of them.

After each kill the archive must open and hold the last acknowledged commit or the one in
flight; the next writer must get the lock at once; after its commit no file may be there
that the manifest does not name; and no worker process may outlive its parent.

The seed decides what is written and when each writer is killed, as a share of what a
whole round of its kind takes on this machine; where in the code that is, the machine decides.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from generations import damage
from real_crashes import (
    BEGUN,
    DONE,
    PLANS,
    Plan,
    Running,
    State,
    descendants,
    held,
    kill,
    log,
    read_to_end,
    start,
    strays,
    wait,
)

from index.archive import Archive
from index.errors import NewsError
from index.generations import load_current
from index.storage import FolderStorage

_SHARES = {"writer": 40, "workers": 1, "ingest": 1, "command": 1}
"""How often each kind of writer comes: those that start Python take most of the time."""
_PATIENCE = 30.0
"""Seconds after which a worker process counts as one that stays."""
_MEASURED = 16
"""One round in so many runs to its end, to see how long that takes just now."""
_BEYOND = 1.1
"""Times the length of a whole round: some are killed while they let go, and a few come too late."""


@dataclass
class Tally:
    """What became of all rounds."""

    kills: Counter[str] = field(default_factory=Counter)
    """By the kind of writer; only those that were alive when the signal came."""
    moments: Counter[str] = field(default_factory=Counter)
    """By where the kill met the writer."""
    acknowledged: int = 0
    """Commits."""
    problems: list[tuple[str, str]] = field(default_factory=list)
    """What went wrong, in a word, and where."""

    def count(self, what: str) -> int:
        return sum(problem == what for problem, _ in self.problems)


class Rounds:
    """The archive, what it is known to hold, and one round after another over it."""

    def __init__(self, archive: Path, desk: Path, seed: int) -> None:
        self.archive = archive
        self.desk = desk
        self.tally = Tally()
        self._choose = Random(seed)  # noqa: S311 -- the same rounds every time
        self._lengths: dict[str, float] = {}
        self._turns: Counter[str] = Counter()
        Archive.open_or_create(self.archive)
        self._state: State = {}
        self._past: list[State] = []

    def one(
        self, crash: Callable[[Running], None] = kill, recover: Callable[[], None] = lambda: None
    ) -> None:
        """One round.

        `crash` ends a writer, and `recover` makes what it left accessible again.
        """
        kind = self._choose.choices(list(_SHARES), list(_SHARES.values()))[0]
        plan = PLANS[kind](self.archive, self.desk, self._state, self._choose)
        share = self._choose.uniform(0, _BEYOND)
        started = time.monotonic()
        running = start(plan.work)
        is_measured = self._turns[kind] % _MEASURED == 0
        self._turns[kind] += 1
        if not is_measured:
            time.sleep(share * self._lengths[kind])
            crash(running)
        code, told = wait(running)
        if is_measured:
            self._lengths[kind] = time.monotonic() - started
        done = told.count(DONE) if code else len(plan.states) - 1
        if code:
            self.tally.kills[kind] += 1
            self.tally.moments[_moment(told, plan)] += 1
        self.tally.acknowledged += done
        recover()
        self._examine(plan, done, f"{kind} at {share:.3f}, told {told.decode()}")
        self._go_on(f"after {kind} at {share:.3f}")
        self._hear(running, f"{kind} at {share:.3f}")
        if kind == "workers":
            # They may have written until now; what they left goes with the next commit.
            self._go_on("after workers")
        self._note("orphans", strays(self.archive), "after the next commit")

    def _examine(self, plan: Plan, done: int, where: str) -> None:
        found = held(self.archive)
        if found not in plan.states[done : done + 2]:
            earlier = found in self._past or found in plan.states[:done]
            self._note("lost" if earlier else "third state", {f"{len(found)} articles"}, where)
        self._past.extend(plan.states[: done + 1])
        manifest = load_current(FolderStorage(self.archive))
        self._note("damaged", set(damage(FolderStorage(self.archive), manifest)), where)
        self._state = found

    def _go_on(self, where: str) -> None:
        """The next writer: in at once, and what it commits is there beside all else."""
        one = log(self._choose.randrange(3), self._choose)
        with Archive.open(self.archive).writer() as writer:
            writer.put([one])
        self._past.append(self._state)
        self._state = {**self._state, one.id: (one.source.path, one.body)}
        if held(self.archive) != self._state:
            self._note("third state", {"the next commit is not there, or not alone"}, where)
            self._state = held(self.archive)

    def _hear(self, running: Running, where: str) -> None:
        if said := read_to_end(running.messages, _PATIENCE):
            self._note("messages", {said.decode(errors="replace")}, where)
        deadline = time.monotonic() + _PATIENCE
        while (left := descendants(running)) and time.monotonic() < deadline:
            time.sleep(0.01)
        self._note("survivors", set(map(str, left)), where)

    def _note(self, what: str, found: set[str], where: str) -> None:
        if found:
            self.tally.problems.append((what, f"{where}: {', '.join(sorted(found))}"))


def kill_writers(folder: Path, kills: int, seed: int) -> Tally:
    """Go on until so many writers have been killed, or the archive cannot be opened or written any more."""
    rounds = Rounds(folder / "archive", folder / "desk", seed)
    try:
        while rounds.tally.kills.total() < kills:
            rounds.one()
    except (NewsError, OSError) as error:
        rounds.tally.problems.append(("unopenable", repr(error)))
    return rounds.tally


def _moment(told: bytes, plan: Plan) -> str:
    if told.count(DONE) == len(plan.states) - 1:
        return "closing"
    if not told:
        return "opening"
    return "in a commit" if told.endswith(BEGUN) else "between commits"


def report(tally: Tally, seed: int) -> str:
    """A few lines for people: the figures, the seed, and the first of what went wrong."""
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(tally.kills.items()))
    moments = ", ".join(f"{count} {moment}" for moment, count in sorted(tally.moments.items()))
    wrong = Counter(what for what, _ in tally.problems)
    lines = [
        f"{tally.kills.total()} kills ({counts}); seed {seed}",
        f"they came: {moments}",
        f"{tally.acknowledged} acknowledged commits: {wrong['lost']} lost, {wrong['third state']} third states,"
        f" {wrong['unopenable']} unopenable, {wrong['damaged']} damaged, {wrong['orphans']} with orphans,"
        f" {wrong['survivors']} surviving workers, {wrong['messages']} with messages",
        *(f"  {what}: {where}" for what, where in tally.problems[:10]),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m torture.kills", description=__doc__)
    options.add_argument("--kills", type=int, default=int(os.environ.get("TORTURE_ROUNDS", "2000")))
    options.add_argument(
        "--seed", type=int, default=int(os.environ.get("TORTURE_SEED", time.time_ns() % 10**6))
    )
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    tally = kill_writers(folder, chosen.kills, chosen.seed)
    sys.stdout.write(report(tally, chosen.seed))
    if tally.problems:
        sys.stdout.write(f"the archive is kept in {folder}\n")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
