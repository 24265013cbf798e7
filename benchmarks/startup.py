"""The one-shot process taken apart: what it imports, and what snippets and facets add to it.

Imports are timed by Python itself (`-X importtime`), which makes all of them slower
alike, so they are reported as parts of their sum. Whole processes take turns and are
timed by the processor, because a start of a tenth of a second is easily disturbed.
"""

import os
import re
import resource
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.measure import Corpus, PhaseFailed
from benchmarks.peers import THIS

_IMPORT_RUNS = 5
_PROCESS_RUNS = 11
_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +(\S+)")
_OURS = ("index", "search", "tui")
_NAMED = (*_OURS, "click", "numpy", "platformdirs")

ANSWERS = {
    "ten hits without snippets": ("--snippets", "0"),
    "with snippets": (),
    "with snippets and two facets": ("--facets", "outlet,year"),
    "with snippets and eight facets": ("--facets", "outlet,author,section,agency,language,year,month,day"),
}
"""Options of `search query` by what they ask for; the first is what the others are compared with."""


class Imported(NamedTuple):
    """The modules of one package that a one-shot imports, without what these import in turn."""

    package: str
    modules: int
    microseconds: float
    """Median over runs of the sum of its modules."""


def imports(corpus: Corpus) -> list[Imported]:
    """What `search query WORD` imports, the slowest package first. Raises PhaseFailed."""
    runs = [_imports_once(corpus) for _ in range(_IMPORT_RUNS)]
    found = [
        Imported(
            package,
            sum(1 for name in runs[0] if _package(name) == package),
            statistics.median(
                sum(micro for name, micro in run.items() if _package(name) == package) for run in runs
            ),
        )
        for package in {_package(name) for name in runs[0]}
    ]
    return sorted(found, key=lambda one: -one.microseconds)


def answers(corpus: Corpus) -> dict[str, float]:
    """Processor seconds of whole processes, by what they answer; medians. Raises PhaseFailed."""
    times: dict[str, list[float]] = {name: [] for name in ANSWERS}
    for _ in range(_PROCESS_RUNS):
        for name, options in ANSWERS.items():
            times[name].append(_processor_seconds(_query(corpus, *options)))
    return {name: statistics.median(seconds) for name, seconds in times.items()}


def _imports_once(corpus: Corpus) -> Counter[str]:
    """Microseconds by module, without what each imports in turn."""
    command, *arguments = _query(corpus)
    ended = _run([command, "-X", "importtime", *arguments])
    return Counter({name: int(micro) for micro, name in _LINE.findall(ended)})


def _package(module: str) -> str:
    top = module.partition(".")[0]
    return top if top in _NAMED else "Python's own, and others"


def _query(corpus: Corpus, *options: str) -> list[str]:
    archive = str(corpus.index_of(THIS))
    return [sys.executable, "-m", "tui.cli", "--archive", archive, "query", corpus.word, *options]


def _processor_seconds(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(command: Sequence[str]) -> str:
    """What a process says on stderr."""
    # A config of whoever measures must not change what is measured.
    environment = {**os.environ, "XDG_CONFIG_HOME": os.devnull}
    ended = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment, check=False
    )
    if ended.returncode:
        raise PhaseFailed((ended.stderr.strip() or "no message").splitlines()[-1])
    return ended.stderr
