"""One process that reads inputs: `python -m index.ingest.worker SECONDS`.

It reads jobs on stdin, a line of JSON each, and answers with a line before and after
every member and an empty one at the end, each sent at once: whoever listens knows
what was done and what was being done when the process ends before its time. Behind the
line after a member come its articles, as they will be stored, in the sizes that it says.

Telling of each row of a dataset takes longer than reading it. So members that take no time are
told of together, a run of some milliseconds, announced by its first. What a process that ends
within one has read of it is lost; it is read again by a careful job, which tells of every member.

The process ends itself so. The system's alarm goes off when a member takes more than
SECONDS, whatever a parser holds and also where nobody listens any more, and sooner within a run;
the system limits its memory as well, and a process that has met that limit lets a fresh one go
on. Where a system has neither, as Windows, it goes without.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple

import msgspec

from index.arrival import Arrival
from index.errors import InputRejected
from index.ingest.reading import TOO_MUCH_MEMORY, Job, Place, Reading, joined, read_job
from index.memory import expect_few_cycles

MOST_MEMORY = 768 << 20
"""Bytes of a worker's own data."""
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode
_RUN = 0.02
"""Seconds, after which the next member begins another run."""
_QUICK = 0.005
"""Seconds; a member that takes more is told of by itself, and so is the next."""
_LONGEST_RUN = 2.0
"""Seconds that a run may take, its last member included."""
_LONGEST_SILENCE = 0.5
"""Seconds; a worker that passes over the members of others says so, and may go on."""


class Step(NamedTuple):
    """How far a worker has come with its job."""

    place: Place
    reading: Reading | None = None
    """What became of the members up to this place that nothing was said of yet; None where it begins with one."""
    is_run: bool = False
    """Whether it goes on behind that one without telling."""


def work(jobs: BinaryIO, answers: BinaryIO, longest: float) -> None:
    """Answer jobs until there are no more, or until memory has run out."""
    for line in jobs:
        _set_alarm(longest)
        job = job_from_json(line)
        answer = _Answer(job, answers, longest)
        is_spent = is_reading = False
        for place, reading in read_job(job):
            if reading is None:
                answer.begin(place)
            elif is_reading or not (reading.is_empty and reading.is_final):
                is_spent = _ran_out(reading)
                answer.end(place, reading)
                if is_spent and is_reading:
                    answer.send()
                    return
            else:
                answer.pass_over(place)
            is_reading = reading is None
        answer.finish()
        if is_spent:
            return


class _Answer:
    """What a process says of one job."""

    def __init__(self, job: Job, answers: BinaryIO, longest: float) -> None:
        self._job = job
        self._answers = answers
        self._longest = longest
        self._unsent: list[Reading] = []
        self._place = Place(-1)
        """Of the last of these."""
        self._is_run = False
        self._was_quick = False
        self._begun_at = self._sent_at = time.monotonic()

    def begin(self, place: Place) -> None:
        """A member is going to be read."""
        self._begun_at = time.monotonic()
        if self._is_run and self._begun_at - self._sent_at < _RUN:
            return
        is_run = self._was_quick and not self._job.is_careful
        self.send(_encode({"place": place, "is_run": is_run}) + b"\n", is_run=is_run)

    def end(self, place: Place, reading: Reading) -> None:
        """Something was read."""
        self._was_quick = time.monotonic() - self._begun_at < _QUICK
        self._unsent.append(reading)
        self._place = place
        if not self._is_run:
            self.send()

    def pass_over(self, place: Place) -> None:
        """A member is for others: nobody needs to know, but that this process is alive."""
        if time.monotonic() - self._sent_at > _LONGEST_SILENCE:
            self._unsent.append(Reading(self._job.path))
            self._place = place
            self.send()

    def finish(self) -> None:
        """The job is done."""
        self.send(b"\n")
        _set_alarm(0)

    def send(self, line: bytes = b"", *, is_run: bool = False) -> None:
        """Have all be known that is not yet, and perhaps a line behind it, which may begin a run."""
        _set_alarm(0)  # whoever listens may take his time
        if self._unsent:
            self._answers.write(_to_lines(self._place, joined(self._job.path, self._unsent)))
            self._unsent = []
        if line:
            self._answers.write(line)
        self._answers.flush()
        self._is_run = is_run
        self._sent_at = time.monotonic()
        _set_alarm(min(self._longest, _LONGEST_RUN) if is_run else self._longest)


def main() -> None:
    """Work for who started this process, and say nothing to anyone else."""
    _limit_memory()
    expect_few_cycles()
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # whoever started this may have it ignored
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):  # what a parser has to say would stand among the answers, or fill a pipe
        os.dup2(nothing, descriptor)
    work(jobs, answers, float(sys.argv[1]))


def job_to_json(job: Job) -> bytes:
    """A line that `job_from_json` reads."""
    stated = {
        "path": str(job.path),
        "today": job.today.isoformat(),
        "is_named": job.is_named,
        "mapping": dict(job.mapping),
        "part": job.part,
        "parts": job.parts,
        "first": job.first,
        "held": job.held and str(job.held),
        "is_careful": job.is_careful,
    }
    return json.dumps(stated).encode() + b"\n"


def job_from_json(line: bytes) -> Job:
    """The job of a line from `job_to_json`."""
    stated = json.loads(line)
    held = Path(stated["held"]) if stated["held"] else None
    read = {"path": Path(stated["path"]), "today": date.fromisoformat(stated["today"]), "held": held}
    return Job(**stated | read)


def _to_lines(place: Place, reading: Reading) -> bytes:
    stated: dict[str, object] = {"place": place}
    texts = [arrival.text for arrival in reading.arrivals]
    stated["articles"] = [
        (arrival.identity, arrival.place, len(text))
        for arrival, text in zip(reading.arrivals, texts, strict=True)
    ]
    if reading.rejected:
        stated["rejected"] = [{"member": each.member, "reason": each.reason} for each in reading.rejected]
    if reading.is_skipped:
        stated["is_skipped"] = True
    if reading.passed_over:
        stated["passed_over"] = dict(reading.passed_over)
    if reading.unused:
        stated["unused"] = reading.unused
    if not reading.is_final:
        stated["is_final"] = False
    return b"".join([_encode(stated), b"\n", *texts])


def read_steps(path: Path, answers: IO[bytes]) -> Iterator[Step]:
    """What a worker tells of a job. Raises EOFError where that has ended before the job."""
    while (line := _line(answers)) != b"\n":
        stated = _decode(line)
        place = Place(*stated["place"])
        if "articles" not in stated:
            yield Step(place, None, stated["is_run"])
            continue
        reading = Reading(
            path,
            tuple(_arrivals(stated["articles"], answers)),
            tuple([InputRejected(path, **each) for each in stated.get("rejected", ())]),
            stated.get("is_skipped", False),
            stated.get("passed_over", {}),
            stated.get("is_final", True),
            tuple(stated.get("unused", ())),
        )
        yield Step(place, reading)


def _arrivals(stated: Sequence[tuple[list[str], list[str], int]], answers: IO[bytes]) -> Iterator[Arrival]:
    sizes = [size for _, _, size in stated]
    texts = answers.read(sum(sizes))
    if len(texts) < sum(sizes):
        raise EOFError
    for (identity, place, size), end in zip(stated, accumulate(sizes), strict=True):
        yield Arrival(tuple(identity), tuple(place), texts[end - size : end])  # type: ignore[arg-type]


def _line(answers: IO[bytes]) -> bytes:
    line = answers.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    return line


def _ran_out(reading: Reading) -> bool:
    return any(error.reason == TOO_MUCH_MEMORY for error in reading.rejected)


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory() -> None:
    try:
        import resource  # there is none on Windows
    except ImportError:
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
