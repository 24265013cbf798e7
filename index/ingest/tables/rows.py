"""Rows: one row of a table to an article.

A summary is not the text: an article known only by one has it as its body, and is marked as
partial. An article without either is a stub under its title.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from index.article import Article, Source
from index.ingest.claims import Claim, Claims, is_nothing, resolve
from index.ingest.members import Origin
from index.ingest.tables.cells import body_of, date_of, line_of, names_in, text_of
from index.ingest.tables.columns import Column, Plan, Settled, plan_of
from index.ingest.tables.exported import exported_article, is_exported
from index.ingest.tables.form import MOST_COLUMNS

Record = Mapping[str, Any]
Name = TypeVar("Name")
Content = TypeVar("Content")

LARGEST_ROW = 5_000_000
"""Bytes; an article is a thousandth of it."""
_MOST_UNREAD = 1_000
_DEEPEST = 3
_HOST = re.compile(r"https?://\S+|(?:[a-z0-9-]+\.)+[a-z]{2,24}", re.IGNORECASE)
_OWN_FORMS = frozenset({"published", "modified", "authors", "year", "month", "day"})
"""Fields whose cells are not read as a line."""
_WRAPPERS = ("_source", "node", "attributes")
"""Keys under which search engines and content systems put a whole record."""


class Unread(NamedTuple):
    """What stands in a member's place whose row could not be cut out."""

    reason: str


def while_readable(rows: Iterator[tuple[Name, Content | Unread]]) -> Iterator[tuple[Name, Content | Unread]]:
    """The rows; raises ValueError where so many in sequence could not be cut out that no table goes on there."""
    unread = 0
    for name, row in rows:
        unread = unread + 1 if isinstance(row, Unread) else 0
        yield name, row
        if unread == _MOST_UNREAD:
            raise ValueError(
                f"given up after {_MOST_UNREAD:,} rows in sequence that are none; the last is {name}"
            )


def article_of(record: Record, settled: Settled, source: Source, origin: Origin) -> tuple[Article, ...]:
    """The article of one row. Raises ValueError for a row that is none, as one is that holds nothing."""
    if not origin.mapping and is_exported(record):
        return (exported_article(record, source, origin.today),)
    row = flat(record)
    if len(row) > MOST_COLUMNS:
        raise ValueError(f"more than {MOST_COLUMNS:,} columns")
    plan = plan_of(tuple(row), settled)
    body, is_partial = _body(plan, row)
    said = {
        field: _claims(columns, row) for field, columns in plan.columns.items() if field not in _OWN_FORMS
    }
    title, standfirst, outlet = said.get("title", ()), said.get("standfirst", ()), said.get("outlet", ())
    if not body:
        body = next((text for claim in standfirst if (text := body_of(claim.value)[0])), "")
        is_partial = body != ""
    if not body and all(is_nothing(claim.value.strip()) for claim in title):
        raise ValueError("neither a title nor a text in it")
    hosts = [claim.value for claim in outlet if _is_host(claim.value)]
    claims = Claims(
        body=body,
        title=title,
        standfirst=standfirst,
        section=said.get("section", ()),
        outlet=tuple(claim for claim in outlet if claim.value not in hosts) if hosts else outlet,
        url=said.get("url", ()),
        published=_dates(plan, row, "published") + _year_and_month(plan, row),
        modified=_dates(plan, row, "modified"),
        language=said.get("language", ()),
        place=said.get("place", ()),
        agency=said.get("agency", ()),
        authors=tuple(_people(column, row) for column in plan.columns.get("authors", ())),
        domain=next(
            (host for host in (*(c.value for c in said.get("domain", ())), *hosts) if not is_nothing(host)),
            None,
        ),
        body_kind="partial" if is_partial else None,
    )
    return (resolve(claims, source, origin.today),)


def flat(record: Record) -> Record:
    """The record without records in it: what stands under a key of a key is named "key.key"."""
    if dict not in map(type, record.values()):
        return record
    row: dict[str, Any] = {}

    def put(inner: Record, prefix: str, depth: int) -> None:
        for key, value in inner.items():
            if not isinstance(value, Mapping) or depth > _DEEPEST or "$date" in value:
                row[prefix + key] = value
            else:
                put(value, prefix if key in _WRAPPERS else f"{prefix}{key}.", depth + 1)

    put(record, "", 1)
    return row


def listed(names: Sequence[str]) -> str:
    """The names of columns among which to choose, for people."""
    return " or ".join(f"`{name}`" for name in names)


def _body(plan: Plan, row: Record) -> tuple[str, bool]:
    """The text of a row, and whether it is cut short. Raises ValueError where two columns hold one."""
    found = {body: name for name in plan.texts if (body := body_of(row.get(name)))[0]}
    if len(found) > 1:
        raise ValueError(f"which column is the text, {listed(list(found.values()))}?")
    return next(iter(found), ("", False))


def _claims(columns: Sequence[Column], row: Record) -> tuple[Claim, ...]:
    return tuple(
        [
            Claim(text, where, confidence)
            for name, where, confidence in columns
            if (text := line_of(row[name]))
        ]
    )


def _dates(plan: Plan, row: Record, field: str) -> tuple[Claim, ...]:
    columns = plan.columns.get(field, ())
    return tuple(
        [
            Claim(text, where, confidence)
            for name, where, confidence in columns
            if (text := date_of(row[name]))
        ]
    )


def _people(column: Column, row: Record) -> tuple[Claim, ...]:
    return tuple([Claim(name, column.where, column.confidence) for name in names_in(row[column.name])])


def _year_and_month(plan: Plan, row: Record) -> tuple[Claim, ...]:
    """The date that stands in columns of its parts; of a year alone none is made."""
    if "year" not in plan.columns:
        return ()
    parts = []
    for field, width in (("year", 4), ("month", 2), ("day", 2)):
        column = next(iter(plan.columns.get(field, ())), None)
        value = text_of(row.get(column.name)).strip().removesuffix(".0") if column else ""
        if not value.isdecimal():
            break
        parts.append(value.zfill(width))
    return (Claim("-".join(parts), "columns of year and month"),)


def _is_host(text: str) -> bool:
    """Whether a text is the address or domain of a site and not its name."""
    return "." in text and _HOST.fullmatch(text) is not None
