"""Sketches: the smallest hashes of each text's shingles, see `index.duplicates`.

They are made here because words are numbers here already: a shingle's hash is array
arithmetic over hashes of words, each made once for a word and not once for a text. They
are the same in every process and on every machine, since archives keep them.
"""

import zlib
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.batch.chunks import Chunker
from index.batch.sequences import Tokens
from index.batch.vocabulary import Vocabulary
from index.codec.narrow import offsets
from index.codec.sketches import HEADS, NO_HASH, TAILS, SketchColumn, codes, no_sketches
from index.duplicates import SHINGLE

_FEWEST = 8
"""Shingles of the shortest text with a sketch; shorter ones are alike without being copies: "No content available."."""
_MULTIPLIER = np.uint64(0x9E37_79B9_7F4A_7C15)
"""2**64 over the golden ratio, which spreads numbers that are close (D. Knuth, The Art of Computer Programming, 6.4)."""
_HALF = np.uint64(32)


class Sketcher:
    """Sketches the texts of one vocabulary, whose words' hashes it remembers."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._of_forms = np.empty(0, np.uint64)

    def sketch(self, tokens: Tokens) -> SketchColumn:
        """The sketches of N texts, none for one that is too short."""
        hashes = _shingles(self._word_hashes()[tokens.items])
        counts = tokens.counts - (SHINGLE - 1)
        counts[counts < _FEWEST] = 0
        texts = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
        firsts = np.repeat(offsets(tokens.counts)[:-1] - offsets(counts)[:-1], counts)
        found = (texts << _HALF) | hashes[firsts + np.arange(len(firsts))]
        found.sort()
        return _smallest(found, len(counts))

    def _word_hashes(self) -> NDArray[np.uint64]:
        """For each word of the vocabulary a hash of its exact form."""
        fresh = islice(self._vocabulary.forms(), len(self._of_forms), None)
        made = np.array([zlib.crc32(form) for form in fresh], np.uint64)
        self._of_forms = np.append(self._of_forms, _mixed(made + np.uint64(1)))
        found: NDArray[np.uint64] = self._of_forms[self._vocabulary.exact_forms()]
        return found


def sketch_of(text: str) -> SketchColumn:
    """The sketch of one text, as a column of one."""
    vocabulary = Vocabulary(Chunker())
    return Sketcher(vocabulary).sketch(vocabulary.tokens([text]))


def _shingles(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hashes, of 32 bits, of the shingles that begin at each word and are whole."""
    count = max(len(words) - (SHINGLE - 1), 0)
    found = words[:count].copy()
    for i in range(1, SHINGLE):
        found *= _MULTIPLIER
        found += words[i : i + count]
    made: NDArray[np.uint64] = np.minimum(_mixed(found) >> _HALF, np.uint64(NO_HASH - 1))
    return made


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers of which each bit depends on all: multiplied, folded, and multiplied again."""
    found = numbers * _MULTIPLIER
    found ^= found >> _HALF
    found *= _MULTIPLIER
    return found


def _smallest(found: NDArray[np.uint64], count: int) -> SketchColumn:
    """The sketches of `count` texts, from the hashes of each, ascending, with the text's number above them."""
    hashes = found.astype(np.uint32)
    own = (found >> _HALF).astype(np.uint32)
    own_codes = codes(hashes)
    is_new = np.ones(len(found), np.bool_)
    is_new[1:] = (own_codes[1:] != own_codes[:-1]) | (own[1:] != own[:-1])
    hashes, own, own_codes = hashes[is_new], own[is_new], own_codes[is_new]
    starts = np.searchsorted(own, np.arange(count))
    places = np.arange(len(own)) - starts[own]
    sketches = no_sketches(count)
    is_head = places < HEADS
    sketches.heads[own[is_head], places[is_head]] = hashes[is_head]
    is_tail = (places >= HEADS) & (places < HEADS + TAILS)
    sketches.tails[own[is_tail], places[is_tail] - HEADS] = own_codes[is_tail]
    return sketches
