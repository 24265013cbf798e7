"""Plain text: one file to its articles, by asking the page's questions in order.

Where does a paragraph end; which lines are credits; how many articles are there;
which lines belong to the site; where does the text begin; what stands under it. Each
question has a module, and here is only their order. What no line states stays
unknown, and what no rule explains stays text.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path

from index.article import Article, Source
from index.clean import clean
from index.ingest.decoding import decode
from index.ingest.members import Member, Origin, whole
from index.ingest.streams import Stream
from index.ingest.text.assembly import Part, assemble
from index.ingest.text.credits import Credit, join_labels, read_credit
from index.ingest.text.feet import read_foot
from index.ingest.text.furniture import sort_furniture
from index.ingest.text.heads import read_head
from index.ingest.text.outlets import read_outlet
from index.ingest.text.paragraphs import Paragraph, is_rule, read_paragraphs
from index.ingest.text.particulars import without_particulars
from index.ingest.text.splitting import split_articles

CreditOf = Callable[[str], Credit | None]


_LARGEST = 5_000_000
"""Bytes. A longer text file is a database dump or a log; an article is a thousandth of it."""


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: a file of text is one member."""
    yield Member(None, whole(stream, _LARGEST))


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`. Raises ValueError for bytes that are no text."""
    return read_text(decode(member.content), path=origin.path, today=origin.today)


def read_text(text: str, *, path: Path, today: date, is_one: bool = False) -> tuple[Article, ...]:
    """The articles of a text file's decoded content, in order; none where it holds only furniture.

    `path` goes into each article's source as it is. Dates later than the day after
    `today` are not believed. What surely `is_one` article is not divided.
    """
    credit_of: CreditOf = cache(partial(read_credit, today=today))  # asked thrice of each line
    paragraphs = read_paragraphs(
        clean(text), stands_alone=lambda line: credit_of(line) is not None or is_rule(line)
    )
    paragraphs = join_labels(paragraphs, today=today)
    stated = without_particulars(paragraphs, [credit_of(paragraph.text) for paragraph in paragraphs])
    ranges = [(0, len(paragraphs))] if is_one else split_articles(paragraphs, stated)
    believed = {paragraph.line: credit for paragraph, credit in zip(paragraphs, stated, strict=True)}
    parts = [_read_part(paragraphs[start:end], believed) for start, end in ranges]
    parts = [part for part in parts if part.title or part.foot.text]
    outlet = read_outlet(line for part in parts for line in part.furniture)
    several = len(parts) > 1
    sources = [
        Source(str(path), str(number) if several else None, "text") for number in range(1, len(parts) + 1)
    ]
    return tuple(assemble(part, source, outlet, today) for part, source in zip(parts, sources, strict=True))


def _read_part(paragraphs: Sequence[Paragraph], believed: Mapping[int, Credit | None]) -> Part:
    page = sort_furniture(paragraphs)
    head = read_head(page.kept, [believed[paragraph.line] for paragraph in page.kept])
    named = [author for _, credit in head.credits for author in credit.authors]
    return Part(head, read_foot(head.text, believed, authors=named), page.cut, page.paywalled)
