"""Acronyms are learnt from the articles that explain them, and only from those."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.acronyms import Acronym, find_acronyms, other_side, pair_terms, term_prefix


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the Northern Harbour Repair Fund (NHRF) pays", "nhrf", "northern harbour repair fund"),
        ("said the NHRF (Northern Harbour Repair Fund)", "nhrf", "northern harbour repair fund"),
        ("a Treaty on the Quotas of Herring (TQH)", "tqh", "treaty on the quotas of herring"),
        ("the Sonic Detection Array (SONDAR)", "sondar", "sonic detection array"),
        ("the Sonic Detection Array (SoDA)", "soda", "sonic detection array"),
        ("Office de la Pêche (OP) said", "op", "office de la peche"),
        ("Trans-Halden Railway (THR)", "thr", "trans halden railway"),
    ],
)
def test_a_pair_is_read_off_its_letters(text: str, short: str, long: str) -> None:
    assert find_acronyms(text) == {Acronym(short, long)}


@pytest.mark.parametrize(
    "text",
    [
        "the mayor (left) and the chair (right)",
        "Ada Brook (AP) reported",
        "the harbour (HARBOUR) is closed",
        "shares rose (PHX 3.5) today",
        "in brackets (THIS IS SHOUTED)",
        "nothing before (NHRF)",
        "Northern lights were seen. Harbour Repair Fund (NHRF)",
    ],
)
def test_a_bracket_that_explains_nothing_teaches_nothing(text: str) -> None:
    assert find_acronyms(text) == frozenset()


def test_a_pair_is_kept_from_both_sides() -> None:
    terms = pair_terms(frozenset({Acronym("nhrf", "northern harbour repair fund")}))
    assert [other_side(term) for term in terms if term.startswith(term_prefix("nhrf"))] == [
        "northern harbour repair fund"
    ]
    assert [
        other_side(term) for term in terms if term.startswith(term_prefix("northern harbour repair fund"))
    ] == ["nhrf"]


@given(st.text(st.sampled_from("AbCd ().,-&'é\n"), max_size=80))
def test_whatever_is_learnt_abbreviates_its_long_form(text: str) -> None:
    for pair in find_acronyms(text):
        assert " " not in pair.short
        assert len(pair.long.split()) >= 2
        assert pair.short[0] == pair.long[0]
