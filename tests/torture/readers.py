"""Two readers open, search and read, again and again, while one writer commits, and never meet an error.

Every commit changes a pair of articles together, and a clock that says which commit it is;
so an answer tells which state it was given from, and must be that state, whole. What a
reader sees never goes back.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from msgspec.structs import replace
from newsroom import article
from real_crashes import Running, Tell, read_to_end, start, wait

from index.archive import Archive
from index.article import Article
from index.identity import article_id
from search.embedded import open_engine
from search.engine import Engine, SearchRequest
from search.language import parse

_PAIRS = 20
_READERS = 2
_COMMITS_TO_AN_OPTIMIZE = 250
_CLOCK = article_id(supplied=("ledger", "clock"))

State = Mapping[str, str]
"""The bodies of the articles by their ids."""


@dataclass(frozen=True)
class Step:
    """One commit, and what the archive holds after it."""

    arriving: tuple[Article, ...]
    leaving: tuple[str, ...]
    state: State


def draw(commits: int, seed: int) -> list[Step]:
    """The commits, after a step 0 that stands for the empty archive."""
    choose = Random(seed)  # noqa: S311 -- the same commits every time
    steps = [Step((), (), {})]
    for number in range(1, commits + 1):
        pair = choose.randrange(_PAIRS)
        held = steps[-1].state
        twins = [_entry(f"{side} {pair}", number) for side in ("debit", "credit")]
        clock = _entry("clock", number)
        leaving: tuple[str, ...] = ()
        if twins[0].id in held and choose.random() < 0.3:
            leaving, twins = tuple(twin.id for twin in twins), []
        kept = {name: body for name, body in held.items() if name not in leaving}
        arriving = (*twins, clock)
        steps.append(Step(arriving, leaving, kept | {one.id: one.body for one in arriving}))
    return steps


def commit_all(archive: Path, steps: list[Step]) -> None:
    with Archive.open(archive).writer() as writer:
        for number, step in enumerate(steps[1:], 1):
            writer.put(step.arriving)
            for name in step.leaving:
                writer.remove(name)
            writer.commit()
            if number % _COMMITS_TO_AN_OPTIMIZE == 0:
                writer.optimize()


def read_on(archive: Path, steps: list[Step], tell: Tell) -> None:
    """Ask until the last commit is seen, now a kept engine, now a new one; tells how often, and what was new."""
    choose = Random(os.getpid())  # noqa: S311 -- each reader looks elsewhere
    kept, last, answers, news = open_engine(archive), 0, 0, 0
    while last < len(steps) - 1:
        engine = choose.choice([kept, open_engine(archive)])
        number = _ask(engine, steps)
        assert number >= last, f"commit {number} after commit {last}"
        if number:
            _read_one(engine, steps[number].state, choose)
        answers += 1
        news += number > last
        last = number
    tell(b"%d %d" % (answers, news))


def _ask(engine: Engine, steps: list[Step]) -> int:
    """Ask for everything; the commit that the answer is from."""
    page = engine.search(SearchRequest(parse("ledger"), limit=100, facets=("outlet",), snippets=1))
    found = {hit.article.id: hit.article.body for hit in page.hits}
    number = _number(found[_CLOCK]) if found else 0
    assert found == steps[number].state, f"commit {number} has other articles"
    assert page.total == len(page.hits) == sum(count.articles for count in page.facets[0].counts)
    return number


def _read_one(engine: Engine, state: State, choose: Random) -> None:
    """Read an article whole, and find it and its twin by a phrase: as in this state, or in a later one."""
    name = choose.choice(sorted(state))
    whole = engine.article(name)
    assert whole is None or _number(whole.body) >= _number(state[name])
    if name != _CLOCK:
        hits = engine.search(SearchRequest(parse(f'"entry {_number(state[name])}" -clock'))).hits
        assert len(hits) in (0, 2), f"one of a pair without the other: {[hit.article.body for hit in hits]}"


def _entry(name: str, number: int) -> Article:
    one = article(
        f"The {name}", f"Ledger entry {number} of the {name}.", outlet="The Ledger", name=f"{name}.txt"
    )
    return replace(one, id=article_id(supplied=("ledger", name)))


def _number(body: str) -> int:
    return int(body.split()[2])


@dataclass(frozen=True)
class Watched:
    """What the readers saw, and what they and the writer said when something went wrong."""

    answers: int
    states: int
    """Changes of state that a reader noticed, summed over the readers."""
    errors: tuple[str, ...]


def watch(archive: Path, commits: int, seed: int) -> Watched:
    """Let one writer make so many commits under the eyes of the readers."""
    steps = draw(commits, seed)
    Archive.open_or_create(archive)
    readers = [start(lambda tell: read_on(archive, steps, tell)) for _ in range(_READERS)]
    writer = start(lambda tell: commit_all(archive, steps))
    errors: list[str] = []
    if _finish(writer, errors)[0]:
        for reader in readers:
            os.kill(reader.pid, signal.SIGKILL)
    told = [_finish(reader, errors)[1].split() or [b"0", b"0"] for reader in readers]
    answers, news = (sum(map(int, counts)) for counts in zip(*told, strict=True))
    return Watched(answers, news, tuple(errors))


def _finish(running: Running, errors: list[str]) -> tuple[int, bytes]:
    code, told = wait(running)
    said = read_to_end(running.messages, 10) or b""
    if code or said:
        errors.append(f"exit code {code}: {said.decode(errors='replace')}")
    return code, told


def report(watched: Watched, commits: int, seed: int) -> str:
    counts = f"{watched.answers} answers and as many articles read, {watched.states} changes of state noticed"
    return "\n".join([f"{commits} commits, seed {seed}: {counts}", *watched.errors]) + "\n"


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m torture.readers", description=__doc__)
    options.add_argument("--commits", type=int, default=5_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="readers-") as folder:
        watched = watch(Path(folder) / "archive", chosen.commits, chosen.seed)
    sys.stdout.write(report(watched, chosen.commits, chosen.seed))
    return 1 if watched.errors else 0


if __name__ == "__main__":
    sys.exit(main())
