"""Acronyms, learnt from the articles that explain them.

A news text introduces its own: "General Security of Military Information
Agreement (GSOMIA)". Each pair found is kept with its article, as two terms, one
from either side, so that pairs come and go with the articles that state them and
the number of articles behind a pair is its document frequency.

The method is Schwartz and Hearst's ("A simple algorithm for identifying
abbreviation definitions in biomedical text", PSB 2003): match the short form's
letters backwards through the words before the bracket, the first letter at the
start of a word. It is held tighter here, because a wrong pair would widen a search:
the short form is an acronym in capitals, and every content word must take part.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from index.analysis import fold, tokenize

_BRACKET = re.compile(r"\(\s*([^()\n]{2,120}?)\s*\)")
_SHORT = re.compile(r"[A-Z][A-Za-z0-9&.-]{1,11}")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLAUSE_END = re.compile(r"[.;:!?\n\"“”()\[\]]\s*")
_SMALL_ENGLISH = "a|an|and|at|by|for|from|in|of|on|or|the|to|with"
_SMALL_ELSEWHERE = "de|del|der|des|di|du|et|la|le|les|und|y"
_SMALL = frozenset(f"{_SMALL_ENGLISH}|{_SMALL_ELSEWHERE}".split("|"))
_PAIR = "\x1e"
"""Between the two sides of a pair; `clean` removes it from every text."""


class Acronym(NamedTuple):
    """A short form and what it stands for, both in exact forms, words separated by one space."""

    short: str
    long: str


def find_acronyms(text: str) -> frozenset[Acronym]:
    """The pairs a text explains, as "long form (SHORT)" or "SHORT (long form)"."""
    pairs = set()
    for bracket in _BRACKET.finditer(text):
        before = _CLAUSE_END.split(text[max(0, bracket.start() - 160) : bracket.start()])[-1]
        inside = bracket.group(1)
        if is_short(inside):
            long = _long_form(inside, before)
            short = inside
        else:
            last = _SHORT.findall(before.rstrip())
            short = last[-1] if last and before.rstrip().endswith(last[-1]) and is_short(last[-1]) else ""
            long = _long_form(short, inside) if short else ""
            if long != inside:
                long = ""
        if long:
            pairs.add(Acronym(exact_words(short), exact_words(long)))
    return frozenset(pair for pair in pairs if " " in pair.long and " " not in pair.short)


@lru_cache(maxsize=1 << 12)
def exact_words(text: str) -> str:
    """The exact forms of a text's words, separated by one space: how either side of a pair is kept."""
    return " ".join(fold(token.word) for token in tokenize(text) if not token.whole)


def pair_terms(pairs: frozenset[Acronym]) -> list[str]:
    """The terms under which pairs are kept, sorted: each pair from both of its sides."""
    both = ((pair.short, pair.long) for pair in pairs), ((pair.long, pair.short) for pair in pairs)
    return sorted(one + _PAIR + other for sides in both for one, other in sides)


def term_prefix(form: str) -> str:
    """The prefix of every term that says what `form` (see `exact_words`) also goes by."""
    return form + _PAIR


def other_side(term: str) -> str:
    """What a term with `term_prefix(form)` says the form also goes by, as exact words."""
    return term.partition(_PAIR)[2]


def is_short(text: str) -> bool:
    """Whether a word is written as an acronym: most of its letters are capitals."""
    if not _SHORT.fullmatch(text):
        return False
    capitals = sum(letter.isupper() for letter in text)
    letters = sum(letter.isalpha() for letter in text)
    return capitals >= 2 and capitals * 2 > letters


def _long_form(short: str, before: str) -> str:
    """The end of `before` that `short` abbreviates, or "" where the letters do not fit."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    words = list(_WORDS.finditer(before))[-(min(len(letters) + 5, 2 * len(letters))) :]
    lower = [word.group().lower() for word in words]
    content = 0
    for first in reversed(range(len(words))):
        if lower[first] in _SMALL:
            continue
        content += 1
        if content > len(letters):
            break
        if lower[first][0] == letters[0] and _spells(letters, lower[first:]):
            return before[words[first].start() : words[-1].end()]
    return ""


def _spells(letters: list[str], words: list[str]) -> bool:
    """True when the letters can be read off the words (in lower case) in order, each content word giving its first."""
    reached = {0}
    for word in words:
        taken = {end for at in reached for end in _taken(letters, at, word)}
        reached = taken | reached if word in _SMALL else taken
    return len(letters) in reached


def _taken(letters: list[str], at: int, word: str) -> Iterator[int]:
    """How far the letters can get when `word` gives its first letter and perhaps more, in order."""
    if at >= len(letters) or letters[at] != word[0]:
        return
    yield at + 1
    taken = at + 1
    for letter in word[1:]:
        if taken < len(letters) and letters[taken] == letter:
            taken += 1
            yield taken
