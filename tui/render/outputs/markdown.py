"""Markdown: each article as a section, with what is known about it and its whole text.

Whatever Markdown would take for a mark is escaped (CommonMark 2.4), so that an article
shows its own words and nothing else: no link, picture or heading that it made up.
"""

import re
from collections.abc import Iterable, Iterator

from index.clean import clean
from search.engine import Hit
from tui.render.addresses import web_address
from tui.render.hits import NO_TITLE, known_line
from tui.render.outputs import Layout, Listing

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#|~!&$^])")
_BEGINS_A_BLOCK = re.compile(r"^(?:(\d+)(?=\.)|(?=[-+=:]))", re.MULTILINE)
"""Before a bullet, a rule, or the full stop of a number; its bracket is escaped as a mark."""
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def lines(listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """Each article, an empty line between paragraphs and sections."""
    first = True
    for listing in listings:
        for hit in listing.hits:
            if not first:
                yield ""
            first = False
            yield from _section(hit)


def _section(hit: Hit) -> Iterator[str]:
    article = hit.article
    yield f"## {_line(article.title or NO_TITLE)}"
    if known := known_line(article):
        yield ""
        yield _line(known)
    if address := web_address(article.url):
        yield ""
        yield f"<{address}>"
    for text in (article.standfirst, article.body):
        if text and text.strip():
            yield ""
            yield _escaped(clean(text))


def _line(text: str) -> str:
    return _escaped(clean(text, one_line=True))


def _escaped(text: str) -> str:
    return _BEGINS_A_BLOCK.sub(r"\1\\", _MARKS.sub(r"\\\1", _INDENT.sub("", text)))
