"""Beginnings: the first letter, and the first two, of the words of an article.

Whoever searches as he types begins with these, and with each begin the words of a whole
vocabulary: to join all their postings would take longer than any other question. So they
have lists of their own, as words do; further letters leave few enough words to join.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.codec.contents import Postings

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST = 2
_KINDS = len(_LETTERS) + 1
"""What a byte of a term can be: one of the letters, or something else, which is 0."""
_KIND = np.zeros(256, np.int32)
_KIND[np.frombuffer(_LETTERS.encode(), np.uint8)] = np.arange(1, _KINDS)


def has_list(beginning: str) -> bool:
    """Whether the words that begin so, as exact forms are written, are listed together."""
    return 0 < len(beginning) <= _MOST and all(letter in _LETTERS for letter in beginning)


def numbers_of(terms: Sequence[bytes]) -> NDArray[np.int32]:
    """For each of T exact forms the number of its beginning, of two letters if it has them; 0 for one without any."""
    heads = np.array([*terms, b""], f"S{_MOST}").view(np.uint8).reshape(-1, _MOST)
    first, second = _KIND[heads[:-1]].T
    return np.where(first > 0, first * _KINDS + second, 0)


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
