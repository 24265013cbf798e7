"""Statements: what one part of a page says, as claims sorted by field.

Each part of a page (JSON-LD, microdata, meta elements, print) is read by a module of
its own into one of these; `index.ingest.html.page` puts them in order of trust.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from html import unescape

from index.article import Confidence
from index.ingest.claims import Claim

MOST_CLAIMS = 50
"""Of one field; a page that says more is a list."""
_EMPHASIS = re.compile(
    r"</?(?:b|cite|em|i|mark|q|small|span|strong|sub|sup|u)(?:\s[^<>]{0,200})?>", re.IGNORECASE
)
_WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_LONGEST = 5_000
"""Characters of a claim."""


class Statements(defaultdict[str, list[Claim]]):
    """Claims by field of an article, in the order in which they were met."""

    def __init__(self) -> None:
        super().__init__(list)

    def add(self, field: str, value: object, where: str, confidence: Confidence = "high") -> None:
        """Add a claim, if there is something in it; a list adds each of its texts."""
        if isinstance(value, list):
            for each in value[:MOST_CLAIMS]:
                self.add(field, each, where, confidence)
        elif isinstance(value, str) and len(self[field]) < MOST_CLAIMS and (text := plain(value[:_LONGEST])):
            self[field].append(Claim(text, where, confidence))


def plain(text: str) -> str:
    """A value's text on one line: character references, even doubled ones, resolved, emphasis and what has no width left out."""
    for _ in range(2):
        if "&" not in text:
            break
        text = unescape(text)
    text = _EMPHASIS.sub("", text) if "<" in text else text
    return " ".join(text.translate(_WITHOUT_WIDTH).split())


def key_of(text: str) -> str:
    """What two typings of a headline share: its letters and digits."""
    return "".join(character for character in plain(text).casefold() if character.isalnum())


def claims(parts: Iterable[Statements], field: str) -> tuple[Claim, ...]:
    """What all parts claim of a field, in their order."""
    return tuple(claim for part in parts for claim in part.get(field, ()))
