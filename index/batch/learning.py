"""Learning: what `index.analysis` makes of many chunks, words or forms at once.

One call for each of a hundred thousand takes longer than the work itself. What is given here
is what the calls for one at a time would give, one after the other.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import as_word, fold, stem_all, tokenize
from index.plain import is_plain

_WORD, _PLAIN, _OTHER = range(3)


class Learnt(NamedTuple):
    """The tokens of C chunks, chunk after chunk."""

    words: list[str]
    steps: NDArray[np.int32]
    """Positions from the token before; one for the first of a chunk."""
    counts: NDArray[np.int32]
    """C numbers of tokens."""


def kinds_of(chunks: Sequence[bytes]) -> NDArray[np.uint8]:
    """A number for each chunk; those of one number are learnt quickest together."""
    is_word = np.fromiter(map(bytes.isalnum, chunks), np.bool_, len(chunks))
    kinds = np.where(is_word, np.uint8(_WORD), np.uint8(_PLAIN))
    others = np.flatnonzero(~is_word)
    texts = [chunks[i].decode() for i in others.tolist()]
    if not is_plain(" ".join(texts)):
        kinds[others] = [_PLAIN if is_plain(text) else _OTHER for text in texts]
    return kinds


def learn(chunks: Sequence[bytes], kind: int) -> Learnt:
    """The tokens of chunks, at least one, of one kind."""
    # A space is no part of a chunk, and keeps them apart as the ends of texts do.
    text = b" ".join(chunks).decode()
    if kind == _WORD:  # ASCII letters and figures: one word each, without asking further
        words = [as_word(word) for word in text.split(" ")] if "US" in text else text.lower().split(" ")
        ones = np.ones(len(words), np.int32)
        return Learnt(words, ones, ones)
    tokens = list(tokenize(text))
    ends = np.cumsum([len(chunk.decode()) + 1 for chunk in chunks])
    owners = np.searchsorted(ends, np.array([token.start for token in tokens], np.int64), side="right")
    positions = np.array([token.position for token in tokens], np.int32)
    return Learnt(
        [token.word for token in tokens],
        np.diff(positions, prepend=np.int32(-1)),
        np.bincount(owners, minlength=len(chunks)).astype(np.int32),
    )


def exact_forms(words: Sequence[str]) -> list[bytes]:
    """The exact form of each word, which is in lower case."""
    return [word.encode() if word.isascii() else fold(word).encode() for word in words]


def stems(words: list[str], language: str) -> list[bytes]:
    """The stem of each word in a language that has a stemmer."""
    return [form.encode() for form in stem_all(words, language)]
