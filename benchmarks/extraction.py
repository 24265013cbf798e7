"""Measure how web pages are read: `python -m benchmarks.extraction FOLDER`.

FOLDER holds `truth.jsonl`, one page a line, and `pages/` with the pages, gzipped. A line
has page, set, url, body, and for some sets title, authors, date, domain. Bodies are compared
as the article-extraction-benchmark of Scrapinghub does, so that its figures can stand beside
these. Nothing of the truth is adjusted: where it calls a paper or an agency an
author, this counts against us; a second figure leaves such names out.
"""

import argparse
import gzip
import json
import logging
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from index.article import Article
from index.ingest.html.reader import Page, articles
from index.ingest.members import Member, Origin
from index.metadata.addresses import registrable_domain
from index.metadata.people import credited_in

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4
_ROUNDS = 3
_PROCESSES = 2
_QUOTES = str.maketrans("‘’‚“”„–—\u00a0", "'''\"\"\"-- ")

Counts = tuple[float, float, float]
"""True positives, false positives, false negatives."""


def main() -> None:
    """Parse, measure, report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--time", choices=_READERS, help=argparse.SUPPRESS)
    parser.add_argument("--part", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    logging.disable()
    truth = [json.loads(line) for line in (options.folder / "truth.jsonl").read_text("utf-8").splitlines()]
    if options.time:
        _say(str(_seconds(options.time, truth[options.part :: _PROCESSES], options.folder)))
        return
    read = {line["page"]: _read(line, options.folder) for line in truth}
    for name in sorted({line["set"] for line in truth}):
        _say("\n".join(_quality(name, [line for line in truth if line["set"] == name], read)))
    _say(_speed(options.folder, len(truth)))


def _read(line: dict[str, Any], folder: Path) -> Article | None:
    try:
        (article,) = _articles(_bytes(line, folder), line)
    except ValueError:
        return None
    return article


def _bytes(line: dict[str, Any], folder: Path) -> bytes:
    return gzip.decompress((folder / "pages" / line["page"]).read_bytes())


def _articles(raw: bytes, line: dict[str, Any]) -> Sequence[Article]:
    return articles(Member(None, Page(raw, line["url"])), Origin(Path(line["page"]), date.today()))


def _quality(name: str, truth: list[dict[str, Any]], read: dict[str, Article | None]) -> list[str]:
    """The figures of one set of pages, a line each."""
    shingles = [_shingle_counts(line["body"], getattr(read[line["page"]], "body", "")) for line in truth]
    precision = statistics.mean(tp / (tp + fp) for tp, fp, _ in shingles if tp + fp)
    recall = statistics.mean(tp / (tp + fn) for tp, _, fn in shingles if tp + fn)
    lines = [
        f"{name}: {len(truth)} pages, {sum(read[line['page']] is None for line in truth)} rejected",
        f"  body, 4-token shingles    F1 {_f1(precision, recall):.3f}  precision {precision:.3f}  recall {recall:.3f}",
    ]
    stated = [(line, article) for line in truth if "title" in line and (article := read[line["page"]])]
    if not stated:
        return lines
    total = sum("title" in line for line in truth)

    def share(hits: Iterable[bool]) -> str:
        return f"{sum(hits) / total:.3f}"

    same = [_plain(line["title"]) == _plain(article.title or "") for line, article in stated]
    alike = [_alike(line["title"]) == _alike(article.title or "") for line, article in stated]
    days = [_day(article) == line["date"][:10] for line, article in stated]
    domains = [article.outlet_domain == registrable_domain(line["domain"]) for line, article in stated]
    names = [(set(map(_plain, line["authors"])), set(article.authors)) for line, article in stated]
    people = [
        ({name for name in truth if credited_in(name, _outlets(line)).people}, found)
        for (truth, found), (line, _) in zip(names, stated, strict=True)
    ]
    return [
        *lines,
        f"  title, white space made single   {share(same)}; typographic marks made plain as well {share(alike)}",
        f"  day of publication, to the day   {share(days)}",
        f"  domain of the outlet             {share(domains)}",
        f"  authors, F1 over all names       {_names_f1(names):.3f}; without outlets and agencies {_names_f1(people):.3f}",
    ]


def _day(article: Article) -> str | None:
    return article.published.value[:10] if article.published else None


def _outlets(line: dict[str, Any]) -> list[str]:
    domain = registrable_domain(line["domain"]) or ""
    return [line["outlet"], domain, domain.partition(".")[0]]


def _names_f1(names: list[tuple[set[str], set[str]]]) -> float:
    right = sum(len(truth & found) for truth, found in names)
    return 2 * right / sum(len(truth) + len(found) for truth, found in names)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _alike(text: str) -> str:
    return _plain(text.translate(_QUOTES).replace("\u00ad", ""))


def _shingle_counts(truth: str, found: str) -> Counts:
    one, other = _shingles(truth), _shingles(found)
    right, wrong, missed = ((one & other).total(), (other - one).total(), (one - other).total())
    return right, wrong, missed


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    starts = range(max(1, len(tokens) - _SHINGLE + 1)) if tokens else range(0)
    return Counter(tuple(tokens[start : start + _SHINGLE]) for start in starts)


def _speed(folder: Path, pages: int) -> str:
    """Pages a second of processor time, of this reader and of trafilatura alone, taken in turns."""
    taken: dict[str, list[float]] = {reader: [] for reader in _READERS}
    for _ in range(_ROUNDS):
        for reader in _READERS:
            command = [sys.executable, "-m", "benchmarks.extraction", str(folder), "--time", reader, "--part"]
            running = [
                subprocess.Popen([*command, str(part)], stdout=subprocess.PIPE) for part in range(_PROCESSES)
            ]
            taken[reader].append(max(float(process.communicate()[0]) for process in running))
    rates = {reader: pages / statistics.median(times) for reader, times in taken.items()}
    ratio = rates["this"] / rates["trafilatura"]
    return (
        f"speed, {_PROCESSES} processes, processor time without imports, median of {_ROUNDS} turns:"
        f" {ratio:.2f} times trafilatura alone ({rates['this']:.0f} against {rates['trafilatura']:.0f} pages/s)"
    )


def _seconds(reader: str, truth: list[dict[str, Any]], folder: Path) -> float:
    """Processor time that one process takes for its pages, after a first one that loads what is loaded late."""
    pages = [(_bytes(line, folder), line) for line in truth]
    read = _READERS[reader]
    read(*pages[0])
    begun = time.process_time()
    for raw, line in pages:
        read(raw, line)
    return time.process_time() - begun


def _by_this(raw: bytes, line: dict[str, Any]) -> None:
    try:
        _articles(raw, line)
    except ValueError:
        return


def _by_trafilatura(raw: bytes, line: dict[str, Any]) -> None:
    from trafilatura import extract

    extract(raw, url=line["url"])


_READERS = {"this": _by_this, "trafilatura": _by_trafilatura}


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
