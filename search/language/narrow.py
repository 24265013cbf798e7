"""Facets are query text: ticking one adds a clause to the text, unticking takes that clause away.

A second value of a field that is ticked joins the first, `outlet:(=Tern OR =Gazette)`: no
article is to have both. Where a value is None, it is unknown: `outlet:unknown`.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from search.language.errors import QueryError
from search.language.fields import DATE_NAMES, UNKNOWN
from search.language.lexer import QUOTES, Lexeme, lexemes

_DATES = ("year", "month", "day")


def clause_name(field: str) -> str:
    """What stands before the colon in a clause about a facet field."""
    if field in _DATES:
        return "date"
    return "lang" if field == "language" else field


def facet_clause(field: str, value: str | None) -> str:
    """The clause that finds exactly the articles with this value of a facet field."""
    name = clause_name(field)
    if value is None:
        return f"{name}:{UNKNOWN}"
    if name != field or field == "story":
        return f"{name}:{value}"
    plain = re.fullmatch(r"\w+", value)
    escaped = re.sub(r'(["“”„‟«»\\])', r"\\\1", value)
    return f"{field}:={value}" if plain else f'{field}:="{escaped}"'


def narrow(text: str, field: str, value: str | None) -> str:
    """The query text narrowed to one value of a facet. Never widens: a query of alternatives is bracketed."""
    clause = facet_clause(field, value)
    text = _closed(text.strip())
    if not text:
        return clause
    if any(tick.values == [_value(field, value)] for tick in _ticks(text, field)):
        return text
    return f"({text}) {clause}" if _has_alternatives(text) else f"{text} {clause}"


def tick(text: str, field: str, value: str | None) -> str:
    """The query text narrowed to a value of a facet, or to it as well where it is narrowed to others.

    A year takes the place of its months.
    """
    if is_narrowed(text, field, value):
        return text
    wanted = _value(field, value)
    others = [other for other in _ticks(text, field) if other.are_alike(field, wanted)]
    if not others:
        return narrow(text, field, value)
    for other in reversed(others):
        rest = [one for one in other.values if not _is_within(field, one, wanted)]
        text = text[: other.start] + _clause(field, [*rest, wanted]) + text[other.end :]
    return text


def _closed(text: str) -> str:
    """The text with the quote and the brackets closed that parsing forgives at its end."""
    found = _lexemes(text)
    if found and found[-1].kind == "phrase" and text[found[-1].end - 1] not in QUOTES:
        text += '"'
    open_brackets = sum((lexeme.kind == "(") - (lexeme.kind == ")") for lexeme in found)
    return text.removesuffix(")") if open_brackets < 0 else text + ")" * open_brackets


def widen(text: str, field: str, value: str | None) -> str:
    """The query text without a value that `narrow` or `tick` added; any other text comes back as it is."""
    wanted = _value(field, value)
    for found in _ticks(text, field):
        if wanted in found.values:
            rest = [other for other in found.values if other != wanted]
            if not rest:
                return _without(text, found.start, found.end)
            return text[: found.start] + _clause(field, rest) + text[found.end :]
    return text


def is_narrowed(text: str, field: str, value: str | None) -> bool:
    """True when the text has the clause that `narrow` or `tick` adds."""
    wanted = _value(field, value)
    return any(wanted in found.values for found in _ticks(text, field))


def which_narrowed(text: str, field: str, values: Sequence[str]) -> list[bool]:
    """`is_narrowed` of each of many values."""
    ticked = {written for found in _ticks(text, field) for written in found.values}
    return [bool(ticked) and _value(field, value) in ticked for value in values]


def ticked_values(text: str, field: str) -> list[str]:
    """The values of a facet that the text is narrowed to, as they are written in it: a story by its id."""
    return list(dict.fromkeys(value for found in _ticks(text, field) for value in found.values))


class _Tick(NamedTuple):
    """A clause that narrows to values of a facet, as they are written behind the colon, and where it stands."""

    values: list[str]
    start: int
    end: int

    def are_alike(self, field: str, value: str) -> bool:
        """True where another value may join these: not a month its year, and nothing what was no tick."""
        return all(
            (UNKNOWN in (other, value) and field not in _DATES)
            or _shape(field, other) == _shape(field, value)
            or (_are_periods(field, other, value) and not _is_within(field, value, other))
            for other in self.values
        )


def _shape(field: str, value: str) -> str:
    """What the values of a facet have in common: a whole name, a kind of period, or a code."""
    if field in _DATES:
        return re.sub(r"\d", "0", value)
    return "=" if value.startswith("=") else "code"


def _are_periods(field: str, *values: str) -> bool:
    return field in _DATES and all(re.fullmatch(r"\d{4}(-\d\d){0,2}", value) for value in values)


def _is_within(field: str, one: str, other: str) -> bool:
    """True for a period that is a part of the other, or the other."""
    return _are_periods(field, one, other) and one.startswith(other)


def _value(field: str, value: str | None) -> str:
    return facet_clause(field, value).partition(":")[2]


def _clause(field: str, values: list[str]) -> str:
    return f"{clause_name(field)}:" + (values[0] if len(values) == 1 else f"({' OR '.join(values)})")


def _ticks(text: str, field: str) -> list[_Tick]:
    """The clauses about a field, outside brackets and not negated, that are of values alone."""
    name = clause_name(field)
    spans = [(start, end) for found, start, end in _named_spans(text) if found == name]
    ticks = []
    for start, end in spans:
        values = _values(text[start + len(name) + 1 : end])
        if values:
            ticks.append(_Tick(values, start, end))
    return ticks


def _values(written: str) -> list[str]:
    """The values behind a colon, as they are written; none where there is more than values there."""
    if not written.startswith("("):
        return [written]
    found = _lexemes(written)
    values, begin = [], 1
    for lexeme in found[1:]:
        if lexeme.kind in ("or", ")"):
            values.append(written[begin : lexeme.start].strip())
            begin = lexeme.end
        elif lexeme.kind not in ("exactly", "word", "phrase"):
            return []
    return values


def narrow_dates(text: str, first: str, last: str) -> str:
    """The query text narrowed to all of `first` to all of `last`, each a year, month or day.

    What narrowed it to dates before, outside brackets and not negated, gives way.
    """
    return narrow(widen_dates(text), "year", first if first == last else f"{first}..{last}")


def widen_dates(text: str) -> str:
    """The query text without its `date:`, `before:` and `after:` outside brackets that are not negated."""
    for start, end in reversed(
        [(start, end) for name, start, end in _named_spans(text) if name in DATE_NAMES]
    ):
        text = _without(text, start, end)
    return text.strip()


def _lexemes(text: str) -> list[Lexeme]:
    try:
        return lexemes(text)
    except QueryError:
        return []


def _has_alternatives(text: str) -> bool:
    depth = 0
    for lexeme in _lexemes(text):
        depth += (lexeme.kind == "(") - (lexeme.kind == ")")
        if depth == 0 and lexeme.kind == "or":
            return True
    return False


def _wholly_bracketed(text: str) -> bool:
    """True when one pair of brackets encloses the whole text."""
    depth = 0
    found = _lexemes(text)
    for lexeme in found:
        depth += (lexeme.kind == "(") - (lexeme.kind == ")")
        if depth == 0 and lexeme.end < len(text):
            return False
    return bool(found) and found[0].kind == "("


def _named_spans(text: str) -> list[tuple[str, int, int]]:
    """The names of fields outside brackets, not negated, each with the span of its whole clause."""
    depth = 0
    found = _lexemes(text)
    spans = []
    for i, lexeme in enumerate(found):
        depth += (lexeme.kind == "(") - (lexeme.kind == ")")
        if depth or lexeme.kind != "field" or (i and found[i - 1].kind == "not"):
            continue
        spans.append((lexeme.value, lexeme.start, _end_of_value(found[i + 1 :], lexeme.end)))
    return spans


def _end_of_value(found: list[Lexeme], end: int) -> int:
    """Where a value ends that begins with these lexemes: a word, a phrase, or all that one bracket encloses."""
    depth = 0
    for lexeme in found:
        depth += (lexeme.kind == "(") - (lexeme.kind == ")")
        if depth == 0 and lexeme.kind in ("word", "phrase", ")"):
            return lexeme.end
    return found[-1].end if found else end


def _without(text: str, start: int, end: int) -> str:
    left = " ".join(part for part in (text[:start].rstrip(), text[end:].lstrip()) if part)
    left = re.sub(r"^AND\s+|\s+AND$", "", re.sub(r"\bAND\s+AND\b", "AND", left))
    return left[1:-1] if _wholly_bracketed(left) and _has_alternatives(left[1:-1]) else left
