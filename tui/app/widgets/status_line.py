"""StatusLine: what was understood, how many there are and how long it took; or why there is no answer.

What went wrong in the query is said under the column it is at. What else went wrong comes
first and an engine's notices before the query as understood, because what does not fit is
cut. That part of the archive is damaged is said whatever else is. The line wraps only where
it holds any of these: the hits below would jump if it did so for a query as understood.
"""

from collections.abc import Mapping
from types import MappingProxyType

from textual.content import Content
from textual.widgets import Static

from search.engine import Sort
from tui.app.cards import wrapped
from tui.app.problems import Problem
from tui.app.state import SearchState
from tui.app.styled import QUIET, articles, plain

_ORDER: Mapping[Sort, str] = MappingProxyType(
    {"relevance": "", "newest": "newest first", "oldest": "oldest first", "outlet": "by outlet"}
)
_MOST_LINES = 3
_LONGEST = 40
"""Characters of an earlier query that are repeated."""
_POINTER = "▲"


class StatusLine(Static):
    """One line under the query, or a few where something must be read."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._state = SearchState()
        self._column = 0
        self._take = ""
        self._lines: list[Content] = []

    def show(self, state: SearchState, column: int, take: str) -> None:
        """Say how things stand.

        `column` is the cell under which a wrong query is wrong, `take` the key that takes the spelling offered.
        """
        self._state, self._column, self._take = state, column, take
        self._set()

    def on_resize(self) -> None:
        """Another width has room for other words, on other lines than the last ones had in it."""
        self._set()

    def _set(self) -> None:
        width, height = self.size
        lines = status_lines(self._state, width or self.app.size.width, self._column, self._take)
        if lines != self._lines or len(lines) != height:
            # Another text on as many lines moves nothing else on the screen.
            self.update(Content("\n").join(lines), layout=len(lines) != height)
            self._lines = lines


def status_lines(state: SearchState, width: int, column: int, take: str = "") -> list[Content]:
    """The lines for a state; `column` and `take` as of `StatusLine.show`."""
    if state.problem and state.problem.column is not None and not state.trouble:
        return _pointing(state, state.problem, width, column)
    noticed = state.damage or (state.answer and state.answer.page.notices) or state.notice or state.offered
    important = state.trouble or state.problem or noticed or state.grown is not None
    return wrapped(status(state, take), width, _MOST_LINES if important else 1)


def _pointing(state: SearchState, problem: Problem, width: int, column: int) -> list[Content]:
    """What is wrong with the query, under the place where it is wrong, and what to try."""
    said, still = plain(problem.message, "bold $text-error"), _still(state)
    pointer = Content.styled(_POINTER, "bold $text-error")
    column = max(min(column, width - 1), 0)
    if still and column + 2 + (beside := _joined(said, still)).cell_length <= width:
        said, still = beside, Content()
    if column + 2 + said.cell_length <= width:
        first = [" " * column + pointer + " " + said]
    elif said.cell_length + 1 <= column:
        first = [" " * (column - said.cell_length - 1) + said + " " + pointer]
    else:
        first = [" " * column + pointer, *wrapped(said, width, 2)]
    more = _joined(plain(state.damage or "", "$text-warning"), plain(problem.advice, QUIET), still)
    return [*first, *(wrapped(more, width, 2) if more else [])]


def status(state: SearchState, take: str = "") -> Content:
    """The line for a state; `take` is the key that takes the spelling offered."""
    problem = state.trouble or state.problem
    damage = plain(state.damage or "", "$text-warning")
    if problem is not None:
        return _joined(
            plain(problem.message, "bold $text-error"),
            damage,
            plain(problem.advice, QUIET),
            _still(state) if state.problem else Content(),
        )
    if state.text.strip() and state.query is None:
        return _joined(Content.styled("there is more to come: type on", QUIET), damage)
    if state.answer is None:
        return _joined(
            plain(state.notice, "$text-success"),
            Content.styled("searching…" if state.slow else "", QUIET),
            damage,
        )
    page = state.answer.page
    begun = state.answer.question.query.begun
    # In a sentence no word stands for others.
    begun = begun if f"{begun}…" in page.understood else ""
    return _joined(
        Content.styled(articles(page.total), "bold")
        + (f", {page.listed:,} without copies" if page.folded else ""),
        Content.styled(f"{len(state.marked):,} marked" if state.marked else "", "$text-accent"),
        # Kept short, so that nothing after it moves when the next answer comes.
        Content.styled("searching…" if state.slow else duration(state.answer.seconds), QUIET),
        plain(state.notice, "$text-success"),
        plain(_grown(state.grown), "$text-warning"),
        Content.styled(_ORDER[state.sort], QUIET),
        _offer(state.offered, take) if state.offered else Content(),
        *[plain(notice, "$text-warning") for notice in page.notices],
        plain(_led_on(begun) if begun and not state.typing else "", "$text-warning"),
        plain(page.understood, QUIET),
        Content.styled("… is any ending, Enter ends the word" if begun and state.typing else "", QUIET),
    )


def _still(state: SearchState) -> Content:
    """Whose articles and counts are below, while those of the query are not."""
    if state.answer is None or (text := state.answer.question.query.text) == state.text.strip():
        return Content()
    goes_on = len(text) > _LONGEST or state.answer.question.query.begun
    return plain(f"below: what {text[:_LONGEST]}{'…' if goes_on else ''} found", "$text-warning")


def _offer(query: str, take: str) -> Content:
    return plain(f"did you mean {query}?", "$text-warning") + Content.styled(f" {take} takes it", QUIET)


def _led_on(word: str) -> str:
    return f"no word {word}, but words that begin so"


def _grown(by: int | None) -> str:
    if by is None:
        return ""
    change = f"{articles(by)} came in" if by > 0 else f"{articles(-by)} went" if by else "the archive changed"
    return f"{change} since: F5 asks again"


def duration(seconds: float) -> str:
    """A time as short as it was: "12 ms", "1.3 s"."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _joined(*parts: Content) -> Content:
    return Content(" · ").join([part for part in parts if part])
