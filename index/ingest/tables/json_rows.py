"""Datasets in JSON: one article to a line, or a document with a list of them, or one that is an article.

Records are decoded where their articles are made and not where they are cut, so that several
processes share that work; only the first few are, to settle which key holds the text.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from index.article import Article, Source
from index.ingest.decoding import NotText
from index.ingest.members import Member, Origin
from index.ingest.streams import Stream
from index.ingest.tables.columns import plan_of
from index.ingest.tables.exported import is_exported
from index.ingest.tables.json_cut import cut_records
from index.ingest.tables.json_errors import not_json
from index.ingest.tables.lines import as_utf8, lines_of, text_of_line
from index.ingest.tables.rows import LARGEST_ROW, Record, Unread, article_of, while_readable
from index.ingest.tables.settling import sampled, settle

Cut = tuple[str | None, bytes | Record | Unread]
"""The name of a record, and the record."""

_NO_OBJECT = Unread("not an object with an article's fields")
_decode = msgspec.json.Decoder().decode
_decode_loosely = json.JSONDecoder(strict=False).decode
"""What it refuses is no reason to lose an article: a line end within a string, NaN, half a character."""


def line_members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each line is one, named by its number."""
    return _members(while_readable(_lines(stream)), origin)


def document_members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each record of a document is one, counted from 1."""
    return _members(_records(stream), origin)


def articles_of(member: Member, origin: Origin, name: str) -> tuple[Article, ...]:
    """The article of one record; `name` is the format's. Raises ValueError for what holds none."""
    content, settled = member.content
    return article_of(record_of(content), settled, Source(str(origin.path), member.name, name), origin)


def _members(records: Iterator[Cut], origin: Origin) -> Iterator[Member]:
    first, records = sampled(records)
    settled = settle(list(_readable(record for _, record in first)), origin)
    for name, record in records:
        yield Member(name, (record, settled))


def _lines(stream: Stream) -> Iterator[Cut]:
    for number, line in enumerate(lines_of(as_utf8(stream), LARGEST_ROW), 1):
        if line is None:
            yield str(number), Unread(f"larger than {LARGEST_ROW // 1_000_000} MB")
        elif line.lstrip()[:1] == b"{":
            yield str(number), line
        elif not line.isspace():
            yield str(number), _NO_OBJECT


def _records(stream: Stream) -> Iterator[Cut]:
    first, records = sampled(cut_records(as_utf8(stream)))
    if len(first) == 1 and (readable := list(_readable(first))):
        listed = _listed(readable[0])
        yield from ((str(number), record) for number, record in enumerate(listed, 1))
        if not listed:
            yield None, readable[0]
        next(records)
        first.clear()
    yield from ((str(number), record) for number, record in enumerate(records, 1))


def _listed(record: Record) -> list[Record]:
    """The records in the one list of records that is in an object which is no article; none in an article."""
    if isinstance(shown := record.get("article"), Mapping) and is_exported(shown):
        return [shown]
    plan = plan_of(tuple(record), ())
    if plan.texts or "title" in plan.columns:
        return []
    lists = [value for value in record.values() if isinstance(value, list) and _holds_records(value)]
    return lists[0] if len(lists) == 1 else []


def _holds_records(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(value, Mapping) for value in values)


def _readable(records: Iterable[bytes | Record | Unread]) -> Iterator[Record]:
    """Those records that can be read."""
    for record in records:
        try:
            yield record_of(record)
        except (ValueError, RecursionError):
            continue


def record_of(content: bytes | Record | Unread) -> Record:
    """The record that some bytes are. Raises ValueError for those that are none."""
    if isinstance(content, Unread):
        raise ValueError(content.reason)
    if not isinstance(content, bytes):
        return content
    try:
        record = _decoded(content)
    except json.JSONDecodeError as error:
        raise not_json(error) from error
    except ValueError as error:
        if isinstance(error, NotText):
            raise
        raise ValueError("a number in it has thousands of digits") from error
    if not isinstance(record, dict):
        raise ValueError(_NO_OBJECT.reason)
    return record


def _decoded(content: bytes) -> object:
    try:
        return _decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _decode_loosely(text_of_line(content).strip().rstrip(","))
