"""Regions: where on a page an element stands, and what little text it has."""

import re

from lxml.html import HtmlElement

LONGEST_LINE = 200
"""Characters of a line that states something; longer ones are text."""
_ASIDE_TAGS = frozenset({"aside", "footer", "nav"})
_ASIDE = re.compile(
    r"teaser|related|recommend|sidebar|comment|most-?read|trending|newsletter|footer|widget|card|promo|latest|popular"
)
"""In small letters, for which a search is much quicker than without regard to case."""
_OF_ARTICLE = re.compile(r"(?:post|entry|article)-footer|vcard")
"""Where blogs have the byline, and what they call it."""
SEGMENT = re.compile(r"\s+[|•·/–—-]\s+|\s*[|•·]\s*")
"""Between parts of a line that state different things."""
_WHOLES = frozenset({"html", "body", "main", "article"})
_BESIDE = 3
"""Levels up to the element within which things stand beside each other."""


def is_aside(element: HtmlElement) -> bool:
    """Whether an element stands in a part of the page that is not the article."""
    node: HtmlElement | None = element
    while node is not None and node.tag not in _WHOLES:
        if is_aside_itself(node):
            return True
        node = node.getparent()
    return False


def is_aside_itself(element: HtmlElement) -> bool:
    """Whether an element is marked as a part of the page that is not the article."""
    marks = (element.get("class") or "").lower()
    if not marks:
        return element.tag in _ASIDE_TAGS
    others = _OF_ARTICLE.sub("", marks)
    return (element.tag in _ASIDE_TAGS and others == marks) or _ASIDE.search(others) is not None


def around(element: HtmlElement) -> HtmlElement:
    """The element within which others stand beside this one."""
    for _, outer in zip(range(_BESIDE), element.iterancestors(), strict=False):
        if outer.tag in _WHOLES:
            break
        element = outer
    return element


def text_of(element: HtmlElement) -> str:
    """The text of a small element on one line; of a large one only enough to see that it is large."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece)
        if length > 3 * LONGEST_LINE:
            break
    return " ".join("".join(pieces).split())
