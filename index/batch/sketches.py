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
from index.codec.sketches import HEADS, NO_CODE, NO_HASH, TAILS, SketchColumn, codes, no_sketches
from index.duplicates import SHINGLE

_FEWEST = 8
"""Shingles of the shortest text with a sketch; shorter ones are alike without being copies: "No content available."."""
_ENOUGH = 2 * (HEADS + TAILS)
"""Of so many of a text's smallest hashes, enough are different, unless it repeats itself."""
_SLAB = 1 << 14
"""Words whose shingles are hashed at a time: their arrays stay near the processor."""
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
        count = len(tokens.counts)
        shingles = np.maximum(tokens.counts - (SHINGLE - 1), 0)
        shingles[shingles < _FEWEST] = 0
        # Sorting a few more than can be needed is less than sorting all.
        limits = np.minimum(_ENOUGH / np.maximum(shingles, 1) * 2.0**32, NO_HASH).astype(np.uint32)
        hashes = _shingles(self._word_hashes(), tokens.items)
        owners = np.repeat(np.arange(count, dtype=np.uint32), tokens.counts)[: len(hashes)]
        lasts = offsets(tokens.counts)[:-1] + shingles
        low = np.flatnonzero(hashes < np.repeat(limits, tokens.counts)[: len(hashes)])
        low = low[low < lasts[owners[low]]]
        sketches = _smallest(owners[low], hashes[low], count)
        lacking = (sketches.tails[:, -1] == NO_CODE) & (shingles > _ENOUGH)
        if lacking.any():  # texts that repeat themselves
            all_of = np.flatnonzero(lacking[owners])
            all_of = all_of[all_of < lasts[owners[all_of]]]
            rest = _smallest(owners[all_of], hashes[all_of], count)
            sketches.heads[lacking], sketches.tails[lacking] = rest.heads[lacking], rest.tails[lacking]
        return sketches

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


def _shingles(words: NDArray[np.uint64], items: NDArray[np.int32]) -> NDArray[np.uint32]:
    """The hash of five words from each on, of the hashes of words and a stream of their numbers."""
    hashes = np.empty(max(len(items) - (SHINGLE - 1), 0), np.uint32)
    for first in range(0, len(hashes), _SLAB):
        end = min(first + _SLAB, len(hashes))
        run = words[items[first : end + SHINGLE - 1]]
        found = run[: end - first].copy()
        for i in range(1, SHINGLE):
            found *= _MULTIPLIER
            found += run[i : i + end - first]
        hashes[first:end] = _mixed(found) >> _HALF
    return np.minimum(hashes, np.uint32(NO_HASH - 1))


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers of which each bit depends on all: multiplied, folded, and multiplied again."""
    found = numbers * _MULTIPLIER
    found ^= found >> _HALF
    found *= _MULTIPLIER
    return found


def _smallest(texts: NDArray[np.uint32], hashes: NDArray[np.uint32], count: int) -> SketchColumn:
    """The sketches of `count` texts, from the number of the text and the hash of each shingle."""
    found = (texts.astype(np.uint64) << _HALF) | hashes
    found.sort()
    hashes, texts = found.astype(np.uint32), (found >> _HALF).astype(np.uint32)
    own_codes = codes(hashes)
    is_new = np.ones(len(found), np.bool_)
    is_new[1:] = (own_codes[1:] != own_codes[:-1]) | (texts[1:] != texts[:-1])
    hashes, texts, own_codes = hashes[is_new], texts[is_new], own_codes[is_new]
    places = np.arange(len(texts)) - np.searchsorted(texts, np.arange(count))[texts]
    sketches = no_sketches(count)
    is_head = places < HEADS
    sketches.heads[texts[is_head], places[is_head]] = hashes[is_head]
    is_tail = (places >= HEADS) & (places < HEADS + TAILS)
    sketches.tails[texts[is_tail], places[is_tail] - HEADS] = own_codes[is_tail]
    return sketches
