"""A planned tree to arrays: which documents match, and how well.

Whoosh's own searcher is the judge of both, with its BM25F.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query as Tree
from whoosh.searching import Searcher


@dataclass(frozen=True, slots=True)
class Matches:
    """Every document that matches, in ascending order, each with its score."""

    docs: NDArray[np.int64]
    scores: NDArray[np.float64]
    """Of the same length as docs."""

    def __len__(self) -> int:
        return len(self.docs)


def evaluate(searcher: Searcher, tree: Tree) -> Matches:
    """Run a planned tree."""
    found = dict(searcher.search(tree, limit=None).items())
    docs = np.fromiter(found.keys(), np.int64, len(found))
    scores = np.fromiter(found.values(), np.float64, len(found))
    order = np.argsort(docs)
    return Matches(docs[order], scores[order])


def most_of(searcher: Searcher, required: Tree | None, wanted: list[Tree]) -> tuple[Matches, int]:
    """Documents that match the most of `wanted`, and how many that is, among those that match `required`.

    Nothing matches when that number is zero.
    """
    size = searcher.doc_count_all()
    counts, scores = np.zeros(size, np.int64), np.zeros(size)
    for tree in wanted:
        matches = evaluate(searcher, tree)
        counts[matches.docs] += 1
        scores[matches.docs] += matches.scores
    if required is not None:
        allowed = np.zeros(size, bool)
        allowed[evaluate(searcher, required).docs] = True
        counts[~allowed] = 0
    best = int(counts.max(initial=0))
    docs = np.flatnonzero(counts == best) if best else np.empty(0, np.int64)
    return Matches(docs, scores[docs]), best
