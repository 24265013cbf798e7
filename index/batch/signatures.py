"""Signatures: the most telling terms of each article's beginning, see `index.events`.

News says what happened first, so headline, standfirst and the first words of the text are
read. A term is a word cut to five letters, which does for many languages what a stemmer
does for one (P. McNamee, C. Nicholas and J. Mayfield, Addressing morphological variation in
alphabetic languages, 2009). How much a term tells of its article depends here on nothing but
the article, so that a signature never changes: it says the term in the headline or first of
all; it is a name (G. Kumaran and J. Allan, Text classification and named entities for new
event detection, 2004), known by a capital letter inside a sentence; or it is a figure, in
which reports cast in one mould differ. How rare a term is, is asked when articles are compared.
"""

import zlib
from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold
from index.article import Article
from index.batch.sequences import Tokens
from index.batch.vocabulary import Vocabulary
from index.codec.narrow import offsets, ragged_range
from index.codec.signatures import NO_TERM, TERMS, SignatureColumn, no_signatures
from index.metadata.languages import COMMON_WORDS
from index.proper_names import names_in

_LETTERS = 5
"""Of a word that are its term."""
_SHORTEST = 3
"""Letters of a word that tells anything; a figure may be shorter, and a word of a script without spaces."""
_MOST = 60
"""Words read of each text."""
_FIRST = 40
"""Words of the text that count twice."""
_HEADLINE = 3
"""How often a word of the headline counts."""
_NAME, _FIGURE = 3, 2
"""How many times as much as other words these count."""
_UNKNOWN = -1
_COMMON = frozenset(map(fold, COMMON_WORDS))
_DOC, _TERM, _PLACE = np.uint64(44), np.uint64(28), np.uint64(8)
"""Where each stands in the number of a word, above what it weighs."""
_WEIGHT, _FIRST_PLACE = np.uint64(32), np.uint64(16)
"""Where each stands in the number of a term, between the document and the term itself."""
_MOST_WEIGHT = np.uint64((1 << 12) - 1)
_LOW, _LOWEST = np.uint64((1 << 16) - 1), np.uint64((1 << 8) - 1)
_NAMES_PART = 3
_Beginning = tuple[NDArray[np.int32], NDArray[np.intp], NDArray[np.intp]]
"""The number of each word, of its text, and its position there."""


class Signer:
    """Signs the articles of one vocabulary, whose words' terms it remembers."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._forms: list[bytes] = []
        self._of_forms = np.empty(0, np.int32)
        self._is_figure = np.empty(0, np.bool_)

    def sign(self, articles: Sequence[Article], texts: dict[str, Tokens]) -> SignatureColumn:
        """The signatures of N articles, of whose text fields these are the tokens."""
        names = self._vocabulary.tokens([_names_in(article) for article in articles])
        parts = [_beginning(texts[name]) for name in ("title", "standfirst", "body")]
        parts.append(_beginning(names))
        owners, terms, weights, places = (
            np.concatenate(part)
            for part in zip(*(self._weighed(number, part) for number, part in enumerate(parts)), strict=True)
        )
        return _most_telling(owners, terms, weights, places, len(articles))

    def _weighed(self, number: int, part: _Beginning) -> tuple[NDArray[Any], ...]:
        """For each word of headlines (0), standfirsts, texts or names (3): its text, term, weight and place."""
        words, docs, at = part
        forms = self._vocabulary.exact_forms()[words]
        terms = self._terms(forms)
        base = np.where(at < _FIRST, 2, 1) if number else np.full(len(at), _HEADLINE)
        base[self._is_figure[forms]] *= _FIGURE
        if number == _NAMES_PART:
            base[:] = 0
        return docs, terms, base, np.minimum(at, _MOST) + number * (_MOST + 1)

    def _terms(self, forms: NDArray[np.int32]) -> NDArray[np.uint16]:
        """The terms of forms; only of those asked for they are ever made, since most words stand further down."""
        self._forms += islice(self._vocabulary.forms(), len(self._forms), None)
        added = np.full(len(self._forms) - len(self._of_forms), _UNKNOWN, np.int32)
        self._of_forms = np.append(self._of_forms, added)
        self._is_figure = np.append(self._is_figure, np.zeros(len(added), np.bool_))
        found = self._of_forms[forms]
        fresh = np.flatnonzero(np.bincount(forms[found == _UNKNOWN]))
        if len(fresh):
            words = [self._forms[number].decode() for number in fresh.tolist()]
            self._of_forms[fresh] = list(map(_term, words))
            self._is_figure[fresh] = [word[:1].isdigit() for word in words]
            found = self._of_forms[forms]
        return found.astype(np.uint16)


def _term(word: str) -> int:
    """The term of a word in its exact form; NO_TERM for one that tells nothing."""
    if word in _COMMON or (word.isascii() and len(word) < _SHORTEST and not word.isdigit()):
        return NO_TERM
    return zlib.crc32(word[:_LETTERS].encode()) % int(_LOW) + 1


def _names_in(article: Article) -> str:
    text = f"{article.standfirst}\n{article.body}" if article.standfirst else article.body
    return " ".join(names_in(text))


def _beginning(tokens: Tokens) -> _Beginning:
    """The first words of N texts; of a compound its parts, which tell as much as with its whole beside them."""
    counts = np.minimum(tokens.counts, _MOST)
    chosen = ragged_range(offsets(tokens.counts)[:-1], counts)
    docs = np.repeat(np.arange(len(counts)), counts)
    positions = tokens.positions[chosen]
    is_part = np.ones(len(chosen), np.bool_)
    # A whole stands where its first part does.
    is_part[:-1] = (positions[1:] != positions[:-1]) | (docs[1:] != docs[:-1])
    return tokens.items[chosen[is_part]], docs[is_part], positions[is_part].astype(np.intp)


def _most_telling(
    docs: NDArray[Any],
    terms: NDArray[Any],
    weights: NDArray[Any],
    places: NDArray[Any],
    count: int,
) -> SignatureColumn:
    """The signatures of `count` articles, from the article, term, weight and place of each word: the sum of its weights decides on a term, then where it comes first.

    A weight of zero says that the term is a name.
    """
    said = terms != NO_TERM
    docs, terms, places, weights = (part[said].astype(np.uint64) for part in (docs, terms, places, weights))
    # Sorting one number for each word is quicker than sorting words by several.
    keys = docs << _DOC | terms << _TERM | places << _PLACE | weights
    keys.sort()
    is_first = np.ones(len(keys), np.bool_)
    is_first[1:] = keys[1:] >> _TERM != keys[:-1] >> _TERM
    firsts = np.flatnonzero(is_first)
    if not len(firsts):
        return no_signatures(count)
    own = keys & _LOWEST
    sums = np.add.reduceat(own, firsts) * np.where(np.minimum.reduceat(own, firsts), 1, _NAME).astype(
        np.uint64
    )
    heads = keys[firsts]
    ranked = heads >> _DOC << _DOC | (_MOST_WEIGHT - np.minimum(sums, _MOST_WEIGHT)) << _WEIGHT
    ranked |= (heads >> _PLACE & _LOW) << _FIRST_PLACE | heads >> _TERM & _LOW
    ranked.sort()
    owners = (ranked >> _DOC).astype(np.intp)
    ranks = np.arange(len(ranked)) - np.searchsorted(owners, np.arange(count))[owners]
    kept = ranks < TERMS
    signatures = no_signatures(count)
    signatures.terms[owners[kept], ranks[kept]] = (ranked[kept] & _LOW).astype(np.uint16)
    return signatures
