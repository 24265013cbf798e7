"""StatusLine: what was understood, how many there are and how long it took; or why there is no answer.

What went wrong comes first and an engine's notices before the query as understood,
because what does not fit is cut. That part of the archive is damaged is said whatever else
is. The line wraps only where it holds any of these: the hits below would jump if it did so
for a query as understood.
"""

from textual.content import Content
from textual.widgets import Static

from search.engine import Sort
from tui.app.state import SearchState
from tui.app.styled import QUIET, plain
from tui.app.visuals import Wrapped

_ORDER: dict[Sort, str] = {"relevance": "", "newest": "newest first", "oldest": "oldest first"}


_MOST_LINES = 3


class StatusLine(Static):
    """One line under the query, or a few where something must be read."""

    def show(self, state: SearchState) -> None:
        """Say how things stand."""
        noticed = state.damage or (state.answer and state.answer.page.notices)
        important = state.trouble or state.problem or noticed
        self.update(Wrapped(status(state), _MOST_LINES if important else 1))


def status(state: SearchState) -> Content:
    """The line for a state."""
    problem = state.trouble or state.problem
    damage = plain(state.damage or "", "$text-warning")
    if problem is not None:
        return _joined(plain(problem.message, "bold $text-error"), damage, plain(problem.advice, QUIET))
    if state.answer is None:
        return _joined(Content.styled("searching…" if state.waiting else "", QUIET), damage)
    page = state.answer.page
    if state.wanted > len(state.hits):
        fetching = f"fetching {len(state.hits):,} of {state.wanted:,}…"
        return _joined(Content.styled(fetching, QUIET), damage)
    return _joined(
        Content.styled(articles(page.total), "bold"),
        # Kept short, so that nothing after it moves when the next answer comes.
        Content.styled("…" if state.waiting else duration(state.answer.seconds), QUIET),
        Content.styled(_ORDER[state.sort], QUIET),
        *[plain(notice, "$text-warning") for notice in page.notices],
        plain(page.understood, QUIET),
    )


def articles(count: int) -> str:
    """A number of articles, in words: "1 article", "12,345 articles"."""
    return f"{count:,} article{'' if count == 1 else 's'}"


def duration(seconds: float) -> str:
    """A time as short as it was: "12 ms", "1.3 s"."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _joined(*parts: Content) -> Content:
    return Content(" · ").join([part for part in parts if part])
