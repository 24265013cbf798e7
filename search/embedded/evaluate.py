"""A planned tree to arrays: which documents match, over all segments, and how well.

Every query the planner makes is answered here; for one of Whoosh's rarer kinds
Unsupported is raised, and the caller asks Whoosh's own searcher.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import Schema
from whoosh.query import Query

from search.embedded.bind import bind
from search.embedded.corpus import Corpus
from search.embedded.corpus import DeadlinePassed as DeadlinePassed
from search.embedded.corpus import Unsupported as Unsupported
from search.embedded.segments import SegmentView


@dataclass(frozen=True, slots=True)
class Matches:
    """Every document that matches, in ascending order, each with its score."""

    docs: NDArray[np.int64]
    """Over all segments: a document's number in its segment, after all documents of earlier segments."""
    scores: NDArray[np.float32]
    """Of the same length as docs."""

    def __len__(self) -> int:
        return len(self.docs)


def evaluate(
    segments: Sequence[SegmentView],
    schema: Schema,
    tree: Query,
    *,
    deadline: float | None = None,
    scored: bool = True,
) -> Matches:
    """Run a tree. `deadline` is a moment of `time.monotonic()`; without scoring every score is zero.

    Raises Unsupported, DeadlinePassed, or ValueError for a number that its field cannot hold.
    """
    corpus = Corpus(segments, schema, deadline)
    docs, scores = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
    first = 0
    for segment, clause in zip(segments, bind(tree, corpus, scored=scored), strict=True):
        corpus.check()
        found = clause.find()
        own_docs = found.docs
        own_scores = found.scores if found.scores is not None else np.zeros(len(own_docs), np.float32)
        if segment.deleted is not None:
            live = ~segment.deleted[own_docs]
            own_docs, own_scores = own_docs[live], own_scores[live]
        docs.append(own_docs + first)
        scores.append(own_scores)
        first += segment.doc_count
    return Matches(np.concatenate(docs), np.concatenate(scores))


def top(matches: Matches, count: int) -> NDArray[np.intp]:
    """Positions in `matches` of the `count` best, best first; of equals, the lower document number first."""
    scores = matches.scores
    if count <= 0:
        return np.empty(0, np.intp)
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    above = np.flatnonzero(scores > least)
    level = np.flatnonzero(scores == least)[: count - len(above)]
    best = np.concatenate([above, level])
    return best[np.lexsort((best, -scores[best]))]


def most_of(
    segments: Sequence[SegmentView],
    schema: Schema,
    required: Query | None,
    wanted: Sequence[Query],
    *,
    deadline: float | None = None,
) -> tuple[Matches, int]:
    """Documents that match the most of `wanted`, and how many that is, among those that match `required`.

    Nothing matches when that number is zero. Raises what `evaluate` does.
    """
    size = sum(segment.doc_count for segment in segments)
    counts, scores = np.zeros(size, np.int64), np.zeros(size, np.float32)
    for tree in wanted:
        matches = evaluate(segments, schema, tree, deadline=deadline)
        counts[matches.docs] += 1
        scores[matches.docs] += matches.scores
    if required is not None:
        allowed = np.zeros(size, bool)
        allowed[evaluate(segments, schema, required, deadline=deadline, scored=False).docs] = True
        counts[~allowed] = 0
    best = int(counts.max(initial=0))
    docs = np.flatnonzero(counts == best) if best else np.empty(0, np.int64)
    return Matches(docs, scores[docs]), best
