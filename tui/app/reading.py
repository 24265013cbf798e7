"""Reading: a marked article set out as blocks of Content, and where in them its matches are.

A block is several paragraphs, not one: a widget for each paragraph would make a long
article slow to open, and one for the whole would make each step from match to match
wrap all of it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from search.engine import Hit, MarkedArticle, Snippet, Span, Story
from tui.app.cards import copy_line
from tui.app.styled import MATCH_HERE, QUIET, detail, details, headline, highlighted, safe

_BLOCK = 3_000
"""Characters after which a block ends with its paragraph."""
_LONGEST = 20_000
"""Characters after which it ends anywhere: some texts have no paragraphs."""
_LONGEST_HEADLINE = 500
"""Characters of a headline that are shown, and ten times as many of a standfirst: the text is not to be out of reach."""
_MOST_SHOWN = 200_000
"""Characters of a text that are shown, a short book: all of five million would hold the keys up for seconds."""


@dataclass(frozen=True, slots=True)
class Match:
    """Characters start ≤ i < end of one block."""

    block: int
    start: int
    end: int


class Section(NamedTuple):
    """Other articles that belong to the one being read, listed below its text."""

    title: str
    lines: tuple[tuple[Content, str], ...]
    """Of each what is said, and its id."""
    total: int
    """How many there are, listed or not."""
    key: str
    """The key that chooses among them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article to be read: its blocks from headline to last paragraph, and its matches in that order."""

    blocks: tuple[Content, ...]
    matches: tuple[Match, ...]
    details: int | None = None
    """The number of the block that says what is known of the article; it has no matches."""

    def block(self, index: int, current: Match | None) -> Content:
        """A block with the match one is at standing out from the others."""
        content = self.blocks[index]
        if current is None or current.block != index:
            return content
        return content.stylize(MATCH_HERE, current.start, current.end)


def copies(hit: Hit | None, key: str) -> tuple[Section, ...]:
    """The near-identical articles that stand below a hit; no section where none do."""
    if hit is None or not hit.copy_count:
        return ()
    lines = tuple((copy_line(copy), copy.id) for copy in hit.copies)
    return (Section("Copies", lines, hit.copy_count, key),)


def story_of(story: Story | None, key: str) -> tuple[Section, ...]:
    """What else reports the same event; no section where nothing does."""
    if story is None:
        return ()
    lines = tuple((copy_line(other), other.id) for other in story.others)
    return (Section("Story", lines, story.other_count, key),)


def set_out(marked: MarkedArticle, sections: Sequence[Section] = ()) -> Reading:
    """The whole article, but for the rest of a very long text: headline, standfirst, details, text, what belongs to it."""
    blocks: list[Content] = []
    matches: list[Match] = []

    def add(content: Content, snippet: Snippet) -> None:
        matches.extend(Match(len(blocks), span.start, span.end) for span in snippet.spans)
        blocks.append(content)

    title = safe(_cut(marked.title, _LONGEST_HEADLINE), one_line=True)
    add(headline(title), title)
    standfirst = safe(_cut(marked.standfirst, 10 * _LONGEST_HEADLINE), one_line=True)
    if standfirst.text:
        add(highlighted(standfirst, "italic"), standfirst)
    below = [detail(one.title, f"{one.total:,}, listed below the text") for one in sections]
    known = len(blocks)
    add(Content("\n").join([details(marked.article), *below]), Snippet(""))
    body = safe(_part(marked.body, 0, _MOST_SHOWN))
    if not body.text.strip():
        add(Content.styled("(no text)", f"italic {QUIET}"), Snippet(""))
    for part in _parts(body):
        add(highlighted(part, one_line=False), part)
    if len(marked.body.text) > _MOST_SHOWN:
        rest = f"Here {len(marked.body.text) - _MOST_SHOWN:,} more characters are not shown: e or | reads all of it."
        blocks.append(Content.styled(rest, "italic $text-warning"))
    blocks.extend(map(_listed, sections))
    return Reading(tuple(blocks), tuple(matches), known)


def _listed(section: Section) -> Content:
    lines = [Content.assemble((section.title, "bold $text-accent"), (f"   {section.key} chooses one", QUIET))]
    for line, article_id in section.lines:
        lines.append(line.stylize(Style.from_meta({"@click": f"screen.read_article({article_id!r})"})))
    if section.total > len(section.lines):
        lines.append(Content.styled(f"and {section.total - len(section.lines):,} more", QUIET))
    return Content("\n").join(lines)


def _cut(text: Snippet, most: int) -> Snippet:
    """A text that is cut after so many characters, and says so."""
    if len(text.text) <= most:
        return text
    part = _part(text, 0, most)
    return Snippet(f"{part.text}… ({len(text.text) - most:,} more characters: e or | reads all)", part.spans)


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
