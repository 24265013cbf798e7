"""What durability costs: one article a commit, each of which survives a power cut, and what the disk itself takes.

Every commit writes a segment and publishes a generation: some small files, each made
durable by fsync, and the folders that name them. The same commits on the same file
system with those left out say what they cost. Rounds with and without take turns, so
that a noisy moment meets both; the files of each are thrown away.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.articles import invented_articles
from index.article import Article
from index.storage import FolderStorage
from index.writer import ArchiveWriter, create_archive

_ROUNDS = 3
_PROBES = 50
"""Times that one fsync is measured by itself."""
_PROBE = b"x" * 4096


class CountingStorage(FolderStorage):
    """A folder that counts what it makes durable and for how long that takes, or leaves it out."""

    def __init__(self, path: Path, *, is_durable: bool) -> None:
        super().__init__(path)
        self._is_durable = is_durable
        self.syncs = 0
        self.seconds = 0.0

    def sync(self, name: str) -> None:
        """See Storage."""
        started = time.perf_counter()
        if self._is_durable:
            super().sync(name)
        self.seconds += time.perf_counter() - started
        self.syncs += 1


@dataclass(frozen=True, slots=True)
class Committed:
    """One round of commits, each figure for one of them."""

    seconds: float
    cpu_seconds: float
    syncs: float
    sync_seconds: float


def commit_each(folder: Path, articles: list[Article], *, is_durable: bool) -> Committed:
    """Commit articles one by one into a new archive."""
    path = folder / "archive"
    path.mkdir()
    storage = CountingStorage(path, is_durable=is_durable)
    create_archive(storage)
    with ArchiveWriter(storage) as writer:
        # The first pays for what is imported and learnt when it is needed.
        writer.put(articles[:1])
        writer.commit()
        storage.syncs, storage.seconds = 0, 0.0
        started, cpu_started = time.perf_counter(), time.process_time()
        for article in articles[1:]:
            writer.put([article])
            writer.commit()
        seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu_started
    count = len(articles) - 1
    return Committed(seconds / count, cpu_seconds / count, storage.syncs / count, storage.seconds / count)


def time_syncs(folder: Path) -> tuple[float, float]:
    """Seconds (median) of one fsync of a small new file, and of the folder that it is new in."""
    storage = FolderStorage(folder)
    of_file: list[float] = []
    of_folder: list[float] = []
    for number in range(_PROBES):
        name = f"probe-{number}"
        storage.write(name, [_PROBE])
        for synced, seconds in ((name, of_file), ("", of_folder)):
            started = time.perf_counter()
            storage.sync(synced)
            seconds.append(time.perf_counter() - started)
    return statistics.median(of_file), statistics.median(of_folder)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.durability", description=__doc__)
    options.add_argument("--commits", type=int, default=300, help="in each of the rounds (300)")
    options.add_argument(
        "--folder", type=Path, help="where, which decides the file system (for temporary files)"
    )
    chosen = options.parse_args()
    articles = list(invented_articles(chosen.commits + 1))
    durable: list[Committed] = []
    careless: list[Committed] = []
    for _ in range(_ROUNDS):
        for committed, is_durable in ((durable, True), (careless, False)):
            with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
                committed.append(commit_each(Path(folder), articles, is_durable=is_durable))
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        of_file, of_folder = time_syncs(Path(folder))
    sys.stdout.write(_table(durable, careless, of_file, of_folder))
    sys.stdout.write(
        f"\nMedians of {_ROUNDS} rounds of {chosen.commits}; load {os.getloadavg()[0]:.1f} at the end.\n"
    )


def _table(durable: list[Committed], careless: list[Committed], of_file: float, of_folder: float) -> str:
    with_it, without = (
        Committed(
            statistics.median(one.seconds for one in rounds),
            statistics.median(one.cpu_seconds for one in rounds),
            statistics.median(one.syncs for one in rounds),
            statistics.median(one.sync_seconds for one in rounds),
        )
        for rounds in (durable, careless)
    )
    rows = [
        ("One article a commit", "durable", "without fsync"),
        ("articles/s", f"{1 / with_it.seconds:.0f}", f"{1 / without.seconds:.0f}"),
        ("ms a commit", f"{with_it.seconds * 1e3:.2f}", f"{without.seconds * 1e3:.2f}"),
        ("  of it in fsync", f"{with_it.sync_seconds * 1e3:.2f}", "–"),
        ("  processor ms", f"{with_it.cpu_seconds * 1e3:.2f}", f"{without.cpu_seconds * 1e3:.2f}"),
        ("fsyncs a commit", f"{with_it.syncs:.1f}", "–"),
        ("ms of one fsync of a small file", f"{of_file * 1e3:.2f}", "–"),
        ("ms of one fsync of a folder", f"{of_folder * 1e3:.2f}", "–"),
    ]
    head, *body = (f"| {name:<31} | {one:>8} | {other:>13} |" for name, one, other in rows)
    return "\n".join([head, f"|{'-' * 33}|{'-' * 9}:|{'-' * 14}:|", *body]) + "\n"


if __name__ == "__main__":
    main()
