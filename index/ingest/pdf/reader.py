"""PDF: a document to its article, or to the articles of an export of a database.

The headline is what is set largest on the first page, or the title of the metadata where that is
printed there too; most metadata name a template or a file. The day on which a PDF was made is
no date of publication. A scan without text is refused: reading it takes a program for that.
"""

import re
from collections.abc import Iterator, Sequence

from index.article import Article
from index.clean import clean
from index.ingest.claims import Claim
from index.ingest.documents import Document, articles_of, members_of
from index.ingest.members import Member, Origin, whole
from index.ingest.pdf.pages import Line, Pages
from index.ingest.pdf.setting import read_headline, read_paragraphs
from index.ingest.streams import Stream

_LARGEST = 100_000_000
"""Bytes, with pictures."""
_LEAST_TITLE = 2
"""Words of a title that metadata state."""
_FIRST_LINES = 40


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`. Raises ValueError for a document that holds no text."""
    with Pages(whole(stream, _LARGEST)) as pages:
        lines = pages.read()
        stated = clean(pages.title(), one_line=True)
    if not any(lines):
        raise ValueError("no text in it; a scan has to be read by a program for that first (OCR)")
    paragraphs = [text for each in read_paragraphs(lines) if (text := clean(each, one_line=True))]
    yield from members_of(Document(paragraphs, _title(stated, lines)))


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`."""
    return articles_of(member, origin, "pdf")


def _title(stated: str, pages: Sequence[Sequence[Line]]) -> Claim | None:
    """The headline, if metadata and first page agree on it, or the type tells it."""
    first = next((page for page in pages if page), [])
    printed = _key(" ".join(line.text for line in first[:_FIRST_LINES]))
    if len(stated.split()) >= _LEAST_TITLE and _key(stated) and _key(stated) in printed:
        return Claim(stated, "the title of the document, which is printed on it", "high")
    headline = read_headline(pages)
    return Claim(headline, "the largest type on the first page", "medium") if headline else None


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
