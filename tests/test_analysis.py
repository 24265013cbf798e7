"""What counts as a word in news text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Text, fold, stem, tokenize
from index.whoosh_schema import NameAnalyzer, NewsAnalyzer


def exact_forms(text: str) -> list[str]:
    return [fold(token.word) for token in tokenize(text) if not token.whole]


def all_forms(text: str) -> set[str]:
    return {fold(token.word) for token in tokenize(text)}


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_a_possessive_is_the_word_itself(apostrophe: str) -> None:
    assert exact_forms(f"Halden{apostrophe}s wall") == ["halden", "wall"]


def test_a_dotted_acronym_loses_its_dots() -> None:
    assert exact_forms("the U.N. and the UN") == ["the", "un", "and", "the", "un"]


@pytest.mark.parametrize("written", ["US", "U.S.", "U.S", "u.s.", "US's", "U.S.'s"])
def test_the_country_is_kept_apart_from_the_pronoun(written: str) -> None:
    assert exact_forms(written)[0] == "u.s."
    assert exact_forms("us") == ["us"]


def test_a_compound_is_found_whole_and_in_parts() -> None:
    assert all_forms("co-operation") == {"co", "operation", "cooperation"}
    assert [token.position for token in tokenize("a co-operation b")] == [0, 1, 1, 2, 3]


def test_an_elided_article_does_not_hide_the_noun() -> None:
    assert "accord" in all_forms("l'accord")


@pytest.mark.parametrize(
    ("text", "form"), [("$1,000", "1000"), ("20,000", "20000"), ("5.5m", "5.5m"), ("2019", "2019")]
)
def test_numbers_and_money(text: str, form: str) -> None:
    assert exact_forms(text) == [form]


def test_a_full_stop_ends_a_word_and_an_initial_does_not_swallow_the_next() -> None:
    assert exact_forms("S.Halden wins. Next") == ["s", "halden", "wins", "next"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("straße", "STRASSE"),
        ("e\u0301te\u0301", "été"),
        ("Øre", "ore"),
        ("co\u00adop", "coop"),
    ],
)
def test_two_typings_of_one_word_have_one_exact_form(one: str, other: str) -> None:
    assert exact_forms(one) == exact_forms(other)


def test_unspaced_scripts_are_cut_into_overlapping_pairs() -> None:
    assert exact_forms("港の壁") == ["港の", "の壁"]


def test_stems_follow_the_language_and_fall_back_to_the_exact_form() -> None:
    assert stem("renewal", "en") == stem("renewed", "en") == "renew"
    assert stem("renewal", None) == stem("renewal", "xx") == "renewal"
    assert stem("pêcheurs", "fr") == stem("pêcheur", "fr")


def test_whoosh_sees_the_stems_of_the_texts_own_language() -> None:
    tokens = [token.text for token in NewsAnalyzer(stemmed=True)(Text.of("Renewed walls", "en"))]
    assert tokens == ["renew", "wall"]
    assert [token.text for token in NewsAnalyzer(stemmed=False)("Renewed walls")] == ["renewed", "walls"]


def test_a_name_is_found_by_its_words_and_as_a_whole_but_never_across_two_names() -> None:
    analyzer = NameAnalyzer()
    forms = [(token.text, token.pos) for token in analyzer("Ada Brook\x1fJon Reyes", positions=True)]
    assert forms == [
        ("=Ada Brook", 0),
        ("ada", 0),
        ("brook", 1),
        ("=Jon Reyes", 100),
        ("jon", 100),
        ("reyes", 101),
    ]


@given(st.text())
def test_every_token_lies_inside_the_text_in_order(text: str) -> None:
    tokens = list(tokenize(text))
    assert all(0 <= token.start < token.end <= len(text) and token.word for token in tokens)
    positions = [token.position for token in tokens]
    assert positions == sorted(positions)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
