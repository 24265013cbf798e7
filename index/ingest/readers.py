"""Readers: processes that read inputs beside the one that writes, and are replaced when one ends.

A page can be made so that a parser takes for ever, all memory, or the process with it.
A worker ends itself then, see `worker`; the member it was at is rejected, and a new
process goes on behind it. Each worker has a thread here, which starts it when there
is something to read, feeds it and waits.

One process reads rows faster than the others index them, and pages far more slowly: so of a
single input, which several could share, another reads only when nobody has anything to index.
"""

import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from queue import Empty, Queue
from subprocess import Popen

from index.errors import InputRejected
from index.ingest.reading import Job, Reading, joined, without_article
from index.ingest.worker import Step, job_to_json, read_steps
from index.worker_process import start_worker

WORKER = "index.ingest.worker"
LONGEST = 15.0
"""Seconds that one member may take."""
_LARGE = 32 << 20
"""Bytes; several processes share an input that is larger."""
_MOST_TOGETHER = 100
"""Articles and rejections that are passed on at once."""
_MOST_WAITING = 64
"""Readings that nobody has taken yet, before the processes wait."""
_PATIENCE = 0.25
"""Seconds, and"""
_MEMBER = 0.7e-3
"""seconds for every member, that a writer with nothing to do waits before another process reads too. A row takes a fifth of that."""

_Came = tuple[Job, Reading, bool]
"""A reading of some members of a job, and whether the job is done."""


class Readers:
    """Some processes that read, a context manager: leaving it ends them."""

    def __init__(self, processes: int, longest: float = LONGEST) -> None:
        """At most so many processes; `longest` is how many seconds one member may take."""
        self._came: Queue[_Came | BaseException | None] = Queue(_MOST_WAITING)
        self._taking = threading.Lock()
        self._jobs: Iterator[Job] = iter(())
        self._hands = [_Hand(self._next_job, self._came, longest) for _ in range(processes)]

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *error: object) -> None:
        for hand in self._hands:
            hand.close()
        while any(hand.is_alive() for hand in self._hands):
            with suppress(Empty):  # whoever waits to pass something on
                self._came.get(timeout=0.01)

    def read(
        self,
        jobs: Iterable[Job],
        *,
        in_order: bool = False,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Iterator[tuple[Reading, bool]]:
        """What becomes of inputs, as it comes: some members' reading, and whether it is the input's last.

        To be called once. With `in_order`, no input is shared, so that its members come in order.
        `is_wanted` says whether whoever takes the readings has nothing else to do.
        """
        jobs = iter(jobs)
        first = list(islice(jobs, len(self._hands)))
        self._jobs = _parts(chain(first, jobs), 1 if in_order else len(self._hands))
        inputs: dict[Path, _Input] = {}
        at_once = max(1, len(first))
        idle, at_work = deque(self._hands[at_once:]), at_once
        for hand in self._hands[:at_once]:
            hand.start()
        members, waited = 0, 0.0
        while at_work:
            waits_since = time.monotonic()
            came = self._came.get()
            if isinstance(came, BaseException):
                raise came
            if came is None:
                at_work -= 1
                continue
            job, reading, is_done = came
            waited += time.monotonic() - waits_since if members else 0.0  # the first takes a start
            members += reading.size
            if idle and waited > _PATIENCE + _MEMBER * members and is_wanted():
                idle.popleft().start()
                at_work += 1
            one = inputs.setdefault(job.path, _Input(job.parts))
            reading = one.take(reading, is_done)
            if not one.parts_left:
                del inputs[job.path]
            yield reading, not one.parts_left

    def _next_job(self) -> Job | None:
        with self._taking:
            return next(self._jobs, None)


@dataclass(slots=True)
class _Input:
    """What is known of an input that is being read."""

    parts_left: int
    is_empty: bool = True
    reasons: set[str] = field(default_factory=set)
    """Why the whole of it, or its rest, was rejected; every process that shares it says so."""

    def take(self, reading: Reading, is_done: bool) -> Reading:
        """What is new in a reading."""
        self.parts_left -= is_done
        self.is_empty = self.is_empty and reading.is_empty
        if self.is_empty and not self.parts_left:
            return without_article(reading.path)
        new = [error for error in reading.rejected if error.member or error.reason not in self.reasons]
        self.reasons.update(error.reason for error in new if not error.member)
        return reading._replace(rejected=tuple(new))


class _Hand(threading.Thread):
    """One process, and the thread that feeds it."""

    def __init__(
        self,
        next_job: Callable[[], Job | None],
        came: "Queue[_Came | BaseException | None]",
        longest: float,
    ) -> None:
        super().__init__(daemon=True)
        self._next_job = next_job
        self._came = came
        self._longest = longest
        self._process: Popen[bytes] | None = None
        self._starting = threading.Lock()
        self._is_closing = False

    def close(self) -> None:
        """End the process at once, whatever it does, and start no other."""
        with self._starting:
            self._is_closing = True
            if self._process:
                self._process.kill()

    def run(self) -> None:
        """Do jobs until there are no more."""
        try:
            while not self._is_closing and (job := self._next_job()):
                rest: Job | None = job
                while rest:
                    rest = self._read(rest)
        except BaseException as error:  # noqa: BLE001 - raised again by who waits for readings
            self._came.put(error)
        else:
            self._came.put(None)
        finally:
            self.close()
            if self._process:
                self._process.communicate()

    def _read(self, job: Job) -> Job | None:
        """Do a job as far as one process gets; what is left of it."""
        is_fresh = self._process is None
        if not (process := self._worker()):
            return None
        assert process.stdin and process.stdout  # noqa: S101 - both are pipes
        with suppress(BrokenPipeError):
            process.stdin.write(job_to_json(job))
            process.stdin.flush()
        step: Step | None = None
        ready: list[Reading] = []
        waiting = 0
        with suppress(EOFError):  # where it has ended, perhaps in the middle of a line
            for step in read_steps(job.path, process.stdout):
                if reading := step.reading:
                    ready.append(reading)
                    waiting += reading.size
                    if waiting >= _MOST_TOGETHER:
                        self._came.put((job, joined(job.path, ready), False))
                        ready, waiting = [], 0
            self._came.put((job, joined(job.path, ready), True))
            return None
        if self._is_closing:
            return None
        code, reason = self._bury(process)
        if step is None and not is_fresh and code != -_ALARM:
            return job  # it has ended before it began with this
        rest, is_reading = None, False
        if step and step.is_run:
            rest = replace(job, first=step.place.number, is_careful=True)
        elif step:
            is_reading = step.reading is None
            if is_reading or (code == 0 and step.place.number >= job.first):
                rest = replace(job, first=step.place.number + 1, is_careful=False)
        if is_reading or not rest:
            member = step.place.member if step and is_reading else None
            rejected = InputRejected(job.path, reason, member=member)
            ready.append(Reading(job.path, rejected=(rejected,), is_final=False))
        self._came.put((job, joined(job.path, ready), rest is None))
        return rest

    def _worker(self) -> "Popen[bytes] | None":
        """The process, started if there is none; None when it is time to end."""
        with self._starting:
            if not self._is_closing:
                self._process = self._process or start_worker(WORKER, str(self._longest))
            return None if self._is_closing else self._process

    def _bury(self, process: "Popen[bytes]") -> tuple[int, str]:
        """Clear away a process that has ended; its exit code, and why it has."""
        said = process.communicate()[1].decode(errors="replace").splitlines()
        self._process = None
        code = process.returncode
        if code == -_ALARM:
            return code, f"given up after {self._longest:g} seconds"
        why = said[-1] if said else signal.strsignal(-code) if code < 0 else f"exit code {code}"
        return code, f"the process that read it ended: {why}"


_ALARM: int = getattr(signal, "SIGALRM", 0)


def _parts(jobs: Iterable[Job], parts: int) -> Iterator[Job]:
    """The jobs, each large one once for every process."""
    for job in jobs:
        if parts > 1 and _is_large(job.file):
            yield from (replace(job, part=part, parts=parts) for part in range(parts))
        else:
            yield job


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size > _LARGE
    except (OSError, ValueError):
        return False
