"""The search screen: query, facets, articles and reader, and how they hear of each other.

One screen holds the reader too: from 120 columns it stands beside the list, below that
it takes the list's place. Whoever resizes the terminal while reading keeps reading.

Every change goes the same way: a message becomes a step of `SearchState`, and `_show`
brings the widgets in line with it.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer

from index.errors import NewsError
from search.engine import MarkedArticle, Snippet
from search.language import narrow, widen
from tui.app.screens.help import HelpScreen
from tui.app.search_thread import Answered, Counted, Counting, Failed, Marked, Marking, SearchThread
from tui.app.state import (
    Problem,
    Question,
    SearchState,
    answered,
    closed,
    counted,
    failed,
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
        Binding("slash", "edit_query", "Query", key_display="/"),
        Binding("f", "facets", "Facets"),
        Binding("n", "next_match(1)", "Next match"),
        Binding("N", "next_match(-1)", "Match before", show=False),
        Binding("s", "sort", "Order"),
        Binding("escape", "back", "Back"),
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("f1", "help", "Help"),
        Binding("q", "app.quit", "Quit"),
        Binding("ctrl+q", "app.quit", "Quit, also while typing", show=False, priority=True),
    ]

    def __init__(self, thread: SearchThread, text: str = "") -> None:
        super().__init__()
        self._thread = thread
        self._first_text = text
        self._pause: Timer | None = None
        self._marking: Marking | None = None
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
        """Start the thread, count the archive, ask the first question."""
        self._thread.start(self.post_message)
        self._thread.ask(Counting())
        self._typed(self.query_one(QueryBar).value)

    # What the reader does

    @on(QueryBar.Typed)
    def _on_typed(self, event: QueryBar.Typed) -> None:
        self._typed(event.text)

    def _typed(self, text: str) -> None:
        self._show(typed(self.state, text))
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._ask)

    @on(Examples.Picked)
    def _on_picked(self, event: Examples.Picked) -> None:
        self.query_one(QueryBar).put(event.text)
        self.query_one(QueryBar).focus()

    @on(FacetPanel.Ticked)
    def _on_ticked(self, event: FacetPanel.Ticked) -> None:
        edit = widen if event.count.selected else narrow
        bar = self.query_one(QueryBar)
        try:
            bar.put(edit(bar.value, event.field, event.count.value))
        except NewsError as error:
            self._show(troubled(self.state, Problem(str(error), error.advice)))

    @on(HitList.Moved)
    def _on_moved(self, event: HitList.Moved) -> None:
        self._show(moved(self.state, event.hit))
        self._ask_for_more()

    @on(HitList.Chosen)
    def _on_chosen(self, event: HitList.Chosen) -> None:
        self._show(opened(moved(self.state, event.hit)))
        if self.state.reading:
            self.query_one(Reader).page.focus()

    def action_sort(self) -> None:
        """Another order."""
        self._show(resorted(self.state))
        self._ask()

    def action_edit_query(self) -> None:
        """To the query."""
        self.query_one(QueryBar).focus()

    def action_show_hits(self) -> None:
        """From the query down to what there is: hits, examples, or nothing, where keys are keys again."""
        if self.state.view == "nothing":
            self.set_focus(None)
        else:
            self.query_one(HitList if self.state.view == "hits" else Examples).focus()

    def action_facets(self) -> None:
        """To the facets; from the facets back, and where space is short, away with them."""
        panel = self.query_one(FacetPanel)
        if panel.has_focus:
            self.remove_class("-facets")
            self.action_show_hits()
        else:
            self.add_class("-facets")
            # A pane that was hidden takes the focus only once it is laid out.
            self.call_after_refresh(panel.focus)

    def action_back(self) -> None:
        """One step back: from facets or reader to the list, from the list to the query, and down again."""
        if self.query_one(FacetPanel).has_focus:
            self.action_facets()
        elif self.state.reading:
            self._show(closed(self.state))
            self.call_after_refresh(self.action_show_hits)
        elif self.query_one(QueryBar).has_focus:
            self.action_show_hits()
        else:
            self.action_edit_query()

    def action_next_match(self, by: int) -> None:
        """From match to match in the reader."""
        self.query_one(Reader).step(by)

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(HelpScreen((SearchScreen, QueryBar, HitList, ReaderPage, FacetPanel)))

    # What the search thread says

    @on(Counted)
    def _on_counted(self, event: Counted) -> None:
        self._show(counted(self.state, event.size))

    @on(Answered)
    def _on_answered(self, event: Answered) -> None:
        self._show(answered(self.state, event.answer))
        self._ask_for_more()

    @on(Marked)
    def _on_marked(self, event: Marked) -> None:
        if event.marking is self._marking:
            self.query_one(Reader).show(event.marked)

    @on(Failed)
    def _on_failed(self, event: Failed) -> None:
        job = event.job
        if isinstance(job, Question):
            self._show(failed(self.state, job, event.problem))
            return
        self._show(troubled(self.state, event.problem))
        if isinstance(job, Marking) and job is self._marking:
            # Without its matches an article can still be read.
            article = job.article
            texts = [Snippet(text or "") for text in (article.title, article.standfirst, article.body)]
            self.query_one(Reader).show(MarkedArticle(article, *texts))

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

    def _mark(self) -> None:
        """Have the article under the cursor marked for the reader, where there is one to be seen."""
        answer, hit = self.state.answer, self.state.hit
        if answer is None or hit is None or not self._reader_in_sight:
            self._marking = None
            if hit is None:
                self.query_one(Reader).clear()
        elif (
            self._marking is None
            or self._marking.article is not hit.article
            or self._marking.query is not answer.query
        ):
            self._marking = Marking(hit.article, answer.query)
            self._thread.ask(self._marking)
        self.refresh_bindings()

    @property
    def _reader_in_sight(self) -> bool:
        return self.state.reading or self.has_class("-wide")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now are in the footer."""
        if action == "next_match":
            return self._reader_in_sight and self.state.hit is not None
        if action == "edit_query":
            return not self.query_one(QueryBar).has_focus
        if action in ("facets", "sort"):
            return self.state.view != "start"
        return True

    def on_resize(self) -> None:
        """A wider terminal may have brought the reader into sight."""
        self.call_after_refresh(self._mark)
