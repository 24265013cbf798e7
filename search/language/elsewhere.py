"""Elsewhere: what other archives and search engines write, and what is written for it here.

What can only be meant for an operator is refused, with what to write, because it would
otherwise be looked for as words and find nothing. What may be a word like any other is
looked for as one, and a notice says what it may have been meant for.

Every word of every query comes by, so patterns are compiled only for one that may match.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from search.language.fields import NAMES, OTHER_NAMES, WORDS_NAME

_OPERATORS = {"ANDNOT": "NOT", "AND-NOT": "NOT", "BUTNOT": "NOT", "XOR": "OR", "ADJ": "BEFORE/1"}
_OF_PARAGRAPHS = frozenset({"w/p", "w/s", "/p", "/s", "w/para", "w/sent", "near/p", "near/s"})
_DISTANCE = (
    r"(?i:(?P<near>(?:w|n|within|adj)?/|(?:near|adj)(?=[0-9]))|(?:pre|p|onear)/|(?:onear|before)(?=[0-9]))"
    r"(?P<number>[0-9]{1,4})"
)
_COMPARISON = r"(?P<name>[A-Za-z]+)(?P<sign><=|>=|<|>|=)(?P<value>[^<>=]+)"
_AT_LEAST = r"(?i:atl(?:east)?)([0-9]+)"
_NAMES_ELSEWHERE = OTHER_NAMES | {
    "hl": "title", "hd": "title", "ti": "title", "wc": "words", "la": "lang", "au": "author",
}  # fmt: skip
_DATE_BY_SIGN = {">": "after", ">=": "since", "<": "before", "<=": "until", "=": "date"}
_NAMES_WITH_LISTS = frozenset({"outlet", "author", "agency", "place", "section"})
_SMALL = ("or", "not")
_FEW = 6
"""In so many words or more, "or" and "not" belong to a sentence."""
_TRUNCATED = 3
"""Letters before a "!" that stands for more; fewer are an exclamation."""


class Meant(NamedTuple):
    """Something of another language, and what is written for it here."""

    written: str
    here: str


def operator(text: str, at: int, end: int) -> Meant | None:
    """What a word, text[at:end], that is an operator elsewhere is here."""
    word = text[at:end]
    if here := _OPERATORS.get(word) or ("SAME" if word.lower() in _OF_PARAGRAPHS else None):
        return Meant(word, here)
    if word[0] == "!" and word[1:2].isalnum():
        return Meant(word, f"-{word[1:]}")
    if text[end : end + 1] == "(":
        inside = text[end + 1 : text.find(")", end)]
        if word in ("AROUND", "NEAR") and inside.isdecimal():
            return Meant(f"{word}({inside})", f"NEAR/{inside}")
        if inside.strip() and (name := _name(word)):
            return Meant(f"{word}(", f"{name}:(")
    if word[-1].isdecimal() and (found := re.fullmatch(_DISTANCE, word)):
        return Meant(word, f"{'NEAR' if found['near'] else 'BEFORE'}/{found['number']}")
    if word[-1].isdecimal() and (found := re.fullmatch(_AT_LEAST, word)):
        return Meant(word, f"atleast{found[1]}:word")
    if not {"<", ">", "="}.isdisjoint(word) and (found := re.fullmatch(_COMPARISON, word)):
        name = _name(found["name"])
        return Meant(word, _comparison(name, found["sign"], found["value"])) if name else None
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
    values = value.split(",")
    if name in _NAMES_WITH_LISTS and len(values) > 1 and all(any(map(str.isalpha, one)) for one in values):
        return f"{name}:({' OR '.join(values)})"
    return None


def notices(text: str, words: Sequence[str], phrases: Sequence[str]) -> tuple[str, ...]:
    """What the words and phrases of a query, looked for as they stand, may have been meant for."""
    found = []
    if " - " in text and (apart := re.search(r"(?<=\S) - (\w+)", text)):
        found.append(
            f"A - with a space behind it is passed over. To leave {apart[1]} out, write: -{apart[1]}"
        )
    for word in words:
        bare = word.removesuffix("!")
        if (
            bare != word
            and bare.isalpha()
            and len(bare) >= _TRUNCATED
            and bare in (bare.lower(), bare.upper())
        ):
            found.append(
                f"{word} is read as the word {bare}. To find all words that begin so, write: {bare}*"
            )
    for phrase in phrases:
        if "*" in phrase.lstrip("* "):
            near = " BEFORE/1 ".join(phrase.split())
            found.append(f"Between quotes * stands for nothing. To find words that begin so, write: {near}")
    if 1 < len(words) < _FEW:
        found += [
            f"{small} is read as a word. To use it as an operator, write: {small.upper()}"
            for small in _SMALL
            if small in words
        ]
    return tuple(found)
