"""From the leaves of a Whoosh query tree to clauses that read runs of segments, one for each.

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
from whoosh.fields import NUMERIC, FieldType
from whoosh.query import Every, NumericRange, Phrase, Prefix, Query, Term, Wildcard

from search.embedded.clauses import Clause, Constant, Everything, Nothing, Scores
from search.embedded.corpus import Corpus, Unsupported
from search.embedded.expansion import Expanding, expand
from search.embedded.leaves import RangeClause, TermClause, TermsClause, TermsOf, ValueClause
from search.embedded.phrase import PhraseClause
from search.embedded.runs import Run
from search.embedded.segments import SegmentView

_FEW_TERMS = 2
_MANY_TERMS = 1024
_SMALL = 5000
"""Whoosh scores a query for few terms, and counts many as one: more than two in a small archive."""


def bind_term(tree: Term, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """One term; in a field of numbers, that number."""
    field = _field(tree.fieldname, corpus)
    text = _as_term(field, tree.text)
    if field is None or text is None:
        return nothing(tree, corpus, boost, scored)
    if isinstance(field, NUMERIC):
        return constant(_number(tree.fieldname, field, text, corpus), boost * tree.boost, scored)
    return _terms(tree.fieldname, text, corpus, boost * tree.boost, scored)


def _terms(name: str, text: bytes, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """One term in every run."""
    numbers = [run.find(name, text) for run in corpus.runs]
    held = [(run, own) for run, own in zip(corpus.runs, numbers, strict=True) if max(own) >= 0]
    if not held:
        return [Nothing(scored) for _ in numbers]
    weight = None
    if scored:
        frequency = sum(run.doc_frequency(name, own) for run, own in held)
        weight = boost * (corpus.term_weight(frequency) if corpus.schema[name].scorable else 1.0)
    return [
        TermClause(run, name, own, weight, corpus.norms(run, name) if scored else None)
        if max(own) >= 0
        else Nothing(scored)
        for run, own in zip(corpus.runs, numbers, strict=True)
    ]


def bind_phrase(tree: Phrase, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """Words in order. Raises Unsupported for a field that keeps no positions."""
    field = _field(tree.fieldname, corpus)
    words = [_as_term(field, word) for word in tree.words]
    if field is None or not words or None in words:
        return nothing(tree, corpus, boost, scored)
    if field.format is None or not field.format.supports("positions"):
        raise Unsupported("Phrase in a field without positions")
    parts = [
        _terms(tree.fieldname, word, corpus, boost * tree.boost, scored) for word in words if word is not None
    ]
    return [_sequence(clauses, tree.slop, corpus, scored) for clauses in zip(*parts, strict=True)]


def _sequence(clauses: Iterable[Clause], slop: int, corpus: Corpus, scored: bool) -> Clause:
    """The words of a phrase in one run."""
    words = [clause for clause in clauses if isinstance(clause, TermClause)]
    missing = [clause for clause in clauses if isinstance(clause, Nothing)]
    if missing:
        return missing[0]
    return words[0] if len(words) == 1 else PhraseClause(words, slop, corpus.check)


def bind_expanding(tree: Expanding, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """Any of the terms that a query stands for. Raises Unsupported for a field of numbers."""
    name = tree.fieldname
    if isinstance(tree, Prefix | Wildcard) and tree.text == ("" if isinstance(tree, Prefix) else "*"):
        return bind_every(Every(name, boost=tree.boost), corpus, boost, scored)
    field = _field(name, corpus)
    if field is None:
        return nothing(tree, corpus, boost, scored)
    if isinstance(field, NUMERIC):
        raise Unsupported(f"{type(tree).__name__} in a field of numbers")
    segments = [segment for run in corpus.runs for segment in run.segments]
    numbers = [expand(segment, tree, field, corpus.check) for segment in segments]
    own = [segment.doc_frequencies(name, held) for segment, held in zip(segments, numbers, strict=True)]
    few = (_FEW_TERMS if corpus.doc_count <= _SMALL else _MANY_TERMS - 1) if tree.constantscore else math.inf
    overall = _overall(segments, name, numbers, own, few) if scored else None
    weights: Sequence[Scores | None] = [None] * len(segments)
    if overall is not None:
        factor = np.float32(boost * tree.boost)
        weights = [
            factor * (corpus.term_weights(held) if field.scorable else np.ones(len(held), np.float32))
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


def bind_range(tree: NumericRange, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """Numbers or moments, by their column; always the same score.

    Raises Unsupported for other fields, and ValueError for a number that the field cannot hold.
    """
    field = _field(tree.fieldname, corpus)
    if not isinstance(field, NUMERIC) or not _holds_whole_numbers(field) or not tree.constantscore:
        raise Unsupported(f"{type(tree).__name__} that is scored, or not over whole numbers")
    low = field.min_value if tree.start is None else field.prepare_number(tree.start) + tree.startexcl
    high = field.max_value if tree.end is None else field.prepare_number(tree.end) - tree.endexcl
    return constant(_between(tree.fieldname, low, high, corpus), boost * (tree.boost or 1.0), scored)


def _number(name: str, field: NUMERIC, term: bytes, corpus: Corpus) -> list[Clause]:
    if not _holds_whole_numbers(field) or term[:1] != b"\0":
        raise Unsupported("Term that is not a whole number")
    number = NUMERIC.from_bytes(field, term)
    return _between(name, number, number, corpus)


def _between(name: str, low: int, high: int, corpus: Corpus) -> list[Clause]:
    columns = [run.number_column(name) for run in corpus.runs]
    return [
        RangeClause(column.numbers, column.known, low, high) if column else Nothing(False)
        for column in columns
    ]


def bind_every(tree: Every, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """Every document, or every one with anything in a field."""
    if tree.fieldname is None:
        clauses: list[Clause] = [Everything(run.doc_count) for run in corpus.runs]
    else:
        clauses = [_any_value(run, tree.fieldname, corpus) for run in corpus.runs]
    return constant(clauses, boost * (tree.boost or 1.0), scored)


def _any_value(run: Run, name: str, corpus: Corpus) -> Clause:
    """Documents with anything in a field, by what says so soonest."""
    if _field(name, corpus) is None:
        return Nothing(False)
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


def constant(clauses: list[Clause], score: float, scored: bool) -> list[Clause]:
    """Unscored clauses with the same score for every match; as they are when nothing is scored."""
    return [Constant(clause, score) for clause in clauses] if scored else clauses


def nothing(tree: Query, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """No document of any run."""
    return [Nothing(scored) for _ in corpus.runs]


def _field(name: str, corpus: Corpus) -> FieldType | None:
    """A field that can be searched, or None."""
    if name not in corpus.schema:
        return None
    field: FieldType = corpus.schema[name]
    return field if field.format is not None else None


def _holds_whole_numbers(field: NUMERIC) -> bool:
    return field.numtype is int and not field.decimal_places


def _as_term(field: FieldType | None, text: Any) -> bytes | None:
    """The term of a text; None where there can be no such term."""
    try:
        return field.to_bytes(text) if field is not None else None
    except ValueError:
        return None
