"""Days, months and years in a query: a period always means all of it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from search.language.errors import QueryError
from search.language.fields import UNKNOWN
from search.language.periods import EXAMPLES, Period, period_of
from search.language.query import PUBLISHED
from search.tree import And, DateRange, Every, Not, Or, Tree, all_of

_MOST_BEHIND = 3
"""Words behind the first of a date: "last 30 days", "22 of August 2019"."""
_TO = re.compile(r"\.\.|\s+to\s+", re.IGNORECASE)


def date_clause(name: str, value: str, text: str, column: int, today: date | None) -> Tree:
    """The clause for a field of dates; `column` is where the value begins in `text`. Raises QueryError.

    `today` is what relative dates are counted from; None is the day by this machine's clock.
    """
    if name == "date" and value.lower() == UNKNOWN:
        return Not(Every(PUBLISHED))
    if name == "date" and (between := _TO.search(value)):
        return _range(value, between, text, column, today)
    try:
        first, last = period_of(value, text, column, today)
    except QueryError:
        if whole := _with_words_behind(value, text, column, today):
            reason = f'a date of several words is put in quotes — did you mean {name}:"{whole}"?'
            raise QueryError(text, column, reason) from None
        raise
    match name:
        case "before":
            return _between(None, first, end_excluded=True)
        case "after":
            return _between(last, None, start_excluded=True)
        case "since":
            return _between(first, None)
        case "until":
            return _between(None, last)
    return _between(first, last)


def _with_words_behind(value: str, text: str, column: int, today: date | None) -> str | None:
    """The date that a value is the first word of, with the words of the query behind it; None where it is none."""
    if not text.startswith(value, column):
        return None
    behind = re.split(r'[()"]', text[column + len(value) :])[0].split()[:_MOST_BEHIND]
    for count in range(len(behind), 0, -1):
        whole = " ".join([value, *behind[:count]])
        try:
            period_of(whole, text, column, today)
        except QueryError:
            continue
        return whole
    return None


def _range(value: str, between: re.Match[str], text: str, column: int, today: date | None) -> Tree:
    first, last = value[: between.start()], value[between.end() :]
    begin: Period | None = period_of(first, text, column, today) if first else None
    end: Period | None = period_of(last, text, column + between.end(), today) if last else None
    if not (begin or end):
        raise QueryError(text, column, "a range needs a beginning or an end", advice=EXAMPLES)
    if begin and end and begin.first > end.last:
        turned = f"{last}..{first}"
        said = f'"{turned}"' if " " in turned else turned
        raise QueryError(text, column, f"{first} comes after {last}", advice=f"Try date:{said}")
    return _between(begin.first if begin else None, end.last if end else None)


def _between(
    first: date | None, last: date | None, *, start_excluded: bool = False, end_excluded: bool = False
) -> Tree:
    # An excluded boundary is a whole day: after the 22nd begins when the 22nd has ended.
    start = datetime.combine(first, time.max if start_excluded else time.min) if first else None
    end = datetime.combine(last, time.min if end_excluded else time.max) if last else None
    return DateRange(start, end, start_excluded, end_excluded)


def disjoint_dates(tree: Tree) -> tuple[str, ...]:
    """A sentence about two clauses that are required together and have no day in common, where there are such."""
    for number, clauses in enumerate(_together(tree)):
        ranges = [clause for clause in clauses if isinstance(clause, DateRange)]
        if len(ranges) < 2:
            continue
        latest, earliest = max(ranges, key=_first_day), min(ranges, key=_last_day)
        if _first_day(latest) > _last_day(earliest):
            from search.language.describe import describe  # few queries are about two times

            so = "they find nothing together" if number else "no article can be found"
            return (f"No day is in both {describe(latest)} and {describe(earliest)}, so {so}.",)
    return ()


def _together(tree: Tree, around: Sequence[Tree] = ()) -> Iterator[Sequence[Tree]]:
    """Which clauses are required together: first of the whole, then of each alternative, and of what is excluded."""
    required = [*around, *_required(tree)]
    yield required
    for clause in required[len(around) :]:
        if isinstance(clause, Or):
            for alternative in clause.clauses:
                yield from _together(alternative, required)
        elif isinstance(clause, Not):
            yield from _together(clause.clause)


def _required(tree: Tree) -> Iterator[Tree]:
    """The clauses that a tree requires, also those in brackets."""
    for clause in all_of(tree):
        yield from _required(clause) if isinstance(clause, And) else (clause,)


def _first_day(dates: DateRange) -> int:
    return dates.start.toordinal() + dates.start_excluded if dates.start else date.min.toordinal()


def _last_day(dates: DateRange) -> int:
    return dates.end.toordinal() - dates.end_excluded if dates.end else date.max.toordinal()
