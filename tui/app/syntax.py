"""Syntax: what the parts of a query text are, so that they can be told apart while it is typed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from search.language import QueryError
from search.language.lexer import lexemes

PartKind = Literal["field", "value", "phrase", "operator", "wrong"]


class Piece(NamedTuple):
    """Characters start ≤ i < end of a query."""

    start: int
    end: int
    kind: PartKind


def pieces(text: str, wrong_from: int | None = None) -> list[Piece]:
    """The pieces of a query that are not plain words, in order; from `wrong_from` on it cannot be understood."""
    try:
        found = lexemes(text)
    except QueryError as error:
        end = min(error.column, len(text))
        return [*pieces(text[:end]), Piece(end, len(text), "wrong")] if text[:end] != text else []
    result: list[Piece] = []
    in_field = False
    for lexeme in found:
        kind: PartKind | None = None
        if lexeme.kind == "field":
            kind = "field"
        elif lexeme.kind in ("word", "phrase"):
            kind = "value" if in_field else "phrase" if lexeme.kind == "phrase" else None
        else:
            kind = "operator"
        in_field = lexeme.kind == "field" or (in_field and lexeme.kind == "exactly")
        if kind:
            result.append(Piece(lexeme.start, lexeme.end, kind))
    if wrong_from is not None and wrong_from < len(text):
        result.append(Piece(wrong_from, len(text), "wrong"))
    return result


STYLES: Mapping[PartKind, str] = MappingProxyType(
    {
        "field": "query-bar--field",
        "value": "query-bar--value",
        "phrase": "query-bar--phrase",
        "operator": "query-bar--operator",
        "wrong": "query-bar--wrong",
    }
)
"""The name under which the style sheet says how a piece looks."""
