"""Elsewhere: what other archives and search engines write, and what is written for it here.

What can only be meant for an operator is refused, with what to write, because it would
otherwise be looked for as words and find nothing. What may be a word like any other is
looked for as one, and a notice says what it may have been meant for.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from search.language.fields import NAMES, OTHER_NAMES, WORDS_NAME

_OPERATORS = (
    (re.compile(r"(?:(?:w|n|within|adj)?/|(?:near|adj)(?=[0-9]))([0-9]{1,4})", re.IGNORECASE), r"NEAR/\1"),
    (re.compile(r"(?:(?:pre|p|onear)/|(?:onear|before)(?=[0-9]))([0-9]{1,4})", re.IGNORECASE), r"BEFORE/\1"),
    (re.compile(r"(?:w|near)?/(?:p|s|para|sent)", re.IGNORECASE), "SAME"),
    (re.compile(r"AND-?NOT|BUT-?NOT"), "NOT"),
    (re.compile(r"XOR"), "OR"),
    (re.compile(r"ADJ"), "BEFORE/1"),
)
_COMPARED = re.compile(r"([A-Za-z]+)(<=|>=|<|>|=)([^<>=\s]+)")
_AROUND = re.compile(r"(?:AROUND|NEAR)\(([0-9]{1,4})\)")
_CALLED = re.compile(r"([A-Za-z]+)\((?=[^)\s])")
_AT_LEAST = re.compile(r"atl(?:east)?([0-9]+)", re.IGNORECASE)
_NAMES_ELSEWHERE = {
    **OTHER_NAMES,
    "hl": "title",
    "hd": "title",
    "ti": "title",
    "wc": "words",
    "la": "lang",
    "au": "author",
}
_DATE_BY_SIGN = {">": "after", ">=": "since", "<": "before", "<=": "until", "=": "date"}
_LISTS = frozenset({"outlet", "author", "agency", "place", "section"})
_LIST = re.compile(r"[^\s,]*[^\W\d_][^\s,]*(?:,[^\s,]*[^\W\d_][^\s,]*)+")
_TRUNCATED = re.compile(r"([a-z]{3,}|[A-Z]{3,})!")
_STARRED = re.compile(r"\w\*")
_SMALL = ("or", "not")
_FEW = 6
"""In so many words or more, "or" and "not" belong to a sentence."""


class Meant(NamedTuple):
    """Something of another language, and what is written for it here."""

    written: str
    here: str


def operator(text: str, at: int, end: int) -> Meant | None:
    """What a word, text[at:end], that is an operator elsewhere is here."""
    if around := _AROUND.match(text, at):
        return Meant(around.group(), f"NEAR/{around[1]}")
    word = text[at:end]
    for pattern, here in _OPERATORS:
        if found := pattern.fullmatch(word):
            return Meant(word, found.expand(here))
    if found := _AT_LEAST.fullmatch(word):
        return Meant(word, f"atleast{found[1]}:word")
    if (called := _CALLED.match(text, at)) and (name := _name(called[1])):
        return Meant(called.group(), f"{name}:(")
    if (compared := _COMPARED.fullmatch(word)) and (name := _name(compared[1])):
        return Meant(word, _comparison(name, compared[2], compared[3]))
    return None


def _name(written: str) -> str | None:
    name = _NAMES_ELSEWHERE.get(written.lower(), written.lower())
    return name if name in NAMES else None


def _comparison(name: str, sign: str, value: str) -> str:
    if name == "date":
        return f"{_DATE_BY_SIGN[sign]}:{value}"
    return f"{name}:{sign if name == WORDS_NAME and sign != '=' else ''}{value}"


def listed(name: str, value: str) -> str | None:
    """What is written for several values behind one name with commas between; None where it is one."""
    if name in _LISTS and _LIST.fullmatch(value):
        return f"{name}:({' OR '.join(value.split(','))})"
    return None


def notices(words: Sequence[str], phrases: Sequence[str]) -> tuple[str, ...]:
    """What the words and phrases of a query, looked for as they stand, may have been meant for."""
    found = [
        f"{word} is read as the word {cut[1]}. To find all words that begin so, write: {cut[1]}*"
        for word in words
        if (cut := _TRUNCATED.fullmatch(word))
    ]
    found += [
        f"Between quotes * stands for nothing. To find words that begin so, write: {' BEFORE/1 '.join(phrase.split())}"
        for phrase in phrases
        if _STARRED.search(phrase)
    ]
    if 1 < len(words) < _FEW:
        found += [
            f"{small} is read as a word. To use it as an operator, write: {small.upper()}"
            for small in _SMALL
            if small in words
        ]
    return tuple(found)
