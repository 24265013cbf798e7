"""Exports of Nexis and Factiva as plain text and as web pages; other readers meet them as documents.

A page is cut before it is parsed, at the marks that both services write between articles:
five hundred articles are more than a page may hold.
"""

import re
from collections.abc import Iterator, Sequence

from index.article import Article, Source
from index.clean import clean
from index.ingest.decoding import decode
from index.ingest.exports.factiva import CODES
from index.ingest.exports.layouts import Exported, cut_export, read_exported
from index.ingest.fragments import paragraphs_of_markup
from index.ingest.html.decoding import decode_page
from index.ingest.members import Member, Origin, whole
from index.ingest.sniffing import is_html
from index.ingest.streams import HEAD, Stream

_LARGEST = 60_000_000
"""Bytes; both services export some hundred articles at a time."""
_BEGINS = re.compile(r"(?=<a name=\"?doc_id_[0-9]{1,6}_0\b|<div id=\"article-[\w-]{5,40}\")", re.IGNORECASE)
_CODE_CELL = re.compile(
    rf"(<(?i:td)[^<>]{{0,200}}>\s*(?:<[Bb]>\s*)?(?:{'|'.join(CODES)}))(\s*(?:</[Bb]>\s*)?</(?i:td)>)"
)
"""A cell with a code; the bar that is put behind it sets it off from the field in the next cell."""
_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each article is one, counted from 1. Of a page, it is still markup."""
    raw = whole(stream, _LARGEST)
    pieces: Sequence[str | Exported]
    if is_html(raw[:HEAD]):
        pieces = _BEGINS.split(decode_page(raw))
        pieces = pieces[1:] or pieces
    else:
        pieces = cut_text(decode(raw))
    return (Member(str(number), piece) for number, piece in enumerate(pieces, 1))


def articles(member: Member, origin: Origin) -> Iterator[Article]:
    """See `index.ingest.members`. Raises ValueError for what is laid out in no way that is known."""
    content = member.content
    exported = [content] if isinstance(content, Exported) else _cut_markup(content)
    for number, each in enumerate(exported, 1):
        name = member.name if number == 1 else f"{member.name}.{number}"
        yield read_exported(each, Source(str(origin.path), name, "export"), origin.today)


def cut_text(text: str) -> list[Exported]:
    """The articles of an export as plain text, whose paragraphs are lines, or are parted by empty ones."""
    text = clean(text).strip()
    return cut_export(_BLANK_LINE.split(text)) or cut_export(text.split("\n"))


def _cut_markup(markup: str) -> list[Exported]:
    exported = cut_export(paragraphs_of_markup(_CODE_CELL.sub(r"\1 |\2", markup)))
    if not exported:
        raise ValueError("not laid out as the articles of an export of Nexis or Factiva are")
    return exported
