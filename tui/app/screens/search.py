"""The search screen: query, facets, articles and reader, and how they hear of each other.

One screen holds the reader too: from 120 columns it stands beside the list, below that
it takes the list's place. Whoever resizes the terminal while reading keeps reading.

Every change goes the same way: a message becomes a step of `SearchState`, and `_show`
brings the widgets in line with it. The focus is part of that: it is never left on what is
no longer to be seen, and it is set at once, because a focus set later would be taken from
whoever has moved on meanwhile.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Footer

from search.language import QueryError, is_narrowed, narrow, parse, widen
from tui.app.problems import Problem, problem_of
from tui.app.screens.help import HelpScreen
from tui.app.search_thread import Answered, Counted, Counting, Failed, Marked, Marking, SearchThread
from tui.app.state import (
    Question,
    SearchState,
    answered,
    closed,
    counted,
    failed,
    further,
    moved,
    next_page,
    opened,
    question,
    resorted,
    troubled,
    typed,
)
from tui.app.widgets.facet_panel import FacetPanel
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.middle import Examples, Middle
from tui.app.widgets.query_bar import QueryBar
from tui.app.widgets.reader import Reader, ReaderPage
from tui.app.widgets.status_line import StatusLine

_PAUSE = 0.05
"""Seconds without a letter before a search: a fast typist's words, not letters."""


class SearchScreen(Screen[None]):
    """Where one works."""

    CSS_PATH = "search.tcss"
    AUTO_FOCUS = "QueryBar"
    BINDING_GROUP_TITLE = "Anywhere"
    # Textual declares these without ClassVar, so they cannot be marked as such here.
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (120, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        # First those that must not fall off a short footer.
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("f1", "help", "Help", key_display="F1"),
        Binding("q", "app.quit", "Quit"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
        Binding("slash", "edit_query", "Query", key_display="/"),
        Binding("f", "facets", "Facets"),
        Binding("n", "next_match(1)", "Next match"),
        Binding("N", "next_match(-1)", "Match before", show=False),
        Binding("s", "sort", "Order"),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self, thread: SearchThread, text: str = "") -> None:
        super().__init__()
        self._thread = thread
        self._first_text = text
        self._pause: Timer | None = None
        self._marking: Marking | None = None
        self._unmarked = False
        self.state = SearchState()

    def compose(self) -> ComposeResult:
        """Query and status over three panes over the keys."""
        yield QueryBar(self._first_text)
        yield StatusLine()
        with Horizontal(id="panes"):
            yield FacetPanel()
            yield Middle()
            yield Reader()
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Start the thread, ask the first question."""
        self._thread.start(self.post_message)
        self._typed(self.query_one(QueryBar).value)

    # What the reader does

    @on(QueryBar.Typed)
    def _on_typed(self, event: QueryBar.Typed) -> None:
        self._typed(event.text)

    def _typed(self, text: str) -> None:
        self._show(typed(self.state, text))
        if self.state.view == "start":
            self._thread.ask(Counting())
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._ask)

    @on(Examples.Picked)
    def _on_picked(self, event: Examples.Picked) -> None:
        self.query_one(QueryBar).put(event.text)
        self.action_edit_query()

    @on(FacetPanel.Ticked)
    def _on_ticked(self, event: FacetPanel.Ticked) -> None:
        bar = self.query_one(QueryBar)
        try:
            # In a query that is broken, or would be, the tick could not be found again to be taken away.
            parse(bar.value)
            if is_narrowed(bar.value, event.field, event.value):
                text = widen(bar.value, event.field, event.value)
            else:
                text = narrow(bar.value, event.field, event.value)
                parse(text)
        except QueryError as error:
            problem = problem_of(error)
            self._show(troubled(self.state, Problem(f"not ticked: {problem.message}", problem.advice)))
        else:
            bar.put(text)

    @on(HitList.Moved)
    def _on_moved(self, event: HitList.Moved) -> None:
        self._show(moved(self.state, event.hit))
        self._ask_for_more()

    @on(HitList.Further)
    def _on_further(self, event: HitList.Further) -> None:
        self._show(further(self.state, event.index))
        self._ask_for_more()

    @on(HitList.Chosen)
    def _on_chosen(self, event: HitList.Chosen) -> None:
        if self._unmarked:
            self._marking = None  # opening it again is trying again
        self._show(opened(moved(self.state, event.hit)))
        self.action_show_hits()

    def action_sort(self) -> None:
        """Another order."""
        self._show(resorted(self.state))
        self._ask()

    def action_edit_query(self) -> None:
        """To the query."""
        self.set_focus(self.query_one(QueryBar))

    def action_show_hits(self) -> None:
        """Down to what there is: the open article, hits, examples, or nothing, where keys are keys again."""
        self.set_focus(self._below)

    def action_facets(self) -> None:
        """To the facets; from the facets back, and where space is short, away with them."""
        panel = self.query_one(FacetPanel)
        if self.focused is panel:
            self.remove_class("-facets")
            self.action_show_hits()
        else:
            self.add_class("-facets")
            self.set_focus(panel)

    def action_back(self) -> None:
        """One step back: from facets to where one was, from reader to list, from there to the query or down."""
        if self.focused is self.query_one(FacetPanel):
            self.action_facets()
        elif self.focused is self.query_one(QueryBar):
            self.action_show_hits()
        elif self.state.reading:
            self._show(closed(self.state))
            self.action_show_hits()
        else:
            self.action_edit_query()

    def action_next_match(self, by: int) -> None:
        """From match to match in the reader."""
        self.query_one(Reader).step(by)

    def action_help(self) -> None:
        """All keys."""
        parts = (SearchScreen, QueryBar, HitList, ReaderPage, FacetPanel, type(self.app))
        self.app.push_screen(HelpScreen(parts))

    # What the search thread says

    @on(Counted)
    def _on_counted(self, event: Counted) -> None:
        self._show(counted(self.state, event.size, event.damage))

    @on(Answered)
    def _on_answered(self, event: Answered) -> None:
        before = self.state.generation
        self._show(answered(self.state, event.answer))
        if self.state.generation != before:
            self._ask()
        self._ask_for_more()

    @on(Marked)
    def _on_marked(self, event: Marked) -> None:
        if event.marking is self._marking:
            self._unmarked = False
            self.query_one(Reader).show(event.marked)

    @on(Failed)
    def _on_failed(self, event: Failed) -> None:
        job = event.job
        if isinstance(job, Question):
            self._show(failed(self.state, job, event.problem))
        elif isinstance(job, Counting):
            self._show(troubled(self.state, event.problem))
        elif job is self._marking:
            self._show(troubled(self.state, event.problem))
            # Without its matches an article can still be read.
            self._unmarked = True
            self.query_one(Reader).show_unmarked(job.article)

    # What follows

    def _ask(self) -> None:
        asked = question(self.state)
        if asked is not None and self.state.waiting:
            self._thread.ask(asked)

    def _ask_for_more(self) -> None:
        self.state, asked = next_page(self.state)
        if asked is not None:
            self._thread.ask(asked)

    def _show(self, state: SearchState) -> None:
        self.state = state
        answer = state.answer
        self.query_one(StatusLine).show(state)
        self.query_one(Middle).show(state)
        self.query_one(FacetPanel).show(answer.page.facets if answer else ())
        self.set_class(state.view == "start", "-start")
        self.set_class(state.reading, "-reading")
        self._mark()
        self._keep_focus_in_sight()

    def _mark(self) -> None:
        """Have the article to be read marked, where the reader is to be seen."""
        answer, hit = self.state.answer, self.state.to_read
        if answer is None or hit is None or not self._reader_in_sight:
            self._marking = None
            if hit is None:
                self.query_one(Reader).clear()
        elif (
            self._marking is None
            or self._marking.article != hit.article
            or self._marking.query.text != answer.query.text
        ):
            # Not for another order of the same hits: the reader would lose the match they are at.
            self._marking = Marking(hit.article, answer.query)
            self._thread.ask(self._marking)
        self.refresh_bindings()

    # What is in sight, and has the focus

    @property
    def _below(self) -> Widget | None:
        """What takes the focus below the query, if anything does."""
        return self.query_one(Reader).page if self.state.reading else self.query_one(Middle).target

    @property
    def _reader_in_sight(self) -> bool:
        return self.state.reading or self.has_class("-wide")

    def _in_sight(self, widget: Widget) -> bool:
        # From the state, not from the layout: that follows only later.
        if isinstance(widget, FacetPanel):
            return self.state.view != "start" and (self.has_class("-facets") or self.has_class("-wide"))
        if isinstance(widget, ReaderPage):
            return self.state.view != "start" and self._reader_in_sight
        if isinstance(widget, HitList | Examples):
            covered = self.state.reading and not self.has_class("-wide")
            return widget is self.query_one(Middle).target and not covered
        return True

    def _keep_focus_in_sight(self) -> None:
        """Nothing hidden keeps the focus, and in a tiny terminal the facets stay only while they have it."""
        focused = self.focused
        if self.has_class("-tiny") and focused is not None and not isinstance(focused, FacetPanel):
            self.remove_class("-facets")
        # Without the focus of the terminal nothing has it, and Textual gives it back later.
        if self.app.app_focus and (focused is None or not self._in_sight(focused)):
            self.action_show_hits()

    def watch_focused(self) -> None:
        """However the focus moved: by a key of this screen, Tab or the mouse."""
        self.call_later(self._keep_focus_in_sight)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now are in the footer."""
        if action == "next_match":
            return self._reader_in_sight and self.state.to_read is not None
        if action == "edit_query":
            return self.focused is not self.query_one(QueryBar)
        if action in ("facets", "sort"):
            return self.state.view != "start"
        return True

    def on_resize(self) -> None:
        """A wider terminal may have brought the reader into sight."""
        self.call_after_refresh(self._mark)
