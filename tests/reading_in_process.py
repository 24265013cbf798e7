"""Reading inputs in the process of a test: as `index.ingest.run.read_only` does, without processes for it."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from index.ingest.inputs import find_inputs
from index.ingest.reading import Job, Reading, joined, read_job, without_article


def read_inputs(paths: Sequence[str | Path], *, today: date) -> Iterator[Reading]:
    """Read every file that `paths` lead to, one Reading each, in the order of `find_inputs`."""
    inputs = find_inputs(paths)
    for path in inputs.files:
        steps = read_job(Job(path, today, path in inputs.named))
        reading = joined(path, [reading for _, reading in steps if reading])
        yield without_article(path) if reading.is_empty else reading
