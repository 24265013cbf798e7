"""Time the whole path on invented articles: indexing, then each kind of question, then the one-shot process.

python -m benchmarks [--articles 2000]
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.articles import invented_articles, words
from index.archive import Archive
from search.embedded import open_engine
from search.engine import SearchRequest
from search.language import parse


def _median_ms(action: Callable[[], object], runs: int = 7) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    """Print the figures, each beside the peer it is measured against."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("--articles", type=int, default=2000, help="how many to index (2000)")
    count = options.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive"
        articles = list(invented_articles(count))
        start = time.perf_counter()
        with Archive.open_or_create(path).writer() as writer:
            writer.put(articles)
        _show("indexing", f"{count / (time.perf_counter() - start):,.0f} articles/s, {count:,} articles")
        text = sum(len(article.body) for article in articles)
        _show("size on disk", f"{Archive.open(path).stats().bytes_on_disk / text:.2f} × the text")
        _questions(path)
        _one_shot(path)


def _questions(path: Path) -> None:
    common, middling, rare = (words()[rank] for rank in (20, 400, 6000))
    engine = open_engine(path)
    for name, text in {
        "one common word": common,
        "two words": f"{common} {middling}",
        "three words OR": f"{common} OR {middling} OR {rare}",
        "a phrase": f'"{common} {words()[21]}"',
        "a word in one year": f"{common} date:2003",
    }.items():
        query = parse(text)
        bare = _median_ms(lambda query=query: engine.search(SearchRequest(query, snippets=0)))  # type: ignore[misc]
        full = SearchRequest(query, facets=("outlet", "author", "month"))
        whole = _median_ms(lambda full=full: engine.search(full))  # type: ignore[misc]
        _show(
            name, f"{bare:7.1f} ms for ten hits and the count, {whole:7.1f} ms with snippets and three facets"
        )


def _one_shot(path: Path) -> None:
    def process(*command: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *command], check=True, capture_output=True)

    ours = _median_ms(process("-m", "tui.cli", "--archive", str(path), "query", words()[400]))
    floor = _median_ms(process("-c", "import click, numpy"))
    _show("one-shot process", f"{ours / floor:.1f} × python -c 'import click, numpy'")


def _show(name: str, figure: str) -> None:
    sys.stdout.write(f"{name:20} {figure}\n")


if __name__ == "__main__":
    main()
