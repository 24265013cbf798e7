"""Dates: what is one, to which precision, and what is not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Published
from index.metadata.date_lines import read_date_line
from index.metadata.dates import FIRST_YEAR, parse_date
from index.metadata.day_first import with_days_first
from index.metadata.months import _FURTHER_MONTHS, _MONTHS, MONTH_NUMBERS, plain_name

TODAY = date(2024, 5, 17)


def parsed(text: str) -> tuple[str, str, str | None] | None:
    found = parse_date(text, today=TODAY)
    return (found.value, found.precision, found.offset) if found else None


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-09",
        "2021/03/09",
        "2021.3.9",
        "9 March 2021",
        "9th of March, 2021",
        "09 Mar 2021",
        "9-Mar-2021",
        "March 9, 2021",
        "Mar. 9th 2021",
        "Tuesday, 9 March 2021",
        "Tue March 9, 2021",
        "on 9 March 2021",
        "9. März 2021",
        "Dienstag, den 9. März 2021",
        "le 9 mars 2021",
        "9 de marzo de 2021",
        "9 marzo 2021",
        "9 de março de 2021",
        "9 maart 2021",
        "2021年3月9日",
        "2021년 3월 9일",
        "  9\u00a0March  2021 ",
    ],
)
def test_a_day_is_read_in_every_form_it_is_printed_in(text: str) -> None:
    assert parsed(text) == ("2021-03-09", "day", None)


@pytest.mark.parametrize(
    ("text", "value", "offset"),
    [
        ("2021-03-09T14:05:30Z", "2021-03-09T14:05:30", "Z"),
        ("2021-03-09T14:05:30.250+09:00", "2021-03-09T14:05:30", "+09:00"),
        ("2021-03-09 14:05 -0330", "2021-03-09T14:05:00", "-03:30"),
        ("Tue, 09 Mar 2021 14:05:30 GMT", "2021-03-09T14:05:30", "Z"),
        ("Tue, 09 Mar 2021 14:05:30 +0100", "2021-03-09T14:05:30", "+01:00"),
        ("Tuesday, 9 March 2021 14.05 BST", "2021-03-09T14:05:00", None),
        ("March 9, 2021 at 2:05 p.m. EDT", "2021-03-09T14:05:00", None),
        ("March 9, 2021, 12:05 AM", "2021-03-09T00:05:00", None),
        ("March 9, 2021 12 pm", "2021-03-09T12:00:00", None),
        ("2:05 PM ET, Tue March 9, 2021", "2021-03-09T14:05:00", None),
        ("9 March 2021 | 14:05 (UTC+9)", "2021-03-09T14:05:00", "+09:00"),
        ("March 9, 2021 / 2:05 PM", "2021-03-09T14:05:00", None),
        ("9. März 2021, 14:05 Uhr", "2021-03-09T14:05:00", None),
        ("9 mars 2021 à 14h05", "2021-03-09T14:05:00", None),
    ],
)
def test_the_clock_stays_as_it_is_printed(text: str, value: str, offset: str | None) -> None:
    assert parsed(text) == (value, "instant", offset)


@pytest.mark.parametrize("text", ["March 2021", "Mar. 2021", "2021-03", "marzo de 2021", "März 2021"])
def test_a_month_without_a_day_has_the_precision_of_a_month(text: str) -> None:
    assert parsed(text) == ("2021-03", "month", None)


@pytest.mark.parametrize(
    "text",
    [
        "2021",
        "Tuesday",
        "Mar. 9",
        "9 March",
        "March 9",
        "yesterday",
        "2 hours ago",
        "n.d.",
        "undated",
        "March",
        "14:05",
        "9 March 21",
        "9/3/21",
        "Flight 9 March 2021",
        "9 March 2021 in Oslo",
        "since 9 March 2021",
        "The wall fell on 9 March 2021",
        "20210309",
        "3.14.15",
        "",
    ],
)
def test_what_is_not_wholly_a_date_is_none(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "31 April 2021",
        "29 February 2023",
        "2021-13-01",
        "0 March 2021",
        "9 March 2021 25:00",
        "9 March 2021 13:05 pm",
    ],
)
def test_a_day_or_hour_that_does_not_exist_is_none(text: str) -> None:
    assert parsed(text) is None


def test_a_date_that_two_calendars_read_differently_stays_unknown() -> None:
    assert parsed("03/04/2021") is None
    assert parsed("03.04.2021") is None


def test_a_numeric_date_with_one_reading_is_read() -> None:
    assert parsed("09/13/2021") == ("2021-09-13", "day", None)
    assert parsed("13.09.2021") == ("2021-09-13", "day", None)
    assert parsed("04/04/2021") == ("2021-04-04", "day", None)


def test_tomorrow_may_have_begun_elsewhere_but_the_day_after_has_not() -> None:
    assert parsed("18 May 2024") is not None
    assert parsed("19 May 2024") is None
    assert parsed("June 2024") is None


def test_a_year_before_the_first_newspaper_is_a_misreading() -> None:
    assert parsed(f"9 March {FIRST_YEAR}") is not None
    assert parsed(f"9 March {FIRST_YEAR - 1}") is None


def test_the_text_it_was_read_from_is_kept() -> None:
    found = parse_date("Tuesday, 9 March 2021 14:05 GMT", today=TODAY)
    assert found is not None
    assert found.raw == "Tuesday, 9 March 2021 14:05 GMT"


def test_no_name_belongs_to_two_months() -> None:
    numbers: dict[str, set[int]] = {}
    for rows in ([" ".join(names) for names in _MONTHS], _FURTHER_MONTHS):
        for number, names in enumerate(rows, start=1):
            for name in names.split():
                numbers.setdefault(plain_name(name), set()).add(number)
    assert {name for name, months in numbers.items() if len(months) > 1} == set()
    assert set(MONTH_NUMBERS) == set(numbers)


@pytest.mark.parametrize(
    "text",
    [
        "9 Mart 2021, Salı",
        "9 marca 2021",
        "9. března 2021",
        "9 марта 2021 г.",
        "9 березня 2021 року",
        "2021. március 9.",
        "9. maaliskuuta 2021",
        "tirsdag 9. marts 2021",
        "9 martie 2021",
        "Τρίτη, 9 Μαρτίου 2021",
        "Selasa, 9 Maret 2021",
        "9 مارس 2021",
        "9 במרץ 2021",
        "9 मार्च 2021",
        "2021. 3. 9.",
        "2021年3月9日（火）",
        "2021年3月9日 火曜日",
    ],
)
def test_a_day_is_read_in_many_languages(text: str) -> None:
    assert parsed(text) == ("2021-03-09", "day", None)


@pytest.mark.parametrize(
    "text",
    [
        "2021年3月9日 14時05分",
        "2021年03月09日14:05",
        "2021年3月9日（火）午後2時05分",
        "2021. 3. 9. 오후 2:05",
        "9 марта 2021 г., 14:05",
        "9. marts 2021 kl. 14.05",
        "9 marzo 2021 ore 14:05",
        "Selasa, 9 Maret 2021 | 14:05 WIB",
    ],
)
def test_the_clock_is_read_in_many_languages(text: str) -> None:
    assert parsed(text) == ("2021-03-09T14:05:00", "instant", None)


def test_a_letter_that_only_looks_like_a_months_is_none_of_its_own() -> None:
    assert parsed("9 Aprıl 2021") == parsed("9 APRIL 2021") == ("2021-04-09", "day", None)
    assert parsed("9 Kasım 2021") == parsed("9 KASIM 2021") == ("2021-11-09", "day", None)


def test_a_weekday_decides_between_two_calendars() -> None:
    assert parsed("Tue, 03/09/2021") == ("2021-03-09", "day", None)
    assert parsed("mardi 09/03/2021") == ("2021-03-09", "day", None)
    assert parsed("Mon, 03/09/2021") is None


@given(
    st.dates(date(FIRST_YEAR, 1, 1), TODAY + timedelta(days=1)),
    st.sampled_from(
        ["{0:%Y-%m-%d}", "{0.day} {0:%B} {0:%Y}", "{0:%B} {0.day}, {0:%Y}", "{0:%a}, {0:%d %b %Y}"]
    ),
)
def test_every_believable_day_survives_every_form(day: date, form: str) -> None:
    found = parse_date(form.format(day), today=TODAY)
    assert found is not None
    assert (found.value, found.precision) == (day.isoformat(), "day")
    assert found.first_day == day


@given(st.text(max_size=90))
def test_no_text_makes_the_grammar_fail(text: str) -> None:
    found = parse_date(text, today=TODAY)
    assert found is None or found.first_day <= TODAY + timedelta(days=1)


def dates_of(line: str) -> tuple[str | None, str | None] | None:
    found = read_date_line(line, today=TODAY)

    def value(stated: Published | None) -> str | None:
        return stated.value if stated else None

    return (value(found.published), value(found.modified)) if found else None


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("9 March 2021", "2021-03-09", None),
        ("Published: March 9, 2021", "2021-03-09", None),
        ("First published on Tue 9 Mar 2021 14.05 GMT", "2021-03-09T14:05:00", None),
        ("Date: 9 March 2021", "2021-03-09", None),
        ("Updated March 10, 2021", None, "2021-03-10"),
        ("Last modified on 10 March 2021", None, "2021-03-10"),
        ("Published 9 March 2021 | Updated 10 March 2021", "2021-03-09", "2021-03-10"),
        ("Published March 9, 2021, updated March 10, 2021 8:00 am", "2021-03-09", "2021-03-10T08:00:00"),
        ("9 March 2021 (updated 10 March 2021)", "2021-03-09", "2021-03-10"),
        ("Veröffentlicht am 9. März 2021", "2021-03-09", None),
        ("Mis à jour le 10 mars 2021", None, "2021-03-10"),
        ("Opublikowano: 9 marca 2021, aktualizacja: 10 marca 2021", "2021-03-09", "2021-03-10"),
        ("Publisert 9. mars 2021 Oppdatert 10. mars 2021 08:00", "2021-03-09", "2021-03-10T08:00:00"),
        ("09.03.2021 - Güncelleme : 10.03.2021", "2021-03-09", "2021-03-10"),
        ("Опубликовано 9 марта 2021 г.", "2021-03-09", None),
        ("입력 2021.03.09 수정 2021.03.10", "2021-03-09", "2021-03-10"),
        ("公開日：2021年3月9日 更新日：2021年3月10日", "2021-03-09", "2021-03-10"),
        ("来源：新华社 2021-03-09 14:05", "2021-03-09T14:05:00", None),
        ("Stand: 10.03.2021", None, "2021-03-10"),
        ("March 9, 2021 | Updated 2 hours ago", "2021-03-09", None),
        ("13/03/2021 a las 09:30h. Actualizado a las 10:00h.", "2021-03-13T09:30:00", None),
    ],
)
def test_the_label_of_a_date_decides_which_it_is(
    line: str, published: str | None, modified: str | None
) -> None:
    assert dates_of(line) == (published, modified)


@pytest.mark.parametrize(
    ("line", "weak"),
    [("Date: 9 March 2021", True), ("Issued 9 March 2021", True), ("Published: 9 March 2021", False),
     ("9 March 2021", False)],
)  # fmt: skip
def test_a_mere_date_is_a_weak_label(line: str, weak: bool) -> None:
    found = read_date_line(line, today=TODAY)
    assert found is not None
    assert found.weak == weak


@pytest.mark.parametrize(
    "line",
    [
        "Data: 9 March 2021",
        "Created: 9 March 2021",
        "Published Mar. 9",
        "Updated 2 hours ago",
        "Published on Tuesday",
        "The paper was published on 9 March 2021",
        "Published 9 March 2021 in Oslo",
        "Date: to be announced",
        "Updated guidance from the port office",
    ],
)
def test_a_line_with_anything_else_in_it_is_no_date_line(line: str) -> None:
    assert dates_of(line) is None


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("03/04/2021", "fr", "2021-04-03"),
        ("3/4/2021 09h30", "pt-BR", "2021-04-03 09h30"),
        ("Publicado: 03-04-2021", "es_ES", "Publicado: 2021-04-03"),
        ("03/04/2021", "en-GB", "03/04/2021"),
        ("03/04/2021", "es-US", "03/04/2021"),
        ("03/14/2021", "fr", "03/14/2021"),
        ("03/04/2021", None, "03/04/2021"),
    ],
)
def test_a_numeric_date_has_one_reading_in_most_languages(text: str, language: str | None, read: str) -> None:
    assert with_days_first(text, language) == read
