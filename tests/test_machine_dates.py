"""Dates that programs write."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.metadata.machine_dates import parse_machine_date

TODAY = date(2024, 5, 17)


@pytest.mark.parametrize(
    ("text", "value", "offset"),
    [
        ("2021-03-09T14:05:30Z", "2021-03-09T14:05:30", "Z"),
        ("2021-03-09T14:05:30.250123+0900", "2021-03-09T14:05:30", "+09:00"),
        ("2021-03-09T14:05+01", "2021-03-09T14:05:00", "+01:00"),
        ("2021-03-09 14:05:30 UTC", "2021-03-09T14:05:30", "Z"),
        ("2021-03-09T14:05:30+01:00[Europe/Berlin]", "2021-03-09T14:05:30", "+01:00"),
        ("20210309T140530Z", "2021-03-09T14:05:30", "Z"),
        ("20210309140530", "2021-03-09T14:05:30", None),
        ("Tue, 09 Mar 2021 14:05:30 +0100", "2021-03-09T14:05:30", "+01:00"),
        ("9 Mar 2021 14:05 GMT", "2021-03-09T14:05:00", "Z"),
        ("Tue Mar 09 2021 14:05:30 GMT+0100 (Central European Time)", "2021-03-09T14:05:30", "+01:00"),
        ("Tue Mar  9 14:05:30 2021", "2021-03-09T14:05:30", None),
        ("Tue Mar 09 14:05:30 CET 2021", "2021-03-09T14:05:30", None),
        ("09.03.2021, 14:05 Uhr", "2021-03-09T14:05:00", None),
        ("March 9, 2021 at 2:05 p.m.", "2021-03-09T14:05:00", None),
    ],
)
def test_an_instant_is_kept_as_it_is_written(text: str, value: str, offset: str | None) -> None:
    found = parse_machine_date(text, today=TODAY)
    assert found is not None
    assert (found.value, found.offset, found.precision) == (value, offset, "instant")
    assert found.raw == " ".join(text.split())


@pytest.mark.parametrize("text", ["2021-03-09", "20210309", "9 March 2021", "09.03.2021", "9. 3. 2021"])
def test_a_day_has_no_time(text: str) -> None:
    found = parse_machine_date(text, today=TODAY)
    assert found is not None
    assert (found.value, found.precision) == ("2021-03-09", "day")


@pytest.mark.parametrize(
    "text",
    [
        "2019",
        "Sat",
        "n.d.",
        "03/04/2021",
        "20211309",
        "2021-02-30",
        "31.04.2021",
        "09.13.2021",
        "2021-03-09T25:00:00Z",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00",
        "1599-12-31",
        "2024-05-19",
        "12345678901234567890",
        "1615298730",
        "on 9 March 2021 in Oslo",
        "x" * 500,
        "",
    ],
)
def test_what_is_no_believable_date_is_none(text: str) -> None:
    assert parse_machine_date(text, today=TODAY) is None


@given(st.dates(date(1600, 1, 1), TODAY))
def test_every_believable_day_survives(day: date) -> None:
    for form in ("{0:%Y-%m-%d}", "{0.year:04}{0:%m%d}", "{0.day}.{0.month}.{0.year:04}"):
        found = parse_machine_date(form.format(day), today=TODAY)
        assert found is not None
        assert found.value == day.isoformat()


@given(st.text(alphabet="0123456789-:TZ+. JanMar,/", max_size=50))
def test_no_text_makes_it_fail(text: str) -> None:
    parse_machine_date(text, today=TODAY)
