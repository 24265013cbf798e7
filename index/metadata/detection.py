"""Detection: the language of a text that an input hands over whole, by the frequencies of its letter groups.

Resiliparse's detector knows a hundred languages and is some twenty times as fast as
counting words, but names one for any text, and its measure of distance grows as a text
gets shorter. So it is believed where the text is long enough and near enough; a shorter text is
first asked for the words of the languages that have a list of them, and all else is unknown.
"""

from resiliparse.parse.lang import detect_fast

from index.metadata.language_codes import TWO_LETTER_CODES, current_code
from index.metadata.languages import LANGUAGES, language_of

ENOUGH_TEXT = 500
"""Characters of such a text."""
_SAMPLE = 1_000
_LONG = 700
"""Characters; in shorter text neighbours such as Danish and Norwegian are confused."""
_SHORTEST = 250
_FARTHEST = 380
_FARTHEST_IF_SHORT = 450
"""Of the detector's distances: Zulu, which it does not know, is farther from all that it knows."""
_BY_SCRIPT = frozenset({"ja", "zh"})
"""Kana tell these apart more surely than frequencies do."""


def detected_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text; None when there is too little to tell."""
    sample = text[:_SAMPLE]
    detected = _detected(sample) if len(sample) >= _SHORTEST else None
    if detected and len(sample) >= _LONG:
        return detected
    by_words = language_of(sample)
    return by_words or (detected if detected not in LANGUAGES else None)


def _detected(sample: str) -> str | None:
    code, distance = detect_fast(sample)
    farthest = _FARTHEST if len(sample) >= _LONG else _FARTHEST_IF_SHORT
    if distance > farthest or code in _BY_SCRIPT or code not in TWO_LETTER_CODES:
        return None
    return current_code(code)
