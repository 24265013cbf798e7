"""Article: one piece of news as the archive keeps it, and the parts it is made of.

Everything is a frozen value and every unknown is None (or an empty tuple for
authors): nothing here guesses. Times of the archive itself (first_seen,
last_ingested) are ISO 8601 instants in UTC; times of the press (published,
modified) stay in the words of whoever printed them, see `Published`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

from msgspec import Struct, field, json, to_builtins

Precision = Literal["instant", "day", "month", "year"]
BodyKind = Literal["full", "partial", "stub"]
Confidence = Literal["high", "medium", "low"]


class Published(Struct, frozen=True):
    """When something was published, no more precisely than the source says."""

    value: str
    """ISO 8601, cut to its precision: "2019", "2019-08", "2019-08-22", "2019-08-22T14:05:00".

    Always the clock and calendar of the source, never converted: the day as printed is
    the day that filters and facets use.
    """
    precision: Precision
    raw: str
    """The text this was read from."""
    offset: str | None = None
    """The time zone offset as written ("+09:00", "Z"); None where none was written."""

    @property
    def first_day(self) -> date:
        """The first calendar day this can mean."""
        year, month, day = (*map(int, self.value[:10].split("-")), 1, 1)[:3]
        return date(year, month, day)

    @property
    def last_day(self) -> date:
        """The last calendar day this can mean."""
        first = self.first_day
        if self.precision == "year":
            return date(first.year, 12, 31)
        if self.precision == "month":
            # Day 28 exists in every month; four days later is always in the next one.
            next_month = first.replace(day=28) + timedelta(days=4)
            return next_month - timedelta(days=next_month.day)
        return first


STANDARD_INPUT = "-"
"""The path of what was read from standard input, which is no place to find it again."""
VALUE_SEPARATOR = "\x1f"
"""Between the values of a field that holds several; `clean` removes it from every text."""


class Source(Struct, frozen=True):
    """The input an article was read from."""

    path: str
    """As the user would find it again: absolute for files; see also `STANDARD_INPUT`."""
    member: str | None
    """Which article of a file that holds several, counted from "1"; None in a file of one."""
    format: str
    """A name from the table of readers, such as "text"."""


class Provenance(Struct, frozen=True):
    """Where one field was read, and how far to trust that."""

    where: str
    """For people: "line 7, a line that is only a date"."""
    confidence: Confidence


class Article(Struct, frozen=True, kw_only=True):
    """One article. Equality is by value; `id` is its identity in the archive."""

    id: str
    """Sixteen hexadecimal digits, see `index.identity`."""
    title: str | None
    body: str
    """Paragraphs separated by one empty line."""
    source: Source
    url: str | None = None
    standfirst: str | None = None
    section: str | None = None
    outlet: str | None = None
    """The name a reader knows it by."""
    outlet_domain: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    """The wire service credited; an agency is neither the outlet nor an author."""
    place: str | None = None
    """The dateline's place, as written."""
    published: Published | None = None
    modified: Published | None = None
    language: str | None = None
    """ISO 639-1."""
    body_kind: BodyKind = "full"
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    """By field name; only fields that are known are in it."""
    first_seen: str | None = None
    """When the archive first took it in; None until it has."""
    last_ingested: str | None = None


def source_term(article: Article) -> str | None:
    """Where a file without a URL stands, as one term; None for an article that has a URL, or came from no file."""
    # A page that held one article, and now holds several, has not lost its first.
    is_elsewhere = article.url or article.source.path == STANDARD_INPUT
    return None if is_elsewhere else f"{article.source.path}{VALUE_SEPARATOR}{article.source.member or '1'}"


def to_json(article: Article) -> bytes:
    """An article as it is stored: JSON on one line, in UTF-8, every field present."""
    return _encode(article)


def from_json(stored: bytes) -> Article:
    """The article that `to_json` wrote. Raises ValueError for anything else, which names the field."""
    return _decode(stored)


def article_to_json(article: Article) -> dict[str, Any]:
    """The article as JSON values, every field present."""
    record: dict[str, Any] = to_builtins(article)
    return record | {"authors": list(article.authors)}


_encode = json.Encoder().encode
_decode = json.Decoder(Article).decode
