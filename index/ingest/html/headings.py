"""Headings: the headlines that a page prints."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from index.ingest.html.regions import LONGEST_LINE, text_of
from index.ingest.html.statements import plain

_KICKER = re.compile(
    r"kicker|overline|topline|eyebrow|dachzeile|supertitle|surtitle|offscreen|visually-?hidden|sr-only|screen-reader",
    re.IGNORECASE,
)
"""What stands in a heading but is no part of the headline, or is only read aloud."""
_MOST = 20
_MOST_IN_HEADING = 5
"""Elements."""


def read_headings(tree: HtmlElement) -> list[str]:
    """The texts of the first-level headings, in order; few pages have more than one."""
    texts = (headline_of(heading) for heading in tree.iter("h1"))
    return [text for _, text in zip(range(_MOST), texts, strict=False) if text]


def read_lesser_headings(tree: HtmlElement) -> Iterator[str]:
    """The texts of all that may be a headline where no first-level heading is, headings of any level first."""
    for tags in (("h1", "h2", "h3", "h4"), ("b", "strong", "font", "p", "td", "div", "span")):
        for element in tree.iter(*tags):
            if len(element) <= _MOST_IN_HEADING and len(text := text_of(element)) <= 2 * LONGEST_LINE:
                yield text


def headline_of(heading: HtmlElement) -> str:
    """The headline in a heading, without the kicker over it."""
    pieces = [heading.text or ""]
    for child in heading:
        if not _KICKER.search(child.get("class") or ""):
            pieces.append(child.text_content()[: 5 * LONGEST_LINE])
        pieces.append(child.tail or "")
    return plain("".join(pieces)[: 5 * LONGEST_LINE])
