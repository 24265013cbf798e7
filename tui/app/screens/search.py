"""The search screen: query, dates, facets, articles and reader, and how they hear of each other.

One screen holds the reader too: where there is room it stands beside the list, elsewhere it
takes the list's place. Whoever resizes the terminal while reading keeps reading.

Every change goes the same way: a message becomes a step of `SearchState`, and `change`
brings the widgets in line with it. The focus is part of that: it is never left on what is
no longer to be seen, and it is set at once, because a focus set later would be taken from
whoever has moved on meanwhile.
"""

import gc
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from search.engine import Hit
from tui.app import jobs, steps
from tui.app.commands import BY_ID, bindings, shown_keys, unknown_commands
from tui.app.completing import names_of, values_of
from tui.app.problems import Problem
from tui.app.screens.deeds import Deeds
from tui.app.screens.open_article import OpenArticle
from tui.app.search_thread import SearchThread
from tui.app.settings import Settings
from tui.app.state import Question, SearchState
from tui.app.steps import question
from tui.app.suggesting import page
from tui.app.widgets.completions import Completions
from tui.app.widgets.date_bars import DateBars
from tui.app.widgets.facet_panel import FacetPanel
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.key_line import KeyLine
from tui.app.widgets.pane import Backdrop
from tui.app.widgets.query_bar import QueryBar
from tui.app.widgets.reader import Reader
from tui.app.widgets.status_line import StatusLine
from tui.app.widgets.suggestions import Choices, Suggestions

_STALLED = 0.2
"""Seconds without an answer before the reader is told."""
_PAUSED = 0.3
"""Seconds after an answer in which nothing was typed."""
_LOOK_AGAIN = 3.0
"""Seconds between two looks at whether the archive has grown."""


class SearchScreen(Deeds, OpenArticle):
    """Where one works."""

    CSS_PATH = "search.tcss"
    AUTO_FOCUS = ""  # or each dialog that closes over a screen without focus would lead into the query
    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in bindings("anywhere")
        if not str(binding.action).startswith("app.")  # type: ignore[union-attr]
    ]

    def __init__(self, thread: SearchThread, settings: Settings, text: str = "") -> None:
        super().__init__()
        self._thread = thread
        self.settings = settings
        self._first_text = text
        self.state = SearchState(opening=True)
        # The one that works while one types, too.
        self._take_key = shown_keys(BY_ID["correct"], settings.keys).split(" ")[-1]
        self.load_memory()

    @property
    def query_bar(self) -> QueryBar:
        """Where the question is typed."""
        return self.query_one(QueryBar)

    def compose(self) -> ComposeResult:
        """Query and status over three panes over the keys."""
        yield QueryBar(self._first_text)
        yield StatusLine()
        yield Completions()  # below the count, which changes with what is typed
        with Backdrop(id="panes"):
            yield FacetPanel()
            with Backdrop(id="middle"):
                yield DateBars()
                yield HitList()
                yield Suggestions()
            yield Reader()
        yield KeyLine()
        yield Static(id="too-small")

    def on_mount(self) -> None:
        """Paint first; only then start the thread, which opens the archive, and ask the first question."""
        self.query_one(QueryBar).recent = self.recent
        self.query_one(Completions).display = False
        self.action_edit_query()
        self.change(self.state)
        self.call_after_refresh(self._begin)
        self.set_interval(_LOOK_AGAIN, self._look_again)

    def _begin(self) -> None:
        self._thread.start(self.post_message)
        self._typed(self.query_one(QueryBar).value)
        self._thread.ask(jobs.Counting())
        self.check_saved()
        if unknown := unknown_commands(self.settings.keys):
            advice = "The help (F1) lists them; search config changes what is set."
            self.change(
                steps.troubled(
                    self.state, Problem(f"keys: no command is called {' or '.join(unknown)}", advice)
                )
            )

    def _look_again(self) -> None:
        if not (self.state.waiting or self.state.missing or self.state.opening):
            self._thread.ask(jobs.Counting())

    def ask(self, job: jobs.Job) -> None:
        """Have the search thread do a job."""
        self._thread.ask(job)

    # The query

    @on(QueryBar.Typed)
    def _on_typed(self) -> None:
        # Nothing else is begun before the letter is painted.
        self.call_after_refresh(self._catch_up)

    def _catch_up(self) -> None:
        """Go on to what is typed by now: also when a key that is not typed comes before the paint."""
        bar = self.query_one(QueryBar)
        self._typed(bar.value, typing=bar.is_typing)

    def _typed(self, text: str, *, typing: bool = False) -> None:
        if text == self.state.text:
            return
        if typing:
            # Letters of the last query's authors would hide those of this one.
            self.query_one(FacetPanel).forget_filter()
            self.rest()
        length = self.query_one(QueryBar).length
        self.change(steps.typed(self.state, text, typing=typing, length=length))
        if not text.strip():
            self._thread.ask(jobs.Counting())
            self.check_saved()
        self._ask()

    def watch_focused(self) -> None:
        """A query that is left is typed."""
        super().watch_focused()
        if self.app.app_focus and not isinstance(self.focused, QueryBar):
            self._end_typing()

    def _end_typing(self) -> None:
        if not self.state.typing:
            return
        before = self.state.generation
        self.change(steps.left(self.state))
        if self.state.generation != before:
            self._ask()

    def action_leave_query(self) -> None:
        """The query is typed; down to what it found. One that cannot be understood is to be mended first.

        With no query, and nothing to search, it is on to the one thing that can be done.
        """
        self._catch_up()
        if not self.state.text.strip() and self.query_one(Suggestions).offers_only_to_index:
            self.action_index_folder()
            return
        self._end_typing()
        if self.state.query is None and self.state.text.strip():
            return
        self.remember_query()
        self.action_show_hits()

    @on(QueryBar.HalfTyped)
    def _on_half(self, event: QueryBar.HalfTyped) -> None:
        if event.half is not None and event.half.field is None:
            self.query_one(QueryBar).offer(event.half, names_of(event.half))
        elif event.half is not None:
            self._thread.ask(jobs.Completing(event.half))

    @on(jobs.Completed)
    def _on_completed(self, event: jobs.Completed) -> None:
        self.query_one(QueryBar).offer(event.half, values_of(event.half, event.values))

    @on(QueryBar.Completing)
    def _on_completing(self, event: QueryBar.Completing) -> None:
        column = self._cell_of(event.half.start) if event.half else 0
        self.query_one(Completions).show(event.completions, event.at, column)

    def _cell_of(self, character: int) -> int:
        """The cell of a character of the query, from where its line begins."""
        bar = self.query_one(QueryBar)
        return cell_len(bar.value[:character]) - bar.scroll_offset.x

    def used_query(self, recent: tuple[str, ...]) -> None:
        """There is one more query to go back to."""
        self.query_one(QueryBar).recent = recent
        self.query_one(QueryBar).forget_walk()

    @on(Choices.Chosen)
    def _on_picked(self, event: Choices.Chosen) -> None:
        if event.suggestion.does == "index":
            self.action_index_folder()
        else:
            self.look_at(event.suggestion.text)

    def put_query(self, text: str) -> None:
        """Ask this instead, and go to what it finds by now."""
        if text == self.state.text and self.state.grown is not None:
            self.action_refresh_answer()
        self.query_one(QueryBar).put(text)
        self._catch_up()
        self.action_show_hits()

    # The articles

    @on(HitList.Moved)
    def _on_moved(self, event: HitList.Moved) -> None:
        self.change(steps.moved(self.state, event.index))
        self._ask_for_more()

    @on(HitList.Looked)
    def _on_looked(self, event: HitList.Looked) -> None:
        self.state = steps.looked(self.state, event.first, event.last)
        self._ask_for_more()

    @on(HitList.Chosen)
    def _on_chosen(self, event: HitList.Chosen) -> None:
        self._open(event.index)

    def action_open_hit(self) -> None:
        """Read the hit under the cursor."""
        # Done at once, not announced: the next key is already meant for the reader.
        self._open(self.query_one(HitList).cursor)

    def _open(self, index: int) -> None:
        self.try_again_to_mark()
        self.change(steps.opened(steps.moved(self.state, index)))
        self.remember_query()
        self.action_show_hits()

    @on(HitList.Marked)
    def _on_hit_marked(self, event: HitList.Marked) -> None:
        self.change(steps.mark_turned(self.state, event.hit))

    def read(self, hit: Hit) -> None:
        """Read an article, listed or not."""
        self.change(steps.opened(self.state, hit))
        self.action_show_hits()

    def action_next_article(self, by: int) -> None:
        """Read the next article."""
        self.change(steps.moved(self.state, self.state.cursor + by))
        self._ask_for_more()

    def action_order(self) -> None:
        """Another order."""
        self.change(steps.reordered(self.state))
        self._ask()

    def action_take_offer(self) -> None:
        """The query as it may have been meant."""
        if self.state.offered:
            self.query_one(QueryBar).put(self.state.offered)

    def action_refresh_answer(self) -> None:
        """The same question to the archive as it is now."""
        self._catch_up()
        self.change(steps.asked_again(self.state))
        self._ask()
        self._thread.ask(jobs.Counting())
        self.check_saved()

    def action_back(self) -> None:
        """One step back: from completions to the query, from facets or dates to where one was, from reader to list.

        From there it leads to the query, and from the query down.
        """
        self._catch_up()
        panel, bar = self.query_one(FacetPanel), self.query_one(QueryBar)
        if bar.is_offering:
            bar.stop_offering()
        elif self.state.in_facets and panel.filtering:
            panel.stop_filtering()
        elif self.state.in_facets or isinstance(self.focused, QueryBar | DateBars):
            self.action_show_hits()
        elif self.state.reading:
            self.change(steps.closed(self.state))
            self.action_show_hits()
        else:
            self.action_edit_query()

    # What the search thread says

    @on(jobs.Counted)
    def _on_counted(self, event: jobs.Counted) -> None:
        before = self.state
        if before.opening:
            # What is there by now stays: to look through all of it for garbage was measured at 200 ms,
            # in the midst of typing.
            gc.freeze()
        self.change(steps.counted(before, event.size, event.archive, event.damage))
        if before.missing:
            self.change(steps.asked_again(self.state))
            self._ask()

    @on(jobs.Absent)
    def _on_absent(self, event: jobs.Absent) -> None:
        self.change(steps.absent(self.state, event.problem, can_be_made=event.is_missing))

    @on(jobs.Answered)
    def _on_answered(self, event: jobs.Answered) -> None:
        before = self.state.generation
        self.change(steps.answered(self.state, event.answer))
        if self.state.generation != before:
            self._ask()
        elif not event.answer.question.page:
            self._thread.ask(jobs.Counting())
            if self.state.unadvised:
                asked = event.answer.question
                self.set_timer(_PAUSED, lambda: self._ask_for_advice(asked))
        self._ask_for_more()

    def _ask_for_advice(self, asked: Question) -> None:
        if self.state.unadvised and self.state.answer and self.state.answer.question is asked:
            self._thread.ask(jobs.Advising(asked))

    @on(jobs.Advised)
    def _on_advised(self, event: jobs.Advised) -> None:
        self.change(steps.advised(self.state, event.question, event.suggestions, event.without))

    @on(jobs.Failed)
    def _on_failed(self, event: jobs.Failed) -> None:
        job = event.job
        if isinstance(job, Question):
            self.change(steps.failed(self.state, job, event.problem))
        elif isinstance(job, jobs.Marking):
            self.read_unmarked(job, event.problem)
        elif isinstance(job, jobs.Advising):
            self.change(steps.advised(self.state, job.question, (), ()))
        elif not isinstance(job, jobs.Completing):
            self.change(steps.troubled(self.state, event.problem))

    # What follows

    def _ask(self) -> None:
        asked = question(self.state)
        if asked is not None:
            self._thread.ask(asked)
            self.set_timer(_STALLED, lambda: self._stall(asked.generation))

    def _stall(self, generation: int) -> None:
        if (now := steps.stalled(self.state, generation)) is not self.state:
            self.change(now)

    def _ask_for_more(self) -> None:
        self.state, asked = steps.next_page(self.state)
        if asked is not None:
            self._thread.ask(asked)

    def change(self, state: SearchState) -> None:
        """Go on to another state, and bring the widgets in line with it."""
        self.state = state
        shown = self.shown_columns
        problem = state.problem
        column = problem.column if problem else None
        self.query_one(QueryBar).blame(column)
        cell = self._cell_of(column) if column is not None else 0
        self.query_one(StatusLine).show(state, cell, self._take_key)
        hits, suggestions = self.query_one(HitList), self.query_one(Suggestions)
        hits.display, suggestions.display = state.view == "hits", state.view != "hits"
        if state.view == "hits":
            hits.show(state)
        else:
            suggestions.show(page(state, self.saved_lines, self.recent))
        if state.view in ("hits", "nothing"):
            self.query_one(FacetPanel).show(state.facets, state.without)
            self.query_one(DateBars).show(state.facets)
        self.lay_out(shown)
        self.keep_marked()
        self.keep_focus_in_sight()
        self.show_keys()

    def on_resize(self) -> None:
        """Another size may show other columns."""
        self.change(self.state)
        self.call_after_refresh(self.keep_marked)
