"""Proximity: what an article gains by where in its body the words of a query stand.

Three things are added to what the words score by themselves, and none takes anything
away, so that they need be known only of the best:

- its best passage: of all windows of fifty words, each half over the next, the one
  whose words score most by BM25. Many words of a long question in one place are worth
  more than as many all over a long article (Callan 1994, "Passage-level evidence in
  document retrieval"; Kaszkiel and Zobel 2001, "Effective ranking with arbitrary passages");
- pairs: words that follow each other in the query, next to each other and in that
  order (the ordered part of Metzler and Croft 2005, "A Markov random field model for
  term dependencies"), with the small weight that model gives them;
- the lead: news says first what it is about, so that a word among the first fifty counts
  as if it stood there half a time more, in the same sum over fields (see `words`).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeGuard

import numpy as np
from numpy.typing import NDArray

from index.distinct import in_both
from index.schema import exact
from search.embedded.matching.bind import bind
from search.embedded.matching.clauses import Clause, Docs, Scores
from search.embedded.matching.corpus import K1, Corpus
from search.embedded.matching.leaves import TermClause, look_up
from search.embedded.matching.runs import Run
from search.embedded.matching.words import WordClause
from search.tree import And, Best, Maybe, Or, Required, Tree, Word

_FIELDS = frozenset(("body", exact("body")))
_HALF = 25
"""Words in half a window."""
_LEAD = 50
"""Words in a lead, as in the field `lead:`."""
_TOO_MANY = 1 << 12
_LEAST_IDF = 1.0
"""Where a word stands that so many articles have, more than a third of all, is not looked for: it says too little."""
_PASSAGE_WEIGHT = 0.5
_PAIR_WEIGHT = 0.05
"""Of the weights of both words: a tenth of what a word weighs. Halved, as the lead's is, after seeing TIME and Reuters."""
_LEAD_WEIGHT = 0.5


class Gains(NamedTuple):
    """What each of some documents gains."""

    passage: Scores
    pairs: Scores
    lead: Scores

    @property
    def total(self) -> Scores:
        """All of it together."""
        return self.passage + self.pairs + self.lead


class _Occurrences(NamedTuple):
    """Where one word stands in the bodies of some documents."""

    idf: float
    owners: NDArray[np.intp]
    """For each occurrence, which of the documents."""
    positions: NDArray[np.int64]


def words_of(tree: Tree) -> Iterator[Word]:
    """The words that a planned tree wants, in its order."""
    match tree:
        case Word():
            yield tree
        case And() | Or() | Best():
            for child in tree.clauses:
                yield from words_of(child)
        case Required() | Maybe():
            yield from words_of(tree.clause)


def gains(corpus: Corpus, words: Sequence[Word], docs: NDArray[np.int64]) -> Gains:
    """What documents (ascending, over all segments) gain by these words of a query, in its order."""
    parts = []
    first = 0
    for at, run in enumerate(corpus.runs):
        begin, end = docs.searchsorted([first, first + run.doc_count])
        if begin < end:
            clauses = [(corpus.words.get(word) or bind(word, corpus))[at] for word in words]
            parts.append(_gains(run, clauses, docs[begin:end] - first))
        first += run.doc_count
    return Gains(*(np.concatenate([np.empty(0, np.float32), *part]) for part in zip(*parts, strict=True)))


def _gains(run: Run, clauses: Sequence[Clause], docs: Docs) -> Gains:
    found = [_occurrences(run, clause, docs) if _is_telling(clause) else None for clause in clauses]
    lead = np.zeros(len(docs), np.float32)
    for clause, held in zip(clauses, found, strict=True):
        if held and isinstance(clause, WordClause):
            early = np.zeros(len(docs), np.float32)
            early[held.owners[held.positions < _LEAD]] = _LEAD_WEIGHT
            counted = clause.count(docs)
            lead += clause.score(counted + early) - clause.score(counted)
    lengths = run.lengths("body")
    if len(clauses) < 2 or lengths is None:
        return Gains(np.zeros(len(docs), np.float32), np.zeros(len(docs), np.float32), lead)
    passage = _best_passages([held for held in found if held], lengths[docs])
    pairs = np.zeros(len(docs), np.float32)
    for one, other in pairwise(found):
        if one and other:
            pairs += _pair(one, other, len(docs))
    return Gains(np.float32(_PASSAGE_WEIGHT) * passage, np.float32(_PAIR_WEIGHT) * pairs, lead)


def _is_telling(clause: Clause) -> TypeGuard[WordClause]:
    return isinstance(clause, WordClause) and (clause.idf >= _LEAST_IDF or clause.size < _TOO_MANY)


def _occurrences(run: Run, clause: WordClause, docs: Docs) -> _Occurrences:
    owners, positions = [np.empty(0, np.intp)], [np.empty(0, np.int64)]
    for term in clause.terms:
        own = term.clause
        # Where the many words stand that a beginning stands for is not read.
        if own.field in _FIELDS and isinstance(own, TermClause):
            held, freqs = own.postings
            matching, places = look_up(docs, held)
            if term.spoken is not None:
                is_spoken = term.spoken[held[places]]
                matching[matching] = is_spoken
                places = places[is_spoken]
            owners.append(np.repeat(np.flatnonzero(matching), freqs[places]))
            positions.append(run.positions_among(own.field, own.numbers, freqs, places).astype(np.int64))
    return _Occurrences(clause.idf, np.concatenate(owners), np.concatenate(positions))


def _best_passages(words: Sequence[_Occurrences], lengths: NDArray[np.unsignedinteger]) -> Scores:
    """Of each document, the score of the window that scores most."""
    blocks = lengths.astype(np.int64) // _HALF + 2
    ends = np.cumsum(blocks)
    starts = ends - blocks
    total = np.zeros(int(ends[-1]))
    for word in words:
        counts = np.bincount(starts[word.owners] + word.positions // _HALF, minlength=len(total))
        # The last block of each document is empty, so that no window has words of two.
        windows = counts + np.append(counts[1:], 0)
        windows[ends - 1] = 0
        total += word.idf * (K1 + 1) * windows / (windows + K1)
    return np.maximum.reduceat(total, starts).astype(np.float32)


def _pair(one: _Occurrences, other: _Occurrences, size: int) -> Scores:
    """The score of each document for one word directly before another."""
    length = 1 << 32
    before, after = one.owners * length + one.positions + 1, other.owners * length + other.positions
    found = in_both(before, after)
    counts = np.bincount(found // length, minlength=size)
    scores: Scores = ((one.idf + other.idf) * (K1 + 1) * counts / (counts + K1)).astype(np.float32)
    return scores
