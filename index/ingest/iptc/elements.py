"""Elements: finding what an XML document of the press says, whatever namespace it is in."""

from collections.abc import Iterator
from html import unescape

from lxml.etree import _Element as Element

from index.article import Confidence
from index.ingest.claims import Claim
from index.ingest.fragments import paragraphs_of

_MOST = 50
"""Elements of one name."""


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def within(element: Element | None, *names: str) -> Iterator[Element]:
    """The elements of each name in turn, at any depth below another, or that one itself."""
    if element is not None:
        for name in names:
            for number, found in enumerate(element.iter(f"{{*}}{name}")):
                if number == _MOST:
                    break
                yield found


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The elements of each name in turn right below another."""
    if element is not None:
        for name in names:
            for number, found in enumerate(element.iterchildren(f"{{*}}{name}")):
                if number == _MOST:
                    break
                yield found


def first(elements: Iterator[Element]) -> Element | None:
    """The first of some elements, if there is one."""
    return next(elements, None)


def line(element: Element | None) -> str:
    """All text in an element, on one line."""
    if element is None:
        return ""
    text = " ".join(paragraphs_of(element))
    return unescape(text) if "&" in text else text


def said(elements: Iterator[Element], where: str = "", confidence: Confidence = "high") -> tuple[Claim, ...]:
    """A claim for each element with text in it; `where` is its name unless given."""
    return tuple(
        Claim(text, where or local_name(element), confidence)
        for element in elements
        if (text := line(element))
    )


def attribute(element: Element | None, name: str) -> str:
    """The value of an attribute; empty where there is none."""
    return (element.get(name) or "").strip() if element is not None else ""
