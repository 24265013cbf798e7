"""Languages: the ISO 639-1 code of a text, from its script and its commonest words.

A language model would be larger than the archive's whole code and no surer on a
news article, where every fourth word is a function word. The languages are those
whose words the archive can stem, and those that a script alone gives away. A headline is
often too short to tell, and mixed text has no one language: both are None.
"""

import re
from collections import Counter

from index.plain import is_plain

_WORDS: dict[str, str] = {
    "ca": (
        "el la els les i de del dels que en un una per amb no és va han als aquest aquesta més com també "
        "però ha seva"
    ),
    "da": (
        "og i at det er en af til på som de for der med ikke den har et var fra han blev også efter ved kan "
        "om men"
    ),
    "de": (
        "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden "
        "aus er hat"
    ),
    "en": (
        "the of and to in a that is for on it with as was by at be from has his have he are not this but "
        "said its will"
    ),
    "es": (
        "el la de que y en los se del las un por con no una su para es al lo como más pero ha este fue sus "
        "entre desde"
    ),
    "eu": (
        "eta da ez du dute bat izan zen ere baina dira ziren hori egin dela zuen bere beste horrek arte duela"
    ),
    "fi": (
        "ja on ei se että oli hän mutta ovat myös kun kuin joka sen ole mukaan jo sekä vuoden tai jos vielä "
        "ollut"
    ),
    "fr": (
        "le la les de des et en un une du que dans pour qui par sur au est pas plus avec ce il ne sont se "
        "son aux été"
    ),
    "ga": "agus an na is ar ag le go do bhí tá sé sin i leis atá mar ach sa don gur níl chun faoi raibh",
    "hu": (
        "a az és hogy nem is egy ez volt meg de csak már még mint el ha szerint azt ki vagy után által között"
    ),
    "id": (
        "yang dan di ini itu dengan untuk dari dalam tidak pada akan ke juga oleh ada mereka karena telah "
        "sudah kata"
    ),
    "it": (
        "il di che e la in un per è una del con non da le si dei i sono al della nel ha lo come più anche "
        "alla gli"
    ),
    "lt": "ir yra kad į su iš tai bet kaip ne už buvo po apie jau tik dar kuris taip pat nuo jis savo metų",
    "nl": (
        "de het een van en in is dat op te zijn met voor niet aan er ook die om als bij naar maar door "
        "heeft uit worden"
    ),
    "no": (
        "og i det er på til som en av for at har med de ikke den var et fra om han ble også etter seg ved "
        "sier mot"
    ),
    "pt": (
        "o a de que e do da em um para os com não uma no as na por se mais dos como foi ao das à também "
        "pelo é são"
    ),
    "ro": (
        "și de în a la cu că o un care din pe nu este pentru mai au fi sau ale lui prin fost după dar al sunt"
    ),
    "sv": (
        "och i att det är en som på av för med den till inte har de ett om var från han kan men också efter "
        "vid sig"
    ),
    "tr": (
        "ve bir bu için ile de da olarak çok daha gibi olan sonra kadar ancak ne olduğunu en değil dedi var "
        "yeni ise"
    ),
    "ru": "и в не на что с по как из к это у за его от но для он о же был до при так все после также году или",
    "sr": "и у је да се на су за од са као није који али би што до ће из или то после због",
    "uk": "і в не на що з та до як у за від це його про але для він є був після також при або які",
    "bg": "и на да в за се от са не че по с е ще със като към това но при след до който беше",
    "ar": "في من على إلى أن عن التي الذي مع هذا هذه كان بعد قال ما لا بين وقد وقال",
    "fa": "در به از که این را با است برای آن می های بر تا شد یک خود هم",
    "ur": "کے کی میں ہے اور سے کا کو نے پر کہ یہ ہیں نہیں اس بھی",
    "hi": "के की में है और से का को ने पर कि यह हैं नहीं इस भी ने एक लिए था",
    "ne": "र को छ मा का ले छन् पनि यो हो भएको लागि गरेको तथा एक थियो",
}
LANGUAGES = frozenset(_WORDS)
"""Those that are told by their words."""
_LANGUAGES_OF: dict[str, list[str]] = {}
"""By word."""
for _code, _words_of_it in _WORDS.items():
    for _word in frozenset(_words_of_it.split()):
        _LANGUAGES_OF.setdefault(_word, []).append(_code)

COMMON_WORDS = frozenset(_LANGUAGES_OF)
"""In any of the languages; none says what a text is about."""

_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7a3\u1100-\u11ff"),
    ("zh", "\u4e00-\u9fff\u3400-\u4dbf"),
    ("th", "\u0e00-\u0e7f"),
    ("el", "\u0370-\u03ff"),
    ("he", "\u0590-\u05ff"),
    ("hy", "\u0530-\u058f"),
    ("ta", "\u0b80-\u0bff"),
)
_SCRIPT_LETTERS = tuple((code, re.compile(f"[{letters}]")) for code, letters in _SCRIPTS)
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:\u093e|[\u0900-\u0963])*[^\W\d_]*")

_LETTERS_ALONE = bytes(byte if chr(byte).isalpha() or byte > 127 else ord(" ") for byte in range(256))

LONGEST_SAMPLE = 20_000
"""Characters looked at; the rest of a long text would not change the answer."""
_LEAST_LETTERS = 12
_LEAST_HITS = 4
_CERTAIN = ((0.12, 1.2), (0.06, 3.0))
"""Pairs of (least share of the words, least lead on the next language); one must hold.

Languages that are not in the table share some short words with several that are, so
they come near the one bound or the other and pass neither.
"""


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language most of `text` is in; None when there is too little to tell."""
    sample = text[:LONGEST_SAMPLE]
    return _by_script(sample) or _by_words(sample)


def _by_script(text: str) -> str | None:
    """A language whose script no other language here uses; Japanese is Chinese characters with kana among them."""
    if is_plain(text):
        return None
    letters = len(_LETTER.findall(text))
    if letters < _LEAST_LETTERS:
        return None
    counts = {code: len(form.findall(text)) for code, form in _SCRIPT_LETTERS}
    if counts["ja"] * 10 >= counts["zh"] + counts["ja"]:
        counts["ja"] += counts.pop("zh")
    code, count = max(counts.items(), key=lambda item: item[1])
    return code if count * 2 > letters else None


def _by_words(text: str) -> str | None:
    """The language whose commonest words occur most, a word of several languages counting for each the less."""
    words = _words(text.casefold())
    occurring = Counter(filter(_LANGUAGES_OF.__contains__, words))
    if occurring.total() < _LEAST_HITS:
        return None
    scores = dict.fromkeys(_WORDS, 0.0)
    for word in sorted(occurring):
        codes = _LANGUAGES_OF[word]
        score = occurring[word] / len(codes)
        for code in codes:
            scores[code] += score
    second, highest = sorted(scores.values())[-2:]
    best = min(code for code, score in scores.items() if score == highest)
    hits = sum(count for word, count in occurring.items() if best in _LANGUAGES_OF[word])
    if hits < _LEAST_HITS:
        return None
    share, lead = hits / len(words), highest / max(second, 0.1)
    certain = any(share >= least_share and lead >= least_lead for least_share, least_lead in _CERTAIN)
    return best if certain else None


def _words(text: str) -> list[str]:
    """What `_WORD` finds, in any order; it is asked only of what is not letters between blanks."""
    pieces = text.encode("utf-8", "replace").translate(_LETTERS_ALONE).decode().split()
    if text.isascii():
        return pieces
    words = [piece for piece in pieces if piece.isalpha()]
    return words + _WORD.findall(" ".join([piece for piece in pieces if not piece.isalpha()]))
