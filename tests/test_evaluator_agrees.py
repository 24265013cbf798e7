"""The vectorised evaluator gives what Whoosh's own searcher gives over the same documents."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_segments import Document, contents, evaluate, moment, segments, stock_index
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
    Or,
    Phrase,
    Prefix,
    Query,
    Require,
    Term,
    TermRange,
    Wildcard,
)  # fmt: skip
from whoosh.scoring import BM25F

from search.embedded.matching.evaluate import top

WORDS = ("harbour", "harbor", "haven", "wall", "walls", "storm", "stork", "sea", "né", "港")
word = st.sampled_from(WORDS)
text = st.lists(word, min_size=1, max_size=9).map(" ".join)
field = st.sampled_from(("title", "body"))
boost = st.sampled_from((1.0, 1.0, 0.5, 3.0))
day = st.integers(1, 28)

documents: st.SearchStrategy[list[Document]] = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "title": text,
            "body": text,
            "outlet": st.sampled_from(("Gazette", "Globe", "Echo")),
            "topics": st.lists(word, min_size=1, max_size=3).map(" ".join),
            "published": day.map(moment),
        },
    ),
    min_size=1,
    max_size=40,
)

words_tree = st.one_of(
    st.builds(Term, field, word, boost=boost),
    st.builds(Phrase, field, st.lists(word, min_size=1, max_size=4), slop=st.integers(1, 4), boost=boost),
)
expanding_tree = st.one_of(
    st.builds(Prefix, field, st.sampled_from(("", "h", "ha", "harb", "s", "zz", "n")), boost=boost),
    st.builds(Wildcard, field, st.sampled_from(("*", "h*r", "s?a", "*l*", "[hw]a*", "?", "sea")), boost),
    st.builds(
        FuzzyTerm, field, word, boost=boost, maxdist=st.integers(1, 2), prefixlength=st.integers(0, 1),
        constantscore=st.booleans(),
    ),
    st.builds(
        TermRange, field, st.none() | word, st.none() | word, st.booleans(), st.booleans(), boost=boost,
        constantscore=st.booleans(),
    ),
)  # fmt: skip
moments = st.none() | day.map(moment)
other_tree = st.one_of(
    st.builds(Term, st.just("outlet"), st.sampled_from(("Gazette", "Echo", "Nowhere")), boost=boost),
    st.builds(Term, st.just("topics"), word, boost=boost),
    st.builds(Term, st.just("published"), day.map(moment), boost=boost),
    st.builds(DateRange, st.just("published"), moments, moments, st.booleans(), st.booleans(), boost=boost),
    st.builds(Every, st.sampled_from((None, "title", "outlet", "topics", "published")), boost=boost),
    st.just(NullQuery),
)
leaf = words_tree | other_tree | expanding_tree
steady_leaf = words_tree | other_tree
"""Leaves whose scores do not depend, in Whoosh, on which segment a document is in."""


def compound(child: st.SearchStrategy[Query], *, best: bool = False) -> st.SearchStrategy[Query]:
    several = st.lists(child, min_size=1, max_size=4)
    kinds = [
        st.builds(And, several, boost=boost),
        st.builds(Or, several, boost=boost),
        st.builds(Not, child),
        st.builds(AndNot, child, child),
        st.builds(AndMaybe, child, child),
        st.builds(Require, child, child),
        st.builds(ConstantScoreQuery, child, st.sampled_from((0.0, 1.0, 2.5))),
    ]
    return st.one_of(*kinds, st.builds(DisjunctionMax, several, boost=boost)) if best else st.one_of(*kinds)


scored_trees = st.recursive(leaf, compound, max_leaves=8)
steady_trees = st.recursive(steady_leaf, compound, max_leaves=8)
trees = st.recursive(leaf, lambda child: compound(child, best=True), max_leaves=8)


def said_soundly(tree: Query) -> Query:
    """The same question without AndNot: Whoosh's takes no notice of what it must exclude from the first match."""
    if isinstance(tree, AndNot):
        return Require(said_soundly(tree.a), Not(said_soundly(tree.b)))
    return tree if tree.is_leaf() else tree.apply(said_soundly)


def stock(index: Any, tree: Query) -> dict[int, float]:
    """What Whoosh finds, without the deleted documents that its Not lets through."""
    with index.searcher(weighting=BM25F()) as searcher:
        reader = searcher.reader()
        found = searcher.search(said_soundly(tree), limit=None)
        return {doc: score for doc, score in found.items() if not reader.is_deleted(doc)}


@settings(max_examples=30)
@given(documents, st.lists(scored_trees, min_size=1, max_size=6))
def test_one_segment_gives_the_documents_order_and_scores_of_whoosh(
    held: list[Document], asked: list[Query]
) -> None:
    index = stock_index([held])
    with segments([contents(held)]) as opened:
        for tree in asked:
            expected, matches = stock(index, tree), evaluate(opened, tree)
            assert matches.docs.tolist() == sorted(expected), tree
            by_doc = [expected[doc] for doc in sorted(expected)]
            assert matches.scores == pytest.approx(by_doc, abs=1e-4), tree
            in_order = [expected[doc] for doc in matches.docs[top(matches, len(matches))].tolist()]
            assert all(better > worse - 1e-4 for better, worse in pairwise(in_order)), tree


@st.composite
def spread(draw: st.DrawFn) -> tuple[list[list[Document]], list[list[int]]]:
    """Documents in several segments, and which of each are deleted."""
    batches: list[list[Document]] = draw(st.lists(documents, min_size=2, max_size=4))
    deleted = [draw(st.lists(st.integers(0, len(batch) - 1), max_size=6, unique=True)) for batch in batches]
    return batches, [sorted(own) for own in deleted]


@settings(max_examples=30)
@given(spread(), st.lists(trees, min_size=1, max_size=5))
def test_segments_with_deletions_give_the_documents_of_whoosh(
    held: tuple[list[list[Document]], list[list[int]]], asked: list[Query]
) -> None:
    batches, deleted = held
    index = stock_index(batches, deleted)
    with segments([contents(batch) for batch in batches], deleted) as opened:
        for tree in asked:
            assert evaluate(opened, tree).docs.tolist() == sorted(stock(index, tree)), tree


@settings(max_examples=30)
@given(spread(), st.lists(steady_trees, min_size=1, max_size=5))
def test_scores_are_by_the_words_of_all_segments_as_in_whoosh(
    held: tuple[list[list[Document]], list[list[int]]], asked: list[Query]
) -> None:
    batches, deleted = held
    index = stock_index(batches, deleted)
    with segments([contents(batch) for batch in batches], deleted) as opened:
        for tree in asked:
            expected, matches = stock(index, tree), evaluate(opened, tree)
            assert matches.docs.tolist() == sorted(expected), tree
            by_doc = [expected[doc] for doc in sorted(expected)]
            assert matches.scores == pytest.approx(by_doc, abs=1e-4), tree
