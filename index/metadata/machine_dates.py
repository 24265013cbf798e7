"""Machine dates: the forms that programs write and people do not, before the grammar of printed dates.

A date in a field that is meant for one may be compact ("20210309") where running text
may not. The clock and the day stay as written, with the offset beside them. A program's
zero (1970-01-01T00:00:00, 0001-01-01) is how an unknown date is stored, and stays
unknown; so does what lies in the future or before the first newspaper.
"""

import re
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from index.article import Published
from index.metadata.dates import FIRST_YEAR, parse_date

_OFFSET = r"(?P<offset>Z|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?|UTC|GMT)"
_ISO = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?:[T ,]\s*(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,:][0-9]{1,9})?)?"
    rf"\s*{_OFFSET}?(?:\s*\[[\w/+-]+\])?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    rf"(?:T?(?P<hour>[0-9]{{2}})(?P<minute>[0-9]{{2}})(?P<second>[0-9]{{2}})?(?:\.[0-9]{{1,9}})?{_OFFSET}?)?",
    re.IGNORECASE,
)
_MAIL = re.compile(  # RFC 822, JavaScript's Date, C's ctime
    r"(?:[a-z]{3,9},?\s+)?"
    r"(?:(?P<day>[0-9]{1,2})[ -](?P<name>[a-z]{3})[a-z]*[ -](?P<year>[0-9]{4})"
    r"|(?P<name_first>[a-z]{3})[a-z]*\s+(?P<day_second>[0-9]{1,2}),?\s+(?P<year_third>[0-9]{4})"
    r"|(?P<name_c>[a-z]{3})\s+(?P<day_c>[0-9]{1,2})(?=\s+[0-9]{2}:.*\s(?P<year_c>[0-9]{4})$))"
    r",?\s+(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?"
    r"\s*(?P<utc>Z|UTC|GMT|UT)?(?P<offset>[+-][0-9]{2}:?[0-9]{2})?(?:\s*\(?[A-Za-z ]{2,40}\)?)?(?:\s+[0-9]{4})?",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?P<day>[0-9]{1,2})\.\s?(?P<month>[0-9]{1,2})\.\s?(?P<year>[0-9]{4})")
"""With dots between, every country that writes so puts the day first."""
_MONTHS_LIST = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = _MONTHS_LIST.split()
_ZEROS = frozenset(
    {"1970-01-01T00:00:00", "1970-01-01T01:00:00", "1969-12-31T19:00:00", "1900-01-01T00:00:00"}
)
_LONGEST = 80


def parse_machine_date(text: str, *, today: date) -> Published | None:
    """Read a field that holds one date, written by a program or as printed; None for all else.

    A date later than the day after `today` is None, as is a program's zero.
    """
    raw = " ".join(text[: _LONGEST + 1].split())
    if not 8 <= len(raw) <= _LONGEST:
        return parse_date(raw, today=today)
    if match := _ISO.fullmatch(raw) or _COMPACT.fullmatch(raw):
        return _believed(match["year"], match["month"], match["day"], match, match["offset"], raw, today)
    if match := _DOTTED.match(raw):
        raw_iso = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}{raw[match.end() :]}"
        read = parse_date(raw_iso.replace(" Uhr", ""), today=today)
        return replace(read, raw=raw) if read else None
    if match := _MAIL.fullmatch(raw):
        name = (match["name"] or match["name_first"] or match["name_c"]).lower()
        if name in _MONTHS:
            year = match["year"] or match["year_third"] or match["year_c"]
            day = match["day"] or match["day_second"] or match["day_c"]
            offset = match["offset"] or match["utc"]
            return _believed(year, str(_MONTHS.index(name) + 1), day, match, offset, raw, today)
    return parse_date(raw, today=today)


def _believed(
    year: str, month: str, day: str, clock: re.Match[str], offset: str | None, raw: str, today: date
) -> Published | None:
    hour = clock["hour"]
    try:
        moment = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(clock["minute"] or 0),
            int(clock["second"] or 0),
        )
    except ValueError:
        return None
    if moment.year < FIRST_YEAR or moment.date() - timedelta(days=1) > today:
        return None
    if hour is None:
        return Published(moment.date().isoformat(), "day", raw)
    value = moment.isoformat()
    return None if value in _ZEROS else Published(value, "instant", raw, _normal(offset))


def _normal(offset: str | None) -> str | None:
    if offset is None:
        return None
    if offset[0] not in "+-":
        return "Z"
    digits = offset[1:].replace(":", "")
    return f"{offset[0]}{digits[:2]}:{digits[2:] or '00'}"
