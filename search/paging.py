"""Paging: an answer of any length, asked of an engine page by page, so that memory does not grow with it.

Each page begins behind the last article of the one before, not at a number: should a
damaged segment be left out in between, nothing is repeated or passed over. Whoever
wants one state of the archive in all pages asks an engine that does not follow it.
"""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from search.engine import Engine, Hit, SearchPage, SearchRequest

PAGE = 500
"""Most hits to ask for at once."""


def first_page(engine: Engine, request: SearchRequest) -> SearchPage:
    """The answer to a request, with no more hits than a page has. Raises what the engine does."""
    return engine.search(request._replace(limit=min(request.limit, PAGE)))


def all_hits(engine: Engine, request: SearchRequest, page: SearchPage) -> Iterator[Hit]:
    """The hits of the first page of a request, and then all others it asks for, in order.

    A first page for which the time ran out is all there is.

    Raises what the engine does.
    """
    yield from page.hits
    left = request.limit - len(page.hits)
    # The first page has found everything in its time, so the others must not run out of theirs half-way.
    more = request._replace(facets=(), timeout=inf)
    while left > 0 and page.hits and not page.partial:
        last = page.hits[-1]
        more = more._replace(limit=min(left, PAGE), offset=last.rank, after=last.article.id)
        page = engine.search(more)
        yield from page.hits
        left -= len(page.hits)


class Cursor(NamedTuple):
    """Where an answer was left: behind a hit, by its rank and its article's id."""

    rank: int
    article_id: str

    def __str__(self) -> str:
        return f"{self.rank}-{self.article_id}"


def cursor_from(text: str) -> Cursor | None:
    """The cursor that was written as a text; None for any other text."""
    rank, dash, article_id = text.strip().partition("-")
    if dash and rank.isascii() and rank.isdigit() and len(rank) < 10 and article_id.isalnum():
        return Cursor(int(rank), article_id)
    return None
