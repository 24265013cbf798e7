"""Duplicates: when two texts are near-identical, told by their sketches.

A text is the set of its shingles, the runs of five words, each a hash. Its sketch is the
64 smallest of these (bottom-k: A. Broder, On the resemblance and containment of documents,
1997; E. Cohen and H. Kaplan, Summarizing data using bottom-k sketches, 2007). Of the smallest
64 of two texts together, the share that both have estimates the Jaccard similarity of the
texts: the shingles in both over those in either. Tables and reports that repeat a frame
around new figures stay apart by themselves, for each new figure makes five new shingles.

The eight smallest hashes also say whom to compare: of two texts that are near-identical
they are the same but for one or two.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.narrow import offsets, ragged_range
from index.codec.sketches import HEADS, NO_CODE, NO_HASH, TAILS, SketchColumn, codes
from index.distinct import distinct

NEAR = 0.72
"""The estimated similarity from which texts are near-identical.

What is looked for is 0.75. An estimate errs by 0.05, and other counts of words are a little higher: a figure
such as 1,234.5 is one word here and three elsewhere, and takes five shingles with it when it changes."""
SHINGLE = 5
"""Words in a shingle."""
SKETCH = HEADS + TAILS
_SHARED = 2
"""Heads that two texts share if they are to be compared: near-identical ones miss this 4 times in 10,000."""
_MOST = 300
"""Different texts with one head. What more of them have is a formula of the trade, and says nothing."""
_AT_ONCE = 1 << 21
"""Pairs in memory at once."""
_SLOTS = 22
"""Bits of a head by which most others are passed over."""
_FACTORS = np.random.default_rng(5).integers(1 << 63, size=SKETCH, dtype=np.uint64) * np.uint64(
    2
) + np.uint64(1)


def has_sketch(heads: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of N texts, given as rows of heads, have a sketch."""
    found: NDArray[np.bool_] = heads[:, 0] != NO_HASH
    return found


def similarity(one: NDArray[np.uint16], other: NDArray[np.uint16]) -> NDArray[np.float64]:
    """The estimated Jaccard similarity of P pairs of texts, given as two times P rows of codes."""
    both = np.sort(np.concatenate([one, other], axis=1), axis=1)
    is_code = both != NO_CODE
    is_second = np.zeros(both.shape, np.bool_)
    is_second[:, 1:] = (both[:, 1:] == both[:, :-1]) & is_code[:, 1:]
    counted = np.cumsum(is_code & ~is_second, axis=1) <= SKETCH
    shared = np.count_nonzero(is_second & counted, axis=1)
    either = np.count_nonzero(is_code & ~is_second & counted, axis=1)
    found: NDArray[np.float64] = shared / np.maximum(either, 1)
    return found


class Neighbours(NamedTuple):
    """Which texts are near-identical to some that were asked about."""

    rows: NDArray[np.intp]
    """R rows of the sketches, ascending: those asked about, and those near them."""
    texts: NDArray[np.intp]
    """R numbers: rows with the same number have the same sketch."""
    one: NDArray[np.intp]
    """P numbers of such texts of which at least one row was asked about …"""
    other: NDArray[np.intp]
    """… and those near each, never itself; a pair is there once."""


def neighbours(
    asked: NDArray[np.intp],
    all_heads: NDArray[np.uint32],
    tails_of: Callable[[NDArray[np.intp]], NDArray[np.uint16]],
) -> Neighbours:
    """What is near-identical to the rows `asked` of N sketches, of which `all_heads` are the heads.

    `tails_of` gives the tails of some rows, ascending: most are never needed.
    """
    rows, owners, heads = _sharing(asked, all_heads)
    sketches = SketchColumn(all_heads[rows], tails_of(rows))
    _, firsts, texts = np.unique(_fingerprints(sketches), return_index=True, return_inverse=True)
    rows_of_codes = np.concatenate([codes(sketches.heads[firsts]), sketches.tails[firsts]], axis=1)
    is_asked = np.zeros(len(firsts), np.bool_)
    is_asked[texts[np.isin(rows, asked)]] = True
    is_first = np.zeros(len(rows), np.bool_)
    is_first[firsts] = True
    chosen = is_first[owners]
    found = [(np.empty(0, np.intp), np.empty(0, np.intp))]
    for one, other in _candidates(texts[owners[chosen]], heads[chosen], is_asked):
        is_near = similarity(rows_of_codes[one], rows_of_codes[other]) >= NEAR
        found.append((one[is_near], other[is_near]))
    one, other = (np.concatenate(part) for part in zip(*found, strict=True))
    is_met = is_asked.copy()
    is_met[other] = True
    kept = is_met[texts]
    return Neighbours(rows[kept], texts[kept], one, other)


def _sharing(
    asked: NDArray[np.intp], heads: NDArray[np.uint32]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """The rows that share enough heads with all those asked together, and which heads each has of theirs.

    R rows, ascending; then for each of H such heads its place among these, and a number for the head.
    """
    keys = distinct(heads[asked])
    keys = keys[keys != NO_HASH]
    is_slot = np.zeros(1 << _SLOTS, np.bool_)
    is_slot[keys >> (32 - _SLOTS)] = True
    flat = heads.ravel()
    places = np.flatnonzero(is_slot[flat >> (32 - _SLOTS)])
    numbers = np.searchsorted(keys, flat[places])
    is_theirs = keys[np.minimum(numbers, len(keys) - 1)] == flat[places] if len(keys) else numbers > 0
    owners, numbers = places[is_theirs] // HEADS, numbers[is_theirs]
    counts = np.bincount(owners, minlength=len(heads))
    rows = np.flatnonzero(counts >= _SHARED)
    shares = counts[owners] >= _SHARED
    return rows, np.searchsorted(rows, owners[shares]), numbers[shares]


def _candidates(
    texts: NDArray[np.intp], heads: NDArray[np.intp], is_asked: NDArray[np.bool_]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Pairs of texts that share enough heads, one of them asked about; the arrays say which text has which head."""
    order = np.argsort(heads, kind="stable")
    members = texts[order]
    sizes = np.bincount(heads)
    starts = offsets(sizes)
    telling = (sizes > 1) & (sizes <= _MOST)
    asking = np.flatnonzero(is_asked[texts] & telling[heads])
    asking = asking[np.argsort(texts[asking], kind="stable")]
    work = np.cumsum(sizes[heads[asking]])
    begin = 0
    while begin < len(asking):
        reached = work[begin - 1] if begin else 0
        end = int(np.searchsorted(work, reached + _AT_ONCE, side="right"))
        # All of a text's heads together, or what it shares could not be counted.
        last = texts[asking[min(max(end, begin + 1), len(asking)) - 1]]
        end = int(np.searchsorted(texts[asking], last, side="right"))
        own = asking[begin:end]
        counts = sizes[heads[own]]
        one = np.repeat(texts[own], counts)
        other = members[ragged_range(starts[heads[own]], counts)]
        wanted = (one != other) & (~is_asked[other] | (one < other))
        pairs, shared = np.unique(one[wanted] * len(is_asked) + other[wanted], return_counts=True)
        pairs = pairs[shared >= _SHARED]
        yield pairs // len(is_asked), pairs % len(is_asked)
        begin = end


def _fingerprints(sketches: SketchColumn) -> NDArray[np.uint64]:
    """A number for each of N sketches, the same for the same."""
    parts = np.concatenate([sketches.heads, sketches.tails], axis=1).astype(np.uint64)
    found: NDArray[np.uint64] = (parts * _FACTORS).sum(axis=1, dtype=np.uint64)
    return found
