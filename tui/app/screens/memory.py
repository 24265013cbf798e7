"""Memory: the queries of late and the saved searches, with what is new in them.

They are a class of their own, which the screen is made of, as its deeds are.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from textual import on
from textual.screen import Screen

from search.saved import News, SavedSearch, keep_searches, looked_at, saved_searches, with_search
from tui.app import jobs
from tui.app.cards import query_line
from tui.app.history import keep_queries, recent_queries, with_query
from tui.app.problems import Problem, problem_of
from tui.app.screens.ask import AskScreen
from tui.app.screens.choose import Choice, ChooseScreen
from tui.app.settings import Settings
from tui.app.state import SearchState
from tui.app.steps import noticed, troubled
from tui.app.suggesting import Saved

Chosen = TypeVar("Chosen")


class Memory(Screen[None]):
    """What the search screen remembers, which says what state it is in."""

    settings: Settings
    state: SearchState
    recent: tuple[str, ...] = ()
    """Queries of late, latest first."""
    searches: tuple[SavedSearch, ...] = ()
    """The saved searches of this archive."""
    news: tuple[News, ...] = ()
    """What they find that is new, once it is known."""

    def ask(self, job: jobs.Job) -> None:
        """Have the search thread do a job."""
        raise NotImplementedError

    def change(self, state: SearchState) -> None:
        """Go on to another state."""
        raise NotImplementedError

    def put_query(self, text: str) -> None:
        """Ask this instead."""
        raise NotImplementedError

    def load_memory(self) -> None:
        """Recent queries and saved searches, as they were left."""
        if self.settings.state is not None:
            self.recent = recent_queries(self.settings.state)
            self.searches = tuple(
                one for one in saved_searches(self.settings.state) if one.archive == self._archive
            )

    @property
    def _archive(self) -> str:
        return str(self.settings.archive.absolute()) if self.settings.archive else ""

    def remember_query(self) -> None:
        """The query has been of use."""
        if self.state.query is None or (self.recent and self.recent[0] == self.state.text.strip()):
            return
        self.recent = with_query(self.recent, self.state.text)
        self.used_query(self.recent)
        if self.settings.state is not None:
            keep_queries(self.settings.state, self.recent)

    def used_query(self, recent: tuple[str, ...]) -> None:
        """There is one more query to go back to."""
        raise NotImplementedError

    def check_saved(self) -> None:
        """Find out what is new."""
        if self.searches:
            self.ask(jobs.Checking(self.searches))

    @on(jobs.Checked)
    def _on_checked(self, event: jobs.Checked) -> None:
        self.news = event.news
        # A search that was just saved: what it finds now is what the reader has seen.
        first = {news.search: looked_at(news) for news in event.news if not news.search.looked}
        if first:
            self._keep(tuple(first.get(one, one) for one in self.searches), self.state.notice)
        else:
            self.change(self.state)

    @property
    def saved_lines(self) -> tuple[Saved, ...]:
        """The saved searches as the start lists them."""
        new = {news.search: news for news in self.news}
        return tuple(Saved(one.name, one.text, _new(new.get(one))) for one in self.searches)

    def action_save_search(self) -> None:
        """Keep the query under a name."""
        state, answer = self.state, self.state.answer
        if state.query is None or answer is None or state.waiting:
            self.change(troubled(state, Problem("there is no search to save", "Type one first.")))
            return
        text = state.text.strip()

        def save(name: str | None) -> None:
            if name:
                self._keep(
                    with_search(self.searches, SavedSearch(name, text, self._archive)), f"saved as {name}"
                )

        self.app.push_screen(AskScreen("Save this search as", str, text[:60]), save)

    def action_saved_searches(self) -> None:
        """Choose one of them; what is new in it is then no longer new."""
        new = {news.search: news for news in self.news}
        choices = [
            Choice(query_line(one.name, f"{one.text}{_new(new.get(one))}"), one) for one in self.searches
        ]

        def look(search: SavedSearch) -> None:
            self.look_at(search.text)

        self.choose(
            "Saved searches", choices, look, none="no search is saved yet: S saves the one on the screen"
        )

    def look_at(self, text: str) -> None:
        """Ask a query that is offered; of the searches saved with it nothing is new then."""
        seen = {news.search: looked_at(news) for news in self.news if news.search.text == text}
        if seen:
            self._keep(tuple(seen.get(one, one) for one in self.searches))
        self.put_query(text)

    def choose(
        self,
        title: str,
        choices: Sequence[Choice[Chosen]],
        chosen: Callable[[Chosen], None],
        *,
        none: str,
    ) -> None:
        """Have one thing chosen, if the reader chooses any; where there is nothing to choose, say so instead."""

        def dismissed(one: Chosen | None) -> None:
            if one is not None:
                chosen(one)

        if choices:
            self.app.push_screen(ChooseScreen(title, choices), dismissed)
        else:
            self.change(noticed(self.state, none))

    def _keep(self, searches: tuple[SavedSearch, ...], notice: str = "") -> None:
        self.searches = searches
        folder = self.settings.state
        try:
            if folder is not None:
                others = [one for one in saved_searches(folder) if one.archive != self._archive]
                keep_searches(folder, (*others, *searches))
        except OSError as error:
            self.change(troubled(self.state, problem_of(error)))
        else:
            self.change(noticed(self.state, notice))
        self.check_saved()


def _new(news: News | None) -> str:
    if news is None or not news.new or not news.search.looked:
        return ""
    return f" · {news.new:,}{' or more' if news.is_least else ''} new"
