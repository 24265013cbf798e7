"""One indexing run: paths in, articles into the archive, a report out.

Work is committed every few seconds or some thousand articles, so that an interrupted
run keeps all but the last moments and can be started again: what is already held is
recognised and not written twice.
"""

import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from index.archive import Archive
from index.errors import InputRejected
from index.ingest.inputs import EVERYTHING, PIPED, Inputs, Part, find_inputs
from index.ingest.readers import Readers
from index.ingest.reading import Job, Reading, joined
from index.writer import Outcome

_NO_MAPPING: Mapping[str, str] = {}
MOST_PENDING = 20_000
"""Articles waiting for a commit, each about its text in memory; some batches for every worker process."""
_LONGEST_WAIT = 5.0
"""Seconds between commits."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    inputs_done: int
    inputs_total: int
    articles: int
    rejected: int
    committed: int
    """Of the articles, those that an interruption would not lose."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did."""

    added: int
    updated: int
    unchanged: int
    rejected: tuple[InputRejected, ...]
    skipped: int
    """Files in folders that are in no format that is read."""
    passed_over: Mapping[str, int] = field(default_factory=dict)
    """How many members of inputs are of kinds that are not read, by kind."""


def read_only(
    paths: Sequence[str | Path],
    part: Part = EVERYTHING,
    mapping: Mapping[str, str] = _NO_MAPPING,
    piped: Path | None = None,
) -> list[Reading]:
    """What every input under `paths` holds, in the order of `find_inputs`; nothing is written.

    `piped` is the file that holds standard input, where that is among the paths.
    """
    inputs = find_inputs(paths, part)
    readings: dict[Path, list[Reading]] = {path: [] for path in inputs.files}
    with Readers(os.cpu_count() or 1) as readers:
        for reading, _ in readers.read(_jobs(inputs, mapping, piped), in_order=True):
            readings[reading.path].append(reading)
    return [
        *(joined(path, pieces) for path, pieces in readings.items()),
        *(Reading(path, is_skipped=True) for path in inputs.skipped),
    ]


def ingest(
    archive: Archive,
    paths: Sequence[str | Path],
    *,
    part: Part = EVERYTHING,
    mapping: Mapping[str, str] = _NO_MAPPING,
    piped: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Read every input under `paths` into the archive and commit.

    A bad input is reported and the rest goes on. `mapping` says which column of a table
    holds which field; `piped` is as in `read_only`. Raises ArchiveLocked while another process writes.
    """
    inputs = find_inputs(paths, part)
    outcomes: Counter[Outcome] = Counter()
    rejected: list[InputRejected] = []
    passed_over: Counter[str] = Counter()
    skipped = len(inputs.skipped)
    done, committed = 0, 0
    processes = os.cpu_count() or 1
    with archive.writer(processes) as writer, Readers(processes) as readers:
        committed_at = time.monotonic()
        for reading, is_last in readers.read(_jobs(inputs, mapping, piped)):
            rejected.extend(reading.rejected)
            outcomes.update(writer.put(reading.articles))
            passed_over.update(reading.passed_over)
            skipped += reading.is_skipped
            done += is_last
            if writer.pending >= MOST_PENDING or time.monotonic() - committed_at > _LONGEST_WAIT:
                writer.commit()
                committed_at = time.monotonic()
            if not writer.pending:
                committed = outcomes.total()
            if on_progress:
                on_progress(Progress(done, len(inputs.files), outcomes.total(), len(rejected), committed))
    order = {path: number for number, path in enumerate(inputs.files)}
    rejected.sort(key=lambda error: (order[error.path], _natural(error.member)))
    return Report(
        outcomes["added"], outcomes["updated"], outcomes["unchanged"], tuple(rejected), skipped, passed_over
    )


def _jobs(inputs: Inputs, mapping: Mapping[str, str], piped: Path | None) -> Iterator[Job]:
    today = date.today()
    return (
        Job(path, today, path in inputs.named, mapping, held=piped if path == PIPED else None)
        for path in inputs.files
    )


def _natural(member: str | None) -> tuple[bool, list[tuple[int, str]]]:
    """A key to sort members by, numbers as such; what is said of the whole input, or its rest, is last.

    Numbers are compared by their digits: a name of others may be a number too long to read.
    """
    pieces = re.split(r"([0-9]+)", member or "")
    return member is None, [
        (len(number), number) if (number := piece.lstrip("0")).isdecimal() else (0, piece) for piece in pieces
    ]
