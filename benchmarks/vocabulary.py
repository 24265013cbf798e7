"""The made-up vocabulary of the invented articles, the same on every machine.

Entries are words, their inflections, names, figures, fixed expressions and organisations
with their acronyms, so that stemming, tokenising and phrases have the work that news
gives them. An expression is an entry of its own, because words drawn one by one would
hardly ever make the same phrase twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

ENTRIES = 150_000
_COMMON = 40
"""The first entries are short and plain, as function words are; nothing is made of them."""
_LETTERS = "bcdfghklmnprstvz"
_SYLLABLES = [first + then for first in _LETTERS for then in ("a", "e", "i", "o", "u", "ar", "en", "is")]
_ENDINGS = ("s", "ed", "ing", "er", "ly")
_FIGURES = ("{:,}", "${:,}", "{}%", "{}")

_WORDS, _INFLECTIONS, _NAMES, _EXPRESSIONS, _ORGANISATIONS = 0.5, 0.76, 0.88, 0.96, 0.964
"""Shares of the entries, each with those before it; the rest are figures."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything a text is made of."""

    entries: tuple[str, ...]
    """Most frequent first; some are several words."""
    plain: tuple[str, ...]
    """The entries that are uninflected lower-case words, most frequent first."""
    expressions: tuple[str, ...]
    """The entries that are two or three plain words, most frequent first."""


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of every corpus."""
    rng = np.random.default_rng(7)
    tries = 3 * ENTRIES
    syllables = rng.integers(0, len(_SYLLABLES), (tries, 5)).tolist()
    kinds = rng.random(tries).tolist()
    picks = rng.random((tries, 3)).tolist()
    entries: dict[str, None] = {}
    plain: list[str] = []
    expressions: list[str] = []
    for drawn, kind, picked in zip(syllables, kinds, picks, strict=True):
        if len(entries) == ENTRIES:
            break
        # The rarer a word, the longer.
        length = 1 + drawn[0] % 2 + (len(entries) > _COMMON) + len(entries) // 40_000
        word = "".join(_SYLLABLES[i] for i in drawn[:length])
        is_word = kind <= _WORDS or len(plain) <= 2 * _COMMON
        entry = word if is_word else _combined(word, kind, drawn[-1], _frequent(plain, picked))
        if entry in entries:
            continue
        entries[entry] = None
        if is_word:
            plain.append(entry)
        elif _NAMES < kind <= _EXPRESSIONS:
            expressions.append(entry)
    return Vocabulary(tuple(entries), tuple(plain), tuple(expressions))


def _frequent(plain: Sequence[str], picked: Sequence[float]) -> list[str]:
    """Words made before; squaring prefers the frequent."""
    return [plain[_COMMON + int(pick**2 * (len(plain) - _COMMON))] for pick in picked]


def _combined(word: str, kind: float, number: int, known: Sequence[str]) -> str:
    """An entry that is no plain word; `number` varies it."""
    if kind <= _INFLECTIONS:
        return known[0] + _ENDINGS[number % len(_ENDINGS)]
    if kind <= _NAMES:
        return (word.replace("e", "é") if number % 11 == 0 else word).capitalize()
    if kind <= _EXPRESSIONS:
        return " ".join(known[: 2 + number % 2])
    if kind <= _ORGANISATIONS:
        names = [part.capitalize() for part in known]
        return f"{' '.join(names)} ({''.join(name[0] for name in names)})"
    figure = int.from_bytes(word.encode()[:3], "big") % 10 ** (1 + number % 7)
    return _FIGURES[number % len(_FIGURES)].format(figure)
