"""Beginnings: the first letter, and the first two, of the words of an article.

Whoever searches as he types begins with these, and with each begin the words of a whole
vocabulary: to join all their postings would take longer than any other question. So they
have lists of their own, as words do; further letters leave few enough words to join.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.codec.contents import Postings

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST = 2
_KINDS = len(_LETTERS) + 1
"""What a letter can be: one of these, or something else, which is 0."""


def has_list(beginning: str) -> bool:
    """Whether the words that begin so, as exact forms are written, are listed together."""
    return 0 < len(beginning) <= _MOST and all(letter in _LETTERS for letter in beginning)


def numbers_of(terms: Sequence[bytes]) -> NDArray[np.int32]:
    """For each of T exact forms, ascending, the number of its beginning, of two letters if it has them; 0 for one without any."""
    found = np.zeros(len(terms), np.int32)
    for first, letter in enumerate(_LETTERS, 1):
        begin, end = _range_of(terms, letter.encode(), 0, len(terms))
        found[begin:end] = first * _KINDS
        for second, other in enumerate(_LETTERS if begin < end else "", 1):
            begins = slice(*_range_of(terms, (letter + other).encode(), begin, end))
            found[begins] += second
    return found


def _range_of(terms: Sequence[bytes], beginning: bytes, low: int, high: int) -> tuple[int, int]:
    """Where those terms begin and end, between two places, that begin so."""
    begin = bisect_left(terms, beginning, low, high)
    return begin, bisect_left(terms, beginning[:-1] + bytes([beginning[-1] + 1]), begin, high)


def list_beginnings(
    fields: Iterable[tuple[NDArray[np.int32], NDArray[np.integer]]], documents: int
) -> Postings:
    """The lists of N documents.

    Of each field the numbers of its words' beginnings, document after document, and how many words
    each document has there.
    """
    found = np.zeros((documents, _KINDS, _KINDS), np.bool_)
    flat = found.ravel()
    for numbers, counts in fields:
        flat[np.repeat(np.arange(documents) * _KINDS**2, counts) + numbers] = True
    found[:, :, 0] = found.any(axis=2)
    found[:, 0] = False
    by_beginning = np.ascontiguousarray(found.reshape(documents, _KINDS**2).T)
    counts = by_beginning.sum(axis=1)
    there = np.flatnonzero(counts)
    return Postings(
        terms=[_term(number) for number in there.tolist()],
        starts=np.append(0, np.cumsum(counts[there])),
        docs=(np.flatnonzero(by_beginning) % max(1, documents)).astype(np.uint32),
        freqs=np.ones(int(counts.sum()), np.uint32),
        positions=None,
        lengths=None,
    )


def _term(number: int) -> bytes:
    return "".join(_LETTERS[kind - 1] for kind in divmod(number, _KINDS) if kind).encode()
