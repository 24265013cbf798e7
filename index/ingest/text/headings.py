"""Headings: which opening line of an article is the headline, and which its standfirst, section and outlet.

The questions are asked from the surest evidence down: a breadcrumb or a page title
that contains another line; a line that is repeated, as pages do with a headline; the
line over a byline or a date; the first line, if it is short. Section and outlet come
only with the form that gives them away, for a short line may be anything. A line
that may stand over a headline is not taken for the headline, whatever it is; a
section it is only if it cannot be a person or a paper. So too the line between headline
and credit: a sentence is a standfirst, "Photo by Jane Doe" is not.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.article import Confidence
from index.ingest.text.outlets import is_press_name
from index.ingest.text.page_titles import QuotingLine, find_breadcrumb, find_page_title
from index.ingest.text.paragraphs import Paragraph, ends_sentence, is_prose, key_of, word_count
from index.ingest.text.sections import is_known_section, may_stand_over
from index.metadata.names import person_named

_LONGEST_HEADLINE = 45
_LONGEST_SENTENCE = 30
"""Words of a headline that is a whole sentence, or is said twice: a longer one is a paragraph of text."""
_LEAST_STANDFIRST, _LONGEST_STANDFIRST = 8, 60
_NO_STANDFIRST = re.compile(
    r"(?:\w+ ){0,3}(?:photo(?:graph)?|picture|image|video|illustration|graphic|word|music|text|recipe|interview|report"
    r"|storie|story|translated|written|edited|compiled|produced|directed|sponsored|presented)s? (?:by|courtesy of)\b.*"
    r"|(?:paid for|brought to you) by\b.*|[\w ]{2,24}:.*|[\"“«„].*[\"”»“]|©.*",
    re.IGNORECASE,
)
"""A credit of something, a label with its value, an advertiser's line, a mere quotation."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One text of the head, and how it was found."""

    text: str
    """On one line, white space made single."""
    line: int
    reason: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Headings:
    """What the opening lines of one article gave."""

    title: Heading | None = None
    standfirst: Heading | None = None
    section: Heading | None = None
    outlet: Heading | None = None
    explained: frozenset[int] = frozenset()
    """The lines that are one of these, or repeat one; all others are text."""


def read_headings(lines: Sequence[Paragraph], credit_lines: Sequence[int]) -> Headings:
    """Read the lines of a head; `credit_lines` are the numbers of its other lines, the credits."""
    crumb, page_title = find_breadcrumb(lines), find_page_title(lines)
    quoting = [found for found in (crumb, page_title) if found]
    names = [line for line in lines if all(line is not found.paragraph for found in quoting)]
    title = (
        _quoted(names, crumb)
        or _quoted(names, page_title)
        or _repeated(names)
        or _over_credits(names, credit_lines)
        or _first(names)
    )
    others = [line for line in names if title and key_of(line.text) != key_of(title.text)]
    standfirst = title and (_pair(others, title) or _between(others, title, credit_lines))
    section = next((_heading(q.paragraph, q.kind, "medium", q.section) for q in quoting if q.section), None)
    outlet = next((_heading(q.paragraph, q.kind, "medium", q.outlet) for q in quoting if q.outlet), None)
    menu = _menu_length(names)
    section = section or (title and _section_above(others[menu:], title))
    said = {key_of(heading.text) for heading in (title, standfirst) if heading}
    explained = {line.line for line in lines if key_of(line.text) in said}
    explained |= {found.paragraph.line for found in quoting} | {
        heading.line for heading in (section, outlet) if heading
    }
    explained |= {line.line for line in names[:menu] if title and line.line < title.line}
    return Headings(title, standfirst, section, outlet, frozenset(explained))


def _heading(line: Paragraph, reason: str, confidence: Confidence, text: str | None = None) -> Heading:
    return Heading(" ".join((text or line.text).split()), line.line, reason, confidence)


def _quoted(lines: Sequence[Paragraph], found: QuotingLine | None) -> Heading | None:
    """The longest line whose words begin or end a breadcrumb or a page title."""
    if found is None:
        return None
    key = key_of(found.paragraph.text)
    inside = [line for line in lines if key.startswith(key_of(line.text)) or key.endswith(key_of(line.text))]
    best = max(inside, key=lambda line: len(line.text), default=None)
    if best is None or word_count(best.text) < 2:
        return None
    return _heading(best, f"repeated in the {found.kind}", "high")


def _repeated(lines: Sequence[Paragraph]) -> Heading | None:
    """The first line that comes again; but a lone pair under a headline-like line is its standfirst."""
    counts = Counter(key_of(line.text) for line in lines if 3 <= word_count(line.text) <= _LONGEST_SENTENCE)
    again = [position for position, line in enumerate(lines) if counts[key_of(line.text)] > 1]
    if not again:
        return None
    line, above = lines[again[0]], lines[max(0, again[0] - 1)]
    lone = len({key_of(lines[position].text) for position in again}) == 1
    if (
        lone
        and above is not line
        and word_count(above.text) >= 5
        and not may_stand_over(above.text, line.text)
    ):
        return _heading(above, "the line over a repeated standfirst", "medium")
    return _heading(line, "repeated headline", "high")


def _over_credits(lines: Sequence[Paragraph], credit_lines: Sequence[int]) -> Heading | None:
    """The headline over the first credit that has a line over it, or else the line under a credit."""
    first = next((number for number in credit_lines if lines and number > lines[0].line), None)
    named = [line for line in lines if not is_known_section(line.text)]
    over = [line for line in named if first and line.line < first]
    candidates = _without_menu(over or named)
    if not candidates or not credit_lines:
        return None
    if over and len(candidates) >= 2 and may_stand_over(candidates[0].text, candidates[1].text):
        candidates = candidates[1:]
    chosen = candidates[0]
    longest = _LONGEST_HEADLINE
    if is_prose(chosen.text):
        longest = _LONGEST_SENTENCE if over else 0
    if word_count(chosen.text) > longest:
        return None
    where = "the line over a credit" if over else "the line under a credit"
    return _heading(chosen, where, "high" if len(candidates) == 1 and over else "medium")


def _first(lines: Sequence[Paragraph]) -> Heading | None:
    candidates = _without_menu(lines)
    if len(candidates) >= 2 and is_known_section(candidates[0].text):
        candidates = candidates[1:]
    if not candidates or is_prose(candidates[0].text) or word_count(candidates[0].text) > _LONGEST_HEADLINE:
        return None
    text = candidates[0].text
    if ends_sentence(text) and text[0] in "\"“„«'‘":
        return None  # somebody speaks: the article begins in the middle
    return _heading(candidates[0], "the first line", "low" if ends_sentence(text) else "medium")


def _pair(lines: Sequence[Paragraph], title: Heading) -> Heading | None:
    """A line after the headline that comes twice in a row: the standfirst and the caption that repeats it."""
    for one, two in pairwise(lines):
        if one.line > title.line and key_of(one.text) == key_of(two.text) and word_count(one.text) >= 3:
            return _heading(one, "a pair of lines after the headline", "high")
    return None


def _between(lines: Sequence[Paragraph], title: Heading, credit_lines: Sequence[int]) -> Heading | None:
    """The one line between the headline and the credit under it."""
    under = [number for number in credit_lines if number > title.line]
    between = [line for line in lines if under and title.line < line.line < under[0]]
    if len(between) != 1 or not _LEAST_STANDFIRST <= word_count(between[0].text) <= _LONGEST_STANDFIRST:
        return None
    if _NO_STANDFIRST.fullmatch(" ".join(between[0].text.split())):
        return None
    return _heading(between[0], "between headline and credit", "medium")


def _section_above(lines: Sequence[Paragraph], title: Heading) -> Heading | None:
    """The line right over the headline, if it looks like a section's name."""
    above = [line for line in lines if line.line < title.line]
    if not above or len(above) > 2 or not may_stand_over(above[-1].text, title.text):
        return None
    if person_named(above[-1].text) or is_press_name(above[-1].text):
        return None
    return _heading(above[-1], "the line over the headline", "low")


def _without_menu(lines: Sequence[Paragraph]) -> list[Paragraph]:
    return list(lines[_menu_length(lines) :])


def _menu_length(lines: Sequence[Paragraph]) -> int:
    """How many leading lines are a site's menu: three or more of a few words, or two that name sections."""
    length = 0
    while length < len(lines) and word_count(lines[length].text) <= 3:
        length += 1
    if length == len(lines):
        return 0
    known = all(is_known_section(line.text) for line in lines[:length])
    return length if length >= 3 or (length == 2 and known) else 0
