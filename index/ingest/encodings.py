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


class _Language(NamedTuple):
    encodings: tuple[str, ...]
    """The commonest first."""
    letters: str
    """Other than those of ASCII, in lower case; with `-` between the ends of a range."""
    words: str


_COMMONEST = "cp1252"
_WEST = ("cp1252", "mac_roman", "cp850")
_CENTRAL = ("cp1250", "iso8859-2", "cp852")
_BALTIC = ("cp1257",)
_CYRILLIC = ("cp1251", "iso8859-5", "mac_cyrillic")

_LANGUAGES = {
    "en": _Language(
        _WEST,
        "áàâäãåæçéèêëíïñóôöøõúüß",
        "the of and in that is for it with as was by at be from has his have are not said",
    ),
    "de": _Language(
        _WEST,
        "äöüßé",
        "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine auch es hat über",
    ),
    "fr": _Language(
        _WEST,
        "àâæçéèêëîïôœùûüÿ",
        "le la les de des et en un une du que dans pour qui par sur au est pas plus avec ce il été à où même très",
    ),
    "es": _Language(
        _WEST,
        "áéíñóúü",
        "el la de que y en los se del las un por con una su para es al lo como más según está qué",
    ),
    "pt": _Language(
        _WEST,
        "áâãàçéêíóôõúü",
        "de que e do da em um para os com não uma no na por se mais dos como foi ao também são",
    ),
    "it": _Language(
        _WEST,
        "àèéìíòóùú",
        "il di che e la in un per è una del con non da le si dei sono al della nel ha più anche già",
    ),
    "ca": _Language(
        _WEST,
        "àçèéíïòóúü·",
        "el la els les de del que en un una per amb no és han als aquest aquesta més com també",
    ),
    "nl": _Language(
        _WEST,
        "éëïóèüöá",
        "de het een van en in is dat op te zijn met voor niet aan er ook die om als bij naar maar",
    ),
    "sv": _Language(
        _WEST, "åäöé", "och att det är en som på av för med den till inte har de ett om var från han"
    ),
    "da": _Language(
        _WEST, "æøåé", "og at det er en af til på som de for der med ikke den har et var blev efter"
    ),
    "no": _Language(
        _WEST, "æøåéòô", "og det er på til som en av for at har med de ikke den et fra om ble etter sier"
    ),
    "fi": _Language(
        _WEST, "äöåšž", "ja on ei se että oli hän mutta ovat myös kun kuin joka sen ole mukaan sekä tämä"
    ),
    "is": _Language(
        _WEST, "áðéíóúýþæö", "og að er í á það sem við til um var en af ekki með hann segir því fyrir þetta"
    ),
    "et": _Language(
        ("cp1257", "cp1252"), "äõöüšž", "ja on ei see et oli ta mis kui ka oma aga või ning tema selle"
    ),
    "pl": _Language(
        _CENTRAL,
        "ąćęłńóśźż",
        "w i na z się nie że o jest jak od przez po dla za który są oraz był tym ale co już",
    ),
    "cs": _Language(
        _CENTRAL, "áčďéěíňóřšťúůýž", "v se na je že o s z do i k ve pro za by ale jako jsou který podle po"
    ),
    "sk": _Language(
        _CENTRAL, "áäčďéíĺľňóôŕšťúýž", "v sa na je že o s z do aj k vo pre za by ale ako sú ktorý podľa po"
    ),
    "hu": _Language(
        _CENTRAL, "áéíóöőúüű", "a az és hogy nem is egy ez volt meg csak már még mint el ha szerint azt aki"
    ),
    "hr": _Language(
        _CENTRAL, "čćđšž", "je u i se na da su za od s će koji to bi što kao iz nije ne o sve ali rekao"
    ),
    "ro": _Language(
        _CENTRAL, "ăâîşţ", "şi și de în a la cu că o un din pe nu este pentru mai au care va vor"
    ),
    "tr": _Language(
        ("cp1254", "cp857"), "çğıöşüâîû", "ve bir bu için ile de da olarak çok daha gibi olan her en iki dedi"
    ),
    "lt": _Language(
        _BALTIC, "ąčęėįšųūž", "ir yra kad į su iš tai bet kaip ne už buvo po apie jau tik dar per į sakė"
    ),
    "lv": _Language(
        _BALTIC, "āčēģīķļņšūž", "un ir ka no ar par uz kas tas bet arī lai pēc ne vai tika kā gadā pie"
    ),
    "ru": _Language(
        (*_CYRILLIC, "koi8-r", "cp866"),
        "а-яё",
        "в и не на что с по как из к это у за от его для он о же был при так",
    ),
    "uk": _Language(
        (*_CYRILLIC, "koi8-u", "cp1125"),
        "а-щьюяєіїґ",
        "в і не на що з та до у за від це його про для він є був та й",
    ),
    "bg": _Language(
        _CYRILLIC, "а-ъьюя", "и на да в за се от са не че по с е ще към това но при след до който каза"
    ),
    "sr": _Language(
        _CYRILLIC, "абвгдђежзијклљмнњопрстћуфхцчџш", "и у је да се на су за од са као није који али до ће то"
    ),
    "el": _Language(
        ("cp1253", "iso8859-7"),
        "α-ωάέήίόύώϊϋΐΰς",
        "και το να του της η την που με τον στο από για των οι θα στην ο τα",
    ),
    "he": _Language(
        ("cp1255", "iso8859-8"), "א-ת", "של את על לא הוא עם זה כי גם אמר היא אל בין אך כל או הם ביום"
    ),
    "ar": _Language(
        ("cp1256", "iso8859-6"),
        "ء-ي،؟؛ً-ْـ",
        "في من على إلى أن عن التي الذي مع هذا هذه كان بعد قال ما لا إن وقال",
    ),
    "fa": _Language(
        ("cp1256",), "ء-ي،؟؛ً-ْـپچژگک\u200c", "در به از که اين را با است برای آن می های بر تا شد يک خود هم"
    ),
    "th": _Language(("cp874",), "ก-๛", "การ ที่ ของ และ ใน เป็น ได้ ว่า ให้ มี จะ ไม่ นี้ ไป"),
    "zh-cn": _Language(
        ("gb18030",),
        "\u3000-\u303f\uff00-\uffee一-鿿",
        "的 一 是 在 不 了 有 和 人 这 中 大 为 上 个 国 我 以 要 他 时 来 到 说 年 日 市 会 定",
    ),
    "zh-tw": _Language(
        ("big5",),
        "\u3000-\u303f\uff00-\uffee一-鿿",
        "的 一 是 在 不 了 有 和 人 這 中 大 為 上 個 國 我 以 要 他 時 來 到 說 年 日 市 會 定",
    ),
    "ja": _Language(
        ("cp932", "euc_jp"),
        "\u3000-\u30ff\uff00-\uffee一-鿿",
        "の は を に が で と し た い る て な も れ さ こ か ら 、 。",
    ),
    "ko": _Language(
        ("cp949",),
        "\u3000-\u303f\uff00-\uffee가-힣一-鿿",
        "이 다 는 의 에 을 를 가 한 고 은 하 지 로 기 사 도 시 자 해 어 인 서",
    ),
}
_WITHOUT_SPACES = frozenset({"th", "zh-cn", "zh-tw", "ja", "ko"})
"""Languages whose words are looked for anywhere."""
_IN_TWO_BYTES = frozenset({"gb18030", "big5", "cp932", "euc_jp", "cp949"})
_ICONV_NAMES = {
    "mac_roman": "MACINTOSH",
    "mac_cyrillic": "MAC-CYRILLIC",
    "cp932": "SHIFT_JIS",
    "cp949": "EUC-KR",
}

_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_LEAST_ZEROS = 4
_LEAST_IN_TWO_BLOCKS = 0.9
"""Of the letters, in ASCII's block of 256 and that of the script."""
_LOOKED_AT = 2_000
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_SAMPLE = 1 << 12
"""Bytes of lines that are not all ASCII."""
_WIDEST_LINE = 1 << 12
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
_HIGH = re.compile(rb"^[^\n\x80-\xff]*+[\x80-\xff][^\n]*\n?", re.MULTILINE)
_LOW = re.compile(rb"^[^\n\x80-\xff]*(?:\n|\Z)", re.MULTILINE)
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_TWO_CAPITALS = re.compile(r"(?<![^\W\d_])[\u00c0-\u00de][A-Z][a-z]")
_LATIN = re.compile("[\u00aa\u00b5\u00ba-\u024f\u0300-\u036f]")
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
        has_enough = self.words >= (1 if self.encoding == _COMMONEST else _ENOUGH_WORDS)
        if has_enough and self.words > 2 * other.words:
            return True
        if self.words < other.words:
            return False
        if self.strangers != other.strangers:
            is_likely = has_enough or (self.encoding == _COMMONEST and not self.strangers)
            return is_likely and self.strangers < other.strangers
        if self.language != other.language or not has_enough:
            return False
        if self.language != "en":
            return self.letters > other.letters
        if self.letters == other.letters or "cp850" in (self.encoding, other.encoding):
            return (
                self.encoding == _COMMONEST
            )  # what is a letter in it would be a sign or a capital in others
        return self.letters < other.letters  # English has marks and dashes where others have letters


def wide_encoding(head: bytes) -> str | None:
    """The encoding of what begins as UTF-16 does, by its mark or by the zero bytes in its letters; None for all else."""
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return encoding
    zeros = head.count(0)
    if zeros < _LEAST_ZEROS or zeros > len(head) * 0.6:
        return None
    first = head[::2].count(0)
    encoding, others = ("utf-16-be", zeros - first) if 2 * first > zeros else ("utf-16-le", first)
    if others * 50 > zeros:
        return None
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")[:_LOOKED_AT]
    blocks = Counter(ord(sign) >> 8 for sign in text)
    in_two = sum(count for _, count in blocks.most_common(2))
    is_plain = blocks[0] > 0 and in_two >= _LEAST_IN_TWO_BLOCKS * len(text)
    return encoding if is_plain and not _NO_TEXT.search(text) else None


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
    return reading.encoding == _COMMONEST or reading.words > 0 or reading.letters >= _ENOUGH_LETTERS


def _sample(raw: bytes) -> bytes:
    """Lines with bytes beyond ASCII in them and then others, cut where no letter can be."""
    lines: list[bytes] = []
    length = 0
    for expression in (_HIGH, _LOW):
        for match in expression.finditer(raw):
            line = match[0]
            if len(line) > _WIDEST_LINE:
                line = line[: line.rfind(b" ", 0, _WIDEST_LINE) + 1] or line
            lines.append(line)
            length += len(line)
            if length > _SAMPLE:
                return b"".join(lines)
    return b"".join(lines)


def _readings(sample: bytes) -> Iterator[Reading]:
    """All readings that are of some language by their letters."""
    for encoding, names in _written_in().items():
        try:
            text = sample.decode(encoding)
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
        misplaced, strange = _misplaced(text)
        if misplaced > (_MOST_BESIDE_LATIN if encoding in _IN_TWO_BYTES else _MOST_MISPLACED) * signs.total():
            continue
        strange += sum(count for sign, count in signs.items() if _ODD.match(sign))
        tokens = Counter(map(str.lower, _TOKEN.findall(text)))
        for name in fitting:
            if name == "en" and letters > _MOST_IN_ENGLISH * sum(map(len, tokens.elements())):
                continue
            if name not in _WITHOUT_SPACES:
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
            misplaced += not _LATIN.match(sign) and (_is_latin(before) or _is_latin(behind))
            strange += not before and (sign in _NEVER_FIRST or (not behind and sign not in _ALONE))
        else:
            is_within = bool(before and behind) and sign not in _SIGNS_WITHIN_WORDS
            is_within &= (before, sign, behind) != ("l", "·", "l")
            misplaced += is_within or unicodedata.category(sign) in ("Cc", "Co", "Cn")
            strange += bool(before) and (sign in _NEVER_LAST or (sign == "“" and "„" not in text))
            strange += sign == "’" and not before and bool(behind) and not behind.isascii()
    return misplaced, strange


def _is_latin(sign: str) -> bool:
    return bool(sign) and sign.isascii()


@cache
def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM"


@cache
def _written_in() -> dict[str, list[str]]:
    """By encoding, the languages."""
    written: dict[str, list[str]] = {}
    for place in range(max(len(language.encodings) for language in _LANGUAGES.values())):
        for name, language in _LANGUAGES.items():
            for encoding in language.encodings[place : place + 1]:
                written.setdefault(encoding, []).append(name)
    return written


@cache
def _letters_of(name: str) -> frozenset[str]:
    spelt = re.sub(
        "(.)-(.)",
        lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))),
        _LANGUAGES[name].letters,
    )
    return frozenset(spelt) | frozenset(spelt.upper()) | frozenset("İ" if name == "tr" else "")


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(_LANGUAGES[name].words.split())
