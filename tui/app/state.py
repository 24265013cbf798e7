"""SearchState: everything the search screen knows, as one value, and the questions and answers it is made of.

How it goes from one to the next is told in `tui.app.steps`.
"""

from dataclasses import dataclass, field
from typing import Literal

from search.engine import Facet, FacetField, Hit, SearchPage, Sort
from search.language import Query, is_narrowed, widen_dates
from search.language.fields import UNKNOWN
from search.tree import DateRange, Or, Tree, all_of
from tui.app.pages import Pages
from tui.app.problems import Problem

FACETS: tuple[FacetField, ...] = (
    "outlet",
    "author",
    "section",
    "agency",
    "language",
    "year",
    "month",
    "story",
)
MOST_DAYS = 62
"""Days that a query is narrowed to, at most, for each of them to be counted: those of two months."""
View = Literal["opening", "missing", "start", "wrong", "hits", "nothing"]


def facets_of(query: Query) -> tuple[FacetField, ...]:
    """What to count for a query: days only where it is narrowed to few of them."""
    return (*FACETS, "day") if any(map(_is_of_days, all_of(query.tree))) else FACETS


def _is_of_days(clause: Tree) -> bool:
    match clause:
        case Or():
            return any(map(_is_of_days, clause.clauses))
        case DateRange(start=start, end=end):
            return start is not None and end is not None and (end - start).days < MOST_DAYS
    return False


@dataclass(frozen=True, slots=True)
class Question:
    """A page of hits to ask for."""

    query: Query
    generation: int
    sort: Sort = "relevance"
    page: int = 0
    """From 0."""
    pages: int = 1
    """How many from there on."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said to one question."""

    question: Question
    page: SearchPage
    seconds: float
    archive: int = 0
    """The generation of the archive that was asked."""


@dataclass(frozen=True, slots=True)
class SearchState:
    """What is asked, what was answered, and where the reader is in it."""

    text: str = ""
    query: Query | None = None
    """The text as a query; None where it is empty, or `problem` says why it is none."""
    typing: bool = False
    """True while the query is being typed: its last word may be only the beginning of one."""
    length: int = 0
    """Characters of a text that was cut, because a query has no room for all of it; 0 where it was not."""
    generation: int = 0
    """Counts the questions; only the answer to the latest is taken."""
    sort: Sort = "relevance"
    waiting: bool = False
    """True while the latest question has no answer; the one before it is still shown."""
    slow: bool = False
    """True when it has had none for so long that the reader should be told."""
    answer: Answer | None = None
    """To the first page; further pages only add to `pages`."""
    pages: Pages = field(default_factory=Pages)
    seen: tuple[int, int] = (0, 0)
    """The first and the last hit that the list shows."""
    fetching: int | None = None
    """The number of a further page that is asked for."""
    cursor: int = 0
    """Which hit of all; 0 when there are none."""
    chosen: bool = False
    """True once the reader has moved the cursor or opened a hit."""
    opened: Hit | None = None
    """The hit being read; it need not be one of `pages`."""
    marked: tuple[Hit, ...] = ()
    """Those the reader marked, in that order."""
    in_facets: bool = False
    """True while the facets have the focus, which brings them into sight."""
    problem: Problem | None = None
    """Why the latest question has no answer."""
    trouble: Problem | None = None
    """What else went wrong; gone when the reader goes on to something else, or tries again."""
    notice: str = ""
    """What was done, as a sentence; gone when the reader goes on."""
    opening: bool = False
    """True until the archive has been opened."""
    missing: Problem | None = None
    """Why there is no archive to search."""
    can_be_made: bool = False
    """True when there is none, and not one that cannot be opened."""
    unadvised: bool = False
    """True where little was found and it has not been asked yet what may have been meant."""
    size: int | None = None
    """Articles in the archive; None until counted."""
    archive: int | None = None
    """The generation of the archive; None until counted."""
    answered_size: int | None = None
    """Articles in the archive when it answered; None until counted."""
    damage: str | None = None
    """What is left out of every answer, as a sentence; None while nothing is."""

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor, where it is at hand."""
        return self.pages.at(self.cursor)

    @property
    def reading(self) -> bool:
        """True while a hit is open."""
        return self.opened is not None

    @property
    def to_read(self) -> Hit | None:
        """What the reader shows: the open hit, or else the one under the cursor."""
        return self.opened or self.hit

    @property
    def total(self) -> int:
        """All hits to page through, at hand or not; copies stand below other hits."""
        return self.pages.total

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The counts of the answer."""
        return self.answer.page.facets if self.answer else ()

    @property
    def has_dates(self) -> bool:
        """True where the query is narrowed to dates, or to what has none."""
        return ":" in self.text and widen_dates(self.text) != self.text.strip()

    @property
    def without(self) -> frozenset[FacetField]:
        """The fields of which what was answered asks for articles that have no value."""
        text = self.answer.question.query.text if self.answer else ""
        if UNKNOWN not in text:
            return frozenset()
        return frozenset(field for field in FACETS if is_narrowed(text, field, None)) - {"month"}

    @property
    def offered(self) -> str | None:
        """The query with its words as they may have been meant; None where none seems misspelt."""
        suggestions = self.answer.page.suggestions if self.answer else ()
        return suggestions[0].query if suggestions else None

    @property
    def grown(self) -> int | None:
        """How many articles have come in since the archive answered, or gone; None where it has not changed."""
        if self.answer is None or self.archive in (None, self.answer.archive):
            return None
        return (self.size or 0) - (self.answered_size or 0) if self.answered_size is not None else 0

    @property
    def unanswered(self) -> bool:
        """True while the first question since the start has no answer, and the start is still shown."""
        return self.waiting and self.answer is None

    @property
    def view(self) -> View:
        """What the middle of the screen shows."""
        if self.missing:
            return "missing"
        if self.answer is None and self.problem is not None:
            return "wrong"
        if self.answer is None or not self.text.strip():
            return "opening" if self.opening else "start"
        return "hits" if self.total else "nothing"
