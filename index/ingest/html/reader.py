"""Web pages: one saved page to its article.

The bytes pass the guard before any parser; what remains of the page is parsed once for
all that it says. A page that has neither a body of some length nor the marks of an
article (a front page, an error, a wall of cookies) is rejected with its reason, because
nonsense in an archive is worse than a gap in it.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from index.article import Article, Source
from index.ingest.claims import resolve
from index.ingest.html.decoding import decode_page
from index.ingest.html.guard import LARGEST_SAVED, check_markup, without_pictures
from index.ingest.html.news import only_news
from index.ingest.html.page import read_page
from index.ingest.html.saved import SavedFrom, remove_bar, saved_from
from index.ingest.members import Member, Origin, whole
from index.ingest.streams import Stream


class Page(NamedTuple):
    """A page as it was saved or fetched."""

    raw: bytes
    url: str | None = None
    """Where it was fetched."""
    captured: date | None = None
    """When it was; nothing on it was published later. No date of publication."""
    encoding: str | None = None
    """What its transfer said of its encoding."""
    format: str = "html"


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: a saved page is one member."""
    yield Member(None, Page(whole(stream, LARGEST_SAVED)))


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`; the content is a Page, or a plain tuple of its first fields.

    Raises ValueError for what is no page with news on it.
    """
    page = Page(*member.content)
    tree, markup, saved = parse_page(page, today=origin.today)
    captured = page.captured or saved.day
    today = min(origin.today, captured) if captured else origin.today
    claims = read_page(tree, markup, url=page.url or saved.url, today=today)
    source = Source(str(origin.path), member.name, page.format)
    return (resolve(only_news(tree, claims), source, today),)


def parse_page(page: Page, *, today: date) -> tuple[HtmlElement, str, SavedFrom]:
    """A page that has passed the guard: its tree, the markup it is of, and where it says it was saved from.

    Raises ValueError for what is empty, or no page can be made of.
    """
    raw = without_pictures(page.raw)
    check_markup(raw)
    markup = decode_page(raw, page.encoding)
    try:
        tree = document_fromstring(markup.encode(), parser=_parser())
    except ParserError as error:
        raise ValueError("empty") from error
    remove_bar(tree, markup)
    return tree, markup, saved_from(raw, today=today)


def _parser() -> HTMLParser:
    # Without huge_tree, libxml2 keeps limits of its own.
    return HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True
    )
