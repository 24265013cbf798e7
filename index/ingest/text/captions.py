"""Alternative text of an image, glued to the first sentence when a page was saved as text.

"Storm CoastA storm has closed …": the seam is a small letter against a capital. Names
are written so too (YouTube, McDonald), so a seam counts only if the words before it
come again in the sentence, and the glued word itself nowhere in the opening of the article.
"""

import re
from collections.abc import Iterable

_SEAM = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-ÖØ-Þ])")
_LONGEST = 80
_SENTENCE = 2_000
"""Characters after a seam in which the words before it must come again."""
_OPENING = 20_000
"""Characters of an article in which a glued word is looked for; a name is used sooner than that."""
_SMALL_WORDS = frozenset({"of", "and", "the", "in", "de", "la"})


def without_alt_text(paragraph: str, rest: Iterable[str]) -> str:
    """`paragraph` without alternative text glued to its start; `rest` are the paragraphs that follow it."""
    seams = [seam.start() for seam in _SEAM.finditer(paragraph[:_LONGEST])]
    following = ""
    for at in seams:
        glued = paragraph[:at]
        if not glued[-1].islower() or not _is_alt_text(glued.split(), paragraph[at : at + _SENTENCE]):
            continue
        following = following or _opening(paragraph, rest)
        word = glued.split()[-1] + paragraph[at : at + _SENTENCE].split(maxsplit=1)[0]
        if not re.search(rf"\b{re.escape(word[:_LONGEST])}\b", following[at:]):
            return paragraph[at:]
    return paragraph


def _opening(paragraph: str, rest: Iterable[str]) -> str:
    pieces = [paragraph[:_OPENING]]
    for text in rest:
        if sum(map(len, pieces)) >= _OPENING:
            break
        pieces.append(text[:_OPENING])
    return " ".join(pieces)


def _is_alt_text(words: list[str], sentence: str) -> bool:
    """Whether the sentence says the words over again: a single one at its start, several anywhere."""
    if not all(word[0].isupper() or word in _SMALL_WORDS for word in words):
        return False
    if len(words) == 1:
        return bool(re.match(rf"{re.escape(words[0])}\b", sentence))
    return all(re.search(rf"\b{re.escape(word)}\b", sentence) for word in words)
