"""Deeds: what the search screen does besides searching: hand articles on, show what is near them, take folders in.

They are a class of their own, which the screen is made of, so that the flow of a search can
be read without them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from textual import on
from textual.content import Content

from index.article import Article
from index.errors import NewsError
from search.engine import Copy, Hit, Snippet, Story
from search.language import narrow_dates
from tui.app import jobs
from tui.app.bins import MOST_PERIODS, Bin, bins
from tui.app.cards import copy_line, timeline_line
from tui.app.outside import (
    address_of,
    browse,
    citation,
    copy_elsewhere,
    plain_text,
    read_in_editor,
    read_in_pager,
)
from tui.app.paths import completed_path, path_named, shown_path, unused_name
from tui.app.problems import Problem, problem_of
from tui.app.screens.ask import AskScreen
from tui.app.screens.choose import Choice, ChooseScreen
from tui.app.screens.memory import Memory
from tui.app.screens.narrowing import Narrowing
from tui.app.settings import THEMES
from tui.app.steps import noticed, troubled
from tui.app.styled import articles, counted
from tui.app.widgets.reader import Reader

What = Literal["citation", "link", "text"]
Whither = Literal["export", "quit"]
_NO_ARTICLE = Problem("there is no article here")


class Deeds(Memory, Narrowing):
    """The deeds of the search screen, which says what state it is in."""

    story: Story | None = None
    """What else is on the story of the article in the reader."""
    _exported: tuple[Hit, ...] = ()
    """The marked articles that are in a file."""
    _indexed_last: Path | None = None
    """What was last taken into the archive."""

    # What is near an article

    def read(self, hit: Hit) -> None:
        """Read an article, listed or not."""
        raise NotImplementedError

    def action_similar(self) -> None:
        """What else is on its subject."""
        if self.state.to_read:
            self.ask(jobs.Comparing(self.state.to_read.article))
        else:
            self.change(troubled(self.state, _NO_ARTICLE))

    @on(jobs.Compared)
    def _on_compared(self, event: jobs.Compared) -> None:
        here = self.state.to_read
        if here is None or here.article.id != event.article.id or self.app.screen is not self:
            return
        choices = [Choice[Hit](hit, hit) for hit in event.similar]
        self.choose(
            "Similar articles", choices, self.read, none="nothing else here is on the subject of this article"
        )

    def action_duplicates(self) -> None:
        """The near-identical articles that stand below this one."""
        hit = self.state.to_read
        copies = hit.copies if hit else ()
        more = f", the first {len(copies)}" if hit and hit.copy_count > len(copies) else ""
        self._choose_article(
            f"Copies of this article{more}", copies, "none of the other matches is a copy of this article"
        )

    def action_story(self) -> None:
        """What else reports the same event."""
        others = self.story.others if self.story else ()
        none = "no other article here is known to report the same event"
        if not self.query_one(Reader).display:
            none = "open an article first: its story is looked up while it is read"
        self._choose_article("Also on this story", others, none)

    def _choose_article(self, title: str, others: Sequence[Copy], none: str) -> None:
        if self.state.to_read:
            choices = [Choice(copy_line(other), other.id) for other in others]
            self.choose(title, choices, self.action_read_article, none=none)
        else:
            self.change(troubled(self.state, _NO_ARTICLE))

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
            self.change(troubled(self.state, _NO_ARTICLE))
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
                self._exported = state.marked
                self.change(noticed(self.state, said))

        says = "The suffix says the form: .jsonl .csv .tsv .md .bib .ris"
        which = (
            f"the {counted(len(hits), 'marked article')}"
            if state.marked
            else "this article, as none is marked,"
        )
        self.app.push_screen(
            AskScreen(f"Export {which} to which file?", write, unused_name("articles", ".md"), says), written
        )

    @property
    def has_unsaved_marks(self) -> bool:
        """True while articles are marked that have not been exported."""
        return not {hit.article.id for hit in self.state.marked} <= {hit.article.id for hit in self._exported}

    def leaving(self) -> ChooseScreen[Whither]:
        """The question what becomes of the marks."""
        choices: list[Choice[Whither]] = [
            Choice(Content("x  export them first"), "export", "x"),
            Choice(Content("q  quit without them"), "quit", "q"),
        ]
        title = f"{articles(len(self.state.marked))} marked, and the marks go with the window"
        return ChooseScreen(title, choices, "Enter chooses, Esc stays")

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
        # Nobody's current folder is taken in for want of a word.
        value = shown_path(self._indexed_last) if self._indexed_last else ""
        placeholder = "such as ~/articles; . is the folder you are in"
        self.app.push_screen(
            AskScreen("Index which folder, or file?", path_named, value, says, completed_path, placeholder),
            begin,
        )

    def _indexed(self) -> None:
        self.ask(jobs.Counting())
        self.check_saved()
