"""What holds of every tree, and what the evaluator refuses, gives up, or does better than Whoosh."""

import tracemalloc
from collections.abc import Sequence
from contextlib import ExitStack
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_segments import Document, contents, count_all_but_one, evaluate, most_of, segments
from test_evaluator_agrees import documents, trees
from whoosh.query import (
    And,
    AndNot,
    DisjunctionMax,
    FuzzyTerm,
    Not,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Require,
    Term,
    Variations,
)  # fmt: skip
from whoosh.query import (
    Sequence as WordSequence,
)

from index.codec.segment import Segment
from search.embedded.matching import combining, expansion, leaves, phrase, runs
from search.embedded.matching import evaluate as evaluator
from search.embedded.matching.evaluate import Matches
from search.embedded.matching.expansion import as_letters, edit_distances, matcher
from search.embedded.matching.limits import DeadlinePassed, Limits
from search.embedded.matching.whoosh_trees import Unsupported
from search.engine import Cancelled
from search.tree import Fuzzy

several = st.lists(trees, min_size=2, max_size=3)
few_examples = settings(max_examples=20)


def found(opened: Sequence[Segment], tree: Query) -> set[int]:
    return set(evaluate(opened, tree).docs.tolist())


def scores(matches: Matches) -> dict[int, float]:
    return dict(zip(matches.docs.tolist(), matches.scores.tolist(), strict=True))


@few_examples
@given(documents, several)
def test_all_of_some_clauses_is_what_each_finds_and_any_of_them_what_one_does(
    held: list[Document], asked: list[Query]
) -> None:
    with segments([contents(held)]) as opened:
        each = [found(opened, tree) for tree in asked]
        assert found(opened, And(asked)) == set.intersection(*each)
        assert found(opened, Or(asked)) == set.union(*each)
        assert found(opened, DisjunctionMax(asked)) == set.union(*each)
        assert found(opened, AndNot(asked[0], asked[1])) == each[0] - each[1]
        assert found(opened, Require(asked[0], asked[1])) == each[0] & each[1]


@few_examples
@given(documents, trees)
def test_what_is_not_what_is_not_wanted_is_wanted(held: list[Document], tree: Query) -> None:
    with segments([contents(held[:1]), contents(held)], [[], [0]]) as opened:
        everything = found(opened, Not(And([])))
        assert len(everything) == len(held)
        assert found(opened, Not(tree)) == everything - found(opened, tree)
        assert found(opened, Not(Not(tree))) == found(opened, tree)


@few_examples
@given(documents, several)
def test_the_best_of_several_scores_is_one_of_the_documents_own(
    held: list[Document], asked: list[Query]
) -> None:
    with segments([contents(held)]) as opened:
        own = [scores(evaluate(opened, tree)) for tree in asked]
        for doc, score in scores(evaluate(opened, DisjunctionMax(asked))).items():
            assert score == pytest.approx(max(each[doc] for each in own if doc in each))


@few_examples
@given(documents, several, trees)
def test_which_way_is_quicker_does_not_change_the_answer(
    held: list[Document], asked: list[Query], tree: Query
) -> None:
    with segments([contents(held), contents(held[:1]), contents(held)], [[], [], [0]]) as opened:
        for asking in (
            And([*asked, tree]),
            Or([*asked, tree]),
            DisjunctionMax([*asked, And([tree, asked[0]])]),
        ):
            plain = evaluate(opened, asking)
            for other in (0, 1 << 20):
                with ExitStack() as patches:
                    for module, name in (
                        (combining, "_SPARSE"), (combining, "_DENSE"), (leaves, "_SEARCH_COST"),
                        (phrase, "_GATHER_COST"), (phrase, "_SEARCH_COST"), (runs, "_LONGEST"),
                        (expansion, "_RARE"),
                    ):  # fmt: skip
                        patches.enter_context(patch.object(module, name, other))
                    patches.enter_context(patch.object(leaves, "_MOST_AT_ONCE", 1))
                    patches.enter_context(patch.object(expansion, "_BATCH", 1))
                    again = evaluate(opened, asking)
                assert again.docs.tolist() == plain.docs.tolist()
                assert again.scores == pytest.approx(plain.scores, rel=1e-5)


@few_examples
@given(documents, trees)
def test_without_scoring_the_same_documents_match(held: list[Document], tree: Query) -> None:
    with segments([contents(held)]) as opened:
        unscored = evaluate(opened, tree, scored=False)
        assert unscored.docs.tolist() == evaluate(opened, tree).docs.tolist()
        assert not unscored.scores.any()


@few_examples
@given(documents, documents, trees)
def test_how_documents_are_spread_over_segments_does_not_matter(
    some: list[Document], others: list[Document], tree: Query
) -> None:
    with segments([contents(some + others)]) as whole, segments([contents(some), contents(others)]) as parts:
        one, two = evaluate(whole, tree), evaluate(parts, tree)
        assert one.docs.tolist() == two.docs.tolist()
        assert one.scores == pytest.approx(two.scores, rel=1e-5)


def test_a_beginning_scores_as_its_words_in_a_large_archive_and_as_one_in_a_small() -> None:
    words = ["hab", "hac", "had haa had"]
    asked = Prefix("body", "ha", boost=2.0)
    spelled_out = Or([Term("body", word, boost=2.0) for word in ("haa", "hab", "hac", "had")])
    for copies, by_word in ((10, False), (1700, True)):
        with segments([contents([{"body": word} for word in words * copies])]) as opened:
            expected = evaluate(opened, spelled_out).scores if by_word else np.ones(30)
            assert evaluate(opened, asked).scores == pytest.approx(expected)


@few_examples
@given(documents, st.lists(trees, min_size=2, max_size=5))
def test_all_clauses_but_one_are_counted_as_if_asked_by_themselves(
    held: list[Document], asked: list[Query]
) -> None:
    with segments([contents(held[:1]), contents(held)], [[], [0]]) as opened:
        without = [found(opened, And(asked[:i] + asked[i + 1 :])) for i in range(len(asked))]
        assert count_all_but_one(opened, asked) == list(map(len, without))


@few_examples
@given(documents, trees, several)
def test_most_of_the_clauses_is_what_no_other_document_has_more_of(
    held: list[Document], required: Query, asked: list[Query]
) -> None:
    with segments([contents(held[:1]), contents(held)], [[], [0]]) as opened:
        each = [scores(evaluate(opened, tree)) for tree in asked]
        counts = {doc: sum(doc in own for own in each) for doc in found(opened, required)}
        best = max(counts.values(), default=0)
        matches, most = most_of(opened, required, asked)
        assert most == best
        expected = {
            doc: sum(own.get(doc, 0) for own in each)
            for doc, count in counts.items()
            if best and count == best
        }
        assert scores(matches) == pytest.approx(expected, rel=1e-5)


def test_most_of_the_clauses_among_what_is_required() -> None:
    held = [{"title": text} for text in ("sea wall", "sea", "wall storm", "sea storm wall")]
    wanted = [Term("title", word) for word in ("sea", "wall", "ferry")]
    with segments([contents(held[:2]), contents(held[2:])]) as opened:
        matches, most = most_of(opened, None, wanted)
        assert (matches.docs.tolist(), most) == ([0, 3], 2)
        matches, most = most_of(opened, Not(Term("title", "storm")), wanted[:2])
        assert (matches.docs.tolist(), most) == ([0], 2)
        matches, most = most_of(opened, None, [Term("title", "quay")])
        assert (matches.docs.tolist(), most) == ([], 0)


@pytest.mark.parametrize(
    "tree",
    [
        Regex("body", "s.a"),
        Variations("body", "sea"),
        WordSequence([Term("body", "sea"), Term("body", "wall")]),
        Or([Term("body", "sea"), Term("body", "wall")], scale=0.5),
        Phrase("topics", ["sea", "wall"]),
        Prefix("published", "2031"),
        NumericRange("body", 1, 2),
        And([Term("body", "sea"), Not(Regex("body", "w.*"))]),
    ],
    ids=repr,
)
def test_what_only_whoosh_can_answer_is_left_to_it(tree: Query) -> None:
    with (
        segments([contents([{"body": "sea wall", "topics": "sea wall"}])]) as opened,
        pytest.raises(Unsupported),
    ):
        evaluate(opened, tree)


def test_a_question_ends_at_its_deadline_with_what_it_has_found() -> None:
    with segments([contents([{"body": "sea wall"}])]) as opened:
        tree = Or([Term("body", "sea"), FuzzyTerm("body", "well")])
        whole, nothing = (evaluate(opened, tree, limits=Limits(seconds=time)) for time in (60, 0))
        assert (len(whole), whole.partial) == (1, False)
        assert (len(nothing), nothing.partial) == (0, True)


@few_examples
@given(documents, documents, trees, st.integers(0, 12))
def test_what_was_found_when_the_time_ran_out_matches(
    some: list[Document], others: list[Document], tree: Query, looks: int
) -> None:
    with segments([contents(some), contents(others)]) as opened, patch.object(runs, "_LONGEST", 1):
        limits = Limits(seconds=60)
        with patch.object(limits, "check", side_effect=[None] * looks + [DeadlinePassed] * 10_000):
            cut_short = evaluate(opened, tree, limits=limits)
        whole = evaluate(opened, tree)
        assert cut_short.partial or cut_short.docs.tolist() == whole.docs.tolist()
        assert set(cut_short.docs.tolist()) <= set(whole.docs.tolist())


def test_a_question_that_is_called_off_has_no_answer() -> None:
    with segments([contents([{"body": "sea wall"}])]) as opened, pytest.raises(Cancelled):
        evaluate(opened, Term("body", "sea"), limits=Limits(stop=lambda: True))


@pytest.mark.parametrize(
    ("tree", "docs"),
    [
        (Prefix("body", "se"), [0, 1, 2, 3]),
        (FuzzyTerm("body", "sea12", maxdist=2, prefixlength=1), [0, 2]),
    ],
)
def test_a_word_of_any_length_costs_its_like_no_memory(tree: Query, docs: list[int]) -> None:
    words = " ".join(f"sea{n}" for n in range(500))
    held = [{"body": words}, {"body": "se" + "a" * 500_000}]
    with segments([contents(held), contents(held)]) as opened:
        tracemalloc.start()
        matches = evaluate(opened, tree, limits=Limits(seconds=60))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert matches.docs.tolist() == docs
    assert peak < 60_000_000


def test_a_field_that_does_not_exist_matches_nothing() -> None:
    with segments([contents([{"body": "sea wall"}])]) as opened:
        for tree in (Term("nowhere", "sea"), Prefix("nowhere", "s"), Phrase("nowhere", ["sea", "wall"])):
            assert not found(opened, tree)


def test_an_archive_without_segments_has_no_matches() -> None:
    assert not len(evaluate([], And([Term("body", "sea"), Not(Term("body", "wall"))])))


def distance(a: str, b: str, *, swaps: bool) -> int:
    """By the definition: Levenshtein's, or with swaps that of optimal string alignment."""
    if not a or not b:
        return len(a) + len(b)
    ways = [
        distance(a[1:], b, swaps=swaps) + 1,
        distance(a, b[1:], swaps=swaps) + 1,
        distance(a[1:], b[1:], swaps=swaps) + (a[0] != b[0]),
    ]
    if swaps and len(a) > 1 and a[:2] == b[1::-1]:
        ways.append(distance(a[2:], b[2:], swaps=swaps) + 1)
    return min(ways)


@given(st.lists(st.text("abé", max_size=5), max_size=8), st.text("abé", max_size=5), st.booleans())
def test_edit_distance_is_the_fewest_letters_added_dropped_replaced_or_swapped(
    words: list[str], target: str, swaps: bool
) -> None:
    distances = [distance(word, target, swaps=swaps) for word in words]
    for most in range(4):
        assert edit_distances(*as_letters(words), target, most, swaps=swaps).tolist() == [
            min(each, most + 1) for each in distances
        ]
        matches = matcher(Fuzzy("body", target, edits=most, swaps=swaps))
        assert [bool(matches(word)) for word in words] == [each <= most for each in distances]


@few_examples
@given(st.text("bcd", min_size=3, max_size=6), st.integers(1, 2), st.data())
def test_whatever_letters_change_places_a_word_finds_what_it_is_near_to(
    typed: str, edits: int, data: st.DataObject
) -> None:
    words = data.draw(st.lists(st.text("bcd", min_size=1, max_size=7), min_size=1, max_size=12, unique=True))
    with segments([contents([{"body": word} for word in words])]) as opened:
        found_too = evaluator.evaluate(opened, Fuzzy("body", typed, edits=edits)).docs.tolist()
    near = [i for i, word in enumerate(words) if distance(word, typed, swaps=True) <= edits]
    assert found_too == near
