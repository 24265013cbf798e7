"""Reading: a marked article set out as blocks of Content, and where in them its matches are.

A block is several paragraphs, not one: a widget for each paragraph would make a long
article slow to open, and one for the whole would make each step from match to match
wrap all of it again.
"""

from dataclasses import dataclass

from textual.content import Content

from search.engine import MarkedArticle, Snippet, Span
from tui.app.styled import MATCH_HERE, QUIET, details, headline, highlighted, safe

_BLOCK = 3_000
"""Characters after which a block ends with its paragraph."""
_LONGEST = 20_000
"""Characters after which it ends anywhere: some texts have no paragraphs."""
_MOST_SHOWN = 200_000
"""Characters of a text that are shown, a short book: all of five million would hold the keys up for seconds."""


@dataclass(frozen=True, slots=True)
class Match:
    """Characters start ≤ i < end of one block."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """An article to be read: its blocks from headline to last paragraph, and its matches in that order."""

    blocks: tuple[Content, ...]
    matches: tuple[Match, ...]

    def block(self, index: int, current: Match | None) -> Content:
        """A block with the match one is at standing out from the others."""
        content = self.blocks[index]
        if current is None or current.block != index:
            return content
        return content.stylize(MATCH_HERE, current.start, current.end)


def set_out(marked: MarkedArticle) -> Reading:
    """The whole article, but for the rest of a very long text: headline, standfirst, details, text."""
    blocks: list[Content] = []
    matches: list[Match] = []

    def add(content: Content, snippet: Snippet) -> None:
        matches.extend(Match(len(blocks), span.start, span.end) for span in snippet.spans)
        blocks.append(content)

    title = safe(marked.title, one_line=True)
    add(headline(title), title)
    standfirst = safe(marked.standfirst, one_line=True)
    if standfirst.text:
        add(highlighted(standfirst, "italic"), standfirst)
    add(details(marked.article), Snippet(""))
    body = safe(_part(marked.body, 0, _MOST_SHOWN))
    if not body.text.strip():
        add(Content.styled("(no text)", f"italic {QUIET}"), Snippet(""))
    for part in _parts(body):
        add(highlighted(part, one_line=False), part)
    if len(marked.body.text) > _MOST_SHOWN:
        rest = f"Here {len(marked.body.text) - _MOST_SHOWN:,} more characters are not shown: e or | reads all of it."
        blocks.append(Content.styled(rest, "italic $text-warning"))
    return Reading(tuple(blocks), tuple(matches))


def _parts(body: Snippet) -> list[Snippet]:
    """The body cut between paragraphs into parts of a few thousand characters."""
    parts: list[Snippet] = []
    begin = 0
    while begin < len(body.text):
        end = body.text.find("\n\n", begin + _BLOCK)
        if end < 0 or end - begin > _LONGEST:
            end = min(len(body.text), begin + _LONGEST)
        parts.append(_part(body, begin, end))
        begin = end + (2 if body.text.startswith("\n\n", end) else 0)
    return parts


def _part(body: Snippet, begin: int, end: int) -> Snippet:
    spans = tuple(
        Span(max(span.start, begin) - begin, min(span.end, end) - begin)
        for span in body.spans
        if span.end > begin and span.start < end
    )
    return Snippet(body.text[begin:end], spans)
