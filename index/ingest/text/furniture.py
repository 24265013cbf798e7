"""Furniture: the lines of a saved page that belong to the site, taken out of the article.

A line is furniture only as a whole, and by its form; `index.ingest.text.site_lines` has
the forms. The same words inside a sentence, or in quotation marks, are the article's. Three
kinds need different cuts: a single line goes by itself, a box takes the short lines
under its heading, and a comment section takes the rest of the page. The last is the
only cut that can lose an article's text, so a heading is not enough for it: right
below there must be a comment, or the form to write one, or no running text at all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.ingest.text.paragraphs import Paragraph, ends_sentence, is_prose, word_count
from index.ingest.text.site_lines import (
    BOX,
    BUTTON,
    COMMENT_FORM,
    COMMENT_MARK,
    COMMENTS,
    COMMENTS_LINK,
    GOES_ON_ELSEWHERE,
    INVITATION,
    LONGEST,
    REPORTED,
)
from index.ingest.text.walls import is_wall

_MOST_COMMENTS = 3
"""How many times as long as the article its comments may be, before the line above them counts as a mere link."""
_COMMENT_REACH = 2
"""Lines below the heading of comments in which the first comment must show."""
_LONGEST_LINK = 25
"""Words of a line in a box."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """A page's paragraphs, those of articles and those of the site apart, each in order."""

    kept: tuple[Paragraph, ...]
    cut: tuple[Paragraph, ...]
    paywalled: bool
    """True when the page ends by saying that the text goes on elsewhere."""


def sort_furniture(paragraphs: Sequence[Paragraph]) -> Sorted:
    """Take the furniture out of a page or a part of one."""
    kept: list[Paragraph] = []
    cut: list[Paragraph] = []
    in_box = in_comments = paywalled = False
    prose_above = 0
    below = _prose_below(paragraphs)
    for at, paragraph in enumerate(paragraphs):
        text = _line(paragraph)
        stays = False
        if in_comments:
            pass
        elif (prose_above and _matches(GOES_ON_ELSEWHERE, text)) or (
            is_wall(text) and (prose_above or not below[at])
        ):
            paywalled = paywalled or below[at] == 0
        elif _matches(COMMENTS, text) or _matches(COMMENTS_LINK, text):
            is_link = _matches(COMMENTS_LINK, text) or prose_above * _MOST_COMMENTS < below[at]
            is_evident = below[at] == 0 or _comments_follow(paragraphs, at + 1)
            in_comments = prose_above > 0 and is_evident and not is_link
        elif _matches(BOX, text):
            in_box = prose_above > 0 or below[at] == 0
        elif _is_line(text):
            pass
        elif not (
            in_box and word_count(text) <= _LONGEST_LINK and not is_prose(text) and not ends_sentence(text)
        ):
            stays = True
            in_box = False
            prose_above += len(text) if is_prose(text) else 0
        (kept if stays else cut).append(paragraph)
    return Sorted(tuple(kept), tuple(cut), paywalled)


def _line(paragraph: Paragraph) -> str:
    """The text on one line; that of a paragraph too long to be furniture as it is."""
    text = paragraph.text
    return " ".join(text.split()) if len(text) <= 2 * LONGEST else text


def _matches(form: re.Pattern[str], text: str) -> bool:
    return len(text) <= LONGEST and bool(form.fullmatch(text))


def _is_line(text: str) -> bool:
    """Whether a line goes by itself: a button, a line of a form, or an invitation that reports nobody's words."""
    if _matches(BUTTON, text) or _matches(COMMENT_FORM, text):
        return True
    return _matches(INVITATION, text) and not REPORTED.search(text)


def _comments_follow(paragraphs: Sequence[Paragraph], start: int) -> bool:
    """Whether a comment, or the form for one, shows right below the line that announces comments."""
    following = [_line(paragraph) for paragraph in paragraphs[start : start + _COMMENT_REACH]]
    return any(_matches(COMMENT_FORM, text) or _matches(COMMENT_MARK, text) for text in following)


def _prose_below(paragraphs: Sequence[Paragraph]) -> list[int]:
    """For each paragraph, how many characters of running text that is no furniture follow it."""
    below: list[int] = []
    total = 0
    for paragraph in reversed(paragraphs):
        below.append(total)
        text = _line(paragraph)
        if is_prose(text) and not _is_line(text) and not is_wall(text):
            total += len(text)
    return below[::-1]
