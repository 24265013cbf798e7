"""Shapes of text that depend on the width they get: a hit, a line with a number at its end, a few lines.

They are Visuals, not prompts built for one width, so that a resized terminal wraps and
cuts them anew, and so that a hit off the screen costs nothing.
"""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from search.engine import Hit
from tui.app.styled import QUIET, byline, headline, highlighted

_SNIPPET_LINES = 2


class _Lines(Visual):
    """A visual that is a few lines of its own, none longer than the width."""

    def lines(self, width: int) -> list[Content]:
        """The lines for a width in cells."""
        raise NotImplementedError

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines, drawn."""
        strips: list[Strip] = []
        for line in self.lines(width)[:height]:
            strips += line.truncate(width, ellipsis=True).render_strips(width, 1, style, options)
        return strips

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is."""
        return container_width

    def get_minimal_width(self, rules: RulesMap) -> int:
        """Enough for a rank and some letters."""
        return 10

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many lines as the width asks for."""
        return len(self.lines(width))


class HitCard(_Lines):
    """A hit: rank and headline, where and when it was printed, and why it matched."""

    def __init__(self, hit: Hit) -> None:
        self._hit = hit
        self._made: tuple[int, list[Content]] = (0, [])

    def lines(self, width: int) -> list[Content]:
        """At most four."""
        if self._made[0] != width:
            self._made = (width, self._make(width))
        return self._made[1]

    def _make(self, width: int) -> list[Content]:
        rank = f"{self._hit.rank:>3} "
        margin = " " * len(rank)
        lines = [Content.assemble((rank, QUIET), headline(self._hit.title))]
        where = byline(self._hit.article)
        if where:
            lines.append(margin + where)
        if self._hit.snippets:
            snippet = highlighted(self._hit.snippets[0])
            lines += [margin + line for line in around_match(snippet, max(width - len(margin), 2))]
        return lines


def around_match(snippet: Content, width: int) -> list[Content]:
    """The two lines of a wrapped snippet that show its first match, with "…" where text is left out."""
    lines = snippet.wrap(width)
    if len(lines) <= _SNIPPET_LINES:
        return lines
    first = next((i for i, line in enumerate(lines) if line.spans), 0)
    begin = min(first, len(lines) - _SNIPPET_LINES)
    shown = lines[begin : begin + _SNIPPET_LINES]
    if begin + _SNIPPET_LINES < len(lines):
        # Cut before adding, so that the mark does not itself fall off the edge.
        shown[-1] = shown[-1].truncate(width - 1) + "…"
    return shown


class CountLine(_Lines):
    """One line: a text, cut to fit, and a number at the right edge."""

    def __init__(self, text: Content, number: Content) -> None:
        self._text = text
        self._number = number

    def lines(self, width: int) -> list[Content]:
        """Always one."""
        room = max(width - self._number.cell_length - 1, 1)
        text = self._text.truncate(room, ellipsis=True)
        return [text + " " * (width - text.cell_length - self._number.cell_length) + self._number]


class Wrapped(_Lines):
    """A text on as many lines as it needs, but no more than `most`; "…" where it is cut."""

    def __init__(self, text: Content, most: int) -> None:
        self._text = text
        self._most = most

    def lines(self, width: int) -> list[Content]:
        """At least one."""
        if self._most == 1 or not self._text:
            return [self._text]
        lines = self._text.wrap(width)
        shown = lines[: self._most]
        if len(lines) > len(shown):
            shown[-1] = shown[-1].rstrip().truncate(width - 1) + "…"
        return shown
