"""Days, months and years in a query: a period always means all of it."""

import re
from datetime import date, datetime, time

from index.article import Precision, Published
from search.language.errors import QueryError
from search.language.query import PUBLISHED
from search.tree import DateRange, Every, Not, Tree

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_EXAMPLES = "For example date:2019, date:2019-08, date:2019-08-22, date:2019-08..2019-10 or date:unknown"


def date_clause(name: str, value: str, text: str, column: int) -> Tree:
    """The clause for `date:`, `before:` or `after:`; `column` is where the value begins in `text`."""
    if name == "date" and value.lower() == "unknown":
        return Not(Every(PUBLISHED))
    if name == "date" and ".." in value:
        first, _, last = value.partition("..")
        begin = _period(first, text, column) if first else None
        end = _period(last, text, column + len(first) + 2) if last else None
        if not (begin or end):
            raise QueryError(text, column, "a range needs a beginning or an end", advice=_EXAMPLES)
        if begin and end and begin.first_day > end.last_day:
            raise QueryError(
                text, column, f"{first} comes after {last}", advice=f"Try {name}:{last}..{first}"
            )
        return _between(begin.first_day if begin else None, end.last_day if end else None)
    period = _period(value, text, column)
    if name == "before":
        return _between(None, period.first_day, end_excluded=True)
    if name == "after":
        return _between(period.last_day, None, start_excluded=True)
    return _between(period.first_day, period.last_day)


def _between(
    first: date | None, last: date | None, *, start_excluded: bool = False, end_excluded: bool = False
) -> Tree:
    # An excluded boundary is a whole day: after the 22nd begins when the 22nd has ended.
    start = datetime.combine(first, time.max if start_excluded else time.min) if first else None
    end = datetime.combine(last, time.min if end_excluded else time.max) if last else None
    return DateRange(start, end, start_excluded, end_excluded)


def _period(value: str, text: str, column: int) -> Published:
    found = _PERIOD.fullmatch(value)
    if not found:
        raise QueryError(text, column, f"{value!r} is not a date", advice=_EXAMPLES)
    year, month, day = found.groups()
    if month and not 1 <= int(month) <= 12:
        raise QueryError(
            text,
            column,
            f"there is no month {month}",
            advice=f"Months run 01 to 12, for example date:{year}-04",
        )
    precision: Precision = "day" if day else "month" if month else "year"
    written = "-".join(part.zfill(2) for part in (year, month, day) if part)
    period = Published(value=written, precision=precision, raw=value)
    try:
        period.first_day  # noqa: B018  asked for its error: the day may not exist
    except ValueError:
        missing = f"{year}-{month} has no day {day}" if day else f"there is no year {year}"
        raise QueryError(text, column, missing, advice=_EXAMPLES) from None
    return period
