"""Encodings: which one old text is in that is not UTF-8, by the letters and the commonest words of languages.

Nearly any bytes pass for text in nearly any encoding of one byte to a letter; what they do not pass for is a
language. Read wrongly, a text has capitals and signs within its words, and letters that no one
language has together ("Zamkniêcie", "kapanýyor"). So a reading counts only if all its letters are
those of a language that is written in the encoding; and where two readings do, the one with by far
more of its language's common words. What that leaves open is refused, never guessed: detectors that always have an
answer (uchardet, charset-normalizer) were wrong on a third to a half of single sentences, see docs/formats.md.
"""

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, cmp_to_key
from typing import NamedTuple

from index.ingest.alphabets import ALPHABETS, COMMONEST, WITHOUT_SPACES

_IN_TWO_BYTES = frozenset({"gb18030", "big5", "cp932", "euc_jp", "cp949"})
_ICONV_NAMES = {
    "mac_roman": "MACINTOSH",
    "mac_cyrillic": "MAC-CYRILLIC",
    "cp932": "SHIFT_JIS",
    "cp949": "EUC-KR",
}
_SAMPLE = 1 << 11
"""Bytes of lines that are not all ASCII."""
_BEFORE = 1 << 9
"""Of a line, before its first byte beyond ASCII."""
_MOST_FOREIGN = 0.05
"""Of the letters beyond ASCII; an article names people from elsewhere."""
_MOST_MISPLACED = 0.005
_MOST_BESIDE_LATIN = 0.2
"""Of the letters of two bytes, that stand beside one of ASCII."""
_MOST_IN_ENGLISH = 0.04
"""Letters beyond ASCII among all."""
_LEAST_COMMON = 0.1
"""Common signs among all, of a language that is written without spaces."""
_MANY_LETTERS = 8
"""Of which one may be from elsewhere."""
_ENOUGH_LETTERS = 4
_ENOUGH_WORDS = 2
_SIGNS_WITHIN_WORDS = frozenset("’‘'\u00ad\u00a0–—…-\u200c\u200d′″")
_NEVER_FIRST = frozenset("ëïÿ")
_NEVER_LAST = frozenset("‚„¿¡§")
_ALONE = frozenset("àÀèÈéÉêÊóÓòÒôÔåÅäÄöÖøØæÆíÍáÁ")
"""Letters that are words."""
_HIGH = re.compile(rb"^([^\n\x80-\xff]*+)[\x80-\xff][^\n]*\n?", re.MULTILINE)
_LOW = re.compile(rb"^[^\n\x80-\xff]*(?:\n|\Z)", re.MULTILINE)
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_MIXED = re.compile(
    "(?<=[A-Za-z])[\u0370-\u1fff\u2c00-\u2dff\u3040-\uffdc]|[\u0370-\u1fff\u2c00-\u2dff\u3040-\uffdc](?=[A-Za-z])"
)
"""Letters of another alphabet within a word of ASCII."""
_TWO_CAPITALS = re.compile(r"(?<![^\W\d_])[\u00c0-\u00de][A-Z][a-z]")
_ODD = re.compile("[¤¦¨¬¯±´¶¸ˆˇ˘˙˛˜˝†‡‰ªº¹²³¼½¾µƒ\u2200-\u22ff\u2500-\u25ff\ue000-\uf8ff]")
"""Signs that a text seldom has, and that letters of other encodings are taken for."""
_TOKEN = re.compile(r"[^\W\d_]+")


class Reading(NamedTuple):
    """One way to read some bytes."""

    text: str
    encoding: str
    language: str
    words: int
    """How many of its words are common ones of the language."""
    letters: int
    """Of the language, beyond ASCII."""
    strangers: int
    """Letters of other languages or by themselves, and signs that are seldom printed."""

    def is_surer_than(self, other: "Reading") -> bool:
        """Whether this is the text, if either is."""
        has_enough = self.words >= (1 if self.encoding == COMMONEST else _ENOUGH_WORDS)
        if has_enough and self.words > 2 * other.words:
            return True
        if self.words < other.words:
            return False
        if self.strangers != other.strangers:
            is_likely = has_enough or (self.encoding == COMMONEST and not self.strangers)
            return is_likely and self.strangers < other.strangers
        if self.language != other.language or not has_enough:
            return False
        if self.language != "en":
            return self.letters > other.letters
        if self.letters == other.letters or "cp850" in (self.encoding, other.encoding):
            return self.encoding == COMMONEST  # what is a letter in it would be a sign or a capital in others
        return self.letters < other.letters  # English has marks and dashes where others have letters


class Found(NamedTuple):
    """The encodings that some bytes may be in, as Python names them, the likeliest first."""

    encodings: tuple[str, ...]
    is_certain: bool = False


def find_encodings(raw: bytes) -> Found:
    """The encoding of bytes that are not UTF-8, or those that make some sense of them.

    Of several that read all bytes alike, one is named.
    """
    best: dict[str, Reading] = {}
    for reading in _readings(_sample(raw)):
        known = best.setdefault(reading.text, reading)
        if (reading.words, -reading.strangers) > (known.words, -known.strangers):
            best[reading.text] = reading._replace(encoding=known.encoding)
    likely = sorted(best.values(), key=cmp_to_key(_by_sureness))
    is_certain = _is_enough(likely[0]) if len(likely) == 1 else bool(likely)
    if is_certain and all(likely[0].is_surer_than(other) for other in likely[1:]):
        return Found((likely[0].encoding,), is_certain=True)
    return Found(tuple(reading.encoding for reading in likely if reading.words >= _ENOUGH_WORDS))


def iconv_name(encoding: str) -> str:
    """What the program iconv calls an encoding."""
    if encoding.startswith("cp125"):
        return encoding.replace("cp", "WINDOWS-")
    return _ICONV_NAMES.get(encoding, encoding.upper().replace("ISO8859", "ISO-8859").replace("_", "-"))


def _by_sureness(one: Reading, other: Reading) -> int:
    return other.is_surer_than(one) - one.is_surer_than(other) or other.words - one.words


def _is_enough(reading: Reading) -> bool:
    return reading.encoding == COMMONEST or reading.words > 0 or reading.letters >= _ENOUGH_LETTERS


def _sample(raw: bytes) -> bytes:
    """Lines with bytes beyond ASCII in them and then others; the last may be cut within a letter."""
    lines: list[bytes] = []
    length = 0
    for expression in (_HIGH, _LOW):
        for match in expression.finditer(raw):
            first = max(match.end(1) - _BEFORE, match.start()) if expression is _HIGH else match.start()
            lines.append(raw[first : min(match.end(), first + _SAMPLE)])
            length += len(lines[-1])
            if length >= _SAMPLE:
                return b"".join(lines)
    return b"".join(lines)


def _readings(sample: bytes) -> Iterator[Reading]:
    """All readings that are of some language by their letters."""
    for encoding, names in _written_in().items():
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample, len(sample) < _SAMPLE)
        except UnicodeDecodeError:
            continue
        signs = Counter(_NOT_ASCII.findall(text))
        own = {name: _own_letters(name, signs) for name in names}
        letters = sum(count for sign, count in signs.items() if _is_letter(sign))
        fitting = [
            name
            for name in names
            if letters - own[name] <= max(_MOST_FOREIGN * letters, letters >= _MANY_LETTERS)
        ]
        if not fitting:
            continue
        most = (_MOST_BESIDE_LATIN if encoding in _IN_TWO_BYTES else _MOST_MISPLACED) * signs.total()
        if (mixed := len(_MIXED.findall(text))) > most:
            continue
        misplaced, strange = _misplaced(text)
        if mixed + misplaced > most:
            continue
        strange += sum(count for sign, count in signs.items() if _ODD.match(sign))
        tokens = Counter(map(str.lower, _TOKEN.findall(text)))
        for name in fitting:
            if name == "en" and letters > _MOST_IN_ENGLISH * sum(map(len, tokens.elements())):
                continue
            if name not in WITHOUT_SPACES:
                common = sum(tokens[word] for word in _words_of(name))
            else:
                common = sum(text.count(word) * len(word) for word in _words_of(name))
                if common < _LEAST_COMMON * signs.total():
                    continue
            yield Reading(text, encoding, name, common, own[name], letters - own[name] + strange)


def _own_letters(name: str, signs: Counter[str]) -> int:
    known = _letters_of(name)
    return sum(count for sign, count in signs.items() if sign in known and _is_letter(sign))


def _misplaced(text: str) -> tuple[int, int]:
    """How many signs, controls and capitals stand where none do, and how many letters where they seldom do."""
    misplaced, strange = len(_TWO_CAPITALS.findall(text)), 0
    for match in _NOT_ASCII.finditer(text):
        at, sign = match.start(), match[0]
        before, behind = (
            beside if beside.isalpha() else "" for beside in (text[at - 1 : at], text[at + 1 : at + 2])
        )
        if _is_letter(sign):
            misplaced += before.islower() and sign.isupper()
            misplaced += behind.isascii() and sign.islower() and behind.isupper()
            strange += not before and (sign in _NEVER_FIRST or (not behind and sign not in _ALONE))
        else:
            is_within = bool(before and behind) and sign not in _SIGNS_WITHIN_WORDS
            is_within &= (before, sign, behind) != ("l", "·", "l")
            misplaced += is_within or unicodedata.category(sign) in ("Cc", "Co", "Cn")
            strange += bool(before) and (sign in _NEVER_LAST or (sign == "“" and "„" not in text))
            strange += sign == "’" and not before and bool(behind) and not behind.isascii()
    return misplaced, strange


@cache
def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM"


@cache
def _written_in() -> dict[str, list[str]]:
    """By encoding, the languages."""
    written: dict[str, list[str]] = {}
    for place in range(max(len(language.encodings) for language in ALPHABETS.values())):
        for name, language in ALPHABETS.items():
            for encoding in language.encodings[place : place + 1]:
                written.setdefault(encoding, []).append(name)
    return written


@cache
def _letters_of(name: str) -> frozenset[str]:
    spelt = re.sub(
        "(.)-(.)",
        lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))),
        ALPHABETS[name].letters,
    )
    return frozenset(spelt) | frozenset(spelt.upper()) | frozenset("İ" if name == "tr" else "")


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(ALPHABETS[name].words.split())
