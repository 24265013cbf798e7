"""Deeds: what the search screen does besides searching: keep searches, hand articles on, take folders in.

They are a class of their own, which the screen is made of, so that the flow of a search can
be read without them.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from textual import on
from textual.content import Content
from textual.screen import Screen

from index.article import Article
from index.errors import NewsError
from search.engine import Hit, Snippet
from search.language import narrow_dates
from search.saved import (
    News,
    SavedSearch,
    keep_searches,
    looked_at,
    saved_searches,
    with_search,
)
from tui.app import jobs
from tui.app.bins import MOST_PERIODS, Bin, bins
from tui.app.cards import copy_line, query_line, timeline_line
from tui.app.history import keep_queries, recent_queries, with_query
from tui.app.outside import (
    address_of,
    browse,
    citation,
    copy_elsewhere,
    plain_text,
    read_in_editor,
    read_in_pager,
)
from tui.app.paths import completed_path, path_named, shown_path
from tui.app.problems import Problem, problem_of
from tui.app.screens.ask import AskScreen
from tui.app.screens.choose import Choice, ChooseScreen
from tui.app.settings import THEMES, Settings
from tui.app.state import SearchState, noticed, troubled
from tui.app.styled import articles
from tui.app.suggesting import Saved

What = Literal["citation", "link", "text"]


class Deeds(Screen[None]):
    """The deeds of the search screen, which says what state it is in."""

    settings: Settings
    state: SearchState
    recent: tuple[str, ...] = ()
    """Queries of late, latest first."""
    searches: tuple[SavedSearch, ...] = ()
    """The saved searches of this archive."""
    news: tuple[News, ...] = ()
    """What they find that is new, once it is known."""
    _indexed_last: Path | None = None
    """What was last taken into the archive."""

    def ask(self, job: jobs.Job) -> None:
        """Have the search thread do a job."""
        raise NotImplementedError

    def change(self, state: SearchState) -> None:
        """Go on to another state."""
        raise NotImplementedError

    def put_query(self, text: str) -> None:
        """Ask this instead."""
        raise NotImplementedError

    def edit(self, change: Callable[[str], str], refusal: str) -> None:
        """Edit the query text."""
        raise NotImplementedError

    # What is remembered

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

        def look(search: SavedSearch | None) -> None:
            if search is None:
                return
            if search in new:
                seen = looked_at(new[search])
                self._keep(tuple(seen if one == search else one for one in self.searches))
            self.put_query(search.text)

        says = "" if choices else "None yet: S saves the search on the screen."
        self.app.push_screen(ChooseScreen("Saved searches", choices, says), look)

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

    # What is near an article

    def read(self, hit: Hit) -> None:
        """Read an article, listed or not."""
        raise NotImplementedError

    def action_similar(self) -> None:
        """What else is on its subject."""
        if self.state.to_read:
            self.ask(jobs.Comparing(self.state.to_read.article))

    @on(jobs.Compared)
    def _on_compared(self, event: jobs.Compared) -> None:
        here = self.state.to_read
        if here is None or here.article.id != event.article.id or self.app.screen is not self:
            return
        choices = [Choice[Hit](hit, hit) for hit in event.similar]
        says = "" if choices else "Nothing else is on its subject."

        def chosen(hit: Hit | None) -> None:
            if hit is not None:
                self.read(hit)

        self.app.push_screen(ChooseScreen("Similar articles", choices, says), chosen)

    def action_duplicates(self) -> None:
        """The near-identical articles that stand below this one."""
        hit = self.state.to_read
        copies = hit.copies if hit else ()
        choices = [Choice(copy_line(copy), copy.id) for copy in copies]
        says = "" if choices else "No near-identical article matches."
        more = f", the first {len(copies)}" if hit and hit.copy_count > len(copies) else ""

        def chosen(article_id: str | None) -> None:
            if article_id is not None:
                self.action_read_article(article_id)

        self.app.push_screen(ChooseScreen(f"Copies of this article{more}", choices, says), chosen)

    def action_read_article(self, article_id: str) -> None:
        """Read an article that belongs to the one being read."""
        self.ask(jobs.Fetching(article_id))

    @on(jobs.Fetched)
    def _on_fetched(self, event: jobs.Fetched) -> None:
        if event.article is None:
            self.change(
                troubled(self.state, Problem("this article is no longer in the archive", "F5 asks again."))
            )
        else:
            self.read(Hit(0, 0.0, event.article, Snippet(event.article.title or ""), ()))

    # What is done with an article

    def _with_article(self, do: Callable[[Article], str]) -> None:
        """Do something with the article one is at, and say what was done, or why not."""
        hit = self.state.to_read
        if hit is None:
            self.change(troubled(self.state, Problem("there is no article here")))
            return
        try:
            self.change(noticed(self.state, do(hit.article)))
        except NewsError as error:
            self.change(troubled(self.state, problem_of(error)))

    def action_browse(self) -> None:
        """Open the article's address."""
        self._with_article(lambda article: browse(self.app, article))

    def action_edit(self) -> None:
        """Read it in the editor."""
        self._with_article(lambda article: read_in_editor(self.app, article))

    def action_page(self) -> None:
        """Read it in the pager."""
        self._with_article(lambda article: read_in_pager(self.app, article))

    def action_copy(self) -> None:
        """Choose what to copy of the article."""
        choices: list[Choice[What]] = [
            Choice(Content("c  citation"), "citation", "c"),
            Choice(Content("l  link"), "link", "l"),
            Choice(Content("t  text"), "text", "t"),
        ]

        def chosen(what: What | None) -> None:
            if what is not None:
                self._with_article(lambda article: self._copy(article, what))

        self.app.push_screen(ChooseScreen("Copy", choices), chosen)

    def _copy(self, article: Article, what: What) -> str:
        make = {"citation": citation, "link": address_of, "text": plain_text}
        text = make[what](article)
        # Both ways: no terminal says whether it took what it was sent.
        self.app.copy_to_clipboard(text)
        self.run_worker(lambda: copy_elsewhere(text), thread=True, exit_on_error=False)
        return f"copied the {what}: {text[:40].strip()}…" if what == "text" else f"copied: {text}"

    # Views over the screen

    def action_help(self) -> None:
        """All keys."""
        from tui.app.screens.help import HelpScreen  # the start is quicker without

        self.app.push_screen(HelpScreen(self.settings.keys))

    def action_theme(self) -> None:
        """The next theme."""
        names = list(THEMES)
        now = next((i for i, name in enumerate(names) if THEMES[name] == self.app.theme), 0)
        name = names[(now + 1) % len(names)]
        self.app.theme = THEMES[name]
        self.change(noticed(self.state, f"theme: {name}"))

    def action_timeline(self) -> None:
        """The matches by time, with the best of each."""
        answer = self.state.answer
        found = bins(self.state.facets, MOST_PERIODS)
        if answer is None or not found:
            self.change(troubled(self.state, Problem("there are no dates to put on a timeline")))
        else:
            self.ask(jobs.Timing(answer.question, found))

    @on(jobs.Timed)
    def _on_timed(self, event: jobs.Timed) -> None:
        if event.timing.question.generation != self.state.generation or self.app.screen is not self:
            return
        most = max(one.articles for one in event.timing.bins)
        choices = [
            Choice(timeline_line(one, most, best), one)
            for one, best in zip(event.timing.bins, event.best, strict=True)
            if one.articles
        ]

        def narrow_to(one: Bin | None) -> None:
            if one is not None:
                self.edit(lambda text: narrow_dates(text, one.first, one.last), "not narrowed")

        says = "Enter narrows to a time, Esc closes"
        self.app.push_screen(
            ChooseScreen("Timeline: how many, and the best of each", choices, says), narrow_to
        )

    def action_unmark(self) -> None:
        """Unmark all."""
        self.change(replace(self.state, marked=()))

    def action_export(self) -> None:
        """Write the marked articles, or else the one one is at, to a file."""
        state = self.state
        hits = state.marked or ((state.to_read,) if state.to_read else ())
        if not hits:
            self.change(troubled(state, Problem("there is no article to export", "Space marks one.")))
            return

        def write(name: str) -> str:
            from tui.app.exporting import export  # loads the forms

            return export(hits, name, self.settings.archive or Path())

        def written(said: str | None) -> None:
            if said is not None:
                self.change(noticed(self.state, said))

        says = "The suffix says the form: .jsonl .csv .tsv .md .bib .ris"
        self.app.push_screen(
            AskScreen(f"Export {articles(len(hits))} to which file?", write, "articles.md", says), written
        )

    def action_index_folder(self) -> None:
        """Take a folder into the archive."""
        archive = self.settings.archive
        if archive is None:
            self.change(troubled(self.state, Problem("this archive cannot be added to from here")))
            return

        def begin(path: Path | None) -> None:
            if path is not None:
                from tui.app.screens.index import IndexScreen  # with its progress bar

                self._indexed_last = path
                self.app.push_screen(IndexScreen(archive, path), lambda _: self._indexed())

        says = "Everything in it is read, nothing is changed. Tab completes, Enter begins, Esc closes."
        value = shown_path(self._indexed_last)
        self.app.push_screen(
            AskScreen("Index which folder, or file?", path_named, value, says, completed_path), begin
        )

    def _indexed(self) -> None:
        self.ask(jobs.Counting())
        self.check_saved()


def _new(news: News | None) -> str:
    if news is None or not news.new or not news.search.looked:
        return ""
    return f" · {news.new:,}{' or more' if news.is_least else ''} new"
