"""Exported: an article as `search export` and `--json` wrote it, read back as the archive had it.

What an archive once believed is not resolved anew, and its confidence is kept. But anybody can
have written the file, so each value is checked, and one that is not what it should be is left out.
The id is kept, because what it was made of may not be in the article (the number a service gave it).
A hit has no text: its passages are the body, and the article is partial.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, get_args

from index.article import Article, BodyKind, Confidence, Precision, Provenance, Published, Source
from index.clean import clean
from index.identity import article_id
from index.metadata.addresses import read_address
from index.metadata.dates import FIRST_YEAR

_IN_EVERY_FORM = frozenset({"id", "title", "outlet", "authors", "published", "body_kind", "url"})
_SOURCE = frozenset({"path", "member", "format"})
_TABLE = frozenset({"body", "path", "member"})
_ID = re.compile("[0-9a-f]{16}")
_LANGUAGE = re.compile("[a-z]{2,3}")
_MOMENT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2})?)?)?")
_OFFSET = re.compile("Z|[+-][0-9]{2}:[0-9]{2}")
_PRECISIONS: tuple[Precision, ...] = ("year", "month", "day", "instant")
_KINDS: tuple[BodyKind, ...] = get_args(BodyKind)
_CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
_GUARDED = re.compile(r"\A'(?=\s*[=+\-@\t\r＝＋－＠])")
"""The apostrophe before what a spreadsheet would take for a formula."""
_LINES = ("title", "standfirst", "section", "outlet", "outlet_domain", "agency", "place")


def is_exported(record: Mapping[str, Any]) -> bool:
    """Whether a record has what every article in an export has: as a row of a table, or as JSON."""
    if not record.keys() >= _IN_EVERY_FORM:
        return False
    source = record.get("source")
    return record.keys() >= _TABLE or (isinstance(source, Mapping) and source.keys() >= _SOURCE)


def exported_article(record: Mapping[str, Any], source: Source, today: date) -> Article:
    """The article that was exported. Raises ValueError for one without a title and a text."""
    values = record if isinstance(record.get("source"), Mapping) else _row(record)
    authors = values["authors"] if isinstance(values["authors"], list) else []
    lines = {name: _line(values.get(name)) for name in _LINES}
    said: dict[str, Any] = lines | {
        "url": read_address(_line(values["url"]) or ""),
        "authors": tuple(filter(None, map(_line, authors))),
        "published": _moment(values["published"], today),
        "modified": _moment(values.get("modified"), today),
        "language": _matching(_LANGUAGE, values.get("language")),
    }
    is_hit = "body" not in values
    body = clean("\n\n".join(_passages(values)) if is_hit else _text(values["body"])).strip()
    if not body and not said["title"]:
        raise ValueError("neither a title nor a text in it")
    identity = {name: said[name] for name in ("url", "outlet", "title", "published")}
    return Article(
        id=_matching(_ID, values["id"]) or article_id(body=body, **identity),
        body=body,
        source=source,
        body_kind=_kind(values["body_kind"], body, is_hit=is_hit),
        provenance={name: _read_from(values, name) for name, value in said.items() if value},
        **said,
    )


def _row(cells: Mapping[str, Any]) -> dict[str, Any]:
    """A row of an exported table as the record it was made of."""
    values: dict[str, Any] = {name: _GUARDED.sub("", _text(cell), count=1) for name, cell in cells.items()}
    return values | {"authors": values["authors"].split(";"), "source": {"path": values["path"]}}


def _read_from(values: Mapping[str, Any], field: str) -> Provenance:
    """Where a field was read before it was exported."""
    was = _mapping(_mapping(values.get("provenance")).get(field))
    where = _line(was.get("where"))
    origin = f"exported from {_line(values['source'].get('path')) or 'an archive'}"
    confidence: Confidence = next((one for one in _CONFIDENCES if one == was.get("confidence")), "high")
    return Provenance(f"{origin}: {where}" if where else origin, confidence)


def _moment(value: Any, today: date) -> Published | None:
    """A date as JSON has it, or as its text alone; None for one that there is not, or not yet."""
    stated = _mapping(value) or {"value": value}
    text = _text(stated.get("value"))
    match = _MOMENT.fullmatch(text)
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    if day.year < FIRST_YEAR or day - timedelta(days=1) > today:
        return None
    precision = _PRECISIONS[sum(part is not None for part in match.groups()[1:])]
    return Published(
        text, precision, _line(stated.get("raw")) or text, _matching(_OFFSET, stated.get("offset"))
    )


def _passages(hit: Mapping[str, Any]) -> list[str]:
    """The passages that a hit shows of its article."""
    snippets = _mapping(hit.get("highlights")).get("snippets")
    found = (_mapping(snippet).get("text") for snippet in snippets) if isinstance(snippets, list) else ()
    return list(filter(None, map(_text, found)))


def _kind(stated: Any, body: str, *, is_hit: bool) -> BodyKind:
    if not body:
        return "stub"
    if is_hit:
        return "partial"
    return next((one for one in _KINDS if one == stated), "full")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _line(value: Any) -> str | None:
    return clean(_text(value), one_line=True) or None


def _matching(form: re.Pattern[str], value: Any) -> str | None:
    return value if form.fullmatch(_text(value)) else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
