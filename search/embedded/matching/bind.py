"""From a planned tree to clauses, one for each run of segments, with Whoosh's rules for what scores what.

Boosts are multiplied down to the leaves. Where Whoosh's matchers are wrong (the best of
a DisjunctionMax may be another document's score, a union drops a match whose score is
zero, a Not lets some deleted documents through), this does what its documentation says.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, TypeGuard

from index.schema import PARAGRAPH, paragraphs
from search.embedded.matching.bind_leaves import (
    bind_every,
    bind_expanding,
    bind_phrase,
    bind_range,
    bind_term,
    constant,
    nothing,
)  # fmt: skip
from search.embedded.matching.clauses import AllBut, Clause, NoDocument
from search.embedded.matching.combining import AllOf, AnyOf, WithBonus, Within
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.near import AtLeastClause, FirstClause, NearClause, PlacedClause, SameClause
from search.embedded.matching.words import bind_word
from search.tree import (
    And,
    AtLeast,
    Begins,
    Best,
    Containing,
    Every,
    Filter,
    First,
    Fuzzy,
    InStory,
    Maybe,
    Near,
    Not,
    Nothing,
    NumberRange,
    Or,
    Phrase,
    Prefix,
    Required,
    Same,
    Term,
    TermRange,
    Tree,
    Wildcard,
    Word,
)


def bind(tree: Tree, corpus: Corpus, *, boost: float = 1.0, scored: bool = True) -> list[Clause]:
    """The clauses of a tree, in the order of the runs; their scores are multiplied with `boost`.

    Raises DeadlinePassed, or TypeError for what is not in a plan.
    """
    corpus.check()
    bind_one = _BINDERS.get(type(tree))
    if bind_one is None:
        raise TypeError(f"{type(tree).__name__} is not in a plan")
    if scored or not isinstance(tree, Near | Same | AtLeast | First):
        return bind_one(tree, corpus, boost, scored)
    key = type(tree), tree
    known = corpus.placed.get(key)
    if known is None:
        known = corpus.placed[key] = bind_one(tree, corpus, boost, scored)
    return known


def _and(tree: And, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    return _combined(tree, corpus, boost, scored, lambda clauses, _: _all(clauses, corpus, scored))


def _or(tree: Or, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    return _combined(tree, corpus, boost, scored, lambda clauses, size: _any(clauses, size, corpus))


def _best(tree: Best, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    return _combined(
        tree, corpus, boost, scored, lambda clauses, size: _any(clauses, size, corpus, best=True)
    )


def _all(clauses: Sequence[Clause], corpus: Corpus, scored: bool) -> Clause:
    if any(isinstance(clause, NoDocument) for clause in clauses):
        return NoDocument(scored)
    return AllOf(clauses, scored, corpus.check)


def _any(clauses: Sequence[Clause], size: int, corpus: Corpus, *, best: bool = False) -> Clause:
    possible = [clause for clause in clauses if not isinstance(clause, NoDocument)] or clauses[:1]
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
    tree: And | Or | Best,
    corpus: Corpus,
    boost: float,
    scored: bool,
    combine: Callable[[Sequence[Clause], int], Clause],
) -> list[Clause]:
    """`combine` has the clauses of one run and how many documents that has."""
    if len(tree.clauses) == 1:
        # Whoosh takes the one clause as it is, without the boost of what is around it.
        return bind(tree.clauses[0], corpus, boost=boost, scored=scored)
    parts = [bind(part, corpus, boost=boost * tree.boost, scored=scored) for part in tree.clauses]
    if not parts:
        return nothing(tree, corpus, boost, scored)
    return [
        combine(clauses, run.doc_count)
        for run, clauses in zip(corpus.runs, zip(*parts, strict=True), strict=True)
    ]


def _not(tree: Not, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    # A Not scores 1 wherever it stands, as if what is absent were found.
    unwanted = bind(tree.clause, corpus, scored=False)
    found = [AllBut(clause, run.doc_count) for run, clause in zip(corpus.runs, unwanted, strict=True)]
    return constant(found, boost, scored)


def _required(tree: Required, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    wanted = bind(tree.clause, corpus, boost=boost, scored=scored)
    required = bind(tree.required, corpus, scored=False)
    return [
        NoDocument(scored)
        if isinstance(clause, NoDocument) or isinstance(other, NoDocument)
        else Within(clause, other)
        for clause, other in zip(wanted, required, strict=True)
    ]


def _maybe(tree: Maybe, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    wanted = bind(tree.clause, corpus, boost=boost, scored=scored)
    if not scored:
        return wanted
    bonuses = bind(tree.bonus, corpus, boost=boost, scored=True)
    return [WithBonus(clause, bonus) for clause, bonus in zip(wanted, bonuses, strict=True)]


def _filter(tree: Filter, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    return constant(bind(tree.clause, corpus, scored=False), boost * tree.score, scored)


def _near(tree: Near, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    first, second = (bind(part, corpus, boost=boost, scored=scored) for part in (tree.first, tree.second))
    return [
        _placed(NearClause(pair, tree.distance, tree.ordered, scored, run.doc_count, corpus.check), scored)
        for run, pair in zip(corpus.runs, zip(first, second, strict=True), strict=True)
    ]


def _same(tree: Same, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    parts = [bind(part, corpus, boost=boost, scored=scored) for part in tree.clauses]
    starts = bind(Term(paragraphs("body"), PARAGRAPH), corpus, scored=False)
    return [
        _placed(SameClause(clauses, begin, scored, run.doc_count, corpus.check), scored)
        for run, begin, clauses in zip(corpus.runs, starts, zip(*parts, strict=True), strict=True)
    ]


def _at_least(tree: AtLeast, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    parts = [bind(part, corpus, boost=boost, scored=scored) for part in tree.clauses]
    return [
        AtLeastClause(clauses, tree.times, run.doc_count, corpus.check)
        for run, clauses in zip(corpus.runs, zip(*parts, strict=True), strict=True)
    ]


def _first(tree: First, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    return [
        _placed(
            FirstClause(
                clause,
                tree.words,
                run.lengths(tree.after) if tree.after else None,
                run.doc_count,
                corpus.check,
            ),
            scored,
        )
        for run, clause in zip(
            corpus.runs, bind(tree.clause, corpus, boost=boost, scored=scored), strict=True
        )
    ]


def _begins(tree: Begins, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    from search.embedded.matching.beginnings import bind_begins  # only who types needs it

    return bind_begins(tree, corpus, boost, scored)


def _in_story(tree: InStory, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    from search.embedded.matching.stories import bind_story  # few queries name one

    return bind_story(tree, corpus, boost, scored)


def _placed(clause: PlacedClause, scored: bool) -> Clause:
    return clause if clause.size else NoDocument(scored)


_BINDERS: dict[type[Tree], Callable[[Any, Corpus, float, bool], list[Clause]]] = {
    Nothing: nothing,
    Term: bind_term,
    Word: bind_word,
    And: _and,
    Or: _or,
    Best: _best,
    Not: _not,
    Required: _required,
    Maybe: _maybe,
    Filter: _filter,
    Phrase: bind_phrase,
    Near: _near,
    Same: _same,
    AtLeast: _at_least,
    First: _first,
    Prefix: bind_expanding,
    Wildcard: bind_expanding,
    Fuzzy: bind_expanding,
    TermRange: bind_expanding,
    Containing: bind_expanding,
    NumberRange: bind_range,
    Every: bind_every,
    Begins: _begins,
    InStory: _in_story,
}
