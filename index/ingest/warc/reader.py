"""WARC: the web pages that a crawler kept, each read as one that was saved at the address of its record.

When a record was made is when the page was fetched: nothing on it was published later, and that is
all that the date says. What else a crawler keeps (pictures, redirections, errors, pages that had not changed since
an earlier visit) is counted and passed over; what it keeps for its own use is not even counted.
"""

from collections.abc import Iterator
from datetime import date

from index.article import Article
from index.errors import InputRejected
from index.ingest.html.reader import Page
from index.ingest.html.reader import articles as articles_of_page
from index.ingest.members import Member, Origin, PassedOver
from index.ingest.sniffing import is_html
from index.ingest.streams import HEAD, Stream
from index.ingest.warc.answers import Answer, read_answer
from index.ingest.warc.records import LARGEST, Record, cut_records
from index.metadata.machine_dates import parse_machine_date

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_UNCOUNTED = frozenset({"warcinfo", "request", "metadata"})
"""Kinds of records that say something about another."""
_NOT_OK = "answers with another status than 200"
_NO_PAGE = "records that are no web page"
_NO_CHANGE = "revisits of pages that had not changed"
_LONGEST_NAME = 300


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each record is one, counted from 1."""
    for number, record in enumerate(cut_records(stream), 1):
        yield Member(str(number), record)


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`. A page is rejected with its address, by which it can be found again."""
    record: Record = member.content
    if record.kind in _UNCOUNTED:
        return ()
    if record.damage:
        raise ValueError(record.damage)
    if record.kind == "revisit":
        raise PassedOver(_NO_CHANGE)
    answer = read_answer(record) if record.kind == "response" else None
    if answer is None:
        raise PassedOver(_NO_PAGE)
    if answer.status != 200:
        raise PassedOver(_NOT_OK)
    if not _is_page(answer):
        raise PassedOver(_NO_PAGE)
    try:
        if record.is_larger:
            raise ValueError(f"larger than {LARGEST // 1_000_000} MB")
        page = Page(answer.content, answer.url, _day(answer, origin.today), answer.charset, "warc")
        return articles_of_page(Member(member.name, page), origin)
    except ValueError as error:
        named = f"{member.name} {answer.url or ''}".strip()[:_LONGEST_NAME]
        raise InputRejected(origin.path, str(error), member=named) from error


def _is_page(answer: Answer) -> bool:
    return answer.kind in _PAGES if answer.kind else is_html(answer.content[:HEAD])


def _day(answer: Answer, today: date) -> date | None:
    moment = parse_machine_date(answer.stated_day or "", today=today)
    return moment.first_day if moment else None
