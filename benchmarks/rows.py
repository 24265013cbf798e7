"""Measure how rows of a dataset come into the archive: `python -m benchmarks.rows`.

The same invented articles are indexed twice, by 2 processes each: as rows of JSONL, the way
`search index` takes them, and as articles that are in memory already, handed to the writer. What
lies between is the cost of reading. Each is a process of its own, in turns; processor time
counts all processes that it starts.
"""

import argparse
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

from benchmarks.articles import invented_articles
from index.archive import Archive
from index.article import Article
from index.ingest.run import MOST_PENDING, ingest

_ROUNDS = 3
_PROCESSES = 2
_AT_ONCE = 1_000


def main() -> None:
    """Parse, measure, report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--time", choices=_WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.time:
        _say(str(_seconds(options.time, options.articles, options.folder)))
        return
    taken: dict[str, list[float]] = {way: [] for way in _WAYS}
    for _ in range(_ROUNDS):
        for way in _WAYS:
            with tempfile.TemporaryDirectory() as folder:
                command = [sys.executable, "-m", "benchmarks.rows", "--articles", str(options.articles)]
                command += ["--time", way, "--folder", folder]
                taken[way].append(float(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
    rows, ready = (statistics.median(taken[way]) / options.articles * 1e6 for way in _WAYS)
    _say(
        f"{options.articles:,} articles, {_PROCESSES} processes, processor time, median of {_ROUNDS} turns:"
        f" {ready / rows:.2f} times ready articles ({rows:.0f} against {ready:.0f} µs an article)"
    )


def _seconds(way: str, count: int, folder: Path) -> float:
    """Processor time of this process and all it started, from an empty archive to the last commit."""
    articles = list(invented_articles(count))
    rows = folder / "rows.jsonl"
    if way == "rows":
        with rows.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in map(_row, articles))
        articles.clear()
    archive = Archive.open_or_create(folder / "archive")
    begun = time.process_time()
    _WAYS[way](archive, rows, articles)
    children = os.times()
    return time.process_time() - begun + children.children_user + children.children_system


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
        while batch := list(islice(waiting, _AT_ONCE)):
            writer.put(batch)
            if writer.pending >= MOST_PENDING:
                writer.commit()


_WAYS: dict[str, Callable[[Archive, Path, list[Article]], None]] = {
    "rows": _index_rows,
    "ready": _index_ready,
}


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
