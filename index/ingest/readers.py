"""Readers: processes that read inputs beside the one that writes, and are given up when one hangs.

A page can be made so that a parser takes for ever, all memory, or the process with it.
A process that says nothing for too long is killed; the member it was at is rejected,
and a new process goes on behind it. Each has a thread here, which feeds it and waits.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Queue, SimpleQueue
from subprocess import Popen
from tempfile import NamedTemporaryFile

from index.errors import InputRejected
from index.ingest.reading import Job, Reading, joined
from index.ingest.worker import NUMBER, job_to_json, reading_from_json
from index.worker_process import start_worker

WORKER = "index.ingest.worker"
LONGEST = 15.0
"""Seconds that one member may take."""
_LARGE = 32 << 20
"""Bytes; several processes share an input that is larger."""
_MOST_TOGETHER = 100
"""Articles that are passed on at once."""
_MOST_WAITING = 64
"""Readings that nobody has taken yet, before the processes wait."""

Came = tuple[Path, Reading | None]
"""A reading of some of an input's members, or None at its end."""


class Readers:
    """Some processes that read, a context manager: leaving it ends them."""

    def __init__(self, processes: int, longest: float = LONGEST) -> None:
        """`longest` is how many seconds one member may take."""
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._came: Queue[Came | BaseException] = Queue(_MOST_WAITING)
        self._hands = [_Hand(self._jobs, self._came, longest) for _ in range(processes)]
        self._is_closing = threading.Event()
        self._watch = threading.Thread(target=self._give_up_late_ones, args=(longest / 50,), daemon=True)

    def __enter__(self) -> "Readers":
        for thread in (self._watch, *self._hands):
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._is_closing.set()
        for hand in self._hands:
            hand.is_closing = True
            hand.kill()
            self._jobs.put(None)
        while any(hand.is_alive() for hand in self._hands):
            with suppress(Exception):  # whoever waits to pass something on
                self._came.get(timeout=0.01)

    def read(self, jobs: Iterable[Job]) -> Iterator[Came]:
        """What becomes of the jobs, as it comes: any number of readings of each, and None at its end."""
        unfinished: Counter[Path] = Counter()
        for job in jobs:
            unfinished[job.path] = parts = len(self._hands) if _is_large(job.path) else 1
            for part in range(parts):
                self._jobs.put(replace(job, part=part, parts=parts))
        while unfinished:
            came = self._came.get()
            if isinstance(came, BaseException):
                raise came
            path, reading = came
            if reading is None:
                unfinished[path] -= 1
                if unfinished[path]:
                    continue
                del unfinished[path]
            yield came

    def _give_up_late_ones(self, pause: float) -> None:
        while not self._is_closing.wait(pause):
            for hand in self._hands:
                if time.monotonic() > hand.late_at:
                    hand.kill()


class _Hand(threading.Thread):
    """One process, and the thread that feeds it."""

    def __init__(
        self, jobs: "SimpleQueue[Job | None]", came: "Queue[Came | BaseException]", longest: float
    ) -> None:
        super().__init__(daemon=True)
        self._jobs = jobs
        self._came = came
        self._longest = longest
        self._process: Popen[bytes] | None = None
        self._current = NamedTemporaryFile(buffering=0)  # noqa: SIM115 - closed when the thread ends
        self.late_at = float("inf")
        """When it is to be given up, by the monotonic clock."""
        self.is_closing = False

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        if process := self._process:
            with suppress(OSError):
                process.kill()

    def run(self) -> None:
        """Do jobs until there are no more."""
        try:
            while not self.is_closing and (job := self._jobs.get()):
                rest: Job | None = job
                while rest and not self.is_closing:
                    rest = self._read(rest)
                self._came.put((job.path, None))
        except BaseException as error:  # noqa: BLE001 - raised again by who waits for readings
            self._came.put(error)
        finally:
            self.kill()
            if self._process:
                self._process.communicate()
            self._current.close()

    def _read(self, job: Job) -> Job | None:
        """Do a job as far as one process gets; what is left of it."""
        process = self._process = self._process or start_worker(WORKER, self._current.name)
        assert process.stdin and process.stdout  # noqa: S101 - both are pipes
        self._set_current(job.first - 1)
        with suppress(BrokenPipeError):
            process.stdin.write(job_to_json(job))
            process.stdin.flush()
        first, ready = job.first, Reading(job.path)
        while True:
            self.late_at = time.monotonic() + self._longest
            line = process.stdout.readline()
            is_late, self.late_at = time.monotonic() > self.late_at, float("inf")
            if line in (b"\n", b""):
                break
            number, reading = reading_from_json(job.path, line)
            first = number + 1
            ready = joined(ready, reading)
            if len(ready.articles) >= _MOST_TOGETHER:
                self._came.put((job.path, ready))
                ready = Reading(job.path)
        rest = None
        if not line and not self.is_closing:
            at = self._get_current()
            reason = self._bury(process, is_late)
            member = str(at + 1) if at > 0 else None  # most inputs have one
            ready = joined(
                ready, Reading(job.path, rejected=(InputRejected(job.path, reason, member=member),))
            )
            rest = replace(job, first=first, given_up=(*job.given_up, at)) if at >= first else None
        self._came.put((job.path, ready))
        return rest

    def _bury(self, process: "Popen[bytes]", is_late: bool) -> str:
        """Clear away a process that has ended; why it has."""
        said = process.communicate()[1].decode(errors="replace").splitlines()
        self._process = None
        if is_late:
            return f"given up after {self._longest:g} seconds"
        return f"the process that read it ended: {said[-1] if said else f'exit code {process.returncode}'}"

    def _set_current(self, number: int) -> None:
        self._current.seek(0)
        self._current.write(number.to_bytes(NUMBER, "little", signed=True))

    def _get_current(self) -> int:
        self._current.seek(0)
        return int.from_bytes(self._current.read(NUMBER), "little", signed=True)


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size > _LARGE
    except (OSError, ValueError):
        return False
