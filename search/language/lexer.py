"""Query text to lexemes, each with the columns it came from."""

import re
from typing import Literal, NamedTuple

from search.language.elsewhere import operator
from search.language.errors import QueryError
from search.language.fields import DATE_NAMES, NAMES, OTHER_NAMES, WORDS_NAME
from search.language.operators import MOST_DISTANCE

Kind = Literal[
    "word", "phrase", "field", "atleast", "exactly", "not", "and", "or", "same", "near", "before", "(", ")",
    "~", "^",
]  # fmt: skip

QUOTES = '"“”„‟«»'
"""Any of them opens a phrase, and any closes it."""
_FIELD = re.compile(r"([A-Za-z]+):(?!//)")
_AT_LEAST = re.compile(r"atleast([0-9]*):", re.IGNORECASE)
_WORD = re.compile(rf"[^\s(){QUOTES}]+")
_QUOTED = rf"[{QUOTES}]((?:[^{QUOTES}\\]|\\.)*)[{QUOTES}]"
_PLAIN_WORDS = re.compile(r"\w+(?:['’.-]\w+)*(?:\s+\w+(?:['’.-]\w+)*)*")
_OPERATORS: dict[str, Kind] = {"AND": "and", "OR": "or", "|": "or", "||": "or", "NOT": "not", "SAME": "same"}
_MINUS = "-\u2013\u2212"
"""What leaves a word out: also the dash and the sign that a hyphen becomes where text is corrected as it is typed."""
_SUFFIX = re.compile(r"(?:~[0-9]*)?(?:\^\S*)?$")
"""What may stand behind a word: how far it may be misspelt, and what it weighs."""
_CODE_EXAMPLES = {"lang": "fr", "kind": "full", "id": "0a1b2c3d", "story": "0a1b2c3d", "url": "example.com"}
_DISTANCE = re.compile(r"(near|before)/([0-9]+)", re.IGNORECASE)


class Lexeme(NamedTuple):
    """A piece of a query: text[start:end], and what it says."""

    kind: Kind
    value: str
    """A word, a phrase without its quotes, a field's name in lower case, or the number that an operator has."""
    start: int
    end: int


def lexemes(text: str) -> list[Lexeme]:
    """The lexemes of a query. Raises QueryError for an unclosed quote, an unknown field or a senseless number."""
    found: list[Lexeme] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        lexeme = _suffix(text, at) if found and _takes_suffix(found[-1], at) else None
        lexeme = lexeme or _next(text, at)
        # Punctuation by itself asks for nothing; "*" asks for everything.
        if lexeme.kind != "word" or lexeme.value == "*" or any(map(str.isalnum, lexeme.value)):
            found.append(lexeme)
        at = lexeme.end
    return found


def _takes_suffix(before: Lexeme, at: int) -> bool:
    return before.end == at and before.kind in ("word", "phrase", ")", "~")


def _suffix(text: str, at: int) -> Lexeme | None:
    """A "~", with the number behind it, or a "^", with what should be one."""
    if text[at] == "~" and (digits := re.compile(r"[0-9]*").match(text, at + 1)):
        return Lexeme("~", digits.group(), at, digits.end())
    if text[at] == "^" and (weight := re.compile(r"[^\s()]*").match(text, at + 1)):
        return Lexeme("^", weight.group(), at, weight.end())
    return None


def _next(text: str, at: int) -> Lexeme:
    letter = text[at]
    if letter == "(":
        return Lexeme("(", letter, at, at + 1)
    if letter == ")":
        return Lexeme(")", letter, at, at + 1)
    if letter in QUOTES:
        return _phrase(text, at)
    follows = text[at + 1 : at + 2]
    if letter in _MINUS and follows and not follows.isspace() and follows not in f"{_MINUS})":
        return Lexeme("not", letter, at, at + 1)
    if letter == "=" and follows and not follows.isspace() and follows not in "=()":
        return Lexeme("exactly", letter, at, at + 1)
    if at_least := _AT_LEAST.match(text, at):
        return _at_least(text, at_least)
    if (field := _FIELD.match(text, at)) and _names_a_field(text, field):
        return Lexeme("field", field.group(1).lower(), at, field.end())
    word = _WORD.match(text, at)
    return _word(text, at, word.end() if word else at + 1)


def _phrase(text: str, at: int) -> Lexeme:
    quoted = re.compile(_QUOTED, re.DOTALL).match(text, at)
    if quoted:
        return Lexeme("phrase", re.sub(r"\\(.)", r"\1", quoted.group(1)), at, quoted.end())
    rest = text[at + 1 :].strip()
    if is_closed_by_end(rest):
        # Nothing but words follows, so it is clear where the quote should end.
        return Lexeme("phrase", rest, at, len(text.rstrip()))
    raise QueryError(text, at, "this quote is never closed", advice='Close it: "like this"')


def is_closed_by_end(behind: str) -> bool:
    """Whether a quote that is never closed can only end where the query does: nothing but words is behind it."""
    is_plain = _PLAIN_WORDS.fullmatch(behind.strip()) is not None
    return is_plain and not _OPERATORS.keys() & set(behind.split())


def _word(text: str, at: int, end: int) -> Lexeme:
    value = text[at:end]
    if value in _OPERATORS:
        return Lexeme(_OPERATORS[value], value, at, end)
    if distance := _DISTANCE.fullmatch(value):
        kind: Kind = "near" if distance.group(1).upper() == "NEAR" else "before"
        _check_number(text, distance.start(2) + at, distance.group(2))
        return Lexeme(kind, distance.group(2), at, end)
    if meant := operator(text, at, end):
        itself = (
            "put a space before the bracket"
            if meant.written[-1] == "("
            else f'put it in quotes: "{meant.written}"'
        )
        raise QueryError(
            text,
            at,
            f"there is no {meant.written} here — did you mean {meant.here}?",
            advice=f"To search for the text itself, {itself}",
        )
    if value in ("NEAR", "BEFORE"):
        raise QueryError(
            text,
            at,
            f"{value} needs a number of words",
            advice=f"For example {value}/5; to search for the word itself, write it in small letters",
        )
    suffix = _SUFFIX.search(value)
    if suffix and any(map(str.isalnum, value[: suffix.start()])):
        end = at + suffix.start()
    return Lexeme("word", text[at:end], at, end)


def _at_least(text: str, found: re.Match[str]) -> Lexeme:
    _check_number(text, found.start(1), found.group(1))
    _check_value(text, found, f'{found.group()}word or {found.group()}"two words"')
    return Lexeme("atleast", found.group(1), found.start(), found.end())


def _check_number(text: str, column: int, digits: str) -> None:
    if not digits.isdecimal() or not 1 <= int(digits) <= MOST_DISTANCE:
        raise QueryError(
            text,
            column,
            f"this takes a number from 1 to {MOST_DISTANCE:,}",
            advice="For example NEAR/5 or atleast3:word",
        )


def _names_a_field(text: str, field: re.Match[str]) -> bool:
    name = field.group(1).lower()
    if name in NAMES:
        example = f'{name}:word or {name}:"two words"'
        if name in _CODE_EXAMPLES:
            example = f"{name}:{_CODE_EXAMPLES[name]}"
        if name in DATE_NAMES:
            example = f'{name}:2019 or, to search for the word itself, "{name}"'
        elif name == WORDS_NAME:
            example = f'{name}:>800 or, to search for the word itself, "{name}"'
        _check_value(text, field, example)
        return True
    if _is_followed(text, field):
        from difflib import get_close_matches  # needed for a mistake alone

        near = [OTHER_NAMES[name]] if name in OTHER_NAMES else get_close_matches(name, NAMES, n=1)
        raise QueryError(
            text,
            field.start(),
            f"there is no field {name}:" + (f" — did you mean {near[0]}:?" if near else ""),
            advice=f"Fields: {', '.join(NAMES)}. To search for the text itself, put it in quotes.",
        )
    return False


def _check_value(text: str, name: re.Match[str], example: str) -> None:
    if not _is_followed(text, name):
        raise QueryError(
            text,
            name.start(),
            f"{name.group().lower()} needs a value right after the colon",
            advice=f"Try: {meant}" if (meant := _with_word_behind(text, name)) else f"For example {example}",
        )


def _with_word_behind(text: str, name: re.Match[str]) -> str | None:
    """The name with the value that stands behind a space; None where that may be another word."""
    value = text[name.end() :].split(maxsplit=1)[:1]
    said = name.group().lower()
    can_be = bool(value) and (
        value[0].isdecimal() if said[:-1] in (*DATE_NAMES, WORDS_NAME) else said[:-1] not in _CODE_EXAMPLES
    )
    return f"{said}{value[0]}" if can_be and value[0].isalnum() and value[0] not in _OPERATORS else None


def _is_followed(text: str, name: re.Match[str]) -> bool:
    return name.end() < len(text) and not text[name.end()].isspace()
