"""Whom a field for authors names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.metadata.people import credited_in

OUTLETS = ("Halden Gazette", "halden-gazette.example", "halden-gazette")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ada Brook", ("Ada Brook",)),
        ("By Ada Brook and Jon Reyes", ("Ada Brook", "Jon Reyes")),
        ("Ada Brook, Jon Reyes & Mina Okafor", ("Ada Brook", "Jon Reyes", "Mina Okafor")),
        ("Ada Brook; Jon Reyes | Mina Okafor", ("Ada Brook", "Jon Reyes", "Mina Okafor")),
        ("Ada Brook/Jon Reyes", ("Ada Brook", "Jon Reyes")),
        ("Ada Brook & Jon Reyes, in Berlin", ("Ada Brook", "Jon Reyes")),
        ("Ada Brook; Jon Reyes contributed reporting.", ("Ada Brook", "Jon Reyes")),
        ("Reporting by Ada Brook; Editing by Jon Reyes", ("Ada Brook",)),
        ("Ada Brook, ADA BROOK", ("Ada Brook",)),
        ("Von unserem Korrespondenten Jörg Müller", ("Jörg Müller",)),
        ("كتب: أحمد علي", ("أحمد علي",)),
        ("【山田太郎】", ("山田太郎",)),
        ("VON ADA BROOK", ("ADA BROOK",)),
        ("Von Ada Brook, Lille", ("Ada Brook",)),
        ("par Élise Martin", ("Élise Martin",)),
        ("Von Hammerstein", ("Von Hammerstein",)),
        ("Da Silva Santos, In Sung Lee", ("Da Silva Santos", "In Sung Lee")),
        ("Edited by Ada Brook", ()),
        ("Ursula von der Leyen", ("Ursula von der Leyen",)),
        ("Di Maio", ("Di Maio",)),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Ana García y Luis Pérez", ("Ana García", "Luis Pérez")),
        ("Martin Hill, Jr.", ("Martin Hill, Jr.",)),
        ("Brook, Ada", ("Ada Brook",)),
        ("Brook, A.", ("A. Brook",)),
        ("Brook, A. J.", ("A. J. Brook",)),
        ("Brook, Ada; Reyes, Jon", ("Ada Brook", "Jon Reyes")),
        ("Brook, Ada and Reyes, Jon", ("Ada Brook", "Jon Reyes")),
        ("By Brook, Ada; Reyes, J. & van der Meer, Ida", ("Ada Brook", "J. Reyes", "Ida van der Meer")),
        ("Brook, Ada; Mina Okafor; Reuters", ("Ada Brook", "Mina Okafor")),
        ("Brook, Ada (Reuters)", ("Ada Brook",)),
        ("Brook, Reyes and Okafor", ("Brook", "Reyes", "Okafor")),
        ("Ada Brook, Lille; Jon Reyes, Oslo", ("Ada Brook", "Jon Reyes")),
        ("Brook, Reporter", ("Brook",)),
        ("ada.brook@example.com (Ada Brook)", ("Ada Brook",)),
        ("Ada Brook @adabrook", ("Ada Brook",)),
        ("Ada Brook, Political Editor", ("Ada Brook",)),
        ("Ada Brook in Oslo", ("Ada Brook",)),
        ("Ada&nbsp;Brook", ("Ada Brook",)),
        ("<a href='/ada'>Ada Brook</a>", ("Ada Brook",)),
        ("srf/adb", ("srf/adb",)),
        ("A.B.", ("A.B.",)),
        ("Ada Brook ve Mina Okafor", ("Ada Brook", "Mina Okafor")),
        ("Budi Santoso dan Siti Aminah", ("Budi Santoso", "Siti Aminah")),
        ("Ada Dan Brook", ("Ada Dan Brook",)),
        ("Ion Popescu și Ana Ionescu", ("Ion Popescu", "Ana Ionescu")),
        ("Ada Brook, envoyée spéciale à Rome", ("Ada Brook",)),
        ("Ada Brook, corresponsal en Madrid", ("Ada Brook",)),
        ("Ada Brook, inviata a Roma", ("Ada Brook",)),
        ("Ada Brook, de Vries, ada b", ("Ada Brook", "de Vries", "ada b")),
        ("Ada Brook, The Tidewater Post", ("Ada Brook",)),
        ("Analysis by Ada Brook", ("Ada Brook",)),
        ("Words: Ada Brook; Pictures: Jon Reyes", ("Ada Brook",)),
        ("Text und Foto: Ada Brook", ("Ada Brook",)),
        ("서울=홍길동 기자", ("홍길동",)),
        ("홍길동 기자", ("홍길동",)),
        ("牛镛、岳弘彬", ("牛镛", "岳弘彬")),
        ("J. K. Rowan", ("J. K. Rowan",)),
        ("with files from Ada Brook", ("Ada Brook",)),
        ("Author 7", ("Author 7",)),
        ("By Author 7 and writer #12; Reporter No. 3", ("Author 7", "writer #12", "Reporter No. 3")),
        ("Author: Ada Brook 3rd", ("Ada Brook 3rd",)),
        ("Writer2, Ada Brook 2", ("Writer2", "Ada Brook 2")),
    ],
)
def test_people_are_named_as_written_and_in_order(text: str, people: tuple[str, ...]) -> None:
    assert credited_in(text).people == people


@pytest.mark.parametrize(
    "text",
    [
        "Halden Gazette",
        "The Halden Gazette",
        "HALDEN GAZETTE STAFF",
        "halden-gazette.example",
        "Redaktion",
        "WordPress",
        "Photo: Ada Brook",
        "Gazette Redaktion",
        "n-tv NACHRICHTEN",
        "Staff Reporter",
        "The Editorial Board",
        "admin",
        "unknown",
        "https://example.com/author/ada",
        "www.example.com",
        "ada@example.com",
        "@adabrook",
        "Al Jazeera",
        "2019",
        "Author",
        "Author: 7",
        "Reporter 12:30",
        "Author 7a",
        "Staff 2",
        "Special to The Halden Gazette",
        "x" * 3_000,
        "",
    ],
)
def test_what_is_no_person_is_nobody(text: str) -> None:
    assert credited_in(text, OUTLETS).people == ()


@pytest.mark.parametrize(
    ("text", "people", "agency"),
    [
        ("Reuters Staff", (), "Reuters"),
        ("Ada Brook (AP)", ("Ada Brook",), "Associated Press"),
        ("Ada Brook | Reuters", ("Ada Brook",), "Reuters"),
        ("Ada Brook mit Material der dpa", ("Ada Brook",), "Deutsche Presse-Agentur"),
        ("AP, Reuters", (), "Associated Press"),
        ("Ada Brook/Reuters", ("Ada Brook",), "Reuters"),
        ("Ada Brook/TT", ("Ada Brook",), "TT"),
        ("jm/dpa", ("jm",), "Deutsche Presse-Agentur"),
        ("mit Material von dpa", (), "Deutsche Presse-Agentur"),
        ("dpa/AFP", (), "Deutsche Presse-Agentur"),
    ],
)
def test_a_wire_service_is_no_author(text: str, people: tuple[str, ...], agency: str | None) -> None:
    credited = credited_in(text)
    assert (credited.people, credited.agency) == (people, agency)


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_no_text_makes_it_fail_and_nobody_is_named_twice(text: str, outlets: list[str]) -> None:
    people = credited_in(text, outlets).people
    assert len(set(people)) == len(people)
    assert all(person == person.strip() and person for person in people)
