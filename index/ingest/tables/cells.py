r"""Cells: what stands in one cell of a table or under one key, as the text it means.

Tables have been through other programs: a list became its Python notation, a missing
value "nan", a day an instant at midnight or a number of seconds, a line end the two
letters `\n`. Here these are undone where there is no doubt; whether a text names a person
or a day is not decided here.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import groupby
from typing import Any

from index.ingest.claims import is_nothing

_REMOVED = frozenset({"[Removed]", "[removed]", "[deleted]", "\\N"})
_INNER_KEYS = ("name", "main", "text", "value", "title", "$date", "$oid", "#text", "$numberLong")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_LONGEST_LIST = 20_000
_MOST_NAMES = 100
_EPOCH = re.compile(r"([0-9]{9,10}|[0-9]{12,13}|[0-9]{16}|[0-9]{19})(?:\.[0-9]*)?")
"""Seconds, milliseconds, microseconds or nanoseconds since 1970, from 1973 on."""
_SECOND_DIGITS = 10
_COMPACT = re.compile(
    r"((?:1[6-9]|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-2][0-9][0-5][0-9](?:[0-5][0-9])?)?)(?:\.0*)?"
)
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00:00(?:\.0+)?")
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_CUT_MARK = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?[0-9,]+ (?:chars|characters)\]\s*$")
_WRITTEN_LINE_END = re.compile(r"(?:\\r)?\\n")
_LONGEST_NOTHING = 20
"""Characters; a longer text says something."""
_WIDEST_WRAPPED = 100
_LEAST_WRAPPED = 4
"""Lines; fewer do not show that a text was wrapped."""
_ENDS = (".", "!", "?", ":", "”", '"', "’", "»", "。", "」", "…", ")")


def text_of(value: Any) -> str:
    """The text of a cell; empty for what says that there is none."""
    if isinstance(value, str):
        return "" if len(value) <= _LONGEST_NOTHING and value in _REMOVED else value
    if value is None or value != value or isinstance(value, bool):  # NaN differs from itself
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(text_of, value)))
    if isinstance(value, Mapping):
        return next((text for key in _INNER_KEYS if key in value and (text := text_of(value[key]))), "")
    return str(value)


def line_of(value: Any) -> str:
    """The text of a cell that holds one line, without markup; of a list, its first element."""
    if isinstance(value, list):
        value = value[0] if value else ""
    text = text_of(value)
    if "<" in text:
        from index.ingest.fragments import is_markup, text_of_markup  # few tables need a parser

        if is_markup(text):
            return text_of_markup(text)
    return unescape(text) if "&" in text else text


def names_in(value: Any) -> list[str]:
    """The elements of a list, also of one that is written out in a text; else the text alone."""
    if isinstance(value, list):
        return [line_of(each) for each in value[:_MOST_NAMES]]
    text = text_of(value).strip()
    if text[:1] in ("[", "{", "(") and text[-1:] in ("]", "}", ")") and len(text) <= _LONGEST_LIST:
        quoted = [one or other for one, other in _QUOTED.findall(text)]
        return quoted[:_MOST_NAMES] if quoted else [text.strip("[]{}()")]
    return [line_of(text)]


def date_of(value: Any) -> str:
    """The text of a cell that holds a date, numbers of seconds or milliseconds since 1970 written out.

    An instant at midnight is how programs store a day, and becomes one.
    """
    text = text_of(value).strip()
    if match := _MIDNIGHT.fullmatch(text):
        return match[1]
    if not text[:8].isdigit():
        return text
    if match := _COMPACT.fullmatch(text):
        return match[1]
    if match := _EPOCH.fullmatch(text):
        moment = _FIRST + timedelta(
            seconds=int(match[1][:_SECOND_DIGITS] if len(match[1]) % 3 == 1 else match[1][:9])
        )
        is_midnight = not (moment.hour or moment.minute or moment.second)
        return moment.date().isoformat() if is_midnight else moment.isoformat().replace("+00:00", "Z")
    return text


def body_of(value: Any) -> tuple[str, bool]:
    """The paragraphs of a cell that holds a text, separated by one empty line, and whether it is cut short."""
    text = text_of(value).strip()
    if len(text) < _LONGEST_NOTHING and is_nothing(text):
        return "", False
    whole = _CUT_MARK.sub("", text) if text.endswith("]") else text
    return "\n\n".join(_paragraphs(whole)), whole != text


def _paragraphs(text: str) -> list[str]:
    if "<" in text:
        from index.ingest.fragments import is_markup, paragraphs_of_markup  # few tables need a parser

        if is_markup(text):
            return paragraphs_of_markup(text)
    return paragraphs_in(unescape(text) if "&" in text else text)


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs of a text: its lines, unless these were only wrapped at a width."""
    if "\n" not in text and "\\n" in text:
        text = _WRITTEN_LINE_END.sub("\n", text)
    lines = text.splitlines()
    if "  " in text or "\t" in text or "\u00a0" in text:
        lines = [" ".join(line.split()) for line in lines]
    else:
        lines = [line.strip() for line in lines]
    solid = [line for line in lines if line]
    if not _is_wrapped(solid):
        return solid
    return [" ".join(block) for has_text, block in groupby(lines, bool) if has_text]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether most lines are of one width and stop within a sentence."""
    if len(lines) < _LEAST_WRAPPED or max(map(len, lines)) > _WIDEST_WRAPPED:
        return False
    return 2 * sum(not line.endswith(_ENDS) for line in lines) > len(lines)
