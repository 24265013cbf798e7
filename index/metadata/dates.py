"""Dates: a strict grammar for a string that is nothing but a date, to the precision it was written in.

Strict on purpose: a parser that finds a date in anything would date an article by
a treaty it mentions. A bare year, a day and month without a year, a weekday, a
relative date, and "03/04/2019" (two calendars disagree about it) all stay unknown.
The clock is kept as printed; a named zone such as "EST" or "IST" has no offset
written in it (three countries use IST), so only "Z", "GMT", "UTC" and numbers do.
"""

import re
from datetime import date, time, timedelta
from functools import cache

from index.article import Published
from index.metadata.months import MONTHS, WEEKDAYS

FIRST_YEAR = 1600
"""The first newspapers appeared soon after; an earlier year is a misreading."""


def _names(names: "frozenset[str] | dict[str, int]") -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


MONTH = rf"(?:{_names(MONTHS)})"
"""A regular expression for a month's name, to be compiled without regard to case."""

_YEAR = r"(?P<year>[0-9]{4})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?"
_NAME = rf"(?P<name>{MONTH})\.?"
_DATE_FORMS = (
    r"(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})",
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})",
    rf"{_DAY}(?:\s+|-|(?<=\.))(?:of\s+|de\s+|d['’])?{_NAME}(?:,?\s+|-)(?:de\s+|del\s+)?{_YEAR}",
    rf"{_NAME}\s+{_DAY},?\s+{_YEAR}",
    rf"{_NAME},?\s+(?:de\s+)?{_YEAR}",
    r"(?P<first>[0-9]{1,2})(?P<sep>[-/.])(?P<second>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4})\s*[年년]\s*(?P<month>[0-9]{1,2})\s*[月월]\s*(?P<day>[0-9]{1,2})\s*[日일]",
)
_OPENING = rf"(?:on\s+)?(?:(?:{_names(WEEKDAYS)})\.?,?\s+)?(?:(?:on|le|am|den|el|il|em|op)\s+)?(?=\S)"

_CLOCK = (
    r"(?P<hour>[0-9]{1,2})"
    r"(?:[:.h](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?)?"
    r"(?:\s*(?P<half>[aApP])\.?[mM]\b\.?)?"
    r"(?:\s*(?:Uhr|uur|h|hrs|hours)\b)?"
)
_ZONE = (
    r"(?:\s*\(?(?P<utc>Z\b|(?:GMT|UTC|UT)\b)?(?P<offset>[+-](?:0[0-9]|1[0-4]|[0-9])(?::?[0-5][0-9])?)?\)?"
    r"(?:\s*\(?(?P<zone>(?!AM\b|PM\b)[A-Z]{2,5})\b\)?)?)"
)
_TIME_LAST = rf"(?:(?<=[0-9])T|\s*,\s*|\s+[-–—|/]\s+|\s*,?\s+(?:at|um|à|a las|alle|às|om|kl\.?)\s+|\s+){_CLOCK}{_ZONE}$"
_TIME_FIRST = rf"{_CLOCK}{_ZONE}(?:\s*,\s*|\s+[-–—|/]\s+|\s+(?:on\s+)?)"


def parse_date(text: str, *, today: date) -> Published | None:
    """Read a text that is only a date, with or without weekday, time and zone; None for all else.

    A date later than the day after `today` is None: tomorrow may have begun elsewhere.
    """
    raw = " ".join(text.split())
    if not 7 <= len(raw) <= 80:
        return None
    clock = _compiled(_TIME_LAST).search(raw)
    if clock and _has_clock(clock):
        rest = raw[: clock.start()]
    else:
        clock = _compiled(_TIME_FIRST).match(raw)
        clock = clock if clock and _has_clock(clock) else None
        rest = raw[clock.end() :] if clock else raw
    value = _calendar_value(rest.strip(" ,"))
    if value is None or not _is_plausible(value, today):
        return None
    if clock is None:
        return Published(value, "day" if len(value) == 10 else "month", raw)
    at = _time_of_day(clock)
    if at is None or len(value) != 10:
        return None
    return Published(f"{value}T{at.isoformat()}", "instant", raw, _offset(clock))


@cache
def _compiled(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """An expression, when the first text is asked about: programs that write dates need none of these."""
    return re.compile(expression, flags)


def _has_clock(match: re.Match[str]) -> bool:
    """A lone number is an hour only with a.m. or p.m.; else "August 22" would end in a time."""
    return bool(match["minute"] or match["half"])


def _calendar_value(text: str) -> str | None:
    opening = _compiled(_OPENING, re.IGNORECASE).match(text)
    text = text[opening.end() :] if opening else text
    for form in _DATE_FORMS:
        if match := _compiled(form, re.IGNORECASE).fullmatch(text):
            return _checked(match.groupdict())
    return None


def _checked(parts: dict[str, str | None]) -> str | None:
    """The ISO value of the matched parts, or None if the calendar has no such day."""
    year = int(parts["year"] or 0)
    month, day = parts.get("month"), parts.get("day")
    if name := parts.get("name"):
        month = str(MONTHS[name.casefold()])
    if (first := parts.get("first")) and (second := parts.get("second")):
        if int(first) <= 12 and int(second) <= 12 and first != second:
            return None
        day, month = (first, second) if int(second) <= 12 else (second, first)
    try:
        checked = date(year, int(month or 0), int(day or 1))
    except ValueError:
        return None
    return checked.isoformat() if day else checked.isoformat()[:7]


def _is_plausible(value: str, today: date) -> bool:
    first = date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    return first.year >= FIRST_YEAR and first - timedelta(days=1) <= today


def _time_of_day(match: re.Match[str]) -> time | None:
    hour = int(match["hour"])
    if half := match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    try:
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:
        return None


def _offset(match: re.Match[str]) -> str | None:
    written = match["offset"]
    if not written:
        return "Z" if match["utc"] else None
    digits = written[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{written[0]}{int(hours):02}:{minutes}"
