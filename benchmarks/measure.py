"""Measuring: what is run in which process, and where corpora and indexes are kept between runs.

This process only starts others and imports neither NumPy nor any peer: on Linux a child's
peak memory begins at that of the process it was started from.
"""

import hashlib
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.memory import wait_and_watch
from benchmarks.peers import THIS
from benchmarks.questions import Level

_ONE_SHOT_RUNS = 9


class PhaseFailed(Exception):
    """A phase ended with an error; the message is the last line it wrote to stderr."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Invented articles on disk, and the questions that go with them."""

    count: int
    articles: Path
    questions: Path
    bytes: int
    word: str
    """A word that a fair part of the articles has."""

    def index_of(self, key: str) -> Path:
        """Where a peer keeps its index of this corpus."""
        return self.articles.parent / key


@dataclass(frozen=True, slots=True)
class Built:
    """One way of indexing the corpus."""

    seconds: float
    cpu_seconds: float
    bytes: int
    memory: int
    """Bytes at the peak, see `memory`; where that cannot be watched, see `child.build`."""


@dataclass(slots=True)
class Figures:
    """Everything measured of one peer; what is missing was not asked for, or the peer cannot do it."""

    built: dict[int, Built] = field(default_factory=dict)
    """By the number of processes or threads."""
    seconds: dict[tuple[str, Level], list[float]] = field(default_factory=dict)
    """By class and level, one for each question."""
    totals: dict[str, list[int]] = field(default_factory=dict)
    """By class, matches of each question."""
    add_seconds: float | None = None


def prepare_corpus(count: int) -> Corpus:
    """Invent a corpus, or find the one an earlier run left in the folder for temporary files."""
    folder = Path(tempfile.gettempdir()) / "newsmorgue-benchmarks" / f"{count}-{_invention()}"
    folder.mkdir(parents=True, exist_ok=True)
    articles, questions = folder / "articles.jsonl", folder / "questions.json"
    written = _run("write-corpus", str(count), str(articles), str(questions))
    return Corpus(count, articles, questions, written["bytes"], written["word"])


def build_index(key: str, corpus: Corpus, workers: int) -> Built:
    """Index the corpus anew with one peer. Raises PhaseFailed."""
    folder = corpus.index_of(key)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    arguments = ["-m", "benchmarks.child", "build", key, str(folder), str(corpus.articles), str(workers)]
    started = _start(arguments)
    written, complaints, memory = wait_and_watch(started)
    built = json.loads(_checked(started.returncode, written, complaints))
    # A build shorter than the first look has been seen only by itself.
    return Built(**built | ({"memory": memory} if memory else {}))


def ask_questions(key: str, corpus: Corpus, clock: str, figures: Figures) -> None:
    """Ask one peer everything, by "wall" or "processor" time, into `figures`. Raises PhaseFailed."""
    answers = _run("ask", key, str(corpus.index_of(key)), str(corpus.questions), clock)["answers"]
    for answer in answers:
        figures.seconds.setdefault((answer["name"], answer["level"]), []).append(answer["seconds"])
        if answer["level"] == "count":
            figures.totals.setdefault(answer["name"], []).append(answer["total"])


def add_one(key: str, corpus: Corpus) -> float | None:
    """Seconds until one new article is found; None where nothing can be added. Raises PhaseFailed."""
    seconds: float | None = _run("add", key, str(corpus.index_of(key)), str(corpus.articles))["seconds"]
    return seconds


def one_shot(corpus: Corpus) -> tuple[float, float]:
    """Seconds of `search query WORD` as a whole process, and of one that only imports click and NumPy.

    The two take turns, so that a noisy moment meets both. Raises PhaseFailed.
    """
    query = ["-m", "tui.cli", "--archive", str(corpus.index_of(THIS)), "query", corpus.word]
    floor = ["-c", "import click, numpy"]
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ONE_SHOT_RUNS):
        for command, measured in zip((query, floor), times, strict=True):
            started = time.perf_counter()
            _python(command)
            measured.append(time.perf_counter() - started)
    return statistics.median(times[0]), statistics.median(times[1])


def _invention() -> str:
    """A digest of the code that invents articles and questions: a corpus of other code is another corpus."""
    digest = hashlib.blake2b(digest_size=4)
    for name in ("articles.py", "questions.py", "vocabulary.py"):
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()


def _run(*phase: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_python(["-m", "benchmarks.child", *phase]))
    return found


def _python(arguments: Sequence[str]) -> str:
    started = _start(arguments)
    written, complaints = started.communicate()
    return _checked(started.returncode, written, complaints)


def _start(arguments: Sequence[str]) -> "subprocess.Popen[str]":
    command = [sys.executable, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _checked(code: int, written: str, complaints: str) -> str:
    if code:
        raise PhaseFailed((complaints.strip() or "no message").splitlines()[-1])
    return written
