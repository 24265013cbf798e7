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
from search.language.operators import MOST_DISTANCE, OPERATOR_WORDS, quoted

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
            return Meant(f"{word}({inside})", f"NEAR/{_number(inside)}")
        if inside.strip() and (name := _name(word)):
            return Meant(f"{word}(", f"{name}:(")
    if word[-1].isdecimal() and (found := re.fullmatch(_DISTANCE, word)):
        return Meant(word, f"{'NEAR' if found['near'] else 'BEFORE'}/{_number(found['number'])}")
    if word[-1].isdecimal() and (found := re.fullmatch(_AT_LEAST, word)):
        return Meant(word, f"atleast{_number(found[1])}:word")
    if not {"<", ">", "="}.isdisjoint(word) and (found := re.fullmatch(_COMPARISON, word)):
        name = _name(found["name"])
        return Meant(word, _comparison(name, found["sign"], found["value"])) if name else None
    return None


def _number(written: str) -> int:
    """The nearest number that an operator takes."""
    return min(max(int(written[:9]), 1), MOST_DISTANCE)


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
        return f"{name}:({' OR '.join(map(_as_word, values))})"
    return None


def _as_word(text: str) -> str:
    """A word, in quotes where it would be read as something else."""
    return text if text.isalpha() and text not in OPERATOR_WORDS and text not in _OPERATORS else quoted(text)


def _in_places(phrase: str) -> str | None:
    """What finds the words of a phrase in which * was to stand for letters, or for a word; None where it changes nothing."""
    found, apart, has_star = "", 1, False
    for word in phrase.split():
        if not any(map(str.isalnum, word)):
            apart += "*" in word
            continue
        # Of "co-op*", as of any word, the parts stand next to each other.
        parts = re.findall(r"(?:[^\W_]|\*)*[^\W_](?:[^\W_]|\*)*", word) if "*" in word else [_as_word(word)]
        for part in parts:
            letters = part.replace("*", "")
            shown = part if len(letters) > 1 or part.rstrip("*") == letters else letters
            has_star |= "*" in shown or (apart > 1 and found != "")
            found += f" BEFORE/{apart} {shown}" if found else shown
            apart = 1
    return found if has_star else None


def notices(text: str, words: Sequence[str], phrases: Sequence[str]) -> tuple[str, ...]:
    """What the words and phrases of a query, looked for as they stand, may have been meant for."""
    found = []
    apart = re.search(r"(?<=\S) - (\w+)", text) if " - " in text else None
    if apart and apart[1] not in OPERATOR_WORDS:
        found.append(
            f"A - with a space behind it is passed over. To leave {apart[1]} out, write: -{apart[1]}"
        )
    apart = re.search(r"(?<![^\s(-])([A-Za-z]+) :\s?(\w+)", text) if " :" in text else None
    if apart and (name := _name(apart[1])):
        found.append(f"{apart[0]} is read as words. To look only there, write: {name}:{apart[2]}")
    found += [
        f"{word} is read as words next to each other. To find them apart as well, write: {' '.join(several)}"
        for word in words
        if ("," in word or ";" in word) and all(map(str.isalpha, several := re.split("[,;]", word)))
    ]
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
    found += [
        f"Between quotes * stands for nothing. To find what it would stand for, write: {near}"
        for phrase in phrases
        if "*" in phrase and (near := _in_places(phrase))
    ]
    if 1 < len(words) < _FEW:
        found += [
            f"{small} is read as a word. To use it as an operator, write: {small.upper()}"
            for small in _SMALL
            if small in words
        ]
    return tuple(found)
