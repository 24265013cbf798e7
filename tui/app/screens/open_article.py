"""The open article: what the reader shows, kept in step with the hit that is to be read.

An article is shown once its matches are marked, which the search thread does. Beside the
list it follows the cursor.
"""

from textual import on
from textual.timer import Timer

from index.article import Article
from search.engine import Story
from tui.app import jobs
from tui.app.commands import BY_ID, shown_keys
from tui.app.problems import Problem
from tui.app.reading import Section, copies, story_of
from tui.app.screens.sight import Sight
from tui.app.steps import troubled
from tui.app.widgets.reader import Reader

_RESTED = 0.15
"""Seconds that the cursor stays on a hit before its article is read beside the list."""


class OpenArticle(Sight):
    """The article in the reader of the search screen, which says what state it is in."""

    story: Story | None = None
    """What else is on its story."""
    _marking: jobs.Marking | None = None
    """What is shown, or will be."""
    _unmarked = False
    _resting: Timer | None = None

    def ask(self, job: jobs.Job) -> None:
        """Have the search thread do a job."""
        raise NotImplementedError

    def keep_marked(self) -> None:
        """Have the article to be read marked, where the reader is to be seen."""
        answer, hit = self.state.answer, self.state.to_read
        if answer is None or hit is None or not self.shown_columns.reader:
            self._marking = None
            if hit is None:
                self.query_one(Reader).clear()
        elif (
            self._marking is None
            or self._marking.article != hit.article
            or self._marking.query.text != answer.question.query.text
        ):
            # Not for another order of the same hits: the reader would lose the match they are at.
            self._marking = jobs.Marking(hit.article, answer.question.query, hit.copies)
            self.story = None
            if self._resting is not None:
                self._resting.stop()
            # Beside the list it follows the cursor, but not every letter and every step.
            marking, rest = self._marking, 0 if self.state.reading else _RESTED
            self._resting = self.set_timer(rest, lambda: self._ask_to_mark(marking)) if rest else None
            if not rest:
                self.ask(marking)

    def _beside(self, article: Article) -> tuple[Section, ...]:
        """What belongs to an article that is read."""
        hit = self.state.to_read
        is_here = hit is not None and hit.article.id == article.id
        copies_key, story_key = (
            shown_keys(BY_ID[name], self.settings.keys) for name in ("duplicates", "story")
        )
        return copies(hit if is_here else None, copies_key) + story_of(self.story, story_key)

    def _without_copies(self, story: Story) -> Story | None:
        """What is on a story besides the copies that are listed already; None where nothing is."""
        hit = self.state.to_read
        listed = {copy.id for copy in hit.copies} if hit else set()
        others = tuple(other for other in story.others if other.id not in listed)
        count = story.other_count - (len(story.others) - len(others))
        return story._replace(others=others, other_count=count) if count else None

    def rest(self) -> None:
        """More is typed: the article can wait until no more is."""
        if self._resting is not None:
            self._resting.reset()

    def _ask_to_mark(self, marking: jobs.Marking) -> None:
        if marking is self._marking:
            self.ask(marking)

    @on(jobs.Marked)
    def _on_marked(self, event: jobs.Marked) -> None:
        if event.marking is self._marking:
            self._unmarked = False
            self.story = event.story and self._without_copies(event.story)
            self.query_one(Reader).show(event.marked, self._beside(event.marked.article))

    def read_unmarked(self, marking: jobs.Marking, problem: Problem) -> None:
        """Show an article whose matches could not be marked: it can still be read."""
        if marking is self._marking:
            self.change(troubled(self.state, problem))
            self._unmarked, self.story = True, None
            self.query_one(Reader).show_unmarked(marking.article, self._beside(marking.article))

    def try_again_to_mark(self) -> None:
        """Opening an article again is trying again."""
        if self._unmarked:
            self._marking = None
