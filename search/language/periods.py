"""Periods as people say them: "2019-08", "22 August 2019", "last week", "past 30 days".

What is counted from today is a calendar period ("last month" is all of the month before
this one; weeks begin on Monday), but "last 30 days" are the thirty that end today. These
are understood in English; names of months in every language that `index.metadata` reads.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from search.language.errors import QueryError

EXAMPLES = (
    "For example date:2019, date:2019-08, date:2019-08-22, date:2019-08..2019-10,"
    ' date:"22 August 2019", date:"last week" or date:unknown'
)
_NUMBERS = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_UNCLEAR = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}")
_CALENDAR = re.compile(r"(this|last|previous) (week|month|year)")
_LATEST = re.compile(r"(?:the )?(?:last|past) (?:([0-9]{1,4}) )?(day|week|month|year)s?")
_AGO = re.compile(r"([0-9]{1,4}|a|one) (day|week|month|year)s? ago")
_WEEKDAY = re.compile(r"(?:last )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday)")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS_AGO = {"today": 0, "yesterday": 1}
_SAID = (
    "today", "yesterday", "this week", "last week", "this month", "last month", "this year", "last year",
    "unknown", "last 30 days", "2 weeks ago",
)  # fmt: skip
_DAY = timedelta(days=1)


class Period(NamedTuple):
    """Whole days from the first to the last."""

    first: date
    last: date


def period_of(value: str, text: str, column: int, today: date | None) -> Period:
    """The period that a value names. Raises QueryError at `column` for any other.

    `today` is what relative periods are counted from; None is the day by this machine's clock.
    """
    said = " ".join(value.split())
    if numbers := _NUMBERS.fullmatch(said):
        return _in_numbers(numbers, text, column)
    words = said.casefold()
    if not words[:1].isdigit():
        words = re.sub(r"[-_]", " ", words)  # last-week needs no quotes
    try:
        found = _relative(words, today or date.today()) or _written_out(said)
    except (OverflowError, ValueError):
        raise QueryError(text, column, f"{value!r} is beyond the calendar", advice=EXAMPLES) from None
    if found is None:
        raise QueryError(text, column, _complaint(said), advice=EXAMPLES)
    return found


def may_become_period(begun: str) -> bool:
    """Whether a value is the beginning of a period that is said in words."""
    from index.metadata.months import MONTH_NUMBERS, plain_name  # only who types needs it

    words = re.sub(r"[-_]", " ", begun.casefold())
    of_month = re.fullmatch(r"(?:[0-9]{1,2} ?)?([^\W\d]*)(?: [0-9]{0,4})?", words)
    return any(
        said.startswith(words) for said in (*_SAID, *_WEEKDAYS, *(f"last {day}" for day in _WEEKDAYS))
    ) or (of_month is not None and any(month.startswith(plain_name(of_month[1])) for month in MONTH_NUMBERS))


def _in_numbers(numbers: re.Match[str], text: str, column: int) -> Period:
    year, month, day = numbers.groups()
    if month and not 1 <= int(month) <= 12:
        raise QueryError(
            text,
            column,
            f"there is no month {month}",
            advice=f"Months run 01 to 12, for example date:{year if int(year) else 2019}-04",
        )
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        return _calendar("day" if day else "month" if month else "year", first)
    except ValueError:
        missing = f"{year}-{month} has no day {day}" if day else f"there is no year {year}"
        raise QueryError(text, column, missing, advice=EXAMPLES) from None


def _relative(words: str, today: date) -> Period | None:
    if words in _DAYS_AGO:
        day = today - _DAYS_AGO[words] * _DAY
        return Period(day, day)
    if said := _CALENDAR.fullmatch(words):
        this = _calendar(said[2], today)
        return this if said[1] == "this" else _calendar(said[2], this.first - _DAY)
    if said := _LATEST.fullmatch(words):
        return Period(_earlier(today, int(said[1] or 1), said[2]) + _DAY, today)
    if said := _AGO.fullmatch(words):
        return _calendar(said[2], _earlier(today, int(said[1]) if said[1].isdigit() else 1, said[2]))
    if said := _WEEKDAY.fullmatch(words):
        back = (today.weekday() - _WEEKDAYS.index(said[1]) - 1) % 7 + 1
        return Period(today - back * _DAY, today - back * _DAY)
    return None


def _calendar(unit: str, day: date) -> Period:
    """The day, week, month or year in which a day is."""
    match unit:
        case "week":
            first = day - day.weekday() * _DAY
            return Period(first, first + 6 * _DAY)
        case "month":
            # Day 28 exists in every month, and four days later is always in the next one.
            last = date(day.year, 12, 31) if day.month == 12 else day.replace(day=28) + 4 * _DAY
            return Period(day.replace(day=1), last if day.month == 12 else last - last.day * _DAY)
        case "year":
            return Period(date(day.year, 1, 1), date(day.year, 12, 31))
    return Period(day, day)


def _earlier(day: date, count: int, unit: str) -> date:
    """So many units before a day; the last day of a month where that has no such day."""
    if unit in ("day", "week"):
        return day - count * (7 if unit == "week" else 1) * _DAY
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    last = _calendar("month", date(months // 12, months % 12 + 1, 1)).last
    return last.replace(day=min(day.day, last.day))


def _written_out(said: str) -> Period | None:
    """A day or a month with its name, in any order and language that articles are dated in."""
    from index.metadata.dates import parse_date  # few questions spell a date out

    spaced = re.sub(r"(?<=[^\W\d])[-_]|[-_](?=[^\W\d])", " ", said)
    found = parse_date(spaced, today=date.max)
    return Period(found.first_day, found.last_day) if found else None


def _complaint(said: str) -> str:
    from difflib import get_close_matches  # needed for a mistake alone

    if _UNCLEAR.fullmatch(said):
        return f"{said!r} may mean two days: which number is the month?"
    if said.casefold() == "unknown":
        return "what is unknown is neither before nor after a day — did you mean date:unknown?"
    near = get_close_matches(said.casefold(), _SAID, n=1)
    return f"{said!r} is not a date" + (f' — did you mean "{near[0]}"?' if near else "")
