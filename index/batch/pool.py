"""Who turns batches of articles into segments: the writer's own process, or worker processes beside it.

Workers write files under ids of their own and publish nothing, so that one that dies
leaves only files for the next clean-up. Each has a thread here, which feeds it and
waits for it; threads cost nothing next to a batch.
"""

import json
import subprocess
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol

from index.arrival import Arrival
from index.batch.inverter import Inverter
from index.batch.worker import LENGTH
from index.errors import NewsError
from index.manifest import FileEntry, SegmentEntry
from index.segment_files import write_articles
from index.storage import Storage
from index.worker_process import start_worker

WORKER = "index.batch.worker"


class WorkerDied(NewsError):
    """A process that writes segments has ended before its time; nothing committed is lost."""

    def __init__(self, code: int | None, said: str = "") -> None:
        """`said` is the last line that it wrote to stderr: of a traceback, the error."""
        super().__init__(
            f"an indexing process ended unexpectedly: {said or f'exit code {code}'}",
            advice="Run it again: what was committed is kept. It may need more memory, or room on the disk.",
        )


class Indexers(Protocol):
    """Whoever writes segments, a batch at a time, and publishes nothing."""

    def submit(self, arrivals: Sequence[Arrival]) -> Future[SegmentEntry]:
        """Have a segment written; its entry in time, or OSError or WorkerDied."""

    def close(self) -> None:
        """Let go of what is not finished."""


class Alone:
    """The process that asks."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._inverter = Inverter()

    def submit(self, arrivals: Sequence[Arrival]) -> Future[SegmentEntry]:
        """See Indexers: done when this returns."""
        written: Future[SegmentEntry] = Future()
        written.set_result(self._write(arrivals))
        return written

    def _write(self, arrivals: Sequence[Arrival]) -> SegmentEntry:
        articles, stored = [each.article for each in arrivals], [each.stored for each in arrivals]
        return write_articles(self._storage, self._inverter, articles, stored)

    def close(self) -> None:
        """See Indexers: nothing is unfinished."""


class Pool:
    """Worker processes for one archive, started when the first batch comes."""

    def __init__(self, archive: Path, processes: int) -> None:
        self._archive = archive
        self._threads = ThreadPoolExecutor(processes)
        self._idle: SimpleQueue[subprocess.Popen[bytes] | None] = SimpleQueue()
        for _ in range(processes):
            self._idle.put(None)

    def submit(self, arrivals: Sequence[Arrival]) -> Future[SegmentEntry]:
        """See Indexers."""
        return self._threads.submit(self._write, arrivals)

    def close(self) -> None:
        """See Indexers: the workers end, after what they are doing."""
        self._threads.shutdown(cancel_futures=True)
        while not self._idle.empty():
            if worker := self._idle.get():
                _end(worker)

    def _write(self, arrivals: Sequence[Arrival]) -> SegmentEntry:
        worker = self._idle.get() or start_worker(WORKER, str(self._archive))
        assert worker.stdin and worker.stdout  # noqa: S101 - both are pipes
        batch = b"\n".join([arrival.stored for arrival in arrivals])
        try:
            worker.stdin.write(len(batch).to_bytes(LENGTH, "little"))
            worker.stdin.write(batch)
            worker.stdin.flush()
            answer = worker.stdout.readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            lines = _end(worker).decode(errors="replace").splitlines()
            self._idle.put(None)
            raise WorkerDied(worker.returncode, lines[-1] if lines else "")
        self._idle.put(worker)
        return _entry(json.loads(answer))


def _end(worker: subprocess.Popen[bytes]) -> bytes:
    """Let a worker finish what it is doing; what it wrote to stderr."""
    return worker.communicate()[1]


def _entry(stated: dict[str, Any]) -> SegmentEntry:
    files = tuple(FileEntry(**file) for file in stated.pop("files"))
    return SegmentEntry(**stated | {"files": files})
