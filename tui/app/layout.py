"""Layout: which columns a terminal of some size shows, as the reader has it now.

Three columns from 120 on, two from 80, one below. It is a function of its own, not
rules of a style sheet, because what is to be seen decides who may have the focus.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui.app.state import SearchState

LEAST_WIDTH, LEAST_HEIGHT = 40, 12
TWO_COLUMNS, THREE_COLUMNS = 80, 120
TALL = 30
"""Lines from which there is room for frames, and for cards of four lines."""
DATED = LEAST_HEIGHT + 4
"""Lines from which there is room for the dates above the articles."""


class Columns(NamedTuple):
    """What is to be seen."""

    facets: bool
    middle: bool
    reader: bool
    dates: bool
    """True for the histogram above the articles."""


def columns(width: int, height: int, state: "SearchState") -> Columns:
    """The columns of a terminal of `width` by `height` cells."""
    if state.view in ("start", "missing", "opening", "wrong"):
        return Columns(facets=False, middle=True, reader=False, dates=False)
    dates = state.view == "hits" and are_dated(state) and height >= DATED
    facets = state.in_facets or has_facets(state)
    if width >= THREE_COLUMNS:
        return Columns(facets, middle=True, reader=state.to_read is not None, dates=dates)
    if width >= TWO_COLUMNS:
        if state.reading:
            return Columns(
                state.in_facets, not state.in_facets, reader=True, dates=dates and not state.in_facets
            )
        return Columns(facets, middle=True, reader=False, dates=dates)
    if state.in_facets:
        return Columns(facets=True, middle=False, reader=False, dates=False)
    return Columns(
        facets=False, middle=not state.reading, reader=state.reading, dates=dates and not state.reading
    )


def are_dated(state: "SearchState") -> bool:
    """Whether the date of any matching article is known."""
    return any(facet.field == "year" and facet.counts for facet in state.facets)


def has_facets(state: "SearchState") -> bool:
    """Whether there is anything to see among the facets: where nothing is found, only what is ticked and beside it."""
    return state.view == "hits" or bool(state.without) or any(facet.counts for facet in state.facets)


def too_small(width: int, height: int) -> str | None:
    """What to say in a terminal that has no room for this; None in one that has."""
    if width >= LEAST_WIDTH and height >= LEAST_HEIGHT:
        return None
    return f"{width}×{height} is too small.\nMorgue needs\n{LEAST_WIDTH}×{LEAST_HEIGHT}."
