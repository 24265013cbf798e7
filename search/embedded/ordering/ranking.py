"""Ranking: what a news archive adds to the scores of words.

An article is worth less the less of it the archive has, and, where that is asked for,
more the newer it is; both are factors. What an article gains by where its words stand
is only worked out for the best, because it never takes anything away: what is not
among those cannot overtake one of them by more than they differ in that, and every
page of an answer is cut from one order.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.embedded.matching.clauses import Scores
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.evaluate import Matches, top
from search.embedded.matching.leaves import look_up
from search.embedded.matching.memory import memory_of
from search.embedded.matching.runs import Run
from search.embedded.matching.values import joined_values
from search.embedded.ordering.order import UNKNOWN, printed_ranks
from search.embedded.ordering.proximity import gains, words_of
from search.engine import Sort
from search.tree import Tree

KIND_FACTORS = {"partial": 0.7, "stub": 0.4}
"""What an article's score is multiplied with when the archive has only a part of it, or its headline."""
HALF_LIFE = 365
"""Days in which what is gained by being new halves."""

_REFINED = 100
"""The best articles by their words, which are ordered by where these stand."""
_SAME_SCORE = 1e-6
_DAY = 86_400_000_000
"""Microseconds."""


class Ranked(NamedTuple):
    """An answer with its order."""

    matches: Matches
    """With their final scores."""
    order: Matches
    """The same, with what they are ordered by in place of scores: the greatest comes first, see `top`."""
    refined: NDArray[np.int64]
    """The documents that were looked at more closely, ascending."""


def rank(
    corpus: Corpus,
    tree: Tree,
    matches: Matches,
    literal: Matches | None,
    *,
    sort: Sort = "relevance",
    boost_recent: bool = False,
) -> Ranked:
    """Order what matches.

    `tree` is what was asked, planned. What matches it literally comes before what was
    widened, and is scored by that alone; `literal` is None where nothing was widened.
    """
    docs, scores = matches.docs, matches.scores.copy()
    is_literal = None
    if literal is not None:
        is_literal, places = look_up(docs, literal.docs)
        scores[is_literal] = literal.scores[places]
    factors = factors_of(corpus, docs, boost_recent=boost_recent)
    if factors is not None:
        scores *= factors
    refined = docs[:0]
    words = list(dict.fromkeys(words_of(tree))) if sort == "relevance" else []
    if words and len(docs):
        best = np.sort(top(Matches(docs, _in_tiers(scores, is_literal)), _REFINED))
        refined = docs[best]
        more = gains(corpus, words, refined).total
        scores[best] += more if factors is None else more * factors[best]
    keys = _keys(corpus, docs, scores, is_literal, sort)
    return Ranked(Matches(docs, scores, partial=matches.partial), Matches(docs, keys), refined)


def _keys(
    corpus: Corpus, docs: NDArray[np.int64], scores: Scores, is_literal: NDArray[np.bool_] | None, sort: Sort
) -> NDArray[Any]:
    """What documents are ordered by. Where nothing tells them apart, the latest news comes first."""
    if sort != "relevance":
        return _by_field(corpus, docs, scores, sort)
    if _are_level(scores):
        return _moments(corpus, docs)
    if is_literal is not None and _are_level(scores[~is_literal]):
        moments = _moments(corpus, docs)
        return np.where(is_literal, scores + 1.0, moments / (moments.max() + 2.0))
    return _in_tiers(scores, is_literal)


def _are_level(scores: Scores) -> bool:
    return not len(scores) or bool(np.ptp(scores) < _SAME_SCORE)


def _in_tiers(scores: Scores, is_literal: NDArray[np.bool_] | None) -> Scores:
    """Scores in which every literal match is above every other."""
    if is_literal is None:
        return scores
    return np.where(is_literal, scores + np.float32(scores.max(initial=0) + 1), scores)


def _moments(corpus: Corpus, docs: NDArray[np.int64]) -> NDArray[np.int64]:
    """When each document (ascending, over all segments) was published, in microseconds; one without a date before all."""
    columns = [(run.doc_count, run.number_column("published")) for run in corpus.runs]
    moments = [
        np.full(count, -1) if column is None else np.where(column.known, column.numbers, -1)
        for count, column in columns
    ]
    return np.concatenate(moments)[docs] if moments else docs


def _by_field(corpus: Corpus, docs: NDArray[np.int64], scores: Scores, sort: Sort) -> NDArray[Any]:
    segments = [segment for run in corpus.runs for segment in run.segments]
    ranks = printed_ranks(segments, docs)
    if sort == "outlet":
        keys = np.empty(len(docs), np.int64)
        keys[np.lexsort((-scores, -ranks, joined_values(segments, "outlet").first[docs]))] = -np.arange(
            len(docs)
        )
        return keys
    if sort == "oldest":
        ranks = np.where(ranks == UNKNOWN, -ranks.max(initial=0) - 1, -ranks)
    return ranks + scores / (float(scores.max(initial=0)) + 1)


def factors_of(corpus: Corpus, docs: NDArray[np.int64], *, boost_recent: bool = False) -> Scores | None:
    """What the score of each document (ascending, over all segments) is multiplied with; None for nothing."""
    kinds = _over_runs(corpus, docs, [_kind_factors(run) for run in corpus.runs])
    if not boost_recent:
        return kinds
    newness = recency(corpus, docs)
    return newness if kinds is None else kinds * newness


def recency(corpus: Corpus, docs: NDArray[np.int64]) -> Scores:
    """2 for the archive's newest article, halfway to 1 after each half-life; 1 for one without a date.

    An exponential decay, as in Li and Croft 2003, "Time-based language models". It counts from the
    newest article, not from today, because an archive of 1963 has its own news.
    """
    columns = [run.number_column("published") for run in corpus.runs]
    known = [column.numbers[column.known] for column in columns if column]
    newest = max((int(own.max()) for own in known if len(own)), default=0)
    parts = [
        None
        if column is None
        else np.where(column.known, 1 + np.exp2((column.numbers - newest) / (HALF_LIFE * _DAY)), 1.0).astype(
            np.float32
        )
        for column in columns
    ]
    found = _over_runs(corpus, docs, parts)
    return np.ones(len(docs), np.float32) if found is None else found


def _kind_factors(run: Run) -> Scores | None:
    """N factors; None where all of every article is held."""
    memory = memory_of(run.segments)
    if "kinds" not in memory:
        factors = np.ones(run.doc_count, np.float32)
        for kind, factor in KIND_FACTORS.items():
            numbers = run.find("kind", kind.encode())
            if max(numbers) >= 0:
                factors[run.docs("kind", numbers)] = factor
        memory["kinds"] = factors if (factors < 1).any() else None
    held: Scores | None = memory["kinds"]
    return held


def kind_factor(run: Run, doc: int) -> float:
    """What the score of one document of a run is multiplied with by how much of it is held."""
    factors = _kind_factors(run)
    return 1.0 if factors is None else float(factors[doc])


def _over_runs(corpus: Corpus, docs: NDArray[np.int64], parts: Sequence[Scores | None]) -> Scores | None:
    """Of arrays over the documents of each run, what some documents (ascending) have; 1 where there is none."""
    if all(part is None for part in parts):
        return None
    if len(parts) == 1 and parts[0] is not None:
        return parts[0][docs]
    found = np.ones(len(docs), np.float32)
    first = 0
    for run, part in zip(corpus.runs, parts, strict=True):
        begin, end = docs.searchsorted([first, first + run.doc_count])
        if part is not None:
            found[begin:end] = part[docs[begin:end] - first]
        first += run.doc_count
    return found
