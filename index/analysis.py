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
from functools import lru_cache
from typing import Any, NamedTuple

import Stemmer

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
"""Snowball's stemmers by ISO 639-1 code; any other language is found by exact forms alone."""

VALUE_SEPARATOR = "\x1f"
"""Between the values of a field that holds several; `clean` removes it from every text."""
EXACT_VALUE = "="
"""What begins the term for a whole value, such as "=The New York Times"."""

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
_WORD = re.compile(
    rf"(?P<dotted>(?<!{_LETTER})[^\W\d_](?:\.[^\W\d_])+(?!{_LETTER})\.?)"
    rf"|(?P<unspaced>[{_UNSPACED}]+)"
    rf"|{_LETTER}+(?:(?:['’ʼ‐‑-]|(?<=\d)[.,](?=\d)){_LETTER}+)*"
)
_JOINT = re.compile("['’ʼ‐‑-]")
_POSSESSIVE = re.compile("['’ʼ][sS]$")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_INVISIBLE = re.compile("[\u00ad\u200c\u200d\u0640]")
_ACCENT = re.compile("[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670]")
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
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
    for match in _WORD.finditer(text):
        found, start, end = match.group(), match.start(), match.end()
        if match["unspaced"]:
            for i in range(max(1, len(found) - 1)):
                yield Token(found[i : i + 2], start + i, min(start + i + 2, end), position)
                position += 1
            continue
        if match["dotted"]:
            yield Token(as_word(found.replace(".", "").upper()), start, end, position)
            position += 1
            continue
        if possessive := _POSSESSIVE.search(found):
            found, end = found[: possessive.start()], start + possessive.start()
        if _THOUSANDS.match(found):
            found = found.replace(",", "")
        parts = _JOINT.split(found)
        if 1 < len(parts) <= _MOST_PARTS:
            yield Token(as_word("".join(parts)), start, end, position, whole=True)
        for part in parts:
            width = len(part) if len(parts) > 1 else end - start
            yield Token(as_word(part), start, start + width, position)
            start += width + 1
            position += 1


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
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKD", word).casefold())
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", bare)).translate(_PLAIN)
    return unicodedata.normalize("NFC", bare)


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
    return [fold(word) for word in (stemmer.stemWords(words) if stemmer else words)]


@lru_cache(maxsize=len(STEMMERS) + 1)
def _stemmer(language: str | None) -> Any:
    name = STEMMERS.get(language or "")
    return Stemmer.Stemmer(name) if name else None


def exact_value(value: str) -> str:
    """The term for one whole value of a name field: exactly this outlet, this author, letter for letter.

    Not folded, so that what a facet counts is what its clause finds.
    """
    return EXACT_VALUE + value
