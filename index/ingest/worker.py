"""One process that reads inputs: `python -m index.ingest.worker FILE`.

It reads jobs on stdin, a line of JSON each, and answers each with a line for every
member and an empty one. Lines are sent many at a time; FILE always has the number of
the member that is being read, so that whoever waits in vain knows which one to give up.
The process's memory is limited: what a page makes of it must not take the machine.
"""

import json
import logging
import os
import sys
import time
import warnings
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import BinaryIO

from index.article import article_from_json, article_to_json
from index.errors import InputRejected
from index.ingest.reading import Job, Reading, read_job

MOST_MEMORY = 768 << 20
"""Bytes of a worker's own data, where the system can limit that."""


NUMBER = 8
"""Bytes of the number in FILE, little-endian and signed."""
_LONGEST_SILENCE = 0.5
"""Seconds after which what is known is sent."""


def work(jobs: BinaryIO, answers: BinaryIO, current: int) -> None:
    """Answer jobs until there are no more; `current` is a descriptor of FILE."""
    sent_at = time.monotonic()
    for line in jobs:
        for number, reading in read_job(job_from_json(line)):
            if reading is None:
                if time.monotonic() - sent_at > _LONGEST_SILENCE:
                    answers.flush()
                    sent_at = time.monotonic()
                os.lseek(current, 0, os.SEEK_SET)
                os.write(current, number.to_bytes(NUMBER, "little", signed=True))
            else:
                answers.write(_to_json(number, reading))
        answers.write(b"\n")
        answers.flush()


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
        "given_up": job.given_up,
    }
    return json.dumps(stated).encode() + b"\n"


def job_from_json(line: bytes) -> Job:
    """The job of a line from `job_to_json`."""
    stated = json.loads(line)
    return Job(
        **stated
        | {
            "path": Path(stated["path"]),
            "today": date.fromisoformat(stated["today"]),
            "given_up": tuple(stated["given_up"]),
        }
    )


def _to_json(number: int, reading: Reading) -> bytes:
    stated = {
        "number": number,
        "articles": [article_to_json(article) for article in reading.articles],
        "rejected": [{"member": each.member, "reason": each.reason} for each in reading.rejected],
        "is_skipped": reading.is_skipped,
    }
    return json.dumps(stated, separators=(",", ":")).encode() + b"\n"


def reading_from_json(path: Path, line: bytes) -> tuple[int, Reading]:
    """A member's number, and what became of it, from a line that a worker wrote."""
    stated = json.loads(line)
    return stated["number"], Reading(
        path,
        tuple(map(article_from_json, stated["articles"])),
        tuple(InputRejected(path, **each) for each in stated["rejected"]),
        stated["is_skipped"],
    )


def _limit_memory() -> None:
    try:
        import resource  # there is none on Windows
    except ImportError:
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    _limit_memory()
    # What a parser has to say about a page is of no use to anyone, and could fill the pipe.
    logging.disable()
    warnings.simplefilter("ignore")
    work(sys.stdin.buffer, sys.stdout.buffer, os.open(sys.argv[1], os.O_RDWR | getattr(os, "O_BINARY", 0)))
