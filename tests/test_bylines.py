"""Bylines and bios: people and wire services, and what only begins like a byline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.metadata.agencies import agency_named
from index.metadata.bios import read_bio
from index.metadata.bylines import read_byline, read_sign_off


def credited(text: str) -> tuple[tuple[str, ...], str | None] | None:
    byline = read_byline(text)
    return (byline.people, byline.agency) if byline else None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("By Marta Quill", ("Marta Quill",)),
        ("BY MARTA QUILL", ("MARTA QUILL",)),
        ("By Marta Quill and Otto Brandt", ("Marta Quill", "Otto Brandt")),
        ("By Marta Quill, Otto Brandt and Ida Holm", ("Marta Quill", "Otto Brandt", "Ida Holm")),
        ("By Marta Quill & Otto Brandt", ("Marta Quill", "Otto Brandt")),
        ("By Marta Quill, Chief Correspondent", ("Marta Quill",)),
        ("By Marta Quill in Oslo", ("Marta Quill",)),
        ("By Marta Quill, staff writer", ("Marta Quill",)),
        ("By Jan van der Meer", ("Jan van der Meer",)),
        ("By Ana Ortega y Ríos", ("Ana Ortega y Ríos",)),
        ("By J. P. O’Hara-Lund", ("J. P. O’Hara-Lund",)),
        ("Author: Marta Quill", ("Marta Quill",)),
        ("Author: Quillon", ("Quillon",)),
        ("Written by Marta Quill", ("Marta Quill",)),
        ("Posted by: Marta Quill", ("Marta Quill",)),
        ("Von Marta Quill und Otto Brandt", ("Marta Quill", "Otto Brandt")),
        ("Par Marta Quill", ("Marta Quill",)),
        ("Por Juana Pérez y Marta Quill", ("Juana Pérez", "Marta Quill")),
        ("Author: Marta Quill, MA, RN", ("Marta Quill",)),
    ],
)
def test_a_byline_names_its_people_in_order(text: str, people: tuple[str, ...]) -> None:
    assert credited(text) == (people, None)


@pytest.mark.parametrize(
    ("text", "people", "agency"),
    [
        ("By Marta Quill, Reuters", ("Marta Quill",), "Reuters"),
        ("By MARTA QUILL, Associated Press", ("MARTA QUILL",), "Associated Press"),
        ("By Marta Quill (AFP)", ("Marta Quill",), "Agence France-Presse"),
        ("Marta Quill, Reuters", ("Marta Quill",), "Reuters"),
        ("Reuters Staff", (), "Reuters"),
        ("By Reuters", (), "Reuters"),
        ("By Marta Quill, PA", ("Marta Quill",), "PA Media"),
        ("By The Associated Press", (), "Associated Press"),
        ("(AP)", (), "Associated Press"),
        ("Author: AFP", (), "Agence France-Presse"),
    ],
)
def test_a_wire_service_is_the_agency_and_never_an_author(
    text: str, people: tuple[str, ...], agency: str
) -> None:
    assert credited(text) == (people, agency)


@pytest.mark.parametrize(
    "text", ["By Staff Reporter", "By our correspondent", "By Newsroom", "Author: admin"]
)
def test_a_byline_may_name_nobody(text: str) -> None:
    assert credited(text) == ((), None)


@pytest.mark.parametrize(
    "text",
    [
        "By the time the storm had passed",
        "By Monday",
        "By Any Means Necessary",
        "By land and by sea",
        "Marta Quill",
        "Port Harbour, Reuters",
        "SALT FLATS, Reuters",
        "World News, AP",
        "Von der Leyen",
        "Von Mensch zu Mensch",
        "Di Canio",
        "Reuters reported on Tuesday",
        "Marta Quill/Reuters",
        "Bryn Harbour, PA",
        "Marta Quill, PA",
        "By Popular Demand",
        "By Invitation Only",
        "By Goldman Sachs",
        "By Al Jazeera",
        "By Harbour United Supporters Trust",
        "By ChatGPT Plus",
        "Published by Marta Quill, £20",
        "Text by Marta Quill",
        "By Marta Quill, who saw the wall fall on Monday night. She ran.",
        "ap",
        "",
    ],
)
def test_what_only_begins_like_a_byline_is_none(text: str) -> None:
    assert credited(text) is None


def test_a_state_after_a_town_is_no_wire_service() -> None:
    assert credited("By Marta Quill, Bryn Harbour Post, PA") == (("Marta Quill",), None)


@pytest.mark.parametrize(
    ("text", "label"),
    [("By Marta Quill", "by"), ("Author: Marta Quill", "author"), ("Written by: Marta Quill", "written by"),
     ("Marta Quill, Reuters", ""), ("Reuters", "")],
)  # fmt: skip
def test_a_byline_keeps_its_label(text: str, label: str) -> None:
    byline = read_byline(text)
    assert byline is not None
    assert byline.label == label


def test_a_wire_service_is_known_by_every_form_of_its_credit() -> None:
    assert {
        agency_named(form) for form in ("AFP", "Agence France-Presse", "AGENCE FRANCE-PRESSE", "(AFP)")
    } == {"Agence France-Presse"}


def test_a_mention_of_a_wire_service_is_not_a_credit() -> None:
    assert agency_named("Reuters reporter Marta Quill") is None
    assert agency_named("told Reuters") is None


def test_a_sign_off_names_who_reported() -> None:
    note = "(Reporting by Marta Quill in Oslo and Otto Brandt; Editing by Ida Holm)"
    assert read_sign_off(note) == ("Marta Quill", "Otto Brandt")
    assert read_sign_off("Reporting by night is hard, said Ida Holm; few stay.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Marta Quill is a journalist who writes on ports.",
        "Marta Quill is a freelance reporter based in Oslo.",
        "Marta Quill is the Courier’s harbour correspondent.",
        "Marta Quill writes about ports and the sea. She lives in Oslo.",
    ],
)
def test_a_bio_presents_a_person_who_writes(text: str) -> None:
    assert read_bio(text) == "Marta Quill"


@pytest.mark.parametrize(
    "text",
    [
        "Marta Quill is a harbour pilot.",
        "The harbour is a journalist’s dream.",
        "She is a journalist who writes on ports.",
        "Nobody is a journalist here.",
    ],
)
def test_a_sentence_without_a_writer_or_a_name_is_no_bio(text: str) -> None:
    assert read_bio(text) is None


@given(st.text(max_size=200))
def test_no_text_makes_a_byline_fail_or_name_an_empty_person(text: str) -> None:
    byline = read_byline(text)
    assert byline is None or all(person.strip() for person in byline.people)
