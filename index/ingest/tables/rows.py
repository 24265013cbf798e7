"""Rows: one row of a table to an article.

A summary is not the text: an article known only by one has it as its body, and is marked as
partial. An article without either is a stub under its title.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from index.article import Article, Source
from index.ingest.claims import Claim, Claims, is_nothing, resolve
from index.ingest.members import Origin
from index.ingest.tables.cells import body_of, date_of, line_of, names_in, text_of
from index.ingest.tables.columns import Column, Plan, Settled, plan_of
from index.ingest.tables.exported import exported_article, is_exported
from index.ingest.tables.form import MOST_COLUMNS
from index.metadata.headlines import without_outlet
from index.metadata.people import outlet_key

Record = Mapping[str, Any]
Name = TypeVar("Name")
Content = TypeVar("Content")

LARGEST_ROW = 5_000_000
"""Bytes; an article is a thousandth of it."""
_MOST_UNREAD = 1_000
_DEEPEST = 3
_HOST = re.compile(r"https?://\S+|(?:[a-z0-9-]+\.)+[a-z]{2,24}", re.IGNORECASE)
Form = Callable[[Any], list[str]]
"""How cells of some kind are read: what one says, as texts."""
_LONGEST_SHARED = 40
"""Characters; a longer cell, as headlines and addresses are, is hardly met again."""
_REMEMBERED = 16_384
"""Cells that many rows share: outlets, sections, names, days."""
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
    said = {field: _claims(_line_in, columns, row) for field, columns in plan.lines}
    title, standfirst, outlet = said.get("title", ()), said.get("standfirst", ()), said.get("outlet", ())
    if title and outlet and title[0].value.endswith(outlet[0].value):
        title = (_without_outlet(title[0], outlet[0].value), *title[1:])
    if not body:
        body = next((text for claim in standfirst if (text := body_of(claim.value)[0])), "")
        is_partial = body != ""
    if not body and all(is_nothing(claim.value.strip()) for claim in title):
        raise ValueError("neither a title nor a text in it")
    hosts = [claim.value for claim in outlet if _is_host(claim.value)]
    domains = [*(claim.value for claim in said.get("domain", ())), *hosts]
    claims = Claims(
        body=body,
        title=title,
        standfirst=standfirst,
        section=said.get("section", ()),
        outlet=tuple([claim for claim in outlet if claim.value not in hosts]) if hosts else outlet,
        url=said.get("url", ()),
        published=_claims(_date_in, plan.columns.get("published", ()), row) + _year_and_month(plan, row),
        modified=_claims(_date_in, plan.columns.get("modified", ()), row),
        language=said.get("language", ()),
        place=said.get("place", ()),
        agency=said.get("agency", ()),
        authors=tuple([_people(column, row[column.name]) for column in plan.columns.get("authors", ())]),
        domain=next((host for host in domains if not is_nothing(host)), None) if domains else None,
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
    if len(plan.texts) == 1:
        text, is_cut = body_of(row.get(plan.texts[0]))
        return text, is_cut and text != ""
    found = {body: name for name in plan.texts if (body := body_of(row.get(name)))[0]}
    if len(found) > 1:
        raise ValueError(f"which column is the text, {listed(list(found.values()))}?")
    return next(iter(found), ("", False))


def _without_outlet(title: Claim, outlet: str) -> Claim:
    return title._replace(value=without_outlet(title.value, [outlet_key(outlet)], ()))


def _claims(form: Form, columns: Sequence[Column], row: Record) -> tuple[Claim, ...]:
    """What cells of one form say, of each column in order."""
    if len(columns) == 1:
        return _claims_in(form, columns[0], row[columns[0].name])
    return tuple([claim for column in columns for claim in _claims_in(form, column, row[column.name])])


def _people(column: Column, cell: Any) -> tuple[Claim, ...]:
    if isinstance(cell, list):
        return tuple([claim for each in names_in(cell) for claim in _claims_in(_name_in, column, each)])
    return _claims_in(names_in, column, cell)


def _claims_in(form: Form, column: Column, cell: Any) -> tuple[Claim, ...]:
    is_shared = isinstance(cell, str) and len(cell) <= _LONGEST_SHARED
    return _claims_again(form, column, cell) if is_shared else _claims_of(form, column, cell)


def _claims_of(form: Form, column: Column, cell: Any) -> tuple[Claim, ...]:
    return tuple([Claim(text, column.where, column.confidence) for text in form(cell)])


_claims_again = lru_cache(_REMEMBERED)(_claims_of)


def _line_in(cell: Any) -> list[str]:
    return [line] if (line := line_of(cell)) else []


def _date_in(cell: Any) -> list[str]:
    return [text] if (text := date_of(cell)) else []


def _name_in(cell: str) -> list[str]:
    return [cell]


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
