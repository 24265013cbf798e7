"""Feeds: RSS 0.9 to 2.0, Atom and JSON Feed, item by item to articles.

XML is read by lxml and not by feedparser, which takes three times as long for all of it, has
no limits of its own, and rewrites what an archive needs as it was written: dates, addresses,
markup.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from index.article import Article, Source
from index.ingest.claims import resolve
from index.ingest.feeds.channels import Channel
from index.ingest.feeds.items import claims_of_item, local_name, read_channel
from index.ingest.feeds.json_feed import claims_of_entry, read_json_feed
from index.ingest.html.decoding import decode_page
from index.ingest.members import Member, Origin, whole
from index.ingest.streams import Stream
from index.ingest.xml_trees import parse_xml

LARGEST = 20_000_000
"""Bytes; a feed of every article that a paper ever had is a dataset."""


class _Feed(NamedTuple):
    channel: Channel
    items: list[Any]
    stopped: str | None = None
    """Why there may be more items than could be read, and the last of these is not whole."""


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each item is one, counted from 1."""
    markup = decode_page(whole(stream, LARGEST))
    markup = markup.lstrip("\ufeff \t\r\n")
    feed = _Feed(*read_json_feed(markup)) if markup.startswith("{") else _read_xml(markup)
    for number, item in enumerate(feed.items[:-1] if feed.stopped else feed.items, 1):
        yield Member(str(number), (item, feed.channel))
    if feed.stopped:
        raise ValueError(feed.stopped)


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`. Raises ValueError for an item that says nothing."""
    item, channel = member.content
    read = claims_of_entry if isinstance(item, dict) else claims_of_item
    claims = read(item, channel, origin.path.name)
    if not claims.title and not claims.body:
        raise ValueError("neither a title nor a text in it")
    return (resolve(claims, Source(str(origin.path), member.name, "feed"), origin.today),)


def _read_xml(markup: str) -> _Feed:
    root, stopped = parse_xml(markup)
    if local_name(root) not in ("rss", "feed", "rdf"):
        raise ValueError("no feed: its first element is none of rss, RDF and feed")
    items = [element for element in root.iter("{*}*") if local_name(element) in ("item", "entry")]
    return _Feed(read_channel(root), items, stopped)
