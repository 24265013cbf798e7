"""Dates: a strict grammar for a string that is nothing but a date, to the precision it was written in.

Strict on purpose: a parser that finds a date in anything would date an article by
a treaty it mentions. A bare year, a day and month without a year, a weekday, a
relative date, and "03/04/2019" (two calendars disagree about it) all stay unknown; "Mon,
03/04/2019" is a Monday in only one of them.
The clock is kept as printed; a named zone such as "EST" or "IST" has no offset
written in it (three countries use IST), so only "Z", "GMT", "UTC" and numbers do.
"""

import re
from datetime import date, time, timedelta
from functools import cache

from index.article import Published
from index.metadata.months import MONTH_NUMBERS, WEEKDAY_NUMBERS, plain_name

FIRST_YEAR = 1600
"""The first newspapers appeared soon after; an earlier year is a misreading."""


_WORD = r"[^\W\d_][^\s\d.,;:/|()–—-]*"
"""What may be a name; which one it is, a table tells faster than an expression of hundreds."""
_YEAR = r"(?P<year>[0-9]{4})(?:\s*(?:г|года|р|року|r|roku)\b\.?)?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?"
_NAME = rf"(?P<name>{_WORD})\.?"
_DATE_FORMS = (
    r"(?P<year>[0-9]{4})(?P<sep>[-/.])\s?(?P<month>[0-9]{1,2})(?P=sep)\s?(?P<day>[0-9]{1,2})\.?",
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})",
    rf"{_DAY}(?:\s+|-|(?<=\.))(?:of\s+|de\s+|d['’]|ב)?{_NAME}(?:,?\s+|-|(?<=\.))(?:de\s+|del\s+)?{_YEAR}",
    rf"{_NAME}\s+{_DAY},?\s+{_YEAR}",
    rf"{_NAME},?\s+(?:de\s+)?{_YEAR}",
    rf"(?P<year>[0-9]{{4}})\.?\s+{_NAME}\s+{_DAY}",
    r"(?P<first>[0-9]{1,2})(?P<sep>[-/.])(?P<second>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4})\s*[年년]\s*(?P<month>[0-9]{1,2})\s*[月월]\s*(?P<day>[0-9]{1,2})\s*[日일]",
)
_BEFORE = r"(?:(?:thứ\s+[^\W\d]+|chủ\s+nhật),\s+)?(?:(?:on|le|am|den|el|il|em|op|de)\s+)?(?=\S)"
_WEEKDAY_FIRST = rf"(?:on\s+)?(?P<weekday>{_WORD}(?:-feira)?)\.?,?\s+(?=\S)"
_WEEKDAY_LAST = (
    r"(?:\s*[(（][月火水木金土日월화수목금토일][)）]|\s*[月火水木金土日월화수목금토일][曜요][日일]|\s*(?:星期|周)[一二三四五六日天]"
    rf"|,?\s+\(?(?P<weekday>{_WORD}(?:-feira)?)\)?)$"
)

_CLOCK = (
    r"(?:(?:(?P<early>午前|오전|上午)|(?P<late>午後|오후|下午))\s*)?"
    r"(?P<hour>[0-9]{1,2})"
    r"(?:[:.h](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"|(?P<counted>[時时点시])(?:\s?(?P<minutes>[0-9]{1,2})[分분])?)?"
    r"(?:\s*(?P<half>[aApP])\.?[mM]\b\.?)?"
    r"(?:\s*(?:Uhr|uur|h|hrs|hours)\b)?"
)
_ZONE = (
    r"(?:\s*\(?(?P<utc>Z\b|(?:GMT|UTC|UT)\b)?(?P<offset>[+-](?:0[0-9]|1[0-4]|[0-9])(?::?[0-5][0-9])?)?\)?"
    r"(?:\s*\(?(?P<zone>(?!AM\b|PM\b)[A-Z]{2,5})\b\)?)?)"
)
_AT = r"at|um|à|a las|alle(?: ore)?|ore|às|om|kl\.?|klo|(?:o )?godz\.?|в|о|la ora|ora|saat|pukul|lúc|στις"
_TIME_LAST = rf"(?:(?<=[0-9])T|(?<=[日일)）])|\s*,\s*|\s+[-–—|/]\s+|\s*,?\s+(?:{_AT})\s+|\s+){_CLOCK}{_ZONE}$"
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
    """A lone number is an hour only with a word that says so; else "August 22" would end in a time."""
    return bool(match["minute"] or match["half"] or match["counted"])


def _calendar_value(text: str) -> str | None:
    weekday = None
    if (first := _compiled(_WEEKDAY_FIRST, re.IGNORECASE).match(text)) and (weekday := _weekday_of(first)):
        text = text[first.end() :]
    elif (last := _compiled(_WEEKDAY_LAST, re.IGNORECASE).search(text)) and (
        last["weekday"] is None or (weekday := _weekday_of(last))
    ):
        text = text[: last.start()]
    if before := _compiled(_BEFORE, re.IGNORECASE).match(text):
        text = text[before.end() :]
    for form in _DATE_FORMS:
        if match := _compiled(form, re.IGNORECASE).fullmatch(text):
            return _checked(match.groupdict(), weekday)
    return None


def _weekday_of(match: re.Match[str]) -> int | None:
    return WEEKDAY_NUMBERS.get(plain_name(match["weekday"]))


def _checked(parts: dict[str, str | None], weekday: int | None) -> str | None:
    """The ISO value of the matched parts, or None if the calendar has no such day, or they may be two days."""
    year = int(parts["year"] or 0)
    month, day = parts.get("month"), parts.get("day")
    if name := parts.get("name"):
        month = str(MONTH_NUMBERS.get(plain_name(name), 0))
    if (first := parts.get("first")) and (second := parts.get("second")):
        readings = [(first, second)] if first == second else [(first, second), (second, first)]
        found = [reading for reading in readings if _is_day(year, *reading, weekday)]
        if len(found) != 1:
            return None
        day, month = found[0]
    try:
        checked = date(year, int(month or 0), int(day or 1))
    except ValueError:
        return None
    return checked.isoformat() if day else checked.isoformat()[:7]


def _is_day(year: int, day: str, month: str, weekday: int | None) -> bool:
    """Whether the calendar has such a day, on that weekday if one is stated."""
    try:
        return weekday in (None, date(year, int(month), int(day)).isoweekday())
    except ValueError:
        return False


def _is_plausible(value: str, today: date) -> bool:
    first = date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    return first.year >= FIRST_YEAR and first - timedelta(days=1) <= today


def _time_of_day(match: re.Match[str]) -> time | None:
    hour = int(match["hour"])
    if half := match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    if hour <= 12 and (match["early"] or match["late"]):
        hour = hour % 12 + (12 if match["late"] else 0)
    try:
        return time(hour, int(match["minute"] or match["minutes"] or 0), int(match["second"] or 0))
    except ValueError:
        return None


def _offset(match: re.Match[str]) -> str | None:
    written = match["offset"]
    if not written:
        return "Z" if match["utc"] else None
    digits = written[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{written[0]}{int(hours):02}:{minutes}"
