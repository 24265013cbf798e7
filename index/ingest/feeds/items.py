"""Items: what one item of RSS or Atom claims of its article.

What is only described is a partial article, under the address of its page, until the
page itself arrives. The time at which an item was changed is not when it was published.
Categories are mostly tags: only one that stands alone is a section.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urljoin

from lxml.etree import _Element as Element

from index.article import Confidence
from index.ingest.claims import Claim, Claims
from index.ingest.feeds.channels import Channel
from index.ingest.feeds.texts import paragraphs_of_text, read_texts
from index.ingest.fragments import paragraphs_of
from index.ingest.tables.cells import line_of, paragraphs_in
from index.metadata.addresses import read_address

_PREFIXES = {
    "http://purl.org/dc/elements/1.1": "dc:",
    "http://purl.org/dc/terms": "dcterms:",
    "http://purl.org/rss/1.0/modules/content": "content:",
    "http://search.yahoo.com/mrss": "media:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns": "",
    "http://purl.org/rss/1.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "http://backend.userland.com/rss2": "",
    "http://backend.userland.com/rss": "",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TITLES = ("title", "dc:title", "media:title")
_TEXTS = ("content:encoded", "content", "xhtml:body", "body")
_SUMMARIES = ("summary", "description", "dc:description", "media:description", "itunes:summary")
_PUBLISHED = (
    "published",
    "pubdate",
    "issued",
    "dcterms:issued",
    "dc:date",
    "date",
    "dcterms:created",
    "created",
)
_MODIFIED = ("updated", "modified", "dcterms:modified")
_CREDITS = ("dc:creator", "author", "itunes:author", "creator")
_MOST = 50
"""Claims of one field."""


def local_name(element: Element) -> str:
    """The name of an element in lower case, with the prefix that its vocabulary usually has; "?" before others."""
    namespace, _, name = str(element.tag).rpartition("}")
    known = _PREFIXES.get(namespace[1:].rstrip("/#").lower(), "?:") if namespace else ""
    return known + name.lower()


def read_channel(feed: Element) -> Channel:
    """What the root of a feed says of all its items."""
    about = next((child for child in feed.iterchildren("{*}*") if local_name(child) == "channel"), feed)
    parts = _parts(about)
    return Channel(
        _line(parts.get("title", ())),
        _link(parts, about.base),
        _line(parts.get("language", ())) or _line(parts.get("dc:language", ())) or feed.get(_LANGUAGE, ""),
        tuple(_name(credit) for credit in parts.get("author", ())[:_MOST]),
    )


def claims_of_item(item: Element, channel: Channel, file: str) -> Claims:
    """What an item of RSS or Atom says; `file` stands for the feed where nothing else names it."""
    parts = _parts(item)
    base = urljoin(channel.url or "", item.base or "") or None
    full = next(
        (found for name in _TEXTS for part in parts.get(name, ()) if (found := _paragraphs(part))), []
    )
    summary = next(
        (found for name in _SUMMARIES for part in parts.get(name, ()) if (found := _paragraphs(part))), []
    )
    url = _link(parts, base)
    guid = _line(parts.get("guid", ())) or _line(parts.get("id", ()))
    categories = parts.get("category", ()) or parts.get("dc:subject", ())
    credited = [name for name in _CREDITS if name in parts]
    texts = read_texts(full, summary)
    return Claims(
        body=texts.body,
        body_kind=texts.body_kind,
        standfirst=texts.standfirst,
        title=_said(parts, _TITLES),
        section=_said(parts, ("category", "dc:subject")) if len(categories) == 1 else (),
        outlet=(*_said(parts, ("source", "dc:publisher"), "medium"), *channel.outlet_claims(url)),
        url=(Claim(url, "link"),) if url else (),
        published=_said(parts, _PUBLISHED),
        modified=_said(parts, _MODIFIED),
        language=(
            *_said(parts, ("dc:language", "language")),
            *(Claim(each.get(_LANGUAGE), "xml:lang") for each in (item,) if each.get(_LANGUAGE)),
            *channel.language_claims(),
        ),
        authors=(
            *(tuple(Claim(_name(part), name) for part in parts[name][:_MOST]) for name in credited),
            channel.author_claims(),
        ),
        supplied_id=None if url else channel.identity(guid, file),
        base_url=base,
    )


def _parts(element: Element) -> dict[str, list[Element]]:
    parts: dict[str, list[Element]] = {}
    for child in element.iterchildren("{*}*"):
        name = local_name(child)
        if name == "media:group":
            for inner in child.iterchildren("{*}*"):
                parts.setdefault(local_name(inner), []).append(inner)
        parts.setdefault(name, []).append(child)
    return parts


def _said(
    parts: Mapping[str, list[Element]], names: Iterable[str], confidence: Confidence = "high"
) -> tuple[Claim, ...]:
    return tuple(
        Claim(line, name, confidence)
        for name in names
        for part in parts.get(name, ())[:_MOST]
        if (line := _line([part]))
    )


def _line(parts: Iterable[Element]) -> str:
    """The text of the first element that has any; of one that says it in an attribute or a title, that."""
    for part in parts:
        titles = [child for child in part.iterchildren("{*}*") if local_name(child) == "title"]
        text = "".join((titles[0] if titles else part).itertext())
        if line := line_of(text).strip() or (part.get("label") or part.get("term") or "").strip():
            return " ".join(line.split())
    return ""


def _name(part: Element) -> str:
    """Whom an author element names; Atom has the name within."""
    names = [child for child in part.iterchildren("{*}*") if local_name(child) == "name"]
    return _line(names or [part])


def _paragraphs(part: Element) -> list[str]:
    if len(part):
        return paragraphs_of(part)
    text = part.text or ""
    return paragraphs_in(text) if part.get("type") in ("text", "text/plain") else paragraphs_of_text(text)


def _link(parts: Mapping[str, list[Element]], base: str | None) -> str | None:
    """The address of the page; a permanent guid where there is no link."""
    links = parts.get("link", ())
    stated = [_line([part]) for part in parts.get("feedburner:origlink", ())]
    stated += [
        part.get("href") or _line([part]) for part in links if part.get("rel", "alternate") == "alternate"
    ]
    stated += [
        _line([part])
        for part in parts.get("guid", ())
        if part.get("ispermalink", part.get("isPermaLink")) != "false"
    ]
    return next((address for each in stated if (address := read_address(each, base))), None)
