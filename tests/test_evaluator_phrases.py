"""Phrases: exactly the documents in which the words stand in order and near enough."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small_segments import contents, evaluate, segments, stock_index
from whoosh.query import And, Phrase, Term

from index.codec.contents import Postings, SegmentContents
from search.embedded.matching.phrase import common_places

word = st.sampled_from(("sea", "wall", "storm"))
texts = st.lists(st.lists(word, max_size=12), min_size=1, max_size=12)
phrases = st.lists(
    st.builds(Phrase, st.just("body"), st.lists(word, min_size=2, max_size=4), slop=st.integers(1, 5)),
    min_size=1,
    max_size=4,
)


def stands_in(phrase: Phrase, text: Sequence[str]) -> bool:
    """Every way to place the words, one after another."""
    ends = {at for at, each in enumerate(text) if each == phrase.words[0]}
    for wanted in phrase.words[1:]:
        ends = {
            at
            for at, each in enumerate(text)
            if each == wanted and any(0 < at - end <= phrase.slop for end in ends)
        }
    return bool(ends)


@given(texts, phrases)
def test_the_documents_with_a_phrase_are_those_where_its_words_stand_near_enough(
    held: list[list[str]], asked: list[Phrase]
) -> None:
    documents = [
        {"body": " ".join(text), "title": "some" if doc % 3 else "other"}
        for doc, text in enumerate(filter(None, held))
    ]
    with segments([contents(documents)] if documents else []) as opened:
        for phrase in asked:
            expected = [doc for doc, text in enumerate(filter(None, held)) if stands_in(phrase, text)]
            assert evaluate(opened, phrase).docs.tolist() == expected, phrase
            among_some = And([Term("title", "some"), phrase])
            found = evaluate(opened, among_some).docs.tolist()
            assert found == [doc for doc in expected if doc % 3], phrase


@given(texts, phrases)
def test_whoosh_finds_the_same_phrases(held: list[list[str]], asked: list[Phrase]) -> None:
    documents = [{"body": " ".join(text)} for text in held if text]
    with stock_index([documents]).searcher() as searcher:
        for phrase in asked:
            expected = {doc for doc, text in enumerate(filter(None, held)) if stands_in(phrase, text)}
            assert searcher.search(phrase, limit=None).docs() == expected, phrase


def test_a_phrase_is_found_whatever_its_rarest_word_and_however_long_the_article() -> None:
    filler = "rain " * 40_000
    held = [{"body": "sea wall storm sea wall"}, {"body": filler + "sea wall"}, {"body": filler + "wall sea"}]
    with segments([contents(held)]) as opened:
        assert evaluate(opened, Phrase("body", ["sea", "wall"])).docs.tolist() == [0, 1]
        assert evaluate(opened, Phrase("body", ["wall", "storm", "sea"])).docs.tolist() == [0]
        assert evaluate(opened, Phrase("body", ["rain", "sea"])).docs.tolist() == [1]
        assert evaluate(opened, Phrase("body", ["rain", "sea"], slop=2)).docs.tolist() == [1, 2]


def test_a_phrase_is_found_at_any_position_that_an_archive_can_hold() -> None:
    places = np.array([7, 1 << 31, 8, (1 << 31) + 2], np.uint32)
    body = Postings(
        terms=[b"sea", b"wall"],
        starts=np.array([0, 2, 4]),
        docs=np.array([0, 1, 0, 1], np.uint32),
        freqs=np.ones(4, np.uint32),
        positions=places,
        lengths=np.full(2, 2, np.uint32),
    )
    with segments([SegmentContents(2, {"body": body}, {}, [b"{}"] * 2)]) as opened:
        assert evaluate(opened, Phrase("body", ["sea", "wall"])).docs.tolist() == [0]
        assert evaluate(opened, Phrase("body", ["sea", "wall"], slop=2)).docs.tolist() == [0, 1]


def test_places_are_common_only_if_both_lists_have_them() -> None:
    some, others = np.array([3, 3, 8, 10], np.int32), np.array([3, 9, 9, 10, 11], np.int32)
    assert np.unique(common_places(some, others)).tolist() == [3, 10]
    assert common_places(some[:0], others).tolist() == []
    assert common_places(np.array([9, 9], np.int32), np.array([8], np.int32)).tolist() == []
