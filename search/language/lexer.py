"""Query text to lexemes, each with the columns it came from."""

import re
from typing import Literal, NamedTuple

from search.language.errors import QueryError
from search.language.fields import NAMES, OTHER_NAMES

Kind = Literal["word", "phrase", "field", "exactly", "not", "and", "or", "(", ")"]

_QUOTES = '"“”„‟«»'
_FIELD = re.compile(r"([A-Za-z]+):(?!//)")
_WORD = re.compile(rf"[^\s(){_QUOTES}]+")
_QUOTED = rf"[{_QUOTES}]((?:[^{_QUOTES}\\]|\\.)*)[{_QUOTES}]"
_OPERATORS: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not"}


class Lexeme(NamedTuple):
    """A piece of a query: text[start:end], and what it says."""

    kind: Kind
    value: str
    """A word, a phrase without its quotes, or a field's name in lower case."""
    start: int
    end: int


def lexemes(text: str) -> list[Lexeme]:
    """The lexemes of a query. Raises QueryError for an unclosed quote or an unknown field."""
    found: list[Lexeme] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        lexeme = _next(text, at)
        # Punctuation by itself asks for nothing; "*" asks for everything.
        if lexeme.kind != "word" or lexeme.value == "*" or any(map(str.isalnum, lexeme.value)):
            found.append(lexeme)
        at = lexeme.end
    return found


def _next(text: str, at: int) -> Lexeme:
    letter = text[at]
    if letter == "(":
        return Lexeme("(", letter, at, at + 1)
    if letter == ")":
        return Lexeme(")", letter, at, at + 1)
    if letter in _QUOTES:
        quoted = re.compile(_QUOTED, re.DOTALL).match(text, at)
        if not quoted:
            raise QueryError(text, at, "this quote is never closed", advice='Close it: "like this"')
        return Lexeme("phrase", re.sub(r"\\(.)", r"\1", quoted.group(1)), at, quoted.end())
    follows = text[at + 1 : at + 2]
    if letter == "-" and follows and not follows.isspace() and follows not in "-)":
        return Lexeme("not", letter, at, at + 1)
    if letter == "=" and follows and not follows.isspace() and follows not in "=()":
        return Lexeme("exactly", letter, at, at + 1)
    if (field := _FIELD.match(text, at)) and _names_a_field(text, field):
        return Lexeme("field", field.group(1).lower(), at, field.end())
    word = _WORD.match(text, at)
    end = word.end() if word else at + 1
    value = text[at:end]
    return Lexeme(_OPERATORS.get(value, "word"), value, at, end)


def _names_a_field(text: str, field: re.Match[str]) -> bool:
    name = field.group(1).lower()
    value_follows = field.end() < len(text) and not text[field.end()].isspace()
    if name in NAMES:
        if not value_follows:
            raise QueryError(
                text,
                field.start(),
                f"{name}: needs a value right after the colon",
                advice=f'For example {name}:2019 or, to search for the word itself, "{name}"'
                if name in ("date", "before", "after")
                else f'For example {name}:word or {name}:"two words"',
            )
        return True
    if value_follows:
        from difflib import get_close_matches  # needed for a mistake alone

        near = [OTHER_NAMES[name]] if name in OTHER_NAMES else get_close_matches(name, NAMES, n=1)
        raise QueryError(
            text,
            field.start(),
            f"there is no field {name}:" + (f" — did you mean {near[0]}:?" if near else ""),
            advice=f"Fields: {', '.join(NAMES)}. To search for the text itself, put it in quotes.",
        )
    return False
