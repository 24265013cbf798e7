"""One indexing run: paths in, articles into the archive, a report out.

Work is committed every few seconds or some thousand articles, so that an interrupted
run keeps all but the last moments and can be started again: what is already held is
recognised and not written twice.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.archive import Archive
from index.errors import InputRejected
from index.ingest.inputs import find_inputs
from index.ingest.readers import Readers
from index.ingest.reading import Job, Reading, joined
from index.writer import Outcome

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


def read_only(paths: Sequence[str | Path]) -> list[Reading]:
    """What every input under `paths` holds, in the order of `find_inputs`; nothing is written."""
    inputs, today = find_inputs(paths), date.today()
    readings = {path: Reading(path) for path in inputs.files}
    with Readers(min(os.cpu_count() or 1, len(inputs.files))) as readers:
        for path, reading in readers.read(Job(path, today, path in inputs.named) for path in inputs.files):
            if reading:
                readings[path] = joined(readings[path], reading)
    return [*readings.values(), *(Reading(path, is_skipped=True) for path in inputs.skipped)]


def ingest(
    archive: Archive, paths: Sequence[str | Path], *, on_progress: Callable[[Progress], None] | None = None
) -> Report:
    """Read every input under `paths` into the archive and commit.

    A bad input is reported and the rest goes on. Raises ArchiveLocked while another
    process writes.
    """
    inputs = find_inputs(paths)
    today = date.today()
    outcomes: Counter[Outcome] = Counter()
    rejected: list[InputRejected] = []
    unfinished, skipped = set(inputs.files), set(inputs.skipped)
    committed_at, committed = time.monotonic(), 0
    processes = os.cpu_count() or 1
    with archive.writer(processes) as writer, Readers(min(processes, len(inputs.files))) as readers:
        for path, reading in readers.read(Job(path, today, path in inputs.named) for path in inputs.files):
            if reading is None:
                unfinished.discard(path)
            else:
                rejected.extend(reading.rejected)
                outcomes.update(writer.put(reading.articles))
                if reading.is_skipped:
                    skipped.add(path)
            if writer.pending >= MOST_PENDING or time.monotonic() - committed_at > _LONGEST_WAIT:
                writer.commit()
                committed_at = time.monotonic()
            if not writer.pending:
                committed = outcomes.total()
            if on_progress:
                done = len(inputs.files) - len(unfinished)
                on_progress(Progress(done, len(inputs.files), outcomes.total(), len(rejected), committed))
    order = {path: number for number, path in enumerate(inputs.files)}
    rejected.sort(key=lambda error: order[error.path])
    return Report(
        outcomes["added"], outcomes["updated"], outcomes["unchanged"], tuple(rejected), len(skipped)
    )
