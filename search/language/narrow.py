"""Facets are query text: ticking one adds a clause to the text, unticking takes that clause away."""

import re

from search.language.errors import QueryError
from search.language.fields import DATE_NAMES
from search.language.lexer import QUOTES, Lexeme, lexemes

_DATES = ("year", "month", "day")


def clause_name(field: str) -> str:
    """What stands before the colon in a clause about a facet field."""
    if field in _DATES:
        return "date"
    return "lang" if field == "language" else field


def facet_clause(field: str, value: str) -> str:
    """The clause that finds exactly the articles with this value of a facet field."""
    name = clause_name(field)
    if name != field or field == "story":
        return f"{name}:{value}"
    plain = re.fullmatch(r"\w+", value)
    escaped = re.sub(r'(["“”„‟«»\\])', r"\\\1", value)
    return f"{field}:={value}" if plain else f'{field}:="{escaped}"'


def narrow(text: str, field: str, value: str) -> str:
    """The query text narrowed to one value of a facet. Never widens: a query of alternatives is bracketed."""
    clause = facet_clause(field, value)
    text = _closed(text.strip())
    if not text:
        return clause
    if is_narrowed(text, field, value):
        return text
    return f"({text}) {clause}" if _has_alternatives(text) else f"{text} {clause}"


def _closed(text: str) -> str:
    """The text with the quote and the brackets closed that parsing forgives at its end."""
    found = _lexemes(text)
    if found and found[-1].kind == "phrase" and text[found[-1].end - 1] not in QUOTES:
        text += '"'
    open_brackets = sum((lexeme.kind == "(") - (lexeme.kind == ")") for lexeme in found)
    return text.removesuffix(")") if open_brackets < 0 else text + ")" * open_brackets


def widen(text: str, field: str, value: str) -> str:
    """The query text without the clause that `narrow` added; any other text comes back as it is."""
    span = _find(text, facet_clause(field, value))
    if not span:
        return text
    return _without(text, *span)


def is_narrowed(text: str, field: str, value: str) -> bool:
    """True when the text has the clause that `narrow` adds."""
    return _find(text, facet_clause(field, value)) is not None


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


def _find(text: str, clause: str) -> tuple[int, int] | None:
    """Where a clause stands outside brackets, not negated; None where it does not."""
    return next(((start, end) for _, start, end in _named_spans(text) if text[start:end] == clause), None)


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
        end = next((later.end for later in found[i + 1 :] if later.kind in ("word", "phrase")), lexeme.end)
        spans.append((lexeme.value, lexeme.start, end))
    return spans


def _without(text: str, start: int, end: int) -> str:
    left = " ".join(part for part in (text[:start].rstrip(), text[end:].lstrip()) if part)
    left = re.sub(r"^AND\s+|\s+AND$", "", re.sub(r"\bAND\s+AND\b", "AND", left))
    return left[1:-1] if _wholly_bracketed(left) and _has_alternatives(left[1:-1]) else left
