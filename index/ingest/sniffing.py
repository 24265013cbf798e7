"""Sniffing: for each format, whether content that begins so is in it.

Each function sees the first 64 KB of an input, decompressed, and must never claim what
another format's reader is for: a feed is no web page, though both may hold markup.
White space, byte-order marks and comments before the first element say nothing.
"""

import json
import re

from index.ingest.streams import HEAD
from index.ingest.tables.form import begins_table
from index.ingest.tables.lines import head_as_utf8

_BEFORE_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?(?:xml|php)\b[^>]*>)*+", re.DOTALL)
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<title[\s>]|<meta\s|<(?:script|link|base)[\s>]"
    rb"|<(?:div|article|main|section|header|h1|p|table|span|a|font|center)[\s>]",
    re.IGNORECASE,
)
_MHTML_HEADER = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(rb"[!-9;-~]+:[ \t]")


def is_html(head: bytes) -> bool:
    """A web page, whole or a fragment that begins with one of its elements."""
    head = head_as_utf8(head)
    start = _BEFORE_MARKUP.match(head)
    begins = _HTML.match(head, start.end() if start else 0)
    return begins is not None and b"\x00" not in head[:1024]


def is_mhtml(head: bytes) -> bool:
    """A web page with its pictures as one MIME message, as browsers save it."""
    headers = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    if not _HEADER.match(headers) or not _MHTML_HEADER.search(headers):
        return False
    return b"snapshot-content-location:" in headers.lower() or bool(
        re.search(
            rb"saved by (?:blink|mozilla|windows internet explorer|microsoft)|\btype=\"?text/html",
            headers,
            re.I,
        )
    )


_JSON_LIST = re.compile(rb"\s*\[\s*(?:\{\s*[\"}]|\])")
_JSON_OBJECT = re.compile(rb"\s*\{\s*[\"}]")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version')
_BEFORE_ROOT = re.compile(
    rb"(?:\s|<!--.*?-->|<\?.*?\?>|<!doctype[^>\[]*(?:\[[^\]]*\][^>]*)?>)*+", re.DOTALL | re.IGNORECASE
)
_FEED_ROOT = re.compile(rb"<(?:rss|(?:\w+:)?feed|rdf:rdf)[\s>]", re.IGNORECASE)
_FEED_NAMESPACE = re.compile(
    rb"<rss[\s>]|https?://(?:www\.w3\.org/2005/atom|purl\.org/(?:atom/ns|rss/1\.0/)|my\.netscape\.com/)",
    re.IGNORECASE,
)
_OPML_ROOT = re.compile(rb"<opml[\s>]", re.IGNORECASE)


def is_json_lines(head: bytes) -> bool:
    """Objects of JSON, one to a line; two lines at least, for one alone is a document."""
    lines = [line.strip(b"\r\t ,") for line in head_as_utf8(head).split(b"\n")[:20]]
    lines = [line for line in lines if line]
    if len(lines) < 2 or not _JSON_OBJECT.match(lines[0]) or not lines[0].endswith(b"}"):
        return False
    if _JSON_OBJECT.match(lines[1]):
        return True
    try:
        return isinstance(json.loads(lines[0]), dict)
    except (ValueError, RecursionError):
        return False


def is_json(head: bytes) -> bool:
    """A list of objects, or an object, of JSON; one on a line that does not end here may be either kind."""
    text = head_as_utf8(head)
    if _JSON_LIST.match(text):
        return True
    return bool(_JSON_OBJECT.match(text)) and not is_json_lines(head) and (len(head) < HEAD or b"\n" in text)


def is_table(head: bytes) -> bool:
    """Separated values under the names of columns, two of which are those of datasets of news."""
    return begins_table(head)


def is_feed(head: bytes) -> bool:
    """RSS, Atom, or JSON Feed."""
    text = head_as_utf8(head)
    if _JSON_OBJECT.match(text):
        return bool(_JSON_FEED.search(text))
    start = _BEFORE_ROOT.match(text)
    root = _FEED_ROOT.match(text, start.end() if start else 0)
    return root is not None and bool(_FEED_NAMESPACE.search(text, root.start()))


def is_feed_list(head: bytes) -> bool:
    """OPML."""
    text = head_as_utf8(head)
    start = _BEFORE_ROOT.match(text)
    return bool(_OPML_ROOT.match(text, start.end() if start else 0))


_SGML = re.compile(rb"\s*(?:<!DOCTYPE lewis\b|<REUTERS[\s>]|<DOC(?:\s+id\s*=[^<>]*)?>\s*<)", re.IGNORECASE)


def is_sgml(head: bytes) -> bool:
    """Documents of Reuters-21578, or of a collection of TREC's."""
    return _SGML.match(head) is not None


_WARC = re.compile(rb"WARC/[01]\.[0-9]{1,2}\r?\n")


def is_warc(head: bytes) -> bool:
    """A web archive."""
    return _WARC.match(head) is not None


_FRONT_MATTER = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:---[ \t]*\r?\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)"
    rb"|\+\+\+[ \t]*\r?\n(?:[^\n]*\n){0,200}?\+\+\+)[ \t]*(?:\r?\n|$)"
)
_STATED = re.compile(
    rb"^[\"']?(?:title|headline|date|published|authors?|url|link|source|canonical)[\"']?[ \t]*[:=]",
    re.IGNORECASE | re.MULTILINE,
)


def is_markdown(head: bytes) -> bool:
    """Text under front matter that states a title, a date, an author or an address; else only a name says so."""
    front = _FRONT_MATTER.match(head)
    return front is not None and _STATED.search(head, 0, front.end()) is not None


_IPTC_ROOT = re.compile(rb"<(?:\w+:)?(?:nitf|NewsML|(newsMessage|newsItem|packageItem))[\s/>]")
_IPTC_NAMESPACE = b"http://iptc.org/std/nar/"
_NINJS_SIGNS = (b'"versioncreated"', b'"pubstatus"', b'"representationtype"', b'"ninjs"')


def is_iptc(head: bytes) -> bool:
    """NewsML or NITF."""
    text = head_as_utf8(head)
    start = _BEFORE_ROOT.match(text)
    root = _IPTC_ROOT.match(text, start.end() if start else 0)
    return root is not None and (root[1] is None or _IPTC_NAMESPACE in text)


def is_ninjs(head: bytes) -> bool:
    """News in JSON: an item, a list of items or items one behind the other."""
    text = head_as_utf8(head)
    if not _JSON_OBJECT.match(text) and not _JSON_LIST.match(text):
        return False
    lowered = text.lower()
    return (b'"uri"' in lowered or b'"guid"' in lowered) and any(sign in lowered for sign in _NINJS_SIGNS)
