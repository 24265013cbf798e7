"""MHTML: a web page that a browser saved with its pictures as one MIME message.

Only the first part that is a page is taken out; it is what the others belong to. The
message's date is when the page was saved, not when it was published.
"""

import re
from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from quopri import decodestring

from index.article import Article
from index.ingest.html.guard import LARGEST_SAVED
from index.ingest.html.reader import Page
from index.ingest.html.reader import articles as articles_of_page
from index.ingest.members import Member, Origin, whole
from index.ingest.streams import Stream

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_MOST_HEADERS = 1 << 16
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`. Raises ValueError for a message without a page."""
    yield Member(None, _page(whole(stream, LARGEST_SAVED)))


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.html.reader`."""
    return articles_of_page(member, origin)


def _page(raw: bytes) -> Page:
    message, body = _parted(raw.lstrip())
    boundary = message.get_boundary()
    parts = body.split(b"--" + boundary.encode("ascii", "replace")) if boundary else [raw]
    for each in parts:
        part, content = _parted(each.lstrip(b"\r\n"))
        if part.get_content_type() in _PAGES:
            address = message["Snapshot-Content-Location"] or part["Content-Location"]
            return Page(
                _decoded(content, part), address, _day(message), part.get_content_charset(), format="mhtml"
            )
    raise ValueError("no page in it")


def _parted(raw: bytes) -> tuple[Message, bytes]:
    """The headers of a message or a part, and what is below them."""
    end = _BLANK_LINE.search(raw, 0, _MOST_HEADERS)
    if end is None:
        return Message(), b""
    return message_from_bytes(raw[: end.start()] + b"\n\n"), raw[end.end() :]


def _decoded(content: bytes, part: Message) -> bytes:
    encoding = (part["Content-Transfer-Encoding"] or "").strip().lower()
    if encoding == "quoted-printable":
        return decodestring(content)
    if encoding == "base64":
        try:
            return a2b_base64(content)
        except NotBase64 as error:
            raise ValueError("its base64 is damaged") from error
    return content


def _day(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(message["Date"]).date()
    except (TypeError, ValueError):
        return None
