"""Fragments: pieces of markup inside other inputs (a feed's item, a cell of a table), as paragraphs.

Such a piece is all text, so nothing is left out of it but what is no text: scripts,
pictures and their captions. It passes the guard of whole pages before a parser sees it.
"""

import re

from lxml.etree import ParserError, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from index.ingest.html.guard import check_markup

_TAG = re.compile(
    r"</?(?:p|br|div|a|span|strong|em|b|i|u|h[1-6]|ul|ol|li|img|figure|blockquote|table|tr|td|script|style|section"
    r"|article|iframe|font|small|sup|sub|hr|pre|html|body)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCKS_LIST = """
p br div h1 h2 h3 h4 h5 h6 ul ol li blockquote table tr section article header footer hr pre dl dt dd main aside
address body html tbody thead form nav
"""
_BLOCKS = frozenset(_BLOCKS_LIST.split())
_CELLS = frozenset({"td", "th"})
_NO_TEXT_LIST = """
script style noscript template svg math figure figcaption picture video audio iframe object select button textarea head
"""
_NO_TEXT = frozenset(_NO_TEXT_LIST.split())


def is_markup(text: str) -> bool:
    """Whether a text has elements of HTML in it."""
    return _TAG.search(text) is not None


def paragraphs_of_markup(markup: str) -> list[str]:
    """The paragraphs of a piece of HTML, in order. Raises ValueError for what is made to hurt a parser."""
    raw = f"<div>{markup}</div>".encode("utf-8", "replace")
    check_markup(raw)
    try:
        root = document_fromstring(
            raw, parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except ParserError:
        return []
    return paragraphs_of(root)


def paragraphs_of(root: HtmlElement) -> list[str]:
    """The paragraphs of an element and what is in it."""
    paragraphs: list[str] = []
    pieces: list[str] = []

    def end_paragraph() -> None:
        if text := " ".join("".join(pieces).split()):
            paragraphs.append(text)
        pieces.clear()

    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "start":
            if name in _BLOCKS:
                end_paragraph()
            if name in _NO_TEXT or not name:
                walk.skip_subtree()
            elif element.text:
                pieces.append(element.text)
            continue
        if name in _BLOCKS:
            end_paragraph()
        elif name in _CELLS:
            pieces.append(" ")
        if element.tail and element is not root:
            pieces.append(element.tail)
    end_paragraph()
    return paragraphs


def text_of_markup(markup: str) -> str:
    """All text of a piece of HTML on one line."""
    return " ".join(paragraphs_of_markup(markup))
