"""Real crashes: writers in processes of their own, and the oracle of what an archive may hold after them.

Whatever a writer will do is drawn before it starts, so whoever ends it knows every
state it can commit, in order. The writer acknowledges a commit by a byte into a pipe
once the call has returned: after k of them the archive holds state k or, if one was in
flight, state k + 1, and never another. A writer is forked from a process that has
imported everything, because starting Python takes longer than the commits to be
interrupted; only `search index` itself is started as a user starts it.
"""

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

from command_line import ROOT, environment
from msgspec.structs import replace
from newsroom import article

from index.archive import Archive
from index.article import Article, Source
from index.generations import CURRENT, INPUTS, load_current
from index.identity import article_id
from index.ingest.run import Progress, ingest
from index.lock import LOCK
from index.manifest import manifest_name
from index.storage import FolderStorage

State = Mapping[str, tuple[str, str]]
"""What an archive holds: by id, where each article was read and its body."""
Tell = Callable[[bytes], object]

OPEN, BEGUN, DONE = b"o", b"b", b"d"
"""What a writer tells: it has the lock; it begins a commit; the commit has returned."""

_LOGS = 32
"""Articles that come, change and go; with many at once, all of them."""
_FILES = 15
_STEPS = 3
_SMALL_BATCH = 8
"""Articles that become one segment, where worker processes are to have something to do."""
_FEW_PENDING = 5
_ORIGIN = "STARTED_BY"
"""The variable by which the processes of a writer are known."""


@dataclass(frozen=True)
class Plan:
    """What a writer is going to do, and every state it can commit: the one it finds, then one for each commit."""

    work: Callable[[Tell], None]
    states: list[State]


@dataclass(frozen=True)
class Running:
    """A writer at work: its process, and the reading ends of its two pipes."""

    pid: int
    told: int
    messages: int


@dataclass(frozen=True)
class Step:
    """One commit of a writer."""

    arriving: tuple[Article, ...]
    leaving: tuple[str, ...] = ()
    optimize: bool = False

    def after(self, state: State) -> State:
        kept = {name: held for name, held in state.items() if name not in self.leaving}
        return kept | {one.id: _held(one) for one in self.arriving}


def held(archive: Path) -> State:
    """All that an archive holds, every article of it read. Raises NewsError."""
    opened = Archive.open(archive)
    ids = opened.ids_with_prefix("")
    articles = [one for one in map(opened.article, ids) if one]
    assert len(articles) == len(ids) == opened.stats().articles
    return {one.id: _held(one) for one in articles}


def strays(archive: Path) -> set[str]:
    """The files that nothing names, and the folders with nothing in them."""
    manifest = load_current(FolderStorage(archive))
    named = {
        CURRENT,
        INPUTS,
        LOCK,
        manifest_name(manifest.generation),
        *(path for path, _ in manifest.files()),
    }
    there = {
        str(path.relative_to(archive))
        for path in archive.rglob("*")
        if path.is_file() or (path.parent != archive and not any(path.iterdir()))
    }
    return there - named


def log(number: int, choose: Random) -> Article:
    """An article that keeps its id whatever it says."""
    entry = f"Entry {choose.getrandbits(32)} of log {number}. "
    body = (entry + "The ferry sailed on time again. " * choose.randrange(40)).strip()
    one = article(f"Log {number}", body, name=f"log-{number}.txt")
    return replace(one, id=article_id(supplied=("logs", str(number))))


def draw_steps(choose: Random, most: int) -> list[Step]:
    """Commits of up to so many articles, a tenth of them with a merge of all segments."""
    steps = []
    for _ in range(_STEPS):
        numbers = choose.sample(range(_LOGS), choose.randint(2, most))
        arriving = tuple(log(number, choose) for number in numbers[1:])
        leaving = (article_id(supplied=("logs", str(numbers[0]))),)
        steps.append(Step(arriving, leaving, optimize=choose.random() < 0.1))
    return steps


def write_steps(archive: Path, steps: list[Step], processes: int, tell: Tell) -> None:
    with Archive.open(archive).writer(processes) as writer:
        tell(OPEN)
        for step in steps:
            writer.put(step.arriving)
            for name in step.leaving:
                writer.remove(name)
            tell(BEGUN)
            if step.optimize:
                writer.optimize()
            else:
                writer.commit()
            tell(DONE)


def plan_writer(archive: Path, desk: Path, state: State, choose: Random) -> Plan:
    """A writer that turns articles into segments itself."""
    steps = draw_steps(choose, 6)
    return Plan(lambda tell: write_steps(archive, steps, 1, tell), _states(state, steps))


def plan_workers(archive: Path, desk: Path, state: State, choose: Random) -> Plan:
    """A writer with two worker processes, which write most of its segments."""
    steps = draw_steps(choose, _LOGS)

    def work(tell: Tell) -> None:
        with patch("index.writer._BATCH", _SMALL_BATCH):
            write_steps(archive, steps, 2, tell)

    return Plan(work, _states(state, steps))


def plan_ingest(archive: Path, desk: Path, state: State, choose: Random) -> Plan:
    """A run over a folder that commits every few files; what it calls committed is acknowledged.

    One process reads for it, because two would come back in any order.
    """
    rewrite(desk, choose)
    states, done_at, pending = [state], [], 0
    for done, path in enumerate(sorted(desk.iterdir()), 1):
        after = _with_file(state, path)
        pending += len(after.keys() ^ state.keys())
        state = after
        if pending >= _FEW_PENDING or (pending and done == _FILES):
            states.append(state)
            done_at.append(done)
            pending = 0

    def work(tell: Tell) -> None:
        told = 0

        def show(progress: Progress) -> None:
            nonlocal told
            done = sum(at <= progress.committed for at in done_at)
            tell(DONE * (done - told) + BEGUN)
            told = done

        with patch("index.ingest.commits.MOST_PENDING", _FEW_PENDING), patch("os.cpu_count", return_value=1):
            ingest(Archive.open(archive), [desk], on_progress=show)

    return Plan(work, states)


def plan_command(archive: Path, desk: Path, state: State, choose: Random) -> Plan:
    """`search index FOLDER`, which acknowledges by its exit code."""
    rewrite(desk, choose)
    after = state
    for path in sorted(desk.iterdir()):
        after = _with_file(after, path)

    def work(tell: Tell) -> None:
        os.chdir(ROOT)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        command = [sys.executable, "-m", "tui.cli", "index", str(desk)]
        os.execve(sys.executable, command, environment(archive, **{_ORIGIN: str(os.getpid())}))  # noqa: S606 -- there is no shell to start

    return Plan(work, [state, after])


PLANS: dict[str, Callable[[Path, Path, State, Random], Plan]] = {
    "writer": plan_writer,
    "workers": plan_workers,
    "ingest": plan_ingest,
    "command": plan_command,
}


def rewrite(desk: Path, choose: Random) -> None:
    """Change some of the files of a folder, or make them all."""
    desk.mkdir(exist_ok=True)
    for number in range(_FILES):
        page = desk / f"page-{number:02}.txt"
        if not page.exists() or choose.random() < 0.6:
            page.write_text(
                f"Page {number}\n\nEdition {choose.getrandbits(32)} of this page, held at the desk.\n"
            )


def start(work: Callable[[Tell], None]) -> Running:
    """Do the work in a forked process, whose exit code is 0 unless it raises."""
    told, tell = os.pipe()
    messages, say = os.pipe()
    if pid := os.fork():
        os.close(tell)
        os.close(say)
        return Running(pid, told, messages)
    code = 1
    with suppress(BaseException):
        os.dup2(say, 2)
        os.environ[_ORIGIN] = str(os.getpid())
        try:
            work(lambda mark: os.write(tell, mark))
            code = 0
        finally:
            os.write(2, traceback.format_exc().encode() if code else b"")
    os._exit(code)


def kill(running: Running) -> None:
    os.kill(running.pid, signal.SIGKILL)


def wait(running: Running) -> tuple[int, bytes]:
    """How the process ended, as `Popen.returncode` has it, and what it told until then."""
    _, status = os.waitpid(running.pid, 0)
    told = read_to_end(running.told, 10)
    assert told is not None, "somebody has inherited the pipe"
    return os.waitstatus_to_exitcode(status), told


def descendants(writer: Running) -> list[int]:
    """The processes a writer started that still run, by their ids; none where there is no /proc to tell."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):  # one that has just ended, or is not ours to look at
            if f"{_ORIGIN}={writer.pid}".encode() in environ.read_bytes().split(b"\0"):
                found.append(int(environ.parent.name))
    return found


def read_to_end(pipe: int, seconds: float) -> bytes | None:
    """All that is written into a pipe; None where somebody still has it open after so many seconds."""
    said, deadline = b"", time.monotonic() + seconds
    try:
        while select.select([pipe], [], [], max(deadline - time.monotonic(), 0))[0]:
            if not (piece := os.read(pipe, 65536)):
                return said
            said += piece
        return None
    finally:
        os.close(pipe)


def _states(state: State, steps: list[Step]) -> list[State]:
    states = [state]
    for step in steps:
        states.append(step.after(states[-1]))
    return states


def _with_file(state: State, path: Path) -> State:
    """A state once a file has been read again: what it said before is replaced."""
    title, body = path.read_text().strip().split("\n\n")
    now = replace(article(title, body), source=Source(str(path), None, "text"))
    kept = {name: held for name, held in state.items() if held[0] != str(path)}
    return kept | {now.id: _held(now)}


def _held(one: Article) -> tuple[str, str]:
    return one.source.path, one.body
