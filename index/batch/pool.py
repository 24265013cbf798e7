"""Who turns batches of articles into segments: the writer's own process, or worker processes beside it.

Workers write files under ids of their own and publish nothing, so that one that dies
leaves only files for the next clean-up. Each has a thread here, which feeds it and
waits for it; threads cost nothing next to a batch.
"""

import json
import signal
import subprocess
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from index.arrival import Arrival
from index.batch.inverter import Inverter
from index.batch.worker import LENGTH
from index.errors import NewsError
from index.manifest import FileEntry, SegmentEntry
from index.segment_files import write_articles
from index.storage import Storage
from index.worker_process import start_worker

WORKER = "index.batch.worker"
_PARTS = 8
"""Of a batch, each handed over when it has come together, so that workers begin before a batch is complete."""
_UNDER_WAY = 2
"""Batches given parts in turn: with more, few articles would be spread over many small segments."""
_END = b""


class WorkerDied(NewsError):
    """A process that writes segments has ended before its time; nothing committed is lost."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"an indexing process ended unexpectedly: {why}",
            advice="Run it again: what was committed is kept. It may need more memory.",
        )


class Written(NamedTuple):
    """Segments that are written, or will be."""

    doc_counts: Sequence[int]
    """How many articles each has."""
    entries: Callable[[], list[SegmentEntry]]
    """Waits for them; their entries. Raises OSError or WorkerDied."""


class Indexers(Protocol):
    """Whoever writes segments, a batch at a time, and publishes nothing."""

    @property
    def portion(self) -> int:
        """How many articles are worth handing over together."""

    @property
    def is_idle(self) -> bool:
        """Whether all that was taken is written, or as far as it can be before more comes."""

    def take(self, arrivals: Sequence[Arrival]) -> None:
        """Have some articles written in segments of a batch, with those taken before and after."""

    def seal(self) -> Written:
        """The segments with all that was taken since the last time; what is taken from now on goes into others.

        If one cannot be written, what was taken for it is forgotten.
        """

    def close(self) -> None:
        """Let go of what is not finished."""


class Alone:
    """The process that asks."""

    def __init__(self, storage: Storage, batch: int) -> None:
        """`batch` is how many articles become one segment."""
        self._storage = storage
        self._inverter = Inverter()
        self._written: list[SegmentEntry] = []
        self.portion = batch

    @property
    def is_idle(self) -> bool:
        """See Indexers."""
        return True

    def take(self, arrivals: Sequence[Arrival]) -> None:
        """See Indexers: a segment is written when this returns."""
        for part in _parts(arrivals, self.portion):
            self._inverter.read([each.article for each in part], [each.stored for each in part])
            self._written.append(write_articles(self._storage, self._inverter))

    def seal(self) -> Written:
        """See Indexers: they are written already."""
        written, self._written = self._written, []
        return Written([entry.doc_count for entry in written], lambda: written)

    def close(self) -> None:
        """See Indexers: nothing is unfinished."""


class Pool:
    """Worker processes for one archive, started when the first articles come.

    Two batches are under way at a time, and are given articles in turn, in parts: so two
    workers have something to do from the first part on, and finish together.
    """

    def __init__(self, archive: Path, processes: int, batch: int) -> None:
        """`batch` is how many articles become one segment."""
        self._batch = batch
        self._part = max(1, batch // _PARTS)
        self._idle = deque(_Worker(archive) for _ in range(processes))
        self._busy: deque[_Worker] = deque()
        """Those with a batch under way, that whose turn it is first."""
        self._written: list[Future[SegmentEntry]] = []
        self._doc_counts: list[int] = []
        """Of the segments that are being written."""
        self._is_started = False

    @property
    def portion(self) -> int:
        """See Indexers. Starting a process takes longer than writing a few articles."""
        return self._part if self._is_started else _UNDER_WAY * self._part

    @property
    def is_idle(self) -> bool:
        """See Indexers."""
        return all(worker.is_idle for worker in (*self._idle, *self._busy))

    def take(self, arrivals: Sequence[Arrival]) -> None:
        """See Indexers."""
        self._is_started = True
        for part in _parts(arrivals, self._part):
            while self._idle and len(self._busy) < _UNDER_WAY:
                self._busy.append(self._idle.popleft())
            for arrival in part:
                arrival.pack()  # it waits in memory for the commit
            worker = self._busy.popleft()
            worker.take(part)
            if worker.taken < self._batch:
                self._busy.append(worker)
            else:
                self._write(worker)

    def seal(self) -> Written:
        """See Indexers."""
        while self._busy:
            self._write(self._busy.popleft())
        written, self._written = self._written, []
        doc_counts, self._doc_counts = self._doc_counts, []
        return Written(doc_counts, lambda: _results(written))

    def _write(self, worker: "_Worker") -> None:
        if worker.taken:
            self._doc_counts.append(worker.taken)
            self._written.append(worker.write())
        self._idle.append(worker)

    def close(self) -> None:
        """See Indexers: the workers end, after what they are doing."""
        for worker in (*self._idle, *self._busy):
            worker.close()


class _Worker:
    """A worker process, and the thread that feeds it and waits for it."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._thread = ThreadPoolExecutor(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._sent: list[Future[None]] = []
        self._last: Future[Any] | None = None
        """What it was given to do last."""
        self.taken = 0
        """Articles of the batch under way."""

    @property
    def is_idle(self) -> bool:
        """Whether it has done all that it was given."""
        return self._last is None or self._last.done()

    def take(self, arrivals: Sequence[Arrival]) -> None:
        """Have some articles read."""
        self.taken += len(arrivals)
        self._last = self._thread.submit(self._send, arrivals)
        self._sent.append(self._last)

    def write(self) -> Future[SegmentEntry]:
        """Have a segment written of all that was taken; its entry in time, or OSError or WorkerDied."""
        sent, self._sent, self.taken = self._sent, [], 0
        self._last = written = self._thread.submit(self._write, sent)
        return written

    def close(self) -> None:
        """End the process after what it is doing."""
        self._thread.shutdown(cancel_futures=True)
        self._end()

    def _send(self, arrivals: Sequence[Arrival]) -> None:
        self._say(b"\n".join([arrival.stored for arrival in arrivals]))

    def _write(self, sent: Sequence[Future[None]]) -> SegmentEntry:
        try:
            for part in sent:
                part.result()
            process = self._say(_END)
            assert process.stdout  # noqa: S101 - it is a pipe
            return _entry(process.stdout.readline())
        except EOFError:
            self._end()
            raise WorkerDied(_ending(process.returncode)) from None
        except BaseException:
            self._end()  # it may have a part of the batch
            raise

    def _say(self, part: bytes) -> "subprocess.Popen[bytes]":
        """Send a part to the process; if that has died, it will not answer."""
        process = self._process = self._process or start_worker(WORKER, str(self._archive))
        assert process.stdin  # noqa: S101 - it is a pipe
        with suppress(BrokenPipeError):
            process.stdin.write(len(part).to_bytes(LENGTH, "little"))
            process.stdin.write(part)
            process.stdin.flush()
        return process

    def _end(self) -> None:
        """Let the process, if there is one, finish what it is doing."""
        process, self._process = self._process, None
        if process:
            process.communicate()


def _results(written: Sequence[Future[SegmentEntry]]) -> list[SegmentEntry]:
    """The entries of all segments, once none is being written any more."""
    entries, failures = [], []
    for entry in written:
        try:
            entries.append(entry.result())
        except (OSError, NewsError, CancelledError) as failure:
            failures.append(failure)
    if failures:
        raise failures[0]
    return entries


def _parts(arrivals: Sequence[Arrival], most: int) -> Iterator[Sequence[Arrival]]:
    for first in range(0, len(arrivals), most):
        yield arrivals[first : first + most]


def _entry(answer: bytes) -> SegmentEntry:
    """The entry in the answer of a worker. Raises OSError or WorkerDied where that states a failure, EOFError for none."""
    if not answer.endswith(b"\n"):
        raise EOFError
    stated = json.loads(answer)
    if "failure" in stated:
        raise OSError(*stated["system"]) if stated["system"] else WorkerDied(stated["failure"])
    files = tuple(FileEntry(**file) for file in stated.pop("files"))
    return SegmentEntry(**stated | {"files": files})


def _ending(code: int) -> str:
    """How a process ended that stated nothing."""
    return (signal.strsignal(-code) if code < 0 else None) or f"exit code {code}"
