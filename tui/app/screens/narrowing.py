"""Narrowing: ticks of facets and brushed dates edit the query, and what is there of them in it is taken away.

They are a class of their own, which the screen is made of, as its deeds are.
"""

from collections.abc import Callable

from textual import on
from textual.screen import Screen

from search.language import QueryError, is_narrowed, narrow_dates, parse, tick, widen, widen_dates
from search.language.begun import written_out
from tui.app.problems import Problem, problem_of
from tui.app.state import SearchState
from tui.app.steps import troubled
from tui.app.widgets.date_bars import DateBars
from tui.app.widgets.facet_panel import FacetRows
from tui.app.widgets.query_bar import QueryBar


class Narrowing(Screen[None]):
    """How the query of the search screen is narrowed, which says what state it is in."""

    state: SearchState

    def change(self, state: SearchState) -> None:
        """Go on to another state."""
        raise NotImplementedError

    def edit(self, change: Callable[[str], str], refusal: str) -> None:
        """Edit the query text as a tick or a brush does. One that is broken, or would be, is left as it is."""
        bar = self.query_one(QueryBar)
        asked = self.state.answer.question.query if self.state.answer else None
        # What was counted by the beginnings of words is narrowed as such.
        text = written_out(asked) if asked and asked.text == bar.value else bar.value
        try:
            # In a query that is broken, or would be, a tick could not be found again to be taken away.
            parse(bar.value)
            text = change(text)
            if text.strip():
                parse(text)
        except QueryError as error:
            problem = problem_of(error)
            self.change(troubled(self.state, Problem(f"{refusal}: {problem.message}", problem.advice)))
        else:
            bar.put(text)

    @on(FacetRows.Ticked)
    def _on_ticked(self, event: FacetRows.Ticked) -> None:
        field, value = event.field, event.value

        def turn(text: str) -> str:
            return (widen if is_narrowed(text, field, value) else tick)(text, field, value)

        self.edit(turn, "not ticked")

    @on(DateBars.Brushed)
    def _on_brushed(self, event: DateBars.Brushed) -> None:
        self.edit(lambda text: narrow_dates(text, event.first, event.last), "not narrowed")

    def action_all_dates(self) -> None:
        """No dates in the query."""
        self.edit(widen_dates, "not widened")
