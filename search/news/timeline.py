"""Timeline: how many of the matching articles were published in each period, beside all that the archive holds.

Counted by the facets of any engine: one question for what matches, one for what is
held, and the two again for each value to compare. A share is of what is held of the
same value in the same period, because an outlet that prints more does not care more.

Periods follow each other without a gap, from the first with a match to the last, so
that silence shows. An article whose date is unknown, or known less exactly than a
period, is in none; it is counted as undated, never guessed into one.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import inf
from typing import Literal, NamedTuple

from index.errors import NewsError
from search.engine import Engine, Facet, FacetField, SearchPage, SearchRequest
from search.language import Query, narrow, parse

Every = Literal["day", "week", "month", "year"]
EVERY: tuple[Every, ...] = ("day", "week", "month", "year")

_FACETS: Mapping[Every, FacetField] = {"day": "day", "week": "day", "month": "month", "year": "year"}
_EVERYTHING = "*"
_READABLE = 40
"""Periods that are taken in at a glance: where nothing was said, they are no shorter than that takes."""
_MOST = 10_000
"""As many as there are years."""
_MOST_UNDATED = 0.1
"""The part of the articles that may be undated only because the periods are short."""
_NOT_COMPARED = "By {} is compared only what has every word."


class Series(NamedTuple):
    """The counts of one value of a field, or of all articles."""

    value: str | None
    """None for all matching articles."""
    counts: tuple[int, ...]
    """Matching articles by period."""
    held: tuple[int, ...]
    """All articles of the archive with this value, by period."""

    @property
    def total(self) -> int:
        """Matching articles in all periods."""
        return sum(self.counts)

    def shares(self) -> tuple[float | None, ...]:
        """By period, which part of what is held matches; None where nothing is held."""
        return tuple(
            count / held if held else None for count, held in zip(self.counts, self.held, strict=True)
        )


class Timeline(NamedTuple):
    """Matching articles over time."""

    every: Every
    by: FacetField | None
    periods: tuple[str, ...]
    """In order, in ISO 8601: 2031, 2031-03, 2031-W10, 2031-03-04."""
    series: tuple[Series, ...]
    """Of all matching articles, then of the most frequent values of the field compared by."""
    undated: int
    """Matching articles in no period, for want of a date as exact as that."""
    undated_held: int
    """The same of all articles of the archive."""
    page: SearchPage
    """What the engine said of the query."""


def timeline(
    engine: Engine,
    query: Query,
    *,
    every: Every | None = None,
    by: FacetField | None = None,
    most: int = 8,
    exact: bool = False,
) -> Timeline:
    """Count a query's matches by period; by the `most` frequent values of a field too, where one is named.

    Where nothing has every word these are the articles with most of them, as in a list; values are not compared then.
    Without `every`, periods are as short as reads well. Raises NewsError where there would be
    too many periods, and what the engine does.
    """
    fields: tuple[FacetField, ...] = ("day", "month", "year")
    page = engine.search(
        SearchRequest(query, limit=0, facets=(*fields, *([by] if by else [])), exact=exact, timeout=inf)
    )
    facets = {facet.field: facet for facet in page.facets}
    if not page.total:
        return Timeline(every or "year", by, (), (), 0, 0, page)
    every = every or _readable(facets, page.total)
    counts = _by_period(facets[_FACETS[every]], every)
    periods = tuple(_periods(counts, every))
    held = _counted(engine, parse(_EVERYTHING), every)
    series = [_series(None, counts, _by_period(held, every), periods)]
    if page.relaxed and by:
        # The rest of a query narrowed to one value is relaxed in its own way, to more than is shown here.
        page = page._replace(notices=(*page.notices, _NOT_COMPARED.format(by)))
    for count in facets[by].counts[:most] if by and not page.relaxed else ():
        value = count.value
        matching = _counted(engine, parse(narrow(query.text, by or "", value)), every, exact=exact)
        of_value = _counted(engine, parse(narrow(_EVERYTHING, by or "", value)), every)
        series.append(_series(value, _by_period(matching, every), _by_period(of_value, every), periods))
    return Timeline(every, by, periods, tuple(series), facets[_FACETS[every]].unknown, held.unknown, page)


def _counted(engine: Engine, query: Query, every: Every, *, exact: bool = True) -> Facet:
    # What has every word of the whole query in great number may be fewer of one value, and read as a sentence.
    request = SearchRequest(
        query, limit=0, facets=(_FACETS[every],), exact=exact, timeout=inf, every_word=True, suggest=False
    )
    return engine.search(request).facets[0]


def _series(
    value: str | None, counts: Mapping[str, int], held: Mapping[str, int], periods: tuple[str, ...]
) -> Series:
    return Series(
        value,
        tuple(counts.get(period, 0) for period in periods),
        tuple(held.get(period, 0) for period in periods),
    )


def _readable(facets: Mapping[FacetField, Facet], total: int) -> Every:
    """The shortest periods of which there are few enough, and that do not leave out many articles."""
    fewest_undated = facets["year"].unknown
    for every in EVERY:
        facet = facets[_FACETS[every]]
        counts = _by_period(facet, every)
        lost = facet.unknown - fewest_undated
        if counts and lost <= _MOST_UNDATED * total and _span(counts, every) <= _READABLE:
            return every
    return "year"


def _by_period(facet: Facet, every: Every) -> dict[str, int]:
    counts: dict[str, int] = {}
    for count in facet.counts:
        period = _week_of(count.value) if every == "week" else count.value
        counts[period] = counts.get(period, 0) + count.articles
    return counts


def _week_of(day: str) -> str:
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04}-W{week:02}"


def _span(counts: Mapping[str, int], every: Every) -> int:
    """How many periods there are from the first with a match to the last."""
    first, last = _start(min(counts)), _start(max(counts))
    months = (last.year - first.year) * 12 + last.month - first.month
    days = (last - first).days
    return {"day": days, "week": days // 7, "month": months, "year": last.year - first.year}[every] + 1


def _periods(counts: Mapping[str, int], every: Every) -> Iterator[str]:
    if not counts:
        return
    if (span := _span(counts, every)) > _MOST:
        raise NewsError(
            f"from {min(counts)} to {max(counts)} there are {span:,} periods",
            advice=f"Take longer ones: --every {EVERY[EVERY.index(every) + 1]}",
        )
    at = _start(min(counts))
    for _ in range(span):
        yield _named(at, every)
        at = _next(at, every)


def _start(period: str) -> date:
    """The first day of a period."""
    if "W" in period:
        return date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
    return date.fromisoformat((period + "-01-01")[: len("2031-03-04")])


def _named(day: date, every: Every) -> str:
    if every == "week":
        return _week_of(day.isoformat())
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[every]]


def _next(day: date, every: Every) -> date:
    """The first day of the next period. Years end at 9999, and so do dates."""
    if every in ("day", "week"):
        step = timedelta(days=1 if every == "day" else 7)
        return day + step if date.max - day >= step else day
    months = day.year * 12 + day.month - 1 + (1 if every == "month" else 12)
    return date(months // 12, months % 12 + 1, 1) if months < 12 * 10_000 else day
