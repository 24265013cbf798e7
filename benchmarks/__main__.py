"""Measure this project and its peers on the same invented articles, in one run.

Each peer indexes and answers in processes of its own. Corpora and indexes stay in the
folder for temporary files, so that a second run, and --queries-only, start sooner.
"""

import argparse
import sys
from collections.abc import Sequence

from benchmarks import report, startup
from benchmarks.measure import (
    Corpus,
    Figures,
    PhaseFailed,
    add_one,
    ask_questions,
    build_index,
    one_shot,
    prepare_corpus,
)
from benchmarks.peers import PEERS, THIS


def main() -> None:
    """Parse, prepare, measure, report."""
    options = _options()
    corpus = prepare_corpus(options.articles)
    measured = {
        key: measure(key, corpus, options.clock, queries_only=options.queries_only)
        for key in _installed(options.peers)
    }
    _show(report.setting(corpus, list(measured)))
    if not options.queries_only:
        _show(report.indexing_table(corpus, measured))
    _show(report.query_tables(measured, options.clock))
    _show("\n".join(report.disagreements(measured)))
    if THIS in measured:
        _note("the one-shot process")
        try:
            _show(report.one_shot_line(*one_shot(corpus)))
            _show(report.answers_table(startup.answers(corpus)))
            _show(report.imports_table(startup.imports(corpus)))
        except PhaseFailed as error:
            _note(f"the one-shot process failed: {error}")


def measure(key: str, corpus: Corpus, clock: str, *, queries_only: bool) -> Figures:
    """Everything about one peer; a phase that fails is named on stderr and its figures are missing."""
    figures = Figures()
    try:
        # The index of the last build is the one that is asked: one worker's, which is every peer's best.
        for workers in () if queries_only else sorted(PEERS[key].workers, reverse=True):
            _note(f"{PEERS[key].label}: indexing {corpus.count:,} articles, {workers} at work")
            figures.built[workers] = build_index(key, corpus, workers)
        _note(f"{PEERS[key].label}: asking")
        ask_questions(key, corpus, clock, figures)
        if not queries_only:
            figures.add_seconds = add_one(key, corpus)
    except PhaseFailed as error:
        _note(f"{PEERS[key].label} failed: {error}")
    return figures


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("--articles", type=int, default=5_000, help="how many to index (5000)")
    options.add_argument(
        "--peers", type=_peers, default=list(PEERS), help=f"some of {','.join(PEERS)}, with commas between"
    )
    options.add_argument(
        "--queries-only", action="store_true", help="ask the indexes that an earlier run of this size left"
    )
    options.add_argument(
        "--clock",
        choices=("wall", "processor"),
        default="wall",
        help="what times questions (wall); processor time is steadier where other programs run",
    )
    return options.parse_args()


def _peers(text: str) -> list[str]:
    keys = text.split(",")
    if unknown := [key for key in keys if key not in PEERS]:
        raise argparse.ArgumentTypeError(f"no peer is called {unknown[0]!r}; there are {', '.join(PEERS)}")
    return keys


def _installed(keys: Sequence[str]) -> list[str]:
    """The peers that can be measured; how to install the others goes to stderr."""
    for key in keys:
        if not PEERS[key].installed:
            _note(
                f"{PEERS[key].label} is not installed; install it with: python -m pip install --group bench"
            )
    return [key for key in keys if PEERS[key].installed]


def _show(text: str) -> None:
    if text:
        sys.stdout.write(f"{text}\n\n")


def _note(text: str) -> None:
    sys.stderr.write(f"· {text}\n")


if __name__ == "__main__":
    main()
