"""The press's formats in XML: NewsML-G2, NewsML 1 and NITF to articles.

A message of NewsML carries items, and an item its text, often as NITF. What the item says
is newer than what its text says, and comes first.
"""

from collections.abc import Iterator
from html import unescape

from lxml.etree import _Element as Element

from index.article import Article, Source
from index.ingest.claims import Claims, resolve
from index.ingest.feeds.texts import paragraphs_of_text
from index.ingest.fragments import paragraphs_of
from index.ingest.html.decoding import decode_page
from index.ingest.html.statements import key_of
from index.ingest.iptc.elements import first, local_name, within
from index.ingest.iptc.newsml_1 import claims_of_newsml, content_of_newsml
from index.ingest.iptc.newsml_g2 import claims_of_g2, content_of_g2
from index.ingest.iptc.nitf import claims_of_nitf
from index.ingest.members import Member, Origin, PassedOver, whole
from index.ingest.streams import Stream
from index.ingest.xml_trees import parse_xml

LARGEST = 20_000_000
"""Bytes."""
_ITEMS = frozenset({"newsItem", "NewsItem"})
_OTHERS = frozenset({"packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"})


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each item of a message is one, counted from 1; a document that is one has no name."""
    root, stopped = parse_xml(decode_page(whole(stream, LARGEST)).lstrip("\ufeff \t\r\n"))
    items = [item for item in root.iter("{*}*") if local_name(item) in _ITEMS | _OTHERS] or [root]
    for number, item in enumerate(items[:-1] if stopped else items, 1):
        yield Member(None if item is root else str(number), item)
    if stopped:
        raise ValueError(stopped)


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`. Raises ValueError for an item that says nothing, PassedOver for one of another kind."""
    item: Element = member.content
    kind = local_name(item)
    if kind in _OTHERS:
        raise PassedOver("items that are no news item")
    if kind == "nitf":
        claims = claims_of_nitf(item)
    elif kind == "newsItem":
        claims = _with_content(claims_of_g2(item), content_of_g2(item))
    else:
        claims = _with_content(claims_of_newsml(item), content_of_newsml(item))
    article = resolve(claims, Source(str(origin.path), member.name, "iptc"), origin.today)
    if not article.title and not article.body:
        raise ValueError("neither a title nor a text in it")
    return (article,)


def _with_content(said: Claims, content: Element | None) -> Claims:
    """What an item says, and behind it what its text does."""
    if content is None:
        return said
    if (nitf := first(within(content, "nitf"))) is not None:
        return _joined(said, claims_of_nitf(nitf))
    page = first(within(content, "body"))
    if len(content):
        paragraphs = paragraphs_of(content if page is None else page)
        paragraphs = [unescape(text) if "&" in text else text for text in paragraphs]
    else:
        paragraphs = paragraphs_of_text(content.text or "")
    titles = {key_of(claim.value) for claim in said.title}
    while paragraphs and key_of(paragraphs[0]) in titles:
        paragraphs = paragraphs[1:]
    return said._replace(body="\n\n".join(paragraphs))


def _joined(one: Claims, other: Claims) -> Claims:
    """The claims of both, those of `one` first."""
    joined = one._asdict()
    for name, value in joined.items():
        theirs = getattr(other, name)
        both_lists = isinstance(value, tuple) and isinstance(theirs, tuple) and name != "supplied_id"
        joined[name] = (*value, *theirs) if both_lists else value or theirs
    return Claims(**joined)
