"""Siblings: the values of a facet that a query leaves out by narrowing to others of the same facet.

They are counted over what the query without its clause about the facet finds, so that a
reader who has ticked one outlet sees what another would add.
"""

from calendar import monthrange
from datetime import datetime

from search.engine import FacetField
from search.tree import And, DateRange, Every, Exact, Not, Or, Term, Tree, all_of


def without_ticks(tree: Tree, field: FacetField) -> Tree | None:
    """The tree without the clauses that narrow it to values of a facet; None where there are none."""
    clauses = all_of(tree)
    rest = tuple(clause for clause in clauses if not _is_tick(clause, field))
    if len(rest) == len(clauses):
        return None
    return And(rest) if len(rest) > 1 else rest[0] if rest else Every()


def _is_tick(clause: Tree, field: FacetField) -> bool:
    """Whether a clause finds the articles with one of some values, and no others."""
    match clause:
        case Or():
            return all(_is_tick(one, field) for one in clause.clauses)
        case DateRange():
            period = _period(clause)
            # Years and months stand in one list, where a tick of either, or a day, would leave others of both out.
            return period == field or (field in ("year", "month") and period is not None)
        case Term(field="language") | Term(field="story"):
            return field == clause.field
        case Exact():
            return clause.field == field
        case Not(clause=Every() as known):  # what has no value
            return known.field == field
    return False


def _period(dates: DateRange) -> FacetField | None:
    """The kind of period that a range of dates is exactly one of."""
    start, end = dates.start, dates.end
    if start is None or end is None or dates.start_excluded or dates.end_excluded:
        return None
    if start.time() != datetime.min.time() or end.time() != datetime.max.time() or start.year != end.year:
        return None
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return "year"
    if start.month != end.month:
        return None
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        return "month"
    return "day" if start.day == end.day else None
