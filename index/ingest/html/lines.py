"""Lines: what a page prints, line by line, as a reader sees it; `br` and every block end one.

Pages older than classes and structured data have their byline and date only so: under the
headline, above the text. So only that much of a page is walked through, and nothing of
its asides.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from index.ingest.html.regions import is_aside_itself
from index.ingest.html.statements import key_of

_INLINE_LIST = """
a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr q s samp small span strike strong sub sup time
tt u var wbr
"""
INLINE = frozenset(_INLINE_LIST.split())
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "select", "button"})
_MOST_LINES = 600
_LONGEST_TEXT = 120
"""Characters of a line; a longer one is the article's text."""
_MOST_BELOW = 15
"""Lines below a headline in which it is said who wrote what follows, and when."""
_LEAST_HEADLINE = 15


def lines_of(element: HtmlElement) -> list[str]:
    """The lines of a small element."""
    if not len(element):
        return [line] if (line := " ".join((element.text or "").split())) else []
    return list(_lines(element, frozenset()))


class Head(NamedTuple):
    """The short lines above an article's second paragraph."""

    lines: Sequence[str]
    is_headed: bool
    """Whether the headline stands right above them; else they are all that the page begins with."""


def read_head(tree: HtmlElement, titles: Collection[str]) -> Head:
    """The lines over the text of a page, from below the first of its `titles` that it prints."""
    keys = {key for title in titles if len(key := key_of(title)) >= _LEAST_HEADLINE}
    words = {word.casefold() for title in titles for word in title.split()}
    heading = next(tree.iter("h1"), None)
    around = frozenset(heading.iterancestors()) if heading is not None else frozenset()
    kept: list[str] = []
    is_below = False
    texts = 0
    for count, line in enumerate(_lines(tree, around)):
        if count > _MOST_LINES or (is_below and len(kept) > _MOST_BELOW):
            break
        if len(line) > _LONGEST_TEXT:
            texts += 1
            if texts == 2:
                break
        elif (
            len(line) >= _LEAST_HEADLINE
            and line.split(" ")[0].casefold() in words
            and _is_headline(key_of(line), keys)
        ):
            kept, is_below, texts = [], True, 0
        else:
            kept.append(line)
    return Head(kept, is_below)


def _is_headline(key: str, titles: Collection[str]) -> bool:
    """Whether a line is one of the titles, or most of it: the outlet's name is the rest."""
    return key in titles or any(2 * len(key) > len(title) and key in title for title in titles)


def _lines(root: HtmlElement, shown: Collection[HtmlElement]) -> Iterator[str]:
    """The lines of an element in order, without asides, unless these are among what is `shown`."""
    pieces: list[str] = []
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if name not in INLINE and (line := " ".join("".join(pieces).split())):
            yield line
        if name not in INLINE:
            pieces.clear()
        elif event == "start" and _stands_apart(element, pieces):
            pieces.append(", ")
        if event == "start":
            if name in _UNSEEN or (element is not root and element not in shown and is_aside_itself(element)):
                walk.skip_subtree()
            elif element.text:
                pieces.append(element.text)
        elif element.tail and element is not root:
            pieces.append(element.tail)
    if line := " ".join("".join(pieces).split()):
        yield line


def _stands_apart(element: HtmlElement, before: list[str]) -> bool:
    """Whether an inline element shows something else than what is before it, with nothing printed between."""
    previous = element.getprevious()
    if previous is None or (previous.tail and previous.tail.strip()) or not before:
        return False
    if element.tag == previous.tag == "a":
        return True
    last, text = before[-1][-1:], element.text or ""
    return last.islower() and text[:1].isupper()
