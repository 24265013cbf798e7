"""Steps: from one `SearchState` to the next.

They are plain functions so that they can be tested without a terminal. Answers
come from another thread and may be late: each carries its question, and one whose
generation is not the latest changes nothing.

The cursor stays on its article when a new answer still holds it, but only once the
reader has moved or opened something. Before that it stays on the best hit, or else
each letter typed would carry it further down the list; another order is looked at from
its first. An open article is held apart
from the hits: another order may put it on a page that is not at hand.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from search.engine import FEW, Facet, FacetCount, Hit, Sort, Suggestion, Without
from search.language import Query, QueryError, is_narrowed, parse
from search.language.begun import parse_begun
from search.language.parser import too_long
from tui.app.pages import LENGTH, Pages
from tui.app.problems import Problem, problem_of
from tui.app.state import Answer, Question, SearchState
from tui.app.unfinished import finished_part, without_unfinished

_NEAR = 8
"""Hits beyond those to be seen that are fetched with them once the reader goes through the list; a tall terminal's
page where that is more, so that the next is there when it is turned to."""
_NEXT_SORT: Mapping[Sort, Sort] = MappingProxyType(
    {"relevance": "newest", "newest": "oldest", "oldest": "outlet", "outlet": "relevance"}
)


def question(state: SearchState) -> Question | None:
    """As many pages of what is typed as the list shows; None while there is nothing to ask."""
    if state.query is None or not state.waiting:
        return None
    first, last = state.seen
    return Question(state.query, state.generation, state.sort, pages=1 + (last - first) // LENGTH)


def next_page(state: SearchState) -> tuple[SearchState, Question | None]:
    """A further page that the reader looks at, and the state that waits for it; None while there is no need of one."""
    if state.answer is None or state.waiting or state.fetching is not None or not state.total:
        return state, None
    number = _awaited_page(state)
    # Of an archive that has changed it may belong to another list, which nobody has to see yet.
    if number is None and state.chosen and state.grown is None:
        first, last = state.seen
        near = max(_NEAR, last - first)
        number = state.pages.missing(first - near, last + near)
    if number is None:
        return state, None
    return replace(state, fetching=number), replace(state.answer.question, page=number, pages=1)


def _awaited_page(state: SearchState) -> int | None:
    """The number of a page that is to be seen and not at hand; None where there is none."""
    number = state.pages.missing(state.cursor, state.cursor)
    return state.pages.missing(*state.seen) if number is None else number


def typed(state: SearchState, text: str, *, typing: bool = False, length: int = 0) -> SearchState:
    """The query text changed. An empty one goes back to the start at once; a wrong one is told at once.

    With `typing` there may be more to come at its end. `length` is that of a text of which only the
    beginning had room, else 0.
    """
    if text == state.text:
        return state
    if not text.strip():
        return SearchState(
            text,
            generation=state.generation + 1,
            sort=state.sort,
            marked=state.marked,
            opening=state.opening,
            missing=state.missing,
            can_be_made=state.can_be_made,
            size=state.size,
            archive=state.archive,
            damage=state.damage,
        )
    return _read(replace(state, text=text, length=length, typing=typing, opened=None))


def left(state: SearchState) -> SearchState:
    """The query is typed: its last word is a word, and what is unfinished is wrong."""
    if not state.typing:
        return state
    after = _read(replace(state, typing=False))
    is_same = after.query is not None and after.query == state.query
    return replace(state, typing=False) if is_same else after


def _read_typing(text: str) -> Query | None:
    """The query so far, without what is unfinished; None where all of it is. Raises QueryError for what is wrong."""
    try:
        finished = without_unfinished(text)
        if finished is None:
            return parse_begun(text) or parse(text)
        return parse(finished) if finished else None
    except QueryError:
        finished = finished_part(text)
        if finished is None:
            raise
        return parse(finished) if finished else None


def _read(state: SearchState) -> SearchState:
    text = state.text
    try:
        query = _read_typing(text) if state.typing else parse(text)
    except QueryError as error:
        problem = problem_of(too_long(text, state.length) if state.length else error)
        return replace(asked_again(state), query=None, waiting=False, problem=problem)
    return replace(asked_again(replace(state, query=query)), problem=state.problem if query else None)


def reordered(state: SearchState) -> SearchState:
    """The next order: best first, newest first, oldest first, by outlet. The list begins at its first again."""
    return asked_again(replace(state, sort=_NEXT_SORT[state.sort], chosen=False))


def asked_again(state: SearchState) -> SearchState:
    """The same question once more, if there is one."""
    return replace(
        state,
        generation=state.generation + 1,
        waiting=state.query is not None,
        slow=False,
        fetching=None,
        unadvised=False,
        trouble=None,
        notice="",
    )


def stalled(state: SearchState, generation: int) -> SearchState:
    """The question of a generation has been waiting for long."""
    return replace(state, slow=True) if state.waiting and state.generation == generation else state


def answered(state: SearchState, answer: Answer) -> SearchState:
    """An answer came; a stale one changes nothing.

    A page that shows that the archive has changed since the first one leaves a state with the
    next generation, whose question is to be asked, and says so; one that only was to be at
    hand leaves the list as it is.
    """
    asked = answer.question
    if asked.generation != state.generation:
        return state
    if asked.page:
        return _with_page(state, answer)
    same = state.answer is not None and state.answer.question.query.text == asked.query.text
    pages = Pages(answer.page.listed).added(0, answer.page.hits)
    cursor = pages.where(state.to_read.article.id) if state.chosen and state.to_read else None
    if cursor is None and same and state.chosen and state.answer and state.answer.question.sort == asked.sort:
        cursor = min(state.cursor, max(pages.total - 1, 0))
    opened = state.opened and (pages.at(cursor or 0) if cursor is not None else None)
    if state.opened and (opened is None or opened.article.id != state.opened.article.id):
        opened = state.opened
    return replace(
        state,
        waiting=False,
        slow=False,
        fetching=None,
        problem=None,
        trouble=None,
        answer=replace(answer, page=answer.page._replace(facets=_with_ticks(state, answer))),
        pages=pages,
        cursor=cursor or 0,
        chosen=cursor is not None,
        opened=opened,
        # A word that leads on to other words is not misspelt yet.
        unadvised=answer.page.relaxed or answer.page.total < (1 if asked.query.begun else FEW),
        archive=answer.archive,
        answered_size=None,
        damage=answer.page.notices[0] if answer.page.incomplete else None,
    )


def advised(
    state: SearchState, asked: Question, suggestions: tuple[Suggestion, ...], without: tuple[Without, ...]
) -> SearchState:
    """It is known what may have been meant by the question that was answered last."""
    if state.answer is None or state.answer.question is not asked:
        return state
    page = state.answer.page._replace(suggestions=suggestions, without=without)
    return replace(state, unadvised=False, answer=replace(state.answer, page=page))


def _with_page(state: SearchState, answer: Answer) -> SearchState:
    number, page = answer.question.page, answer.page
    held = {hit.article.id for hit in state.pages}
    twice = number not in state.pages.held and any(hit.article.id in held for hit in page.hits)
    if page.listed != state.total or twice:
        known = replace(state, fetching=None, archive=answer.archive)
        if known.grown is not None and number != _awaited_page(state):
            return known
        return noticed(asked_again(replace(state, seen=(0, 0))), "the archive changed: asked again")
    # An engine that has no more after all is not asked again: an empty page is held like any other.
    return replace(
        state, pages=state.pages.added(number, page.hits), fetching=None, problem=None, trouble=None
    )


def _with_ticks(state: SearchState, answer: Answer) -> tuple[Facet, ...]:
    """The counts, and with zero those ticked values that no match has: or they could not be unticked."""
    before = {facet.field: [old for old in facet.counts if old.selected] for facet in state.facets}

    def ticked(facet: Facet) -> tuple[FacetCount, ...]:
        return tuple(
            old._replace(articles=0)
            for old in before.get(facet.field, ())
            if all(count.value != old.value for count in facet.counts)
            and is_narrowed(answer.question.query.text, facet.field, old.value)
        )

    return tuple(facet._replace(counts=ticked(facet) + facet.counts) for facet in answer.page.facets)


def failed(state: SearchState, asked: Question, problem: Problem) -> SearchState:
    """A question could not be answered; the hits at hand stay, with the reason above them."""
    if asked.generation != state.generation:
        return state
    return replace(state, waiting=False, slow=False, fetching=None, problem=problem)


def troubled(state: SearchState, trouble: Problem) -> SearchState:
    """Something else went wrong; what is asked and shown stays."""
    return replace(state, trouble=trouble, notice="")


def noticed(state: SearchState, notice: str) -> SearchState:
    """Something was done that cannot be seen otherwise."""
    return replace(state, notice=notice, trouble=None)


def counted(state: SearchState, size: int, archive: int, damage: str | None = None) -> SearchState:
    """The archive has been counted, in one of its generations, but for what is damaged."""
    is_answer_of_it = state.answer is not None and state.answer.archive == archive
    return replace(
        state,
        size=size,
        archive=archive,
        answered_size=size if is_answer_of_it else state.answered_size,
        damage=damage,
        opening=False,
        missing=None,
    )


def absent(state: SearchState, why: Problem, *, can_be_made: bool) -> SearchState:
    """There is no archive that could be asked, and none that what was found would be in."""
    return replace(
        state,
        missing=why,
        can_be_made=can_be_made,
        opening=False,
        waiting=False,
        slow=False,
        fetching=None,
        answer=None,
        pages=Pages(),
        cursor=0,
        unadvised=False,
    )


def moved(state: SearchState, index: int) -> SearchState:
    """The reader moved to the hit at `index`, and reads it if one is open."""
    if not 0 <= index < state.total:
        return state
    hit = state.pages.at(index)
    opened = (hit or state.opened) if state.opened else None
    if index == state.cursor and opened is state.opened:
        return state
    return replace(state, cursor=index, chosen=True, opened=opened, trouble=None, notice="")


def looked(state: SearchState, first: int, last: int) -> SearchState:
    """The list shows the hits from `first` to `last`."""
    return replace(state, seen=(first, last))


def opened(state: SearchState, hit: Hit | None = None) -> SearchState:
    """`hit`, or else the one under the cursor, is being read."""
    hit = hit or state.hit
    return replace(state, opened=hit, chosen=True, trouble=None, notice="") if hit else state


def closed(state: SearchState) -> SearchState:
    """Back to the list."""
    return replace(state, opened=None, trouble=None, notice="")


def mark_turned(state: SearchState, hit: Hit) -> SearchState:
    """A hit is marked, or no longer."""
    without = tuple(other for other in state.marked if other.article.id != hit.article.id)
    return replace(state, marked=without if len(without) < len(state.marked) else (*state.marked, hit))


def in_facets(state: SearchState, inside: bool) -> SearchState:
    """The facets have the focus, or no longer."""
    return replace(state, in_facets=inside)
