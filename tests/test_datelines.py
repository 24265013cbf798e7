"""Datelines: places and wire services before a report, and capitals that are neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.metadata.datelines import Dateline, read_dateline, read_dateline_field, read_opening_dateline


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("BERGEN-Agence France-Presse", "BERGEN", "Agence France-Presse"),
        ("BERGEN - AFP", "BERGEN", "Agence France-Presse"),
        ("BERGEN (Reuters) -", "BERGEN", "Reuters"),
        ("Bergen (dpa)", "Bergen", "Deutsche Presse-Agentur"),
        ("GRAND HARBOUR-Reuters", "GRAND HARBOUR", "Reuters"),
        ("OSLO, Reuters", "OSLO", "Reuters"),
        ("Reuters, Oslo", "Oslo", "Reuters"),
        ("BERGEN, Norway - Reuters", "BERGEN, Norway", "Reuters"),
        ("New York (AP)", "New York", "Associated Press"),
    ],
)
def test_a_dateline_on_its_own_line_names_place_and_agency(line: str, place: str, agency: str) -> None:
    assert read_dateline(line) == Dateline(place, agency, None)


@pytest.mark.parametrize(
    ("opening", "place", "agency", "day"),
    [
        ("BERGEN (Reuters) - The wall fell.", "BERGEN", "Reuters", None),
        ("BERGEN, Norway (AP) — The wall fell.", "BERGEN, Norway", "Associated Press", None),
        ("BERGEN, March 9 (Reuters) - The wall fell.", "BERGEN", "Reuters", "March 9"),
        ("BERGEN, March 9, 2021 (Xinhua) -- The wall fell.", "BERGEN", "Xinhua", "March 9, 2021"),
        ("Madrid, 9 mar (EFE).- El muro cayó.", "Madrid", "Agencia EFE", "9 mar"),
        ("(Reuters) - The wall fell.", None, "Reuters", None),
        ("(Bloomberg) -- The wall fell.", None, "Bloomberg", None),
        ("BREAKING (AP) — The wall fell.", None, "Associated Press", None),
        ("UPDATE (AFP) - The wall fell.", None, "Agence France-Presse", None),
        ("Analysis (Reuters) - The wall fell.", None, "Reuters", None),
        ("AFP — The wall fell.", None, "Agence France-Presse", None),
        ("OSLO — The wall fell.", "OSLO", None, None),
        ("LITTLE HARBOUR, Maine — The wall fell.", "LITTLE HARBOUR, Maine", None, None),
        ("LITTLE HARBOUR, March 9 - The wall fell.", "LITTLE HARBOUR", None, "March 9"),
        ("Oslo, March 9 - The wall fell.", "Oslo", None, "March 9"),
        ("UNITED NATIONS — The wall fell.", "UNITED NATIONS", None, None),
    ],
)
def test_a_dateline_may_run_into_the_first_sentence(
    opening: str, place: str | None, agency: str | None, day: str | None
) -> None:
    assert read_opening_dateline(opening) == Dateline(place, agency, day)


@pytest.mark.parametrize(
    "opening",
    [
        "BREAKING — The wall fell.",
        "NATO — The alliance met.",
        "WATCH: The wall falls.",
        "Oslo — The wall fell.",
        "Chapter, March 9 - The wall fell.",
        "Reuters reported that the wall fell.",
        "Bloomberg — the man who was mayor — told his friends.",
        "Bloomberg — The man who was mayor — told his friends.",
        "Reuters — once proud — was sold.",
        "The mayor told AFP - and others - that the wall fell.",
        "Prime Minister Ida Holm (AP) - The wall fell.",
        "OSLO has no wall.",
        "A well-known wall fell.",
    ],
)
def test_capitals_and_mentions_are_no_dateline(opening: str) -> None:
    assert read_opening_dateline(opening) is None


@pytest.mark.parametrize(
    "line",
    [
        "ITV, Reuters",
        "Marta Quill, Reuters",
        "By Marta Quill, Reuters",
        "PHILADELPHIA, PA",
        "OSLO",
        "Reuters - AFP",
        "The wall fell - Reuters saw it",
    ],
)
def test_a_line_that_may_be_something_else_is_no_dateline(line: str) -> None:
    assert read_dateline(line) is None


def test_a_known_city_and_a_day_are_a_dateline_without_an_agency() -> None:
    assert read_dateline("OSLO, March 9, 2021") == Dateline("OSLO", None, "March 9, 2021")
    assert read_dateline("Chapter, March 9, 2021") is None


@given(st.text(max_size=300))
def test_no_text_makes_a_dateline_fail(text: str) -> None:
    for found in (read_dateline(text), read_opening_dateline(text)):
        assert found is None or found.place or found.agency


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("BONN", "BONN", None),
        ("  Port-au-Prince,\n April 1 - ", "Port-au-Prince", None),
        ("Scarborough, Ontario, Feb 26 -", "Scarborough, Ontario", None),
        ("TIDEWATER, Norway (AP)", "TIDEWATER, Norway", "Associated Press"),
        ("", None, None),
        ("1 March 1994", None, None),
    ],
)
def test_a_field_that_is_said_to_be_a_dateline_names_a_place(
    text: str, place: str | None, agency: str | None
) -> None:
    read = read_dateline_field(text)
    assert (read and read.place, read and read.agency) == (place, agency)
