"""SearchState: everything the search screen knows, as one value, and the steps from one to the next.

The steps are plain functions so that they can be tested without a terminal. Answers
come from another thread and may be late: each carries its question, and one whose
generation is not the latest changes nothing.

The cursor stays on its article when a new answer still holds it, but only once the
reader has moved or opened something. Before that it stays on the best hit, or else
each letter typed would carry it further down the list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from search.engine import Facet, FacetCount, FacetField, Hit, SearchPage, Sort
from search.language import Query, is_narrowed

FACETS: tuple[FacetField, ...] = ("outlet", "author", "section", "agency", "language", "year", "month")
PAGE_LENGTH = 50
_NEAR_END = 10
_NEXT_SORT: Mapping[Sort, Sort] = MappingProxyType(
    {"relevance": "newest", "newest": "oldest", "oldest": "relevance"}
)


@dataclass(frozen=True, slots=True)
class Question:
    """One page of hits to ask for."""

    text: str
    generation: int
    sort: Sort = "relevance"
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said to one question."""

    question: Question
    query: Query
    page: SearchPage
    seconds: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer, in words for the status line."""

    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class SearchState:
    """What is asked, what was answered, and where the reader is in it."""

    text: str = ""
    generation: int = 0
    """Counts the questions; only the answer to the latest is taken."""
    sort: Sort = "relevance"
    waiting: bool = False
    """True while the latest question has no answer; the one before it is still shown."""
    answer: Answer | None = None
    """To the first page; further pages only lengthen `hits`."""
    hits: tuple[Hit, ...] = ()
    fetching: bool = False
    """True while a further page is asked for."""
    cursor: int = 0
    """Which of `hits`; 0 when there are none."""
    chosen: bool = False
    """True once the reader has moved the cursor or opened a hit."""
    reading: bool = False
    """True while a hit is open."""
    problem: Problem | None = None
    size: int | None = None
    """Articles in the archive; None until counted."""

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        return self.hits[self.cursor] if self.hits else None

    @property
    def view(self) -> Literal["start", "hits", "nothing"]:
        """Which of the three the middle of the screen shows."""
        if self.answer is None:
            return "start"
        return "hits" if self.hits else "nothing"


def question(state: SearchState) -> Question | None:
    """The first page of what is typed; None when nothing is."""
    return Question(state.text, state.generation, state.sort) if state.text.strip() else None


def next_page(state: SearchState) -> tuple[SearchState, Question | None]:
    """The page after those at hand, and the state that waits for it; None unless the cursor nears the end."""
    if state.answer is None or state.waiting or state.fetching:
        return state, None
    if len(state.hits) >= state.answer.page.total or state.cursor < len(state.hits) - _NEAR_END:
        return state, None
    return replace(state, fetching=True), replace(state.answer.question, offset=len(state.hits))


def typed(state: SearchState, text: str) -> SearchState:
    """The query text changed. An empty one goes back to the start at once."""
    if text == state.text:
        return state
    if not text.strip():
        return SearchState(text=text, generation=state.generation + 1, sort=state.sort, size=state.size)
    return _asked_again(replace(state, text=text, reading=False))


def resorted(state: SearchState) -> SearchState:
    """The next order: best first, newest first, oldest first."""
    state = replace(state, sort=_NEXT_SORT[state.sort])
    return _asked_again(state) if state.text.strip() else state


def _asked_again(state: SearchState) -> SearchState:
    return replace(state, generation=state.generation + 1, waiting=True, fetching=False)


def answered(state: SearchState, answer: Answer) -> SearchState:
    """An answer came; a stale one, or a page that does not follow the hits at hand, changes nothing."""
    if answer.question.generation != state.generation:
        return state
    if answer.question.offset:
        if not state.fetching:
            return state
        # An engine that has no more after all would otherwise be asked for ever.
        fetching = not answer.page.hits
        return replace(state, hits=state.hits + answer.page.hits, fetching=fetching, problem=None)
    hits = answer.page.hits
    cursor = _where(state.hit, hits) if state.chosen else None
    return replace(
        state,
        waiting=False,
        fetching=False,
        problem=None,
        answer=replace(answer, page=replace(answer.page, facets=_with_ticks(state, answer))),
        hits=hits,
        cursor=cursor or 0,
        chosen=cursor is not None,
        reading=state.reading and cursor is not None,
    )


def _with_ticks(state: SearchState, answer: Answer) -> tuple[Facet, ...]:
    """The counts, and with zero those ticked values that no match has: or they could not be unticked."""
    before = {facet.field: facet.counts for facet in state.answer.page.facets} if state.answer else {}

    def ticked(facet: Facet) -> tuple[FacetCount, ...]:
        found = {count.value for count in facet.counts}
        return tuple(
            replace(old, count=0)
            for old in before.get(facet.field, ())
            if old.selected
            and old.value not in found
            and is_narrowed(answer.question.text, facet.field, old.value)
        )

    return tuple(replace(facet, counts=ticked(facet) + facet.counts) for facet in answer.page.facets)


def _where(hit: Hit | None, hits: tuple[Hit, ...]) -> int | None:
    if hit is None:
        return None
    return next((i for i, other in enumerate(hits) if other.article.id == hit.article.id), None)


def failed(state: SearchState, asked: Question, problem: Problem) -> SearchState:
    """A question could not be answered; the hits at hand stay, with the reason above them."""
    if asked.generation != state.generation:
        return state
    return replace(state, waiting=False, fetching=False, problem=problem)


def troubled(state: SearchState, problem: Problem) -> SearchState:
    """Something else went wrong; what is asked and shown stays."""
    return replace(state, problem=problem)


def counted(state: SearchState, size: int) -> SearchState:
    """The archive has been counted."""
    return replace(state, size=size)


def moved(state: SearchState, hit: Hit) -> SearchState:
    """The reader moved to `hit`; one that is no longer listed changes nothing."""
    index = next((i for i, other in enumerate(state.hits) if other is hit), None)
    if index is None or index == state.cursor:
        return state
    return replace(state, cursor=index, chosen=True)


def opened(state: SearchState) -> SearchState:
    """The hit under the cursor is being read."""
    return replace(state, reading=True, chosen=True) if state.hits else state


def closed(state: SearchState) -> SearchState:
    """Back to the list."""
    return replace(state, reading=False)
