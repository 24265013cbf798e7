"""Facet rows: what the facets panel lists, line by line: fields, their values, and what is folded away.

Months stand under their year, where that is ticked or unfolded, and days that are ticked under their month. A field with many values
shows the first few; all of them are shown while the reader filters that field.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from search.engine import Facet, FacetCount, FacetField
from tui.app.state import FACETS

TITLES: Mapping[FacetField, str] = MappingProxyType(
    {
        "outlet": "Outlet",
        "author": "Author",
        "section": "Section",
        "agency": "Agency",
        "place": "Place",
        "language": "Language",
        "year": "Date",
        "story": "Story",
    }
)
_SHORT = 6
"""Values of a field before the rest is folded into one line."""


class Heading(NamedTuple):
    """The name of a field."""

    field: FacetField


class Value(NamedTuple):
    """A value that can be ticked."""

    field: FacetField
    value: FacetCount
    unfolds: bool | None = None
    """For a year: whether its months are folded away; None where there are none, and for other fields."""


class More(NamedTuple):
    """Values that are folded away."""

    field: FacetField
    values: int


class Unknown(NamedTuple):
    """Articles that have no value in a field."""

    field: FacetField
    articles: int
    selected: bool = False
    """Whether it is ticked."""


class Nothing(NamedTuple):
    """No value of a field has the letters by which it is filtered."""

    field: FacetField
    letters: str


Row = Heading | Value | More | Unknown | Nothing


def facet_rows(
    facets: Sequence[Facet], unfolded: frozenset[str], without: frozenset[FacetField] = frozenset()
) -> tuple[Row, ...]:
    """The rows of all fields; `unfolded` are the years whose months are shown.

    `without` are those of which the query asks for what has no value.
    """
    by_field = {facet.field: facet for facet in facets}
    rows: list[Row] = []
    for field in FACETS:
        facet = by_field.get(field)
        is_ticked = field in without
        if facet is None or field == "month" or not (facet.counts or is_ticked):
            continue
        rows.append(Heading(field))
        months = by_field.get("month") if field == "year" else None
        days = [day for day in by_field["day"].counts if day.selected] if months and "day" in by_field else []
        ticked = [month for month in months.counts if month.selected] if months else []
        around = {part.value[:4] for part in (*ticked, *days)}
        shown = [c for i, c in enumerate(facet.counts) if i < _SHORT or c.selected or c.value in around]
        if len(facet.counts) <= _SHORT + 1:
            shown = list(facet.counts)
        if field == "year":
            rows.extend(_years(shown, months, days, unfolded))
        else:
            rows.extend(Value(field, count) for count in shown)
        if len(shown) < len(facet.counts):
            rows.append(More(field, len(facet.counts) - len(shown)))
        if is_ticked or (facet.unknown and field != "story"):  # most articles are alone in what they report
            rows.append(Unknown(field, facet.unknown, is_ticked))
    return tuple(rows)


def _years(
    years: Sequence[FacetCount],
    months: Facet | None,
    days: Sequence[FacetCount],
    unfolded: frozenset[str],
) -> Iterator[Value]:
    by_year: dict[str, list[FacetCount]] = {}
    for month in months.counts if months else ():
        by_year.setdefault(month.value[:4], []).append(month)
    for year in years:
        inside = by_year.get(year.value, [])
        is_ticked = any(part.selected and part.value.startswith(year.value) for part in (*inside, *days))
        is_open = year.selected or year.value in unfolded or is_ticked
        yield Value("year", year, (not is_open) if inside else None)
        for month in inside if is_open else ():
            yield Value("month", month)
            yield from (Value("day", day) for day in days if day.value.startswith(month.value))


def shown_name(count: FacetCount) -> str:
    """What a value is called: a story by its headline."""
    return count.label or count.value


def filtered_rows(facet: Facet, letters: str) -> tuple[Row, ...]:
    """The values of one field that have these letters, those that begin with them first; all for none."""
    wanted = letters.casefold().strip()
    found = [count for count in facet.counts if wanted in shown_name(count).casefold()]
    if wanted:
        found.sort(key=lambda count: not shown_name(count).casefold().startswith(wanted))
    if not found:
        return Heading(facet.field), Nothing(facet.field, letters.strip())
    return (Heading(facet.field), *(Value(facet.field, count) for count in found))
