"""Initials: which letters the words of an article begin with, as the bits of one number.

Whoever searches as he types begins with one letter, and with each the words of a whole
vocabulary begin: to join all their postings would take longer than any other question.
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def bit_of(letter: str) -> int:
    """The number with the bit of a letter, as exact forms are written; zero for a letter that has none."""
    return 1 << _LETTERS.index(letter) if len(letter) == 1 and letter in _LETTERS else 0


def bits_of(terms: Sequence[bytes]) -> NDArray[np.int64]:
    """For each of some exact forms, ascending, the bit of its first letter."""
    found = np.zeros(len(terms), np.int64)
    for letter in _LETTERS:
        first, end = (bisect_left(terms, bytes([byte])) for byte in (ord(letter), ord(letter) + 1))
        found[first:end] = bit_of(letter)
    return found


def add_initials(initials: NDArray[np.int64], bits: NDArray[np.int64], counts: NDArray[np.integer]) -> None:
    """Add to the numbers of N documents the bits of their words: `counts` of them for each, document after document."""
    has_words = np.flatnonzero(counts)
    if len(has_words):
        firsts = (np.cumsum(counts) - counts)[has_words]
        initials[has_words] |= np.bitwise_or.reduceat(bits, firsts)
