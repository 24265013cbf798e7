"""Words: BM25F, the score of one word that may stand in several fields of an article, in several forms.

How often a word occurs in each field, normalised by how long the field is there and
weighted by how much the field says, is summed first, and only the sum is saturated
(Robertson, Zaragoza and Taylor 2004, "Simple BM25 extension to multiple weighted
fields"). To add up a BM25 of each field, as Whoosh does, would count a word twice that
stands in the headline and the body, and let one frequent word outweigh two.

How rare a word is, is asked of the field that has it most often, over all its forms
there: to count the documents that have it anywhere, all would have to be read.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.embedded.matching.bind_leaves import bind_expanding, bind_term
from search.embedded.matching.clauses import Clause, Docs, Found, NoDocument, Scores, Spreading, Tested
from search.embedded.matching.combining import AnyOf, Within
from search.embedded.matching.corpus import K1, Corpus
from search.embedded.matching.leaves import TermClause, TermsClause, ValueClause, is_search_cheaper, look_up
from search.embedded.matching.runs import Run
from search.tree import Fuzzy, Prefix, Term, Wildcard, Word

Part = Term | Prefix | Wildcard | Fuzzy
"""What a word may be in one field."""

_STEEPNESS = {"title": 0.4, "standfirst": 0.4}
"""BM25's b by field: how long a headline is says less about it than how long a body is."""
_USUAL_STEEPNESS = 0.75


class FieldTerm(NamedTuple):
    """One form of a word in one field of a run, or all that a pattern stands for."""

    text: str
    """The term, or what the pattern was."""
    clause: TermClause | TermsClause
    """Unscored."""
    weights: Scores
    """N numbers: what one occurrence counts in each document."""
    boost: np.float32
    """The weight of the field."""
    spoken: NDArray[np.bool_] | None = None
    """N truths, whether a document is in a language that has the word by this term; None where all are."""

    def frequencies(self, docs: Docs, freqs: NDArray[np.uint32]) -> Scores:
        """What so many occurrences in each of some documents count."""
        # Of one type first: NumPy would multiply what is mixed in float64.
        counted: Scores = freqs.astype(np.float32)
        counted *= self.weights.take(docs)
        if self.boost != 1:
            counted *= self.boost
        if self.spoken is not None:
            counted *= self.spoken.take(docs)
        return counted


class WordClause(Spreading):
    """Documents with a word in any of its fields and forms."""

    def __init__(self, terms: Sequence[FieldTerm], idf: float, doc_count: int) -> None:
        self.terms = terms
        """At least one."""
        self.idf = idf
        self.doc_count = doc_count

    @cached_property
    def size(self) -> int:
        """As if no document had two forms, or one in two fields."""
        return min(self.doc_count, sum(term.clause.size for term in self.terms))

    def find(self) -> Found:
        """The documents of all terms."""
        first, *others = sorted(self.terms, key=lambda term: -term.clause.size)
        docs, freqs = first.clause.postings
        counted = first.frequencies(docs, freqs)
        for at, term in enumerate(others):
            if not is_search_cheaper(term.clause.size, len(docs), self.doc_count):
                counted = self._spread_over(docs, counted, others[at:])
                docs = np.flatnonzero(counted)
                return Found(docs, self.score(counted[docs]))
            docs, counted = _merged(docs, counted, term)
        if any(term.spoken is not None for term in self.terms):
            is_found = counted > 0
            docs, counted = docs[is_found], counted[is_found]
        return Found(docs, self.score(counted))

    def test(self, docs: Docs) -> Tested:
        """Those with the word."""
        counted = self.count(docs)
        return Tested(counted > 0, self.score(counted))

    @cached_property
    def spread(self) -> Tested:
        """Of all documents of the run, which have the word, and their scores."""
        return Tested(self._counted > 0, self.score(self._counted))

    def count(self, docs: Docs) -> Scores:
        """How often each of some documents (ascending) has the word: weighted and normalised, see above."""
        if not is_search_cheaper(len(docs) * len(self.terms), self.size, self.doc_count):
            spread: Scores = self._counted[docs]
            return spread
        counted = np.zeros(len(docs), np.float32)
        for term in self.terms:
            held, freqs = term.clause.postings
            matching, places = look_up(docs, held)
            counted[matching] += term.frequencies(held[places], freqs[places])
        return counted

    def score(self, counted: Scores) -> Scores:
        """The score of a weighted, normalised frequency."""
        scores: Scores = counted * np.float32(self.idf * (K1 + 1))
        scores /= counted + np.float32(K1)
        return scores

    @cached_property
    def _counted(self) -> Scores:
        return self._spread_over(np.empty(0, np.intp), np.empty(0, np.float32), self.terms)

    def _spread_over(self, docs: Docs, counted: Scores, terms: Sequence[FieldTerm]) -> Scores:
        """Of all documents of the run, what is counted already and what these terms add."""
        spread = np.zeros(self.doc_count, np.float32)
        spread[docs] = counted
        is_empty = not len(docs)
        for term in terms:
            held, freqs = term.clause.postings
            added = term.frequencies(held, freqs)
            spread[held] = added if is_empty else spread[held] + added
            is_empty = False
        return spread


def _merged(docs: Docs, counted: Scores, term: FieldTerm) -> tuple[Docs, Scores]:
    """What is counted, and a rarer term added to it."""
    held, freqs = term.clause.postings
    added = term.frequencies(held, freqs)
    matching, places = look_up(held, docs)
    counted[places] += added[matching]
    if matching.all():
        return docs, counted
    new = held[~matching]
    before = docs.searchsorted(new)
    return np.insert(docs, before, new), np.insert(counted, before, added[~matching])


def bind_word(tree: Word, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """A word in every run."""
    bound = [
        bind_term(term, corpus, 1.0, False)
        if isinstance(term, Term)
        else bind_expanding(term, corpus, 1.0, False)
        for term in tree.terms
    ]
    if not scored:
        return [
            _any_of(
                [_spoken(term, clause, run) for term, clause in zip(tree.terms, terms, strict=True)],
                run.doc_count,
                corpus,
            )
            for run, terms in zip(corpus.runs, zip(*bound, strict=True), strict=True)
        ]
    idf = corpus.idf(_doc_frequency(tree, bound, corpus.runs)) * boost * tree.boost
    clauses: list[Clause] = []
    for run, terms in zip(corpus.runs, zip(*bound, strict=True), strict=True):
        held = [
            FieldTerm(term.text, clause, weights, np.float32(term.boost), _mask_of(term, run))
            for term, clause in zip(tree.terms, terms, strict=True)
            if isinstance(clause, TermClause | TermsClause)
            and (weights := corpus.weights(run, term.field, _STEEPNESS.get(term.field, _USUAL_STEEPNESS)))
            is not None
        ]
        clauses.append(WordClause(held, idf, run.doc_count) if held else NoDocument(scored))
    corpus.words[tree] = clauses
    return clauses


def _mask_of(term: Part, run: Run) -> NDArray[np.bool_] | None:
    """See `FieldTerm.spoken`."""
    return run.speaking(term.languages) if isinstance(term, Term) and term.languages is not None else None


def _spoken(term: Part, clause: Clause, run: Run) -> Clause:
    """An unscored clause within the languages of its term."""
    spoken = _mask_of(term, run)
    return clause if spoken is None or isinstance(clause, NoDocument) else Within(clause, ValueClause(spoken))


def _size(term: Part, clause: Clause, run: Run) -> int:
    spoken = _mask_of(term, run)
    if spoken is None or not isinstance(clause, TermClause):
        return clause.size
    return int(np.count_nonzero(spoken[clause.postings[0]]))


def _doc_frequency(tree: Word, bound: Sequence[Sequence[Clause]], runs: Sequence[Run]) -> int:
    """In how many documents a word is, by the field that has it most often."""
    sizes = [
        (term.field, sum(_size(term, clause, run) for clause, run in zip(own, runs, strict=True)))
        for term, own in zip(tree.terms, bound, strict=True)
    ]
    return max(sum(size for _, size in own) for _, own in groupby(sorted(sizes), key=lambda pair: pair[0]))


def _any_of(clauses: Sequence[Clause], size: int, corpus: Corpus) -> Clause:
    possible = [clause for clause in clauses if not isinstance(clause, NoDocument)] or clauses[:1]
    return possible[0] if len(possible) == 1 else AnyOf(possible, size, corpus.check)
