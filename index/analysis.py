"""How news text becomes terms: one account of what a word is, for indexing, asking and highlighting.

A word has an exact form (case and accents folded) and, per language, a stem.
What a reporter would call one word may be several tokens: "intel-sharing" is
"intel" and "sharing" at consecutive positions with "intelsharing" beside the
first, so that it is found whole, in parts and inside phrases. Stop words stay,
because phrases need them. "US" and "U.S." become "u.s.", apart from the
pronoun; any other dotted acronym loses its dots. Scripts written without
spaces (Chinese, Japanese, Thai …) are cut into overlapping pairs.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

import Stemmer

from index.article import VALUE_SEPARATOR as VALUE_SEPARATOR
from index.plain import is_plain

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
"""Snowball's stemmers by ISO 639-1 code; any other language is found by exact forms alone."""

EXACT_VALUE = "="
"""What begins the term for a whole value, such as "=The New York Times"."""

PARAGRAPH_BREAK = "\n\n"
"""Between the paragraphs of a text."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"  # kana, Han
)
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"  # accents, vowel points
    "\u0900-\u0963\u0966-\u0dff"  # Indic vowel signs; the danda ends sentences
    "\u00ad\u200c\u200d"  # soft hyphen, joiners
)
_LETTER = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}])"
_PLAIN_LETTER = r"[^\W_]"
_JOINTS = str.maketrans("'’ʼ‐‑", "-----")
_POSSESSIVES = tuple(mark + letter for mark in "'’ʼ" for letter in "sS")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_NO_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200c\u200d\u0640"))
_NO_ACCENT: dict[int, str | None] = {
    **dict.fromkeys(chain(range(0x300, 0x370), range(0x591, 0x5BE), range(0x64B, 0x660), [0x670])),
    **{
        ord(one): other
        for one, other in zip("øłđðþæœı", ["o", "l", "d", "d", "th", "ae", "oe", "i"], strict=True)
    },
}
_MOST_PARTS = 4
"""A longer compound is found by its parts alone."""


class Token(NamedTuple):
    """One term of a text."""

    word: str
    """Lower case, accents kept: what a stemmer reads."""
    start: int
    end: int
    """Characters of the text, start ≤ i < end."""
    position: int
    """Tokens from the beginning; a compound's whole stands at its first part's position."""
    whole: bool = False
    """True for the joined form of a compound."""


class Text(str):
    """A text that knows the language it is written in (ISO 639-1, or None)."""

    language: str | None = None

    @classmethod
    def of(cls, text: str, language: str | None) -> "Text":
        """The text, in that language."""
        known = cls(text)
        known.language = language
        return known


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of a text, in order."""
    position = 0
    for match in _words(text.isascii() or is_plain(text)).finditer(text):
        found, kind = match.group(), match.lastgroup
        start, end = match.span()
        if kind == "unspaced":
            for i in range(max(1, len(found) - 1)):
                yield Token(found[i : i + 2], start + i, min(start + i + 2, end), position)
                position += 1
            continue
        if kind == "dotted":
            yield Token(as_word(found.replace(".", "").upper()), start, end, position)
            position += 1
            continue
        if found.isalnum():
            yield Token(as_word(found), start, end, position)
            position += 1
            continue
        if found.endswith(_POSSESSIVES):
            found, end = found[:-2], end - 2
        if _THOUSANDS.match(found):
            found = found.replace(",", "")
        parts = found.translate(_JOINTS).split("-")
        if 1 < len(parts) <= _MOST_PARTS:
            yield Token(as_word("".join(parts)), start, end, position, whole=True)
        for part in parts:
            width = len(part) if len(parts) > 1 else end - start
            yield Token(as_word(part), start, start + width, position)
            start += width + 1
            position += 1


@cache
def _words(plain: bool) -> re.Pattern[str]:
    """What finds the words of a text; in a plain one none is marked or unspaced."""
    letter = _PLAIN_LETTER if plain else _LETTER
    unspaced = "(?!)" if plain else f"[{_UNSPACED}]+"
    return re.compile(
        rf"(?P<dotted>(?<!{letter})[^\W\d_](?:\.[^\W\d_])+(?!{letter})\.?)"
        rf"|(?P<unspaced>{unspaced})"
        rf"|{letter}+(?:(?:['’ʼ‐‑-]|(?<=\d)[.,](?=\d)){letter}+)*"
    )


def as_word(found: str) -> str:
    """The word of one run of letters: in lower case, but for the country."""
    if found == "US":
        return "u.s."
    return found.lower() if found.isascii() else unicodedata.normalize("NFC", found.lower())


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The exact form of a word: without case, accents, vowel points and invisible joiners."""
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFKD", word).casefold().translate(_NO_INVISIBLE)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", bare).translate(_NO_ACCENT))


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str | None) -> str:
    """The stem of a word in a language, folded; its exact form where there is no stemmer.

    Stemmers read accents, so folding comes after.
    """
    stemmer = _stemmer(language)
    return fold(stemmer.stemWord(word)) if stemmer else fold(word)


def stem_all(words: list[str], language: str | None) -> list[str]:
    """The stem of each word, as `stem` gives it: quicker for many, and remembering none."""
    stemmer = _stemmer(language)
    stems = stemmer.stemWords(words) if stemmer else words
    return [word.lower() if word.isascii() else fold(word) for word in stems]


@lru_cache(maxsize=len(STEMMERS) + 1)
def _stemmer(language: str | None) -> Any:
    name = STEMMERS.get(language or "")
    # Its own memory of words is kept in order at four times the cost of stemming them anew.
    return Stemmer.Stemmer(name, 0) if name else None


def exact_value(value: str) -> str:
    """The term for one whole value of a name field: exactly this outlet, this author, letter for letter.

    Not folded, so that what a facet counts is what its clause finds.
    """
    return EXACT_VALUE + value
