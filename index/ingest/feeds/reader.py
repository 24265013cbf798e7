"""Feeds: RSS 0.9 to 2.0, Atom and JSON Feed, item by item to articles.

XML is read by lxml and not by feedparser, which takes three times as long for all of it, has
no limits of its own, and rewrites what an archive needs as it was written: dates, addresses,
markup. A feed that is no XML is parsed once more, by a parser that goes on behind errors, with
every ampersand that XML does not know taken for text, of which HTML may know more later.
No entity is expanded and nothing is fetched; a feed that declares entities is refused.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from index.article import Article, Source
from index.ingest.claims import resolve
from index.ingest.feeds.channels import Channel
from index.ingest.feeds.items import claims_of_item, local_name, read_channel
from index.ingest.feeds.json_feed import claims_of_entry, read_json_feed
from index.ingest.html.decoding import decode_page
from index.ingest.members import Member, Origin, whole
from index.ingest.streams import Stream

LARGEST = 20_000_000
"""Bytes; a feed of every article that a paper ever had is a dataset."""
_MOST_TAGS = 500_000
_DECLARATIONS = re.compile(
    r"\s*(?:<\?xml\b[^>]*\?>)?\s*(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^>\[]*(?:\[[^\]]*\][^>]*)?>)?",
    re.DOTALL | re.I,
)
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_LIMITS = frozenset(
    {etree.ErrorTypes.ERR_INTERNAL_ERROR, etree.ErrorTypes.ERR_RESOURCE_LIMIT}  # by the version of libxml2
)


class _Feed(NamedTuple):
    channel: Channel
    items: list[Any]
    stopped: str | None = None
    """Why there may be more items than could be read."""


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each item is one, counted from 1."""
    markup = decode_page(whole(stream, LARGEST))
    markup = markup.lstrip("\ufeff \t\r\n")
    feed = _Feed(*read_json_feed(markup)) if markup.startswith("{") else _read_xml(markup)
    for number, item in enumerate(feed.items, 1):
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


def parse_xml(markup: str) -> tuple[etree._Element, str | None]:
    """The root of a document that may hold errors, and why it ends before its end, if it does.

    Raises ValueError for what is no XML, or made to hurt.
    """
    if "<!ENTITY" in markup:
        raise ValueError("declares entities, which no feed needs")
    if markup.count("<") > _MOST_TAGS:
        raise ValueError(f"more than {_MOST_TAGS:,} elements")
    markup = _DECLARATIONS.sub("", markup, count=1)
    try:
        return etree.fromstring(markup.encode(), _parser(recover=False)), None
    except etree.XMLSyntaxError as error:
        parser = _parser(recover=True)
        root = etree.fromstring(_BARE_AMPERSAND.sub("&amp;", markup).encode(), parser)
        if root is None:
            raise ValueError(f"no XML: {error.msg}") from error
        name = f"{root.prefix}:" if root.prefix else ""
        if f"</{name}{etree.QName(root).localname}" not in markup:
            return root, "cut short: its last item is not whole"
        limits = [entry.line for entry in parser.error_log if entry.type in _LIMITS]
        return root, f"not read from line {limits[0]:,} on: nested too deeply" if limits else None


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _read_xml(markup: str) -> _Feed:
    root, stopped = parse_xml(markup)
    if local_name(root) not in ("rss", "feed", "rdf"):
        raise ValueError("no feed: its first element is none of rss, RDF and feed")
    items = [element for element in root.iter("{*}*") if local_name(element) in ("item", "entry")]
    return _Feed(read_channel(root), items, stopped)
