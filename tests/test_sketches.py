"""Sketches: they depend on a text alone, and tell how much of it another text has."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_copies import jaccard, story, words

from index.batch.chunks import Chunker
from index.batch.sketches import Sketcher, sketch_of
from index.batch.vocabulary import Vocabulary
from index.codec.sketches import NO_CODE, NO_HASH, SketchColumn, codes, no_sketches
from index.duplicates import has_sketch, neighbours, similarity


def sketches_of(*texts: str) -> SketchColumn:
    vocabulary = Vocabulary(Chunker())
    return Sketcher(vocabulary).sketch(vocabulary.tokens(texts))


def estimate(one: str, other: str) -> float:
    both = sketches_of(one, other)
    rows = np.concatenate([codes(both.heads), both.tails], axis=1)
    return float(similarity(rows[:1], rows[1:])[0])


def near(sketches: SketchColumn, *asked: int) -> set[tuple[int, int]]:
    """The pairs of rows, the lesser first, that are near-identical."""
    found = neighbours(np.array(asked), sketches.heads, lambda rows: sketches.tails[rows])
    texts = dict(zip(found.rows.tolist(), found.texts.tolist(), strict=True))
    pairs = {frozenset(pair) for pair in zip(found.one.tolist(), found.other.tolist(), strict=True)}
    return {
        (a, b)
        for a in texts
        for b in texts
        if a < b and (texts[a] == texts[b] or {texts[a], texts[b]} in pairs)
    }


def test_a_sketch_is_of_the_text_alone_whatever_came_before_it() -> None:
    text = " ".join(words(200, 1))
    alone, among = sketch_of(text), sketches_of("Mayor resigns over bridge", " ".join(words(90, 2)), text)
    assert alone.heads[0].tolist() == among.heads[2].tolist()
    assert alone.tails[0].tolist() == among.tails[2].tolist()


def test_a_sketch_stays_what_it_is_because_archives_keep_it() -> None:
    first = sketch_of("The quick brown fox jumps over the lazy dog and runs on to the river bank").heads[
        0, :3
    ]
    assert first.tolist() == [12582437, 348357227, 854363302]


def test_case_and_accents_make_no_difference_to_a_sketch() -> None:
    plain = "the cafe on the corner of the square closed after forty years of trade in the town"
    assert estimate(plain, plain.replace("cafe", "CAFÉ").replace("the", "The")) == 1


def test_a_text_of_less_than_twelve_words_has_no_sketch() -> None:
    assert has_sketch(sketches_of(" ".join(words(11, 1)), " ".join(words(12, 1)), "").heads).tolist() == [
        False,
        True,
        False,
    ]


@settings(max_examples=12)
@given(st.integers(0, 10**6), st.integers(0, 4))
def test_of_short_texts_the_estimate_is_exact(seed: int, changed: int) -> None:
    # Beyond what 64 hashes hold it is an estimate, and 16 bits of a hash are seldom another's.
    one, other = story(seed, length=40), story(seed, length=40, changed=changed)
    assert estimate(one.body, other.body) == pytest.approx(jaccard(one, other), abs=0.04)


@pytest.mark.parametrize("changed", [0, 2, 6, 12, 30])
def test_of_long_texts_the_estimate_is_near(changed: int) -> None:
    pairs = [(story(seed, length=400), story(seed, length=400, changed=changed)) for seed in range(8)]
    errors = [estimate(one.body, other.body) - jaccard(one, other) for one, other in pairs]
    assert abs(float(np.mean(errors))) < 0.04


def test_reports_that_differ_in_their_figures_only_are_not_near_identical() -> None:
    def report(week: int) -> str:
        rows = (
            f"{name} futures closed at {week * 17 + i} cents a pound" for i, name in enumerate(words(30, 5))
        )
        return ", ".join(rows)

    assert estimate(report(1), report(2)) < 0.5


def test_codes_keep_the_order_of_hashes() -> None:
    hashes = np.sort(np.random.default_rng(1).integers(0, NO_HASH, 5000, dtype=np.uint32))
    found = codes(np.append(hashes, NO_HASH).astype(np.uint32))
    assert (np.diff(found.astype(np.int64)) >= 0).all()
    assert found[-1] == NO_CODE
    assert (found[:-1] < NO_CODE).all()


def test_neighbours_are_those_near_what_is_asked_and_no_others() -> None:
    texts = [story(1), story(2), story(1, changed=2), story(2), story(3), story(2, changed=30)]
    sketches = sketches_of(*(one.body for one in texts))
    assert near(sketches, *range(6)) == {(0, 2), (1, 3)}
    assert near(sketches, 2) == {(0, 2)}
    assert near(sketches, 4) == set()


def test_hundreds_of_equal_texts_are_found_and_a_formula_in_hundreds_of_texts_is_not_followed() -> None:
    formula = " ".join(words(14, 99))
    equal = [story(1).body] * 400
    framed = [f"{formula} {' '.join(words(12, 1000 + i))}" for i in range(400)]
    sketches = sketches_of(*equal, *framed)
    found = neighbours(np.arange(800), sketches.heads, lambda rows: sketches.tails[rows])
    assert len(set(found.texts[found.rows < 400].tolist())) == 1
    assert not len(found.one)


def test_texts_without_a_sketch_are_near_nothing() -> None:
    nothing = no_sketches(3)
    assert near(nothing, 0, 1) == set()
