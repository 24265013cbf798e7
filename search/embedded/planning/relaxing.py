"""Relaxing: what is found when not every word can be asked for.

A query of a few words means all of them. A sentence does not: of ten words that
somebody types as a question hardly any article has all, and the one that answers it
may lack three. So a sentence is ranked by what of it an article has, and so is what
nothing matches. Rare words weigh more, by how rare they are in the archive, which also
leaves "what", "is" and "the" without a say in any language. Names, dates, phrases and
what is excluded never give way, nor does anything when AND is written out.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.analysis import tokenize
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.evaluate import Matches, most_of, run_over, top
from search.embedded.planning.plan import plan
from search.language.query import TEXT, Query, asks_for_words
from search.tree import And, Or, Term, Tree, all_of

_LONG = 6
"""So many plain words are read as a sentence …"""
_SHORT = 4
"""… and so many if one of them is in more than half of the articles, as "of" and "to" are."""
_SHARE = 1 / 3
"""Of the weight of all words of a sentence, what an article must have …"""
_FEWEST = 100
"""… if it is not among so many best …"""
_LEAST_SHARE = 0.1
"""… and what these must have too."""


class Relaxed(NamedTuple):
    """What was found instead."""

    tree: Tree
    """The words that were looked for, planned."""
    matches: Matches
    notices: tuple[str, ...]
    """What to say about it; nothing where the time ran out before anything was found."""


def is_sentence(corpus: Corpus, query: Query, languages: Sequence[str]) -> bool:
    """True for plain words, as many as a sentence has, with nothing beside them but what filters."""
    if not isinstance(query.tree, And) or " AND " in query.text:
        return False
    words = [clause for clause in query.tree.clauses if isinstance(clause, Term) and clause.field == TEXT]
    if len(words) < _SHORT or len(words) != sum(map(asks_for_words, query.tree.clauses)):
        return False
    if len(words) >= _LONG:
        return True
    if corpus.doc_count < _FEWEST:
        return False
    half = corpus.doc_count / 2
    return any(len(run_over(corpus, plan(word, languages), scored=False)) > half for word in words)


def as_sentence(tree: Tree) -> Tree:
    """What a sentence asks for: any of its words, and all that filters."""
    clauses = all_of(tree)
    words = Or(tuple(filter(asks_for_words, clauses)))
    firm = tuple(clause for clause in clauses if not asks_for_words(clause))
    return And((words, *firm)) if firm else words


def rank_sentence(corpus: Corpus, tree: Tree, languages: Sequence[str]) -> Relaxed | None:
    """The articles that have most of a sentence; None where there are none."""
    words, firm = _parts(tree, languages)
    leaves = list(dict.fromkeys(leaf for word in words for leaf in _leaves(word)))
    planned = [plan(leaf, languages) for leaf in leaves]
    found = [run_over(corpus, leaf) for leaf in planned]
    weights = np.zeros(corpus.doc_count, np.float32)
    scores = np.zeros(corpus.doc_count, np.float32)
    total = 0.0
    for matches in found:
        weight = corpus.idf(len(matches))
        total += weight
        weights[matches.docs] += np.float32(weight)
        scores[matches.docs] += matches.scores
    if firm is not None:
        allowed = np.zeros(corpus.doc_count, bool)
        allowed[run_over(corpus, firm, scored=False).docs] = True
        weights[~allowed] = 0
    docs = np.flatnonzero(weights >= _LEAST_SHARE * total)
    if total and len(docs) > _FEWEST:
        kept = weights[docs] >= _SHARE * total
        kept[top(Matches(docs, scores[docs]), _FEWEST)] = True
        docs = docs[kept]
    if not total or not len(docs):
        return None
    notice = (
        f"Read as a sentence: shown are the {len(docs):,} with most of its words."
        " To require every word, write AND between them."
    )
    return Relaxed(
        Or(tuple(planned)),
        Matches(docs, scores[docs], partial=any(matches.partial for matches in found)),
        (notice,),
    )


def relax(corpus: Corpus, tree: Tree, languages: Sequence[str]) -> Relaxed | None:
    """For a query that nothing matches: the articles with most of its words; None where there are none."""
    words, firm = _parts(tree, languages)
    if len(words) < 2:
        return None
    planned = [plan(word, languages) for word in words]
    matches, most = most_of(corpus, firm, planned)
    if matches.partial:
        return Relaxed(Or(tuple(planned)), matches, ())
    if not most:
        return None
    notice = f"None has all {len(words)} words; shown are the {len(matches):,} with {most} of them."
    return Relaxed(Or(tuple(planned)), matches, (notice,))


def _parts(tree: Tree, languages: Sequence[str]) -> tuple[list[Tree], Tree | None]:
    """The clauses that ask for words, and all that is required besides, planned."""
    clauses = all_of(tree)
    words = [clause for clause in clauses if asks_for_words(clause)]
    firm = tuple(plan(clause, languages) for clause in clauses if not asks_for_words(clause))
    return words, And(firm) if firm else None


def _leaves(tree: Tree) -> list[Tree]:
    """Each word by itself; a compound and the long form of an acronym are several."""
    if isinstance(tree, And | Or) and all(map(asks_for_words, tree.clauses)):
        return [leaf for child in tree.clauses for leaf in _leaves(child)]
    if isinstance(tree, Term):
        parts = [token.word for token in tokenize(tree.text) if not token.whole]
        if len(parts) > 1:
            return [Term(tree.field, part) for part in parts]
    return [tree]
