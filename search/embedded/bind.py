"""From a Whoosh query tree to clauses, one for each run of segments, with Whoosh's rules for what scores what.

Boosts are multiplied down to the leaves. Where Whoosh's matchers are wrong (the best of
a DisjunctionMax may be another document's score, a union drops a match whose score is
zero, a Not lets some deleted documents through), this does what its documentation says.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, TypeGuard

from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    Not,
    NullQuery,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Require,
    Term,
    TermRange,
    Wildcard,
)  # fmt: skip

from search.embedded.bind_leaves import (
    bind_every,
    bind_expanding,
    bind_phrase,
    bind_range,
    bind_term,
    constant,
    nothing,
)  # fmt: skip
from search.embedded.clauses import AllBut, AllOf, AnyOf, Clause, Maybe, Nothing
from search.embedded.corpus import Corpus, Unsupported


def bind(tree: Query, corpus: Corpus, *, boost: float = 1.0, scored: bool = True) -> list[Clause]:
    """The clauses of a tree, in the order of the runs; their scores are multiplied with `boost`.

    Raises Unsupported, DeadlinePassed, or ValueError for a number that its field cannot hold.
    """
    corpus.check()
    bind_one = _BINDERS.get(type(tree))
    if bind_one is None:
        raise Unsupported(type(tree).__name__)
    return bind_one(tree, corpus, boost, scored)


def _and(tree: And, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    return _combined(tree, corpus, boost, scored, lambda clauses, _: _all(clauses, corpus, scored))


def _or(tree: Or, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    if tree.scale:
        raise Unsupported("Or with scale")
    return _combined(tree, corpus, boost, scored, lambda clauses, size: _any(clauses, size, corpus))


def _best(tree: DisjunctionMax, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    return _combined(
        tree, corpus, boost, scored, lambda clauses, size: _any(clauses, size, corpus, best=True)
    )


def _all(clauses: Sequence[Clause], corpus: Corpus, scored: bool) -> Clause:
    if any(isinstance(clause, Nothing) for clause in clauses):
        return Nothing(scored)
    return AllOf(clauses, scored, corpus.check)


def _any(clauses: Sequence[Clause], size: int, corpus: Corpus, *, best: bool = False) -> Clause:
    possible = [clause for clause in clauses if not isinstance(clause, Nothing)] or clauses[:1]
    if len(possible) == 1:
        return possible[0]
    if not best:
        # A sum of sums is one sum.
        inner = ([*clause.clauses] if _is_sum(clause) else [clause] for clause in possible)
        possible = list(chain.from_iterable(inner))
    return AnyOf(possible, size, corpus.check, best)


def _is_sum(clause: Clause) -> TypeGuard[AnyOf]:
    return isinstance(clause, AnyOf) and not clause.best


def _combined(
    tree: And | Or | DisjunctionMax,
    corpus: Corpus,
    boost: float,
    scored: bool,
    combine: Callable[[Sequence[Clause], int], Clause],
) -> list[Clause]:
    """`combine` has the clauses of one run and how many documents that has."""
    if len(tree.subqueries) == 1:
        # Whoosh takes the one clause as it is, without the boost of what is around it.
        return bind(tree.subqueries[0], corpus, boost=boost, scored=scored)
    parts = [bind(part, corpus, boost=boost * tree.boost, scored=scored) for part in tree.subqueries]
    if not parts:
        return nothing(tree, corpus, boost, scored)
    return [
        combine(clauses, run.doc_count)
        for run, clauses in zip(corpus.runs, zip(*parts, strict=True), strict=True)
    ]


def _not(tree: Not, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    # A Not scores 1 wherever it stands, as if what is absent were found.
    return constant(_all_but(tree.query, corpus), boost, scored)


def _all_but(tree: Query, corpus: Corpus) -> list[Clause]:
    return [
        AllBut(clause, run.doc_count)
        for run, clause in zip(corpus.runs, bind(tree, corpus, scored=False), strict=True)
    ]


def _and_not(tree: AndNot, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    wanted = bind(tree.a, corpus, boost=boost, scored=scored)
    return _both(wanted, _all_but(tree.b, corpus), corpus, scored)


def _require(tree: Require, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    wanted = bind(tree.a, corpus, boost=boost, scored=scored)
    return _both(wanted, bind(tree.b, corpus, scored=False), corpus, scored)


def _both(some: list[Clause], others: list[Clause], corpus: Corpus, scored: bool) -> list[Clause]:
    return [_all(pair, corpus, scored) for pair in zip(some, others, strict=True)]


def _and_maybe(tree: AndMaybe, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    wanted = bind(tree.a, corpus, boost=boost, scored=scored)
    if not scored:
        return wanted
    bonuses = bind(tree.b, corpus, boost=boost, scored=True)
    return [Maybe(clause, bonus) for clause, bonus in zip(wanted, bonuses, strict=True)]


def _constant_score(tree: ConstantScoreQuery, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    # Whoosh takes a score of zero for one that was not given.
    return constant(bind(tree.child, corpus, scored=False), boost * (tree.score or 1.0), scored)


_BINDERS: dict[type[Query], Callable[[Any, Corpus, float, bool], list[Clause]]] = {
    type(NullQuery): nothing,
    Term: bind_term,
    And: _and,
    Or: _or,
    DisjunctionMax: _best,
    Not: _not,
    AndNot: _and_not,
    Require: _require,
    AndMaybe: _and_maybe,
    ConstantScoreQuery: _constant_score,
    Phrase: bind_phrase,
    Prefix: bind_expanding,
    Wildcard: bind_expanding,
    FuzzyTerm: bind_expanding,
    TermRange: bind_expanding,
    NumericRange: bind_range,
    DateRange: bind_range,
    Every: bind_every,
}
"""By exact class: a subclass may mean something else."""
