"""Measure how rows of a dataset come into the archive: `python -m benchmarks.rows`.

The same articles are indexed twice, by 2 processes each: as rows of JSONL, the way `search index`
takes them, and as articles that are in memory already, handed to the writer. What lies between is
the cost of reading. The ready articles are those that reading makes of the rows, with their addresses and where
each field was read, and both ways commit by the same rule, so that the archives are the same. Each is a process of its
own, in turns; processor time counts all processes that it starts, and since a machine is
not as busy in one minute as in the next, each turn has a ratio of its own. Rows are invented, or those of a file.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.articles import invented_articles
from index.archive import Archive
from index.article import Article
from index.ingest.commits import Commits
from index.ingest.run import ingest, read_only

_TURNS = 5
_PROCESSES = 2
_AT_ONCE = 1_000


class Taken(NamedTuple):
    """Seconds of one way, from an empty archive to the last commit."""

    processor: float
    """Of this process and all that it started."""
    clock: float


def main() -> None:
    """Parse, measure, report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--turns", type=int, default=_TURNS)
    parser.add_argument("--rows", type=Path, help="a file of rows in place of invented ones")
    parser.add_argument("--time", choices=_WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.time:
        _say(json.dumps(_taken(options.time, options.rows)))
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = options.rows or _write_rows(Path(folder) / "rows.jsonl", options.articles)
        with rows.open("rb") as lines:
            count = sum(1 for _ in lines)
        taken: dict[str, list[Taken]] = {way: [] for way in _WAYS}
        for _ in range(options.turns):
            for way in _WAYS:
                taken[way].append(_run(way, rows))
    _say(
        f"{count:,} rows, {_PROCESSES} processes, {options.turns} turns, median and extremes of their ratios"
    )
    for clock in Taken._fields:
        _say(_line(clock, count, *([getattr(each, clock) for each in taken[way]] for way in _WAYS)))


def _line(clock: str, count: int, rows: list[float], ready: list[float]) -> str:
    ratios = sorted(one / other for one, other in zip(ready, rows, strict=True))
    each = (statistics.median(times) / count * 1e6 for times in (rows, ready))
    return (
        f"{clock}: {statistics.median(ratios):.2f} times ready articles ({ratios[0]:.2f} to {ratios[-1]:.2f};"
        " {:.0f} against {:.0f} µs an article)".format(*each)
    )


def _run(way: str, rows: Path) -> Taken:
    command = [sys.executable, "-m", "benchmarks.rows", "--time", way, "--rows", str(rows)]
    return Taken(*json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))


def _taken(way: str, rows: Path) -> Taken:
    articles = []
    if way == "ready":
        articles = [article for reading in read_only([rows]) for article in reading.articles]
        gc.freeze()  # that they are there already is no work of the writer's
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.open_or_create(Path(folder) / "archive")
        begun, clock = _processor(), time.perf_counter()
        _WAYS[way](archive, rows, articles)
        return Taken(_processor() - begun, time.perf_counter() - clock)


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _write_rows(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as lines:
        for article in invented_articles(count):
            lines.write(json.dumps(_row(article), ensure_ascii=False) + "\n")
    return path


def _row(article: Article) -> dict[str, object]:
    """As a crawler of news writes it."""
    return {
        "url": f"https://www.{article.id[:2]}-post.example.com/{article.id}",
        "title": article.title,
        "maintext": article.body,
        "authors": list(article.authors),
        "date_publish": article.published and f"{article.published.value} 00:00:00",
        "source": article.outlet,
        "language": article.language,
    }


def _index_rows(archive: Archive, rows: Path, _: list[Article]) -> None:
    ingest(archive, [rows])


def _index_ready(archive: Archive, _: Path, articles: list[Article]) -> None:
    waiting: Iterator[Article] = iter(articles)
    with archive.writer(_PROCESSES) as writer:
        commits = Commits(writer)
        while batch := list(islice(waiting, _AT_ONCE)):
            writer.put(batch)
            if commits.is_due:
                commits.begin()
        commits.end()


_WAYS: dict[str, Callable[[Archive, Path, list[Article]], None]] = {
    "rows": _index_rows,
    "ready": _index_ready,
}


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
