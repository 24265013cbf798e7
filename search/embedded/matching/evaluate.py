"""A planned tree to arrays: which documents match, over all segments, and how well."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.distinct import distinct
from search.embedded.matching.bind import bind
from search.embedded.matching.clauses import Clause, Docs, rough_of
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.leaves import look_up
from search.embedded.matching.limits import UNLIMITED, DeadlinePassed, Limits
from search.embedded.matching.segments import SegmentView
from search.tree import Tree

_RUN = 32
"""The best of so many scores stands for them when the best of all are looked for."""


class Matches:
    """Every document that matches, in ascending order, each with its score."""

    def __init__(
        self, docs: NDArray[np.int64], scores: NDArray[np.float32], *, partial: bool = False
    ) -> None:
        self.docs = docs
        """Over all segments: a document's number in its segment, after all documents of earlier segments."""
        self.scores = scores
        """Of the same length as docs."""
        self.partial = partial
        """True where the time ran out, and there may be more."""

    def __len__(self) -> int:
        return len(self.docs)


NO_MATCHES = Matches(np.empty(0, np.int64), np.empty(0, np.float32))


def evaluate(
    segments: Sequence[SegmentView], tree: Tree, *, limits: Limits = UNLIMITED, scored: bool = True
) -> Matches:
    """Run a tree; without scoring every score is zero.

    When the time runs out, the matches are those of the runs of segments that were done.
    Raises Cancelled.
    """
    return run_over(Corpus(segments, limits), tree, scored=scored)


def run_over(
    corpus: Corpus, tree: Tree, *, scored: bool = True, among: NDArray[np.int64] | None = None
) -> Matches:
    """The same over a corpus, which then knows what words were found to stand for.

    With `among`, only these documents (ascending, none deleted) are looked at.
    """
    docs, scores = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
    first = 0
    partial = False
    try:
        for run, clause in zip(corpus.runs, bind(tree, corpus, scored=scored), strict=True):
            corpus.check()
            if among is None:
                own_docs, own_scores = clause.find()
            else:
                own_docs = among[slice(*among.searchsorted([first, first + run.doc_count]))] - first
                matching, own_scores = clause.test(own_docs)
                own_docs = own_docs[matching]
                own_scores = None if own_scores is None else own_scores[matching]
            if own_scores is None:
                own_scores = np.zeros(len(own_docs), np.float32)
            if run.deleted is not None:
                live = ~run.deleted[own_docs]
                own_docs, own_scores = own_docs[live], own_scores[live]
            docs.append(own_docs + first if first else own_docs)
            scores.append(own_scores)
            first += run.doc_count
    except DeadlinePassed:
        partial = True
    if len(docs) == 2:
        return Matches(docs[1], scores[1], partial=partial)
    return Matches(np.concatenate(docs), np.concatenate(scores), partial=partial)


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

    Nothing matches when that number is zero, or the time runs out. Raises Cancelled.
    """
    counts, scores = np.zeros(corpus.doc_count, np.int64), np.zeros(corpus.doc_count, np.float32)
    allowed = None if required is None else run_over(corpus, required, scored=False)
    among = None if allowed is None else allowed.docs
    is_partial = allowed is not None and allowed.partial
    for tree in wanted if among is None or len(among) else ():
        matches = run_over(corpus, tree, among=among)
        counts[matches.docs] += 1
        scores[matches.docs] += matches.scores
        is_partial |= matches.partial
    if is_partial:
        # What has most of the words cannot be told from what was not looked through.
        return Matches(NO_MATCHES.docs, NO_MATCHES.scores, partial=True), 0
    best = int(counts.max(initial=0))
    docs = np.flatnonzero(counts == best) if best else np.empty(0, np.int64)
    return Matches(docs, scores[docs]), best


def count_all_but_one(corpus: Corpus, trees: Sequence[Tree]) -> list[int]:
    """For each of several trees, at least two, how many documents match all the others.

    Raises DeadlinePassed or Cancelled.
    """
    counts = np.zeros(len(trees), np.int64)
    bound = zip(*(bind(tree, corpus, scored=False) for tree in trees), strict=True)
    for run, clauses in zip(corpus.runs, bound, strict=True):
        docs, lacking = _with_all_but_one(clauses, corpus)
        if run.deleted is not None:
            lacking = lacking[~run.deleted[docs]]
        counts += np.bincount(lacking + 1, minlength=len(trees) + 1)[1:] + np.count_nonzero(lacking < 0)
    found: list[int] = counts.tolist()
    return found


def _with_all_but_one(clauses: Sequence[Clause], corpus: Corpus) -> tuple[Docs, NDArray[np.intp]]:
    """The documents that match all clauses but one at most, and which one each does not; -1 for none.

    One of any two must match: the others are only asked about what the two rarest find.
    """
    roughs = [rough_of(clause) or clause for clause in clauses]
    rarest, next_rarest, *others = sorted(range(len(roughs)), key=lambda i: roughs[i].size)
    some, more = (roughs[i].find().docs for i in (rarest, next_rarest))
    docs = distinct(np.concatenate([some, more]))
    lacking = np.where(look_up(docs, some)[0], -1, rarest)
    lacking[~look_up(docs, more)[0]] = next_rarest
    placing = [i for i, clause in enumerate(clauses) if roughs[i] is not clause]
    for i, clause in (*((i, roughs[i]) for i in others), *((i, clauses[i]) for i in placing)):
        corpus.check()
        matching = clause.test(docs).matching
        kept = matching | (lacking < 0) | (lacking == i)
        docs, lacking = docs[kept], np.where(matching, lacking, i)[kept]
    return docs, lacking
