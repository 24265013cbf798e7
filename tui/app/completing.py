"""Completing: what is half typed where the cursor stands in a query, and what it can become."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from search.engine import FACET_FIELDS
from search.engine import Completion as Found
from search.language.fields import DATE_NAMES, FIELD_OF_NAME, NAMES
from search.language.narrow import facet_clause

_VALUE = re.compile(r'(?:^|(?<=[\s(-]))([A-Za-z]+):=?(?:["“„]([^"“”„]*)|([^\s()"“”„]*))$')
_NAME = re.compile(r"(?:^|(?<=[\s(-]))([A-Za-z]{2,})$")

_WITH_VALUES = {name for name in FIELD_OF_NAME.values() if name in FACET_FIELDS} | {"kind", *DATE_NAMES}
"""Fields of which values are offered."""


class Half(NamedTuple):
    """Characters from `start` up to the cursor: the beginning of a field's value, or of its name."""

    start: int
    end: int
    field: str | None
    """One of `_WITH_VALUES`; None where it may become the name of a field."""
    prefix: str


class Completion(NamedTuple):
    """What a half becomes."""

    shown: str
    text: str
    articles: int | None = None
    """How many have it; None for the name of a field."""


def half_typed(text: str, cursor: int) -> Half | None:
    """What can be completed before the cursor; None where nothing can."""
    before = text[:cursor]
    if value := _VALUE.search(before):
        field = FIELD_OF_NAME.get(value[1].lower(), value[1].lower())
        is_known = field in _WITH_VALUES
        return Half(value.start(), cursor, field, value[2] or value[3] or "") if is_known else None
    if (name := _NAME.search(before)) and any(other.startswith(name[1].lower()) for other in NAMES):
        return Half(name.start(), cursor, None, name[1].lower())
    return None


def names_of(half: Half) -> tuple[Completion, ...]:
    """The names of fields that a half can become."""
    return tuple(Completion(f"{name}:", f"{name}:") for name in NAMES if name.startswith(half.prefix))


def values_of(half: Half, values: Sequence[Found]) -> tuple[Completion, ...]:
    """The clauses that a half can become, the same as a tick in the facets would write."""
    return tuple(
        Completion(found.text, _clause(half.field, found.text), found.articles)
        for found in values
        if half.field
    )


def _clause(field: str, value: str) -> str:
    return facet_clause(field, value) if field in FACET_FIELDS else f"{field}:{value}"


def completed(text: str, half: Half, completion: Completion) -> tuple[str, int]:
    """The query with a half completed, and where the cursor goes in it."""
    space = "" if completion.text.endswith(":") or text[half.end : half.end + 1] == " " else " "
    begin = text[: half.start] + completion.text + space
    return begin + text[half.end :], len(begin)
