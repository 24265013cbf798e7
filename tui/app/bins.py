"""Bins: the matches by when they were printed, in as many bars as there is room for."""

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from search.engine import PERIODS, Facet

_BARS = " ▁▂▃▄▅▆▇█"
MOST_PERIODS = 60
"""Days, months and years that a timeline lists before it goes over to longer periods."""


class Bin(NamedTuple):
    """A stretch of time: all of `first` to all of `last`, each a year, a month or a day as a query writes it."""

    first: str
    last: str
    articles: int

    @property
    def dates(self) -> str:
        """As `date:` takes it."""
        return self.first if self.first == self.last else f"{self.first}..{self.last}"


def bins(facets: Iterable[Facet], most: int) -> tuple[Bin, ...]:
    """At most `most` bins, oldest first: of days or months where they are few enough, or else of years.

    All are equally long but for the last, and those in which nothing was printed are there too.
    Where the query narrows to some periods, others that are only counted beside them are not.
    """
    days, months, years = _narrowed(facets)
    if most < 1 or not years:
        return ()
    # Articles of which only the year is known are in no month: where they are many, years tell more.
    if 2 * sum(days.values()) > sum(years.values()):
        first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
        if (last - first).days < most:
            names = [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]
            return tuple(Bin(name, name, days.get(name, 0)) for name in names)
    if 2 * sum(months.values()) > sum(years.values()):
        begin, end = _number(min(months)), _number(max(months))
        if end - begin < most:
            names = [_month(number) for number in range(begin, end + 1)]
            return tuple(Bin(name, name, months.get(name, 0)) for name in names)
    begin, end = int(min(years)), int(max(years))
    length = ceil((end - begin + 1) / most)
    return tuple(
        Bin(
            f"{year:04}",
            f"{min(year + length - 1, end):04}",
            sum(years.get(f"{y:04}", 0) for y in range(year, year + length)),
        )
        for year in range(begin, end + 1, length)
    )


def _narrowed(facets: Iterable[Facet]) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """The articles of each day, month and year, of those that are ticked where any are."""
    by_field = {facet.field: facet.counts for facet in facets if facet.field in PERIODS}
    chosen = [count.value for counts in by_field.values() for count in counts if count.selected]
    # A year of which months are ticked as well is narrowed to those.
    ticked = [one for one in chosen if not any(other != one and other.startswith(one) for other in chosen)]
    days, months, years = (
        {
            count.value: count.articles
            for count in by_field.get(field, ())
            if not ticked or any(one.startswith(count.value) or count.value.startswith(one) for one in ticked)
        }
        for field in ("day", "month", "year")
    )
    for longer, shorter in ((months, days), (years, months)):
        # Of a period of which only parts are ticked, no more is found than those.
        for name in longer:
            if ticked and not any(name.startswith(one) for one in ticked):
                longer[name] = sum(count for part, count in shorter.items() if part.startswith(name))
    return days, months, years


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def bars(found: Iterable[Bin], width: int, height: int) -> list[str]:
    """The bins as lines of bars, each bin `width` cells wide; any article at all is to be seen."""
    counts = [one.articles for one in found]
    most = max(counts, default=0) or 1
    eighths = [ceil(count * height * 8 / most) for count in counts]
    return [
        "".join(_BARS[min(max(eighth - 8 * row, 0), 8)] * width for eighth in eighths)
        for row in reversed(range(height))
    ]
