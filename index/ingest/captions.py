"""Alternative text of an image, glued to the first sentence when a page was saved as text.

"Storm CoastA storm has closed …": the seam is a small letter against a capital. Names
are written so too (YouTube, McDonald), so a seam counts only if the words before it
come again in the article, and the glued word itself does not.
"""

import re

_SEAM = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-ÖØ-Þ])")
_LONGEST = 80
_SMALL_WORDS = frozenset({"of", "and", "the", "in", "de", "la"})


def without_alt_text(paragraph: str, rest: str) -> str:
    """`paragraph` without alternative text glued to its start; `rest` is the text that follows it."""
    for seam in _SEAM.finditer(paragraph[:_LONGEST]):
        glued, sentence = paragraph[: seam.start()], paragraph[seam.start() :]
        if glued[-1].islower() and _is_alt_text(glued.split(), sentence, rest):
            return sentence
    return paragraph


def _is_alt_text(words: list[str], sentence: str, rest: str) -> bool:
    if not all(word[0].isupper() or word in _SMALL_WORDS for word in words):
        return False
    opening = sentence.split(maxsplit=1)[0]
    if re.search(rf"\b{re.escape(words[-1] + opening)}\b", f"{sentence} {rest}"):
        return False
    if len(words) == 1:
        return bool(re.match(rf"{re.escape(words[0])}\b", sentence))
    return all(re.search(rf"\b{re.escape(word)}\b", sentence) for word in words)
