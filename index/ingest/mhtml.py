"""MHTML: a web page that a browser saved with its pictures as one MIME message.

Only the first part that is a page is taken out; it is what the others belong to. The
message's date is when the page was saved, not when it was published.
"""

from collections.abc import Iterator
from datetime import date
from email.message import Message
from email.utils import parsedate_to_datetime

from index.article import Article
from index.ingest.html.guard import LARGEST_SAVED
from index.ingest.html.reader import Page
from index.ingest.html.reader import articles as articles_of_page
from index.ingest.members import Member, Origin, whole
from index.ingest.mime import decoded, read_part, walk
from index.ingest.streams import Stream

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`. Raises ValueError for a message without a page."""
    yield Member(None, _page(whole(stream, LARGEST_SAVED)))


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.html.reader`."""
    return articles_of_page(member, origin)


def _page(raw: bytes) -> Page:
    message = read_part(raw.lstrip())
    for part, _ in walk(message):
        if part.kind in _PAGES:
            address = message.headers["Snapshot-Content-Location"] or part.headers["Content-Location"]
            return Page(
                decoded(part),
                address,
                _day(message.headers),
                part.headers.get_content_charset(),
                format="mhtml",
            )
    raise ValueError("no page in it")


def _day(headers: Message) -> date | None:
    try:
        return parsedate_to_datetime(headers["Date"]).date()
    except (TypeError, ValueError):
        return None
