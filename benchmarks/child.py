"""One phase of one peer, in a process of its own: memory, caches and imports are then that peer's alone.

Runs as `python -m benchmarks.child PHASE …` and writes one JSON object to stdout.
Nothing is switched off for timing: garbage is collected as it would be anyway.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.peers import Answer, load_peer
from benchmarks.questions import LEVELS, Level, Question, choose_questions, load_questions, save_questions
from benchmarks.records import Record, read_records

_MOST_RUNS = 101
_FEWEST_RUNS = 3
_SECONDS_A_QUESTION = 0.2
"""Beyond the fewest runs, a question is repeated for so long: a short one outlasts a disturbance."""
CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "processor": time.process_time}


def write_corpus(count: str, corpus: str, questions: str) -> dict[str, Any]:
    """Invent the articles and choose the questions."""
    from benchmarks.articles import write_articles
    from benchmarks.vocabulary import vocabulary

    if not Path(corpus).exists():
        write_articles(int(count), Path(corpus))
    known = vocabulary()
    save_questions(choose_questions(known.plain, known.expressions), Path(questions))
    return {"bytes": Path(corpus).stat().st_size, "word": known.plain[400]}


def build(key: str, folder: str, corpus: str, workers: str) -> dict[str, Any]:
    """Index the corpus: wall and processor seconds, bytes on disk, peak memory in bytes.

    With worker processes the memory is this process's peak and, for each worker, that of the
    largest one: an upper bound, since pages they share are counted again.
    """
    peer = load_peer(key)
    started, cpu_started = time.perf_counter(), time.process_time()
    peer.build(Path(folder), Path(corpus), int(workers))
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu_started
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": seconds,
        "cpu_seconds": cpu_seconds + children.ru_utime + children.ru_stime,
        "bytes": sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()),
        "memory": (own.ru_maxrss + int(workers) * children.ru_maxrss) * _RSS_UNIT,
    }


def ask(key: str, folder: str, questions: str, clock: str) -> dict[str, Any]:
    """Ask every question at every level: seconds (median) by a clock, and the total where it is counted."""
    asking = load_peer(key).open(Path(folder))
    answers = []
    for question in load_questions(Path(questions)):
        for level in LEVELS:
            answer = asking.ask(question, level)
            if answer is None:
                continue
            _check(answer, level)
            seconds = _median_seconds(partial(asking.ask, question, level), CLOCKS[clock])
            answers.append({"name": question.name, "level": level, "seconds": seconds, "total": answer.total})
    return {"answers": answers}


def add(key: str, folder: str, corpus: str) -> dict[str, Any]:
    """Add one article, open the index anew and find it by a word of its own: seconds (median), or none."""
    peer = load_peer(key)
    template = next(read_records(Path(corpus)))
    times = []
    for _ in range(_FEWEST_RUNS):
        word = "zyzzyva" + uuid4().hex[:8].translate(_LETTERS_ONLY)
        record = _new_record(template, word)
        started = time.perf_counter()
        if not peer.add(Path(folder), record):
            return {"seconds": None}
        found = peer.open(Path(folder)).ask(Question("new", "all", (word,)), "count")
        times.append(time.perf_counter() - started)
        if found is None or found.total != 1:
            raise AssertionError(f"{key} does not find the article that was just added")
    return {"seconds": statistics.median(times)}


_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of ru_maxrss."""
_LETTERS_ONLY = str.maketrans("0123456789", "ghijklmnop")
_PHASES: dict[str, Callable[..., dict[str, Any]]] = {
    "write-corpus": write_corpus,
    "build": build,
    "ask": ask,
    "add": add,
}


def _new_record(template: Record, word: str) -> Record:
    """An article that no index holds, with a word that no other article has."""
    values = {
        **template.values,
        "id": uuid4().hex[:16],
        "body": f"{template.body}\n\nAnd {word}.",
        "source": {**template.values["source"], "path": f"invented/{word}"},
    }
    return replace(template, values=values, line=json.dumps(values))


def _check(answer: Answer, level: Level) -> None:
    """Raise AssertionError for an answer that leaves out what its level asks for."""
    complete = (
        (level == "top" or answer.total is not None)
        and (level in ("top", "count") or len(answer.facets) == 3)
        and (level != "page" or len(answer.snippets) >= len(answer.articles))
        and (answer.total is None or len(answer.articles) == min(10, answer.total))
    )
    if not complete:
        raise AssertionError(f"at level {level!r} an answer is incomplete")


def _median_seconds(action: Callable[[], object], clock: Callable[[], float]) -> float:
    """The median of several runs; whoever calls has run it once before, as a warm-up."""
    times: list[float] = []
    while len(times) < _FEWEST_RUNS or (len(times) < _MOST_RUNS and sum(times) < _SECONDS_A_QUESTION):
        started = clock()
        action()
        times.append(clock() - started)
    return statistics.median(times)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_PHASES[sys.argv[1]](*sys.argv[2:])))
