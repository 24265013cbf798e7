"""Explanations of scores: what each word of a query gave a hit in each field, and what was added.

The parts of an explanation add up to the score that was ranked by, so that it can be
checked with a pencil. What one word scores is one number for all its fields (see
`words`); it is divided among them by what each brought to the sum that was saturated.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from search.embedded.matching.bind import bind
from search.embedded.matching.clauses import Docs
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.words import WordClause
from search.embedded.ordering.proximity import gains, words_of
from search.embedded.ordering.ranking import Ranked, kind_factor, recency
from search.engine import Explanation, ScorePart
from search.tree import And, Best, Maybe, Or, Required, Tree, Word


def explain_score(
    corpus: Corpus, tree: Tree, asked: Tree, ranked: Ranked, at: int, *, boost_recent: bool
) -> Explanation:
    """Why a match has its score: the one at a position of those that are ranked.

    `tree` is the plan that it was found by, and `asked` the one by whose words it was ranked.
    """
    doc = ranked.matches.docs[at : at + 1]
    run, own = _place(corpus, int(doc[0]))
    parts = tuple(_parts(tree, corpus, run, np.array([own])))
    passage = pairs = lead = 0.0
    if np.isin(doc, ranked.refined).all():
        words = list(dict.fromkeys(words_of(asked)))
        passage, pairs, lead = (float(gained[0]) for gained in gains(corpus, words, doc))
    kind = kind_factor(corpus.runs[run], own)
    newness = float(recency(corpus, doc)[0]) if boost_recent else 1.0
    explained = sum(part.score for part in parts) + passage + pairs + lead
    other = float(ranked.matches.scores[at]) / (kind * newness) - explained
    return Explanation(parts, passage, pairs, lead, other, kind, newness)


def _place(corpus: Corpus, doc: int) -> tuple[int, int]:
    """Which run a document is in, and its number there."""
    for at, run in enumerate(corpus.runs):
        if doc < run.doc_count:
            return at, doc
        doc -= run.doc_count
    raise IndexError(doc)


def _parts(tree: Tree, corpus: Corpus, run: int, doc: Docs) -> Iterator[ScorePart]:
    match tree:
        case Word():
            clause = (corpus.words.get(tree) or bind(tree, corpus))[run]
            if isinstance(clause, WordClause):
                yield from _by_field(clause, doc)
        case And():
            for child in tree.clauses:
                yield from _parts(child, corpus, run, doc)
        case Or():
            for child in _matching(tree.clauses, corpus, run, doc):
                yield from _parts(child, corpus, run, doc)
        case Best():
            found = [
                [*_parts(child, corpus, run, doc)] for child in _matching(tree.clauses, corpus, run, doc)
            ]
            yield from max(found, key=lambda parts: sum(part.score for part in parts), default=[])
        case Required() | Maybe():
            yield from _parts(tree.clause, corpus, run, doc)


def _matching(clauses: Sequence[Tree], corpus: Corpus, run: int, doc: Docs) -> Iterator[Tree]:
    """The alternatives that a document matches."""
    for clause in clauses:
        if bind(clause, corpus, scored=False)[run].test(doc).matching[0]:
            yield clause


def _by_field(clause: WordClause, doc: Docs) -> Iterator[ScorePart]:
    counted = clause.count(doc)
    if not counted[0]:
        return
    score = float(clause.score(counted)[0])
    for term in clause.terms:
        held, freqs = term.clause.postings
        at = int(held.searchsorted(doc[0]))
        if at < len(held) and held[at] == doc[0]:
            share = float(term.frequencies(doc, freqs[at : at + 1])[0] / counted[0])
            field = term.clause.field.removesuffix("_exact")
            yield ScorePart(term.text, field, int(freqs[at]), score * share)
