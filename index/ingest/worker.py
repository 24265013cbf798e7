"""One process that reads inputs: `python -m index.ingest.worker SECONDS`.

It reads jobs on stdin, a line of JSON each, and answers with a line before and after
every member and an empty one at the end, each sent at once: whoever listens knows
what was done and what was being done when the process ends before its time. Behind the
line after a member come its articles, a line each, as they will be stored.

The process ends itself so. The system's alarm goes off when a member takes more than
SECONDS, whatever a parser holds and also where nobody listens any more; the system
limits its memory as well, and a process that has met that limit lets a fresh one go
on. Where a system has neither, as Windows, it goes without.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO, BinaryIO

from index.arrival import Arrival
from index.errors import InputRejected
from index.ingest.reading import TOO_MUCH_MEMORY, Job, Place, Reading, read_job

MOST_MEMORY = 768 << 20
"""Bytes of a worker's own data."""
_encode = json.JSONEncoder(separators=(",", ":")).encode
_LONGEST_SILENCE = 0.5
"""Seconds; a worker that passes over the members of others says so, and may go on."""


def work(jobs: BinaryIO, answers: BinaryIO, longest: float) -> None:
    """Answer jobs until there are no more, or until memory has run out."""

    def send(line: bytes) -> None:
        _set_alarm(0)  # whoever listens may take his time
        answers.write(line)
        answers.flush()
        _set_alarm(longest)

    for job in jobs:
        _set_alarm(longest)
        is_reading = is_spent = False
        sent_at = time.monotonic()
        for place, reading in read_job(job_from_json(job)):
            is_passed_over = reading is not None and reading.is_empty and reading.is_final and not is_reading
            if is_passed_over and time.monotonic() - sent_at < _LONGEST_SILENCE:
                continue
            send(_to_lines(place, reading))
            sent_at = time.monotonic()
            is_spent = reading is not None and _ran_out(reading)
            if is_spent and is_reading:
                return
            is_reading = reading is None
        send(b"\n")
        _set_alarm(0)
        if is_spent:
            return


def main() -> None:
    """Work for who started this process, and say nothing to anyone else."""
    _limit_memory()
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
    }
    return json.dumps(stated).encode() + b"\n"


def job_from_json(line: bytes) -> Job:
    """The job of a line from `job_to_json`."""
    stated = json.loads(line)
    held = Path(stated["held"]) if stated["held"] else None
    read = {"path": Path(stated["path"]), "today": date.fromisoformat(stated["today"]), "held": held}
    return Job(**stated | read)


def _to_lines(place: Place, reading: Reading | None) -> bytes:
    stated: dict[str, object] = {"place": place}
    if reading is None:
        return _encode(stated).encode() + b"\n"
    stated["articles"] = [(arrival.identity, arrival.place) for arrival in reading.arrivals]
    if reading.rejected:
        stated["rejected"] = [{"member": each.member, "reason": each.reason} for each in reading.rejected]
    if reading.is_skipped:
        stated["is_skipped"] = True
    if reading.passed_over:
        stated["passed_over"] = dict(reading.passed_over)
    if not reading.is_final:
        stated["is_final"] = False
    texts = [arrival.text for arrival in reading.arrivals]
    return b"\n".join([_encode(stated).encode(), *texts, b""])


def read_steps(path: Path, answers: IO[bytes]) -> Iterator[tuple[Place, Reading | None]]:
    """What `read_job` gives, as a worker tells it. Raises EOFError where that has ended before the job."""
    while (line := _line(answers)) != b"\n":
        stated = json.loads(line)
        place = Place(*stated["place"])
        if "articles" not in stated:
            yield place, None
            continue
        yield (
            place,
            Reading(
                path,
                tuple(
                    [Arrival(tuple(one), tuple(at), _line(answers)[:-1]) for one, at in stated["articles"]]
                ),
                tuple([InputRejected(path, **each) for each in stated.get("rejected", ())]),
                stated.get("is_skipped", False),
                stated.get("passed_over", {}),
                stated.get("is_final", True),
            ),
        )


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
