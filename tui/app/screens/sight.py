"""Sight: what of the search screen is to be seen, what has the focus, and which keys do something there.

The focus is never left on what is no longer to be seen. What is, is read from the state
and the size of the terminal, because the layout follows only later.
"""

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.app.commands import COMMANDS, Command, Part, keys_of
from tui.app.layout import DATED, TALL, Columns, are_dated, columns, has_facets, too_small
from tui.app.problems import Problem
from tui.app.settings import Settings
from tui.app.state import SearchState
from tui.app.steps import in_facets as in_facets_or_not
from tui.app.steps import troubled
from tui.app.widgets.date_bars import DateBars
from tui.app.widgets.facet_panel import FacetPanel, FacetRows, FilterBox
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.key_line import KeyLine
from tui.app.widgets.query_bar import QueryBar
from tui.app.widgets.reader import Reader, ReaderPage
from tui.app.widgets.suggestions import Choices, Suggestions

_PARTS: tuple[tuple[type[Widget], Part], ...] = (
    (QueryBar, "query"), (HitList, "articles"), (ReaderPage, "reader"), (FacetRows, "facets"), (DateBars, "dates"),
)  # fmt: skip


def _without_dates(height: int, state: SearchState) -> Problem:
    """Why there are no dates to be seen."""
    if state.view != "hits":
        return Problem("there are no articles whose dates could be brushed", "Search first.")
    if height < DATED:
        return Problem(f"the dates need a terminal of {DATED} lines", "t lists them.")
    if not are_dated(state):
        return Problem("no date of these articles is known")
    return Problem("the dates stand above the list of articles", "Esc leads there.")


class Sight(Screen[None]):
    """What the search screen shows, which says what state it is in."""

    settings: Settings
    state: SearchState

    def change(self, state: SearchState) -> None:
        """Go on to another state."""
        raise NotImplementedError

    def lay_out(self, shown: Columns) -> None:
        """Show the columns there is room for, or say that there is none."""
        facets = self.query_one(FacetPanel)
        facets.display = shown.facets
        facets.set_class(not shown.middle and not shown.reader, "-alone")
        self.query_one("#middle").display = shown.middle
        self.query_one(DateBars).display = shown.dates
        self.query_one(Reader).display = shown.reader
        self.set_class(self.app.size.height >= TALL, "-tall")
        small = too_small(*self.app.size)
        warning = self.query_one("#too-small", Static)
        if warning.display or small:
            warning.display = small is not None
            warning.update(small or "")

    @property
    def shown_columns(self) -> Columns:
        """What there is room for, and reason to show."""
        return columns(*self.app.size, self.state)

    def action_edit_query(self) -> None:
        """To the query."""
        self.set_focus(self.query_one(QueryBar))

    def action_show_hits(self) -> None:
        """Down to what there is: the open article, hits, queries to choose from, or nothing, where keys are keys again."""
        self.set_focus(self.below)

    def action_facets(self) -> None:
        """To the facets; from the facets back."""
        if self.state.in_facets:
            self.action_show_hits()
        else:
            self.query_one(FacetPanel).display = True
            self.set_focus(self.query_one(FacetPanel).rows)

    def action_dates(self) -> None:
        """To the dates; from the dates back."""
        dates = self.query_one(DateBars)
        if dates.has_focus:
            self.action_show_hits()
        elif self.shown_columns.dates:
            self.set_focus(dates)
        else:
            self.change(troubled(self.state, _without_dates(self.app.size.height, self.state)))

    @property
    def below(self) -> Widget | None:
        """What takes the focus below the query, if anything does."""
        if self.state.unanswered:
            return None  # the next key is meant for the articles that come
        if self.state.view != "hits" and not self.state.reading:
            return self.query_one(Suggestions).choices
        return self.query_one(Reader).page if self.state.reading else self.query_one(HitList)

    def _in_sight(self, widget: Widget) -> bool:
        # From the state, not from the layout: that follows only later.
        shown = self.shown_columns
        match widget:
            case FacetRows() | FilterBox():
                return shown.facets
            case ReaderPage():
                return shown.reader
            case DateBars():
                return shown.dates
            case HitList():
                return shown.middle and self.state.view == "hits"
            case Choices():
                return (
                    shown.middle
                    and not self.state.unanswered
                    and widget is self.query_one(Suggestions).choices
                    and self.state.view != "hits"
                )
        return True

    def keep_focus_in_sight(self) -> None:
        """Nothing hidden keeps the focus."""
        # Without the focus of the terminal nothing has it, and Textual gives it back later.
        if self.app.app_focus and (self.focused is None or not self._in_sight(self.focused)):
            self.action_show_hits()

    def watch_focused(self) -> None:
        """However the focus moved: by a key of this screen, Tab or the mouse."""
        in_facets = isinstance(self.focused, FacetRows | FilterBox)
        if in_facets != self.state.in_facets:
            self.change(in_facets_or_not(self.state, in_facets))
        self.call_later(self.keep_focus_in_sight)
        self.show_keys()

    def show_keys(self) -> None:
        """Show on the line of keys those that do something now."""
        part = next((part for kind, part in _PARTS if isinstance(self.focused, kind)), None)
        typing = isinstance(self.focused, QueryBar | FilterBox)
        reading = isinstance(self.focused, ReaderPage)
        brushing = isinstance(self.focused, DateBars)
        shown = [
            command
            for command in COMMANDS
            if command.foot
            and keys_of(command, self.settings.keys)
            and command.part in ("anywhere", part)
            and (bool(command.typing_keys) if typing else command.id != "leave")
            and self.check_action(command.action.partition("(")[0], ())
            and self._is_worth_a_place(command)
        ]
        # First those that must not fall off a short line, then those of the part one is in.
        shown.sort(
            key=lambda command: (
                command.id not in ("help", "quit", "leave", "correct"),
                command.part == "anywhere"
                and command.id != "back"
                and not (brushing and command.id == "all-dates")
                and not (reading and command.id == "next-match"),
                command.id == "palette",
            )
        )
        self.query_one(KeyLine).show(shown, self.settings.keys, typing=typing)

    def _is_worth_a_place(self, command: Command) -> bool:
        """False for keys that would lead to where one is, or do what cannot be seen."""
        is_beside = self.state.in_facets or isinstance(self.focused, DateBars)
        match command.id:
            case "back":
                return is_beside or isinstance(self.focused, ReaderPage)
            case "facets":
                return not self.state.in_facets
            case "dates":
                return self.shown_columns.dates and not isinstance(self.focused, DateBars)
            case "timeline":
                return self.shown_columns.dates and not is_beside
            case "similar" | "browse" | "copy":
                return self.state.to_read is not None and not is_beside
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now are on the line of keys, and only they do it."""
        view = self.state.view
        if action == "next_match":
            return self.shown_columns.reader and self.state.to_read is not None
        if action == "edit_query":
            return not isinstance(self.focused, QueryBar)
        if action == "facets":
            return view in ("hits", "nothing") and (self.state.in_facets or has_facets(self.state))
        if action == "order":
            return view in ("hits", "nothing")
        if action == "all_dates":
            return self.state.has_dates
        if action == "take_offer":
            return self.state.offered is not None
        return True

    async def run_command(self, command: Command) -> None:
        """Do what a command of the table says, where it belongs."""
        kind = next((kind for kind, part in _PARTS if part == command.part), None)
        if kind is None:
            await self.run_action(command.action)
            return
        widget = self.query_one(kind)
        if isinstance(widget, FacetRows):
            self.action_facets()
        if self._in_sight(widget) or isinstance(widget, FacetRows):
            self.set_focus(widget)
            await widget.run_action(command.action)

    def action_next_match(self, by: int) -> None:
        """From match to match in the reader."""
        self.query_one(Reader).step(by)
