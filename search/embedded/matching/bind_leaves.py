"""From the leaves of a planned tree to clauses that read runs of segments, one for each.

What a query for many terms scores depends in Whoosh on how many of them are in a
segment and how large that is; here it depends on all segments together, so that an
article does not gain or lose by where it is kept.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.embedded.matching.clauses import Clause, Constant, Everything, NoDocument, Scores
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.expansion import Expanding
from search.embedded.matching.leaves import RangeClause, TermClause, TermsClause, TermsOf, ValueClause
from search.embedded.matching.phrase import PhraseClause
from search.embedded.matching.runs import Run
from search.embedded.matching.segments import SegmentView
from search.tree import Every, NumberRange, Phrase, Prefix, Term, Tree, Wildcard

_FEW_TERMS = 2
_MANY_TERMS = 1024
_SMALL = 5000
"""Whoosh scores a query for few terms, and counts many as one: more than two in a small archive."""


def bind_term(tree: Term, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """One term."""
    return _terms(tree.field, tree.text, corpus, boost * tree.boost, scored)


def _terms(name: str, text: str, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """One term in every run."""
    if not scored:
        known = corpus.terms.get((name, text))
        if known is None:
            known = corpus.terms[name, text] = _bind_terms(name, text, corpus, boost, scored)
        return known
    return _bind_terms(name, text, corpus, boost, scored)


def _bind_terms(name: str, text: str, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    encoded = text.encode()
    numbers = [run.find(name, encoded) for run in corpus.runs]
    held = [(run, own) for run, own in zip(corpus.runs, numbers, strict=True) if max(own) >= 0]
    if not held:
        return [NoDocument(scored) for _ in numbers]
    weight = None
    if scored:
        frequency = sum(run.doc_frequency(name, own) for run, own in held)
        weight = boost * (corpus.term_weight(frequency) if corpus.is_scored(name) else 1.0)
    return [
        TermClause(run, name, own, weight, corpus.norms(run, name) if scored else None)
        if max(own) >= 0
        else NoDocument(scored)
        for run, own in zip(corpus.runs, numbers, strict=True)
    ]


def bind_phrase(tree: Phrase, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """Words in order, at least one, of a field that keeps positions."""
    parts = [_terms(tree.field, word, corpus, boost * tree.boost, scored) for word in tree.words]
    return [_sequence(clauses, tree.slop, corpus, scored) for clauses in zip(*parts, strict=True)]


def _sequence(clauses: Iterable[Clause], slop: int, corpus: Corpus, scored: bool) -> Clause:
    """The words of a phrase in one run."""
    words = [clause for clause in clauses if isinstance(clause, TermClause)]
    missing = [clause for clause in clauses if isinstance(clause, NoDocument)]
    if missing:
        return missing[0]
    return words[0] if len(words) == 1 else PhraseClause(words, slop, corpus.check)


def bind_expanding(tree: Expanding, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """Any of the terms that a query stands for."""
    if scored:
        return _bind_expanding(tree, corpus, boost, scored)
    key = type(tree), tree._replace(boost=1.0)
    known = corpus.expanding.get(key)
    if known is None:
        known = corpus.expanding[key] = _bind_expanding(tree, corpus, boost, scored)
    return known


def _bind_expanding(tree: Expanding, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    name = tree.field
    if isinstance(tree, Prefix | Wildcard) and tree.text == ("" if isinstance(tree, Prefix) else "*"):
        return bind_every(Every(name, boost=tree.boost), corpus, boost, scored)
    segments = [segment for run in corpus.runs for segment in run.segments]
    numbers, own = corpus.expand(tree)
    few = (_FEW_TERMS if corpus.doc_count <= _SMALL else _MANY_TERMS - 1) if tree.constant else math.inf
    overall = _overall(segments, name, numbers, own, few) if scored else None
    weights: Sequence[Scores | None] = [None] * len(segments)
    if overall is not None:
        factor = np.float32(boost * tree.boost)
        weights = [
            factor * (corpus.term_weights(held) if corpus.is_scored(name) else np.ones(len(held), np.float32))
            for held in overall
        ]
    found = map(TermsOf, numbers, own, weights)
    clauses: list[Clause] = [
        TermsClause(
            run,
            name,
            list(islice(found, len(run.segments))),
            None if overall is None else corpus.norms(run, name),
            corpus.check,
        )
        for run in corpus.runs
    ]
    return constant(clauses, boost, scored and overall is None)


def _overall(
    segments: Sequence[SegmentView],
    name: str,
    numbers: Sequence[NDArray[np.int64]],
    own: Sequence[NDArray[np.uint32]],
    few: float,
) -> Sequence[NDArray[Any]] | None:
    """From the document frequencies of terms in each segment to those in all; None for more than `few` terms."""
    if any(len(held) > few for held in numbers):
        return None
    if len(own) == 1:
        return own
    terms = [segment.terms_of(name, held) for segment, held in zip(segments, numbers, strict=True)]
    total: dict[bytes, int] = {}
    for held, counts in zip(terms, own, strict=True):
        for term, count in zip(held, counts.tolist(), strict=True):
            total[term] = total.get(term, 0) + count
    if len(total) > few:
        return None
    return [np.array([total[term] for term in held], np.int64) for held in terms]


def bind_range(tree: NumberRange, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """Numbers or moments, by their column, or the length of a text; always the same score."""
    return constant([_range(tree, run) for run in corpus.runs], boost * tree.boost, scored)


def _range(tree: NumberRange, run: Run) -> Clause:
    if column := run.number_column(tree.field):
        return RangeClause(column.numbers, column.known, tree.low, tree.high)
    lengths = run.lengths(tree.field)
    if lengths is None:
        return NoDocument(False)
    return ValueClause((lengths >= tree.low) & (lengths <= tree.high))


def bind_every(tree: Every, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """Every document, or every one with anything in a field."""
    if tree.field is None:
        clauses: list[Clause] = [Everything(run.doc_count) for run in corpus.runs]
    else:
        clauses = [_any_value(run, tree.field, corpus) for run in corpus.runs]
    return constant(clauses, boost * tree.boost, scored)


def _any_value(run: Run, name: str, corpus: Corpus) -> Clause:
    """Documents with anything in a field, by what says so soonest."""
    numbers = run.number_column(name)
    if numbers is not None:
        return ValueClause(numbers.known)
    lengths = run.lengths(name)
    if lengths is not None:
        return ValueClause(lengths > 0)
    every = [np.arange(segment.term_count(name)) for segment in run.segments]
    terms = [
        TermsOf(numbers, segment.doc_frequencies(name, numbers), None)
        for segment, numbers in zip(run.segments, every, strict=True)
    ]
    return TermsClause(run, name, terms, None, corpus.check)


def constant(clauses: Sequence[Clause], score: float, scored: bool) -> list[Clause]:
    """Unscored clauses with the same score for every match; as they are when nothing is scored."""
    return [Constant(clause, score) for clause in clauses] if scored else list(clauses)


def nothing(tree: Tree, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """No document of any run."""
    return [NoDocument(scored) for _ in corpus.runs]
