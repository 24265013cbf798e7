"""The body: the paragraphs of a page's article, without the page.

Trafilatura's quick way, favouring precision, is right on most pages. Resiliparse finds
main content in a tenth of the time, and nearly all of it, but with more around it:
it is the measure of whether the quick way lost the article, and only then is
trafilatura's slow way gone. A quick text that stops where solid prose goes on is
continued from the measure. Trafilatura's steps grow with the square of some elements; a page
of very many is left to resiliparse alone.
"""

from collections.abc import Sequence
from functools import cache

from lxml.etree import strip_elements
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from trafilatura import extract
from trafilatura.settings import Extractor

from index.ingest.text.paragraphs import is_prose

_MOST_ELEMENTS = 15_000
_MOST_CHILDREN = 3_000
_LOST = 0.2
"""Of the prose that resiliparse sees: with less, the article was lost."""
_SURELY = 1_000
_MOST_OF = 0.6
"""Of the characters of the page's paragraphs: with more, and no fewer than `_SURELY`, nothing was lost."""
_LONG_PARAGRAPH = 80
_UNSEEN = ("script", "style", "svg", "link", "template", "iframe", "canvas")
_LEAST = 250
"""Characters; shorter texts are often only what was left of an article."""
_SOLID = 0.7
"""Of the paragraphs behind the last common one, those that are prose, if the article goes on there."""
_LEAST_GOING_ON = 3


def read_body(tree: HtmlElement, markup: str) -> list[str]:
    """The paragraphs of the article on a page, in order; none for a page without one.

    `tree` and `markup` are the same page. What shows nothing is taken out of the tree.
    """
    strip_elements(tree, *_UNSEEN, with_tail=False)
    children = [len(element) for element in tree.iter("*")]
    if sum(children) > _MOST_ELEMENTS or max(children) > _MOST_CHILDREN:
        return _main_content(markup)
    quick = _extracted(tree, is_quick=True)
    length = _prose_length(quick)
    if length > max(_SURELY, _MOST_OF * _marked_length(tree)):
        return quick
    main = _main_content(markup)
    least = _LOST * _prose_length(main)
    if length < least or sum(map(len, quick)) < _LEAST:
        slow = _extracted(tree, is_quick=False)
        # Less than a paragraph more is no text, or headline and byline.
        if sum(map(len, slow)) > sum(map(len, quick)) + _LONG_PARAGRAPH:
            quick = slow
        if _prose_length(quick) < least:
            return main
    return quick + _continuation(quick, main)


def _marked_length(tree: HtmlElement) -> int:
    """Characters in the page's longer paragraphs, those of comments and teasers among them."""
    lengths = (sum(map(len, paragraph.itertext())) for paragraph in tree.iter("p"))
    return sum(length for length in lengths if length > _LONG_PARAGRAPH)


def _continuation(text: Sequence[str], main: Sequence[str]) -> list[str]:
    """The prose of the main content behind the text's last paragraph, where it is solid and long."""
    written = {_key(paragraph) for paragraph in text}
    last = max((at for at, paragraph in enumerate(main) if _key(paragraph) in written), default=None)
    if last is None:
        return []
    behind = main[last + 1 :]
    prose = [paragraph for paragraph in behind if is_prose(paragraph)]
    is_solid = len(prose) >= max(_LEAST_GOING_ON, _SOLID * len(behind))
    return prose if is_solid and 2 * _prose_length(prose) > _prose_length(text) else []


def _key(paragraph: str) -> str:
    return "".join(paragraph.split()).casefold()


def _prose_length(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph) for paragraph in paragraphs if is_prose(paragraph))


def _main_content(markup: str) -> list[str]:
    text = extract_plain_text(
        HTMLTree.parse(markup),
        preserve_formatting=True,
        main_content=True,
        alt_texts=False,
        list_bullets=False,
    )
    return _paragraphs(text)


@cache
def _options(*, is_quick: bool) -> Extractor:
    return Extractor(output_format="txt", fast=is_quick, precision=is_quick, comments=False)


def _extracted(tree: HtmlElement, *, is_quick: bool) -> list[str]:
    return _paragraphs(extract(tree, options=_options(is_quick=is_quick)) or "")


def _paragraphs(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]
