"""A planned tree to arrays: which documents match, over all segments, and how well."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.embedded.bind import bind
from search.embedded.corpus import Corpus
from search.embedded.corpus import DeadlinePassed as DeadlinePassed
from search.embedded.segments import SegmentView
from search.tree import Tree

_RUN = 32
"""The best of so many scores stands for them when the best of all are looked for."""


class Matches:
    """Every document that matches, in ascending order, each with its score."""

    def __init__(self, docs: NDArray[np.int64], scores: NDArray[np.float32]) -> None:
        self.docs = docs
        """Over all segments: a document's number in its segment, after all documents of earlier segments."""
        self.scores = scores
        """Of the same length as docs."""

    def __len__(self) -> int:
        return len(self.docs)


NO_MATCHES = Matches(np.empty(0, np.int64), np.empty(0, np.float32))


def evaluate(
    segments: Sequence[SegmentView],
    tree: Tree,
    *,
    deadline: float | None = None,
    scored: bool = True,
) -> Matches:
    """Run a tree. `deadline` is a moment of `time.monotonic()`; without scoring every score is zero.

    Raises DeadlinePassed.
    """
    return find(Corpus(segments, deadline), tree, scored=scored)


def find(corpus: Corpus, tree: Tree, *, scored: bool = True) -> Matches:
    """Run a tree over an open corpus, which remembers what was read. Raises DeadlinePassed."""
    docs, scores = [], []
    first = 0
    for run, clause in zip(corpus.runs, bind(tree, corpus, scored=scored), strict=True):
        corpus.check()
        own_docs, own_scores = clause.find()
        if own_scores is None:
            own_scores = np.zeros(len(own_docs), np.float32)
        if run.deleted is not None:
            live = ~run.deleted[own_docs]
            own_docs, own_scores = own_docs[live], own_scores[live]
        docs.append(own_docs + first if first else own_docs)
        scores.append(own_scores)
        first += run.doc_count
    if len(docs) == 1:
        return Matches(docs[0], scores[0])
    return Matches(
        np.concatenate([np.empty(0, np.int64), *docs]), np.concatenate([np.empty(0, np.float32), *scores])
    )


def top(matches: Matches, count: int) -> NDArray[np.intp]:
    """Positions in `matches` of the `count` best, best first; of equals, the lower document number first."""
    scores = matches.scores
    if count <= 0:
        return np.empty(0, np.intp)
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    candidates = np.flatnonzero(scores >= _surely_reached(scores, count))
    kept = scores[candidates]
    least = np.partition(kept, len(kept) - count)[len(kept) - count]
    above = candidates[kept > least]
    level = candidates[kept == least][: count - len(above)]
    best = np.concatenate([above, level])
    return best[np.lexsort((best, -scores[best]))]


def _surely_reached(scores: NDArray[Any], count: int) -> Any:
    """A score that at least `count` of many have: finding it and what reaches it is far less than sorting."""
    runs = len(scores) // _RUN
    if runs <= count:
        return scores.min()
    best_of_each = scores[: runs * _RUN].reshape(_RUN, runs).max(axis=0)
    return np.partition(best_of_each, runs - count)[runs - count]


def most_of(corpus: Corpus, required: Tree | None, wanted: Sequence[Tree]) -> tuple[Matches, int]:
    """Documents that match the most of `wanted`, and how many that is, among those that match `required`.

    Nothing matches when that number is zero. Raises what `evaluate` does.
    """
    size = corpus.doc_count
    counts, scores = np.zeros(size, np.int64), np.zeros(size, np.float32)
    for tree in wanted:
        matches = find(corpus, tree)
        counts[matches.docs] += 1
        scores[matches.docs] += matches.scores
    if required is not None:
        allowed = np.zeros(size, bool)
        allowed[find(corpus, required, scored=False).docs] = True
        counts[~allowed] = 0
    best = int(counts.max(initial=0))
    docs = np.flatnonzero(counts == best) if best else np.empty(0, np.int64)
    return Matches(docs, scores[docs]), best
