"""SearchState: everything the search screen knows, as one value, and the steps from one to the next.

The steps are plain functions so that they can be tested without a terminal. Answers
come from another thread and may be late: each carries its question, and one whose
generation is not the latest changes nothing.

The cursor stays on its article when a new answer still holds it, but only once the
reader has moved or opened something. Before that it stays on the best hit, or else
each letter typed would carry it further down the list. An open article is held apart
from the hits: another order may put it on a page that is not at hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from search.engine import Facet, FacetCount, FacetField, Hit, SearchPage, Sort
from search.language import Query, is_narrowed
from tui.app.problems import Problem

FACETS: tuple[FacetField, ...] = ("outlet", "author", "section", "agency", "language", "year", "month")
PAGE_LENGTH = 50
_LONGEST_PAGE = 100
"""Hits to ask for at once when the reader wants to go far down."""
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
    length: int = PAGE_LENGTH


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said to one question."""

    question: Question
    query: Query
    page: SearchPage
    seconds: float


@dataclass(frozen=True, slots=True)
class SearchState:
    """What is asked, what was answered, and where the reader is in it."""

    text: str = ""
    generation: int = 0
    """Counts the questions; only the answer to the latest is taken."""
    sort: Sort = "relevance"
    length: int = PAGE_LENGTH
    """Of the first page; longer when the hits at hand are asked for again."""
    waiting: bool = False
    """True while the latest question has no answer; the one before it is still shown."""
    answer: Answer | None = None
    """To the first page; further pages only lengthen `hits`."""
    hits: tuple[Hit, ...] = ()
    fetching: bool = False
    """True while a further page is asked for."""
    wanted: int = 0
    """Hits the reader wants at hand, to go to the last of them; further pages are fetched until they are."""
    cursor: int = 0
    """Which of `hits`; 0 when there are none."""
    chosen: bool = False
    """True once the reader has moved the cursor or opened a hit."""
    opened: Hit | None = None
    """The hit being read; it need not be one of `hits`."""
    problem: Problem | None = None
    """Why the latest question has no answer."""
    trouble: Problem | None = None
    """What else went wrong; gone when the reader goes on to something else, or tries again."""
    size: int | None = None
    """Articles in the archive; None until counted."""
    damage: str | None = None
    """What is left out of every answer, as a sentence; None while nothing is."""

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        return self.hits[self.cursor] if self.hits else None

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
        """All hits of the answer, at hand or not."""
        return self.answer.page.listed if self.answer else 0

    @property
    def view(self) -> Literal["start", "hits", "nothing"]:
        """Which of the three the middle of the screen shows; nothing also until the first answer."""
        if not self.text.strip():
            return "start"
        return "hits" if self.hits else "nothing"


def question(state: SearchState) -> Question | None:
    """The first page of what is typed; None when nothing is."""
    if not state.text.strip():
        return None
    return Question(state.text, state.generation, state.sort, length=state.length)


def next_page(state: SearchState) -> tuple[SearchState, Question | None]:
    """The page after those at hand, and the state that waits for it; None while there is no need of it."""
    if state.answer is None or state.waiting or state.fetching:
        return state, None
    held = len(state.hits)
    if held >= state.total or (state.cursor < held - _NEAR_END and held >= state.wanted):
        return state, None
    length = min(max(state.wanted - held, PAGE_LENGTH), _LONGEST_PAGE)
    return replace(state, fetching=True), replace(state.answer.question, offset=held, length=length)


def typed(state: SearchState, text: str) -> SearchState:
    """The query text changed. An empty one goes back to the start at once."""
    if text == state.text:
        return state
    if not text.strip():
        generation = state.generation + 1
        return SearchState(text, generation, state.sort, size=state.size, damage=state.damage)
    return _asked_again(replace(state, text=text, opened=None))


def resorted(state: SearchState) -> SearchState:
    """The next order: best first, newest first, oldest first."""
    state = replace(state, sort=_NEXT_SORT[state.sort])
    return _asked_again(state) if state.text.strip() else state


def _asked_again(state: SearchState, length: int = PAGE_LENGTH) -> SearchState:
    return replace(
        state,
        generation=state.generation + 1,
        length=length,
        waiting=True,
        fetching=False,
        wanted=0,
        trouble=None,
    )


def answered(state: SearchState, answer: Answer) -> SearchState:
    """An answer came; a stale one, or a page that does not follow the hits at hand, changes nothing.

    A page that shows that the archive has changed since the first one leaves a state with the
    next generation: its question is to be asked, and brings the hits at hand anew.
    """
    if answer.question.generation != state.generation:
        return state
    if answer.question.offset:
        return _lengthened(state, answer.page) if state.fetching else state
    hits = answer.page.hits
    cursor = _where(state.to_read, hits) if state.chosen else None
    opened = hits[cursor] if state.opened and cursor is not None else state.opened
    return replace(
        state,
        waiting=False,
        fetching=False,
        problem=None,
        trouble=None,
        answer=replace(answer, page=answer.page._replace(facets=_with_ticks(state, answer))),
        hits=hits,
        cursor=cursor or 0,
        chosen=cursor is not None,
        opened=opened,
        damage=answer.page.notices[0] if answer.page.incomplete else None,
    )


def _lengthened(state: SearchState, page: SearchPage) -> SearchState:
    held = {hit.article.id for hit in state.hits}
    if page.listed != state.total or any(hit.article.id in held for hit in page.hits):
        # Both pages at once: an engine whose order is never the same twice could else be asked for ever.
        return _asked_again(state, len(state.hits) + PAGE_LENGTH)
    # An engine that has no more after all would otherwise be asked for ever.
    fetching = not page.hits
    return replace(state, hits=state.hits + page.hits, fetching=fetching, problem=None, trouble=None)


def _with_ticks(state: SearchState, answer: Answer) -> tuple[Facet, ...]:
    """The counts, and with zero those ticked values that no match has: or they could not be unticked."""
    before = {facet.field: facet.counts for facet in state.answer.page.facets} if state.answer else {}

    def ticked(facet: Facet) -> tuple[FacetCount, ...]:
        found = {count.value for count in facet.counts}
        return tuple(
            old._replace(articles=0)
            for old in before.get(facet.field, ())
            if old.selected
            and old.value not in found
            and is_narrowed(answer.question.text, facet.field, old.value)
        )

    return tuple(facet._replace(counts=ticked(facet) + facet.counts) for facet in answer.page.facets)


def _where(hit: Hit | None, hits: tuple[Hit, ...]) -> int | None:
    if hit is None:
        return None
    return next((i for i, other in enumerate(hits) if other.article.id == hit.article.id), None)


def failed(state: SearchState, asked: Question, problem: Problem) -> SearchState:
    """A question could not be answered; the hits at hand stay, with the reason above them."""
    if asked.generation != state.generation:
        return state
    return replace(state, waiting=False, fetching=False, wanted=0, problem=problem)


def troubled(state: SearchState, trouble: Problem) -> SearchState:
    """Something else went wrong; what is asked and shown stays."""
    return replace(state, trouble=trouble)


def counted(state: SearchState, size: int, damage: str | None = None) -> SearchState:
    """The archive has been counted, but for what is damaged."""
    return replace(state, size=size, damage=damage)


def moved(state: SearchState, hit: Hit) -> SearchState:
    """The reader moved to `hit`, and reads it if one is open; one that is no longer listed changes nothing."""
    index = next((i for i, other in enumerate(state.hits) if other is hit), None)
    if index is None or (index == state.cursor and (not state.opened or state.opened is hit)):
        return state
    opened = hit if state.opened else None
    return replace(state, cursor=index, chosen=True, opened=opened, wanted=0, trouble=None)


def further(state: SearchState, index: int) -> SearchState:
    """The reader wants to go to the hit at `index`, which is not at hand yet; 0 takes that back."""
    return replace(state, wanted=min(index + 1, state.total) if index else 0)


def opened(state: SearchState) -> SearchState:
    """The hit under the cursor is being read."""
    return replace(state, opened=state.hit, chosen=True, wanted=0, trouble=None) if state.hits else state


def closed(state: SearchState) -> SearchState:
    """Back to the list."""
    return replace(state, opened=None, trouble=None)
