"""Where words stand: near each other, early, often, in one paragraph; as Whoosh's spans say, and by trying all places."""

from collections.abc import Sequence
from itertools import product
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from small_segments import SCHEMA, contents, count_all_but_one, evaluate, segments, stock_index
from test_evaluator_agrees import stock
from whoosh.query import And, Not, Or, Prefix, Query, Require, Term
from whoosh.query.spans import SpanFirst, SpanNear

from search.embedded.matching import combining
from search.embedded.matching.evaluate import evaluate as evaluate_tree
from search.embedded.matching.whoosh_trees import translated
from search.tree import AtLeast, Near, Phrase, Tree

word = st.sampled_from(("sea", "wall", "walls", "storm"))
texts = st.lists(st.lists(word, min_size=1, max_size=12), min_size=1, max_size=12)
term = st.builds(Term, st.just("body"), word)
standing = st.one_of(term, term, st.builds(Or, st.lists(term, min_size=1, max_size=2)))
near = st.builds(SpanNear, standing, standing, slop=st.integers(1, 5), ordered=st.booleans())
spans = st.one_of(
    near,
    st.builds(SpanNear, near, standing, slop=st.integers(1, 5), ordered=st.booleans()),
    st.builds(SpanNear, standing, near, slop=st.integers(1, 5), ordered=st.booleans()),
    st.builds(SpanFirst, standing | near, st.integers(0, 6)),
)
few = settings(max_examples=30)


@few
@given(texts, texts, st.lists(spans, min_size=1, max_size=4))
def test_what_stands_near_is_what_whoosh_finds_by_spans(
    some: list[list[str]], others: list[list[str]], asked: list[Query]
) -> None:
    batches = [[{"body": " ".join(text)} for text in held] for held in (some, others)]
    index = stock_index(batches)
    with segments([contents(batch) for batch in batches]) as opened:
        for query in asked:
            expected = stock(index, query)
            assert evaluate(opened, query).docs.tolist() == sorted(expected), query
            # Whoosh cannot say how many documents some spans have, and so not put them in an And.
            sea = Term("body", "sea")
            among = sorted(expected.keys() & stock(index, sea).keys())
            assert evaluate(opened, And([sea, query])).docs.tolist() == among, query


wanted = st.recursive(
    st.one_of(term, near),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=3)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3)),
        st.builds(Require, inner, inner),
    ),
    max_leaves=6,
)


@few
@given(texts, st.lists(wanted, min_size=2, max_size=4))
def test_places_are_looked_at_last_and_decide_as_if_they_were_looked_at_alone(
    held: list[list[str]], asked: list[Query]
) -> None:
    with segments([contents([{"body": " ".join(text)} for text in held])]) as opened:
        each = [set(evaluate(opened, query).docs.tolist()) for query in asked]
        with patch.object(combining, "_SPARSE", 0):
            assert set(evaluate(opened, And(asked)).docs.tolist()) == set.intersection(*each)
        assert set(evaluate(opened, And(asked)).docs.tolist()) == set.intersection(*each)
        assert set(evaluate(opened, Or([And(asked), asked[0]])).docs.tolist()) == each[0]
        others = [set.intersection(*each[:i], *each[i + 1 :]) for i in range(len(each))]
        assert count_all_but_one(opened, asked) == list(map(len, others))


def tree(query: Query) -> Tree:
    return translated(query, SCHEMA)


def found(held: Sequence[Sequence[str]], *asked: Tree) -> list[set[int]]:
    with segments([contents([{"body": " ".join(text)} for text in held])]) as opened:
        return [set(evaluate_tree(opened, each).docs.tolist()) for each in asked]


@few
@given(texts, standing, standing, st.integers(1, 6))
def test_near_grows_with_its_number_and_has_what_is_before(
    held: list[list[str]], first: Query, second: Query, distance: int
) -> None:
    one, other = tree(first), tree(second)
    near, further, before, swapped, both = found(
        held,
        Near(one, other, distance),
        Near(one, other, distance + 1),
        Near(one, other, distance, ordered=True),
        Near(other, one, distance),
        tree(And([first, second])),
    )
    assert before <= near <= further <= both
    assert near == swapped


@few
@given(texts, st.lists(word, min_size=2, max_size=3), st.integers(1, 4))
def test_a_loose_phrase_is_its_words_one_before_the_next(
    held: list[list[str]], words: list[str], slop: int
) -> None:
    chain: Tree = tree(Term("body", words[0]))
    for each in words[1:]:
        chain = Near(chain, tree(Term("body", each)), slop, ordered=True)
    by_phrase, by_chain = found(held, Phrase("body", tuple(words), slop=slop), chain)
    assert by_phrase == by_chain


@few
@given(texts, st.integers(1, 4), st.lists(word, min_size=1, max_size=2, unique=True))
def test_at_least_counts_places(held: list[list[str]], times: int, words: list[str]) -> None:
    either = tree(Or([Term("body", each) for each in words]))
    expected = {doc for doc, text in enumerate(held) if sum(each in words for each in text) >= times}
    assert found(held, AtLeast(times, (either,))) == [expected]


@few
@given(texts, st.integers(1, 3))
def test_words_that_begin_alike_stand_where_each_of_them_does(held: list[list[str]], distance: int) -> None:
    expected = {
        doc
        for doc, text in enumerate(held)
        if any(
            0 < abs(a - b) <= distance
            for (a, one), (b, other) in product(enumerate(text), enumerate(text))
            if one.startswith("wall") and other == "sea"
        )
    }
    sea, walls = tree(Term("body", "sea")), tree(Prefix("body", "wall"))
    assert found(held, Near(walls, sea, distance)) == [expected]
