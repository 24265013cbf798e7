"""Events: when two articles report one event, told by their signatures.

It is decided as topic detection does (J. Allan, R. Papka and V. Lavrenko, On-line new event
detection and tracking, 1998; Y. Yang, T. Pierce and J. Carbonell, A study on retrospective
and on-line event detection, 1998): by the cosine of what the articles say, in which rare
terms weigh most, and only within a few days. A term's weight falls with its rank in the
signature as well, which stands for how much it tells of the article. What many articles of an
archive have tells nothing of an event, and standing columns fall apart by that: "wheat",
"tonnes" and "export" are in every report on grain.

In a small archive nothing is rare enough to tell by, so some hundred articles are added in
thought that have none of its terms.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.narrow import ragged_range
from index.codec.signatures import NO_TERM, TERMS

NEAR = 0.47
"""The least cosine of two articles on one event."""
SHARED = 4
"""The fewest terms that they share: figures and a name alone are a coincidence."""
DAYS = 3
"""The most days between them."""
_BACKGROUND = 300
"""Articles that are added in thought."""
_RANKS = (1 / np.sqrt(np.arange(2, TERMS + 2))).astype(np.float32)
"""What a term weighs by its rank."""
_COMMON_SHARE, _COMMON_COUNT = 50, 150
"""What more than one article in so many has, and more than so many, tells nothing."""
_HEAVIEST, _LEAST = 12, 3
"""Terms of an article by which others are looked for, and how many must be shared."""
_EARLIER, _LATER = 32, 256
"""Of the articles of the days before that have a term, and of the days after, the first so many are looked at.

The first article of a story is among the first; those after matter only where an archive is filled backwards."""
_SLOTS = 22
"""Bits of a term and a day by which most others are passed over."""
_AT_ONCE = 1 << 16
"""Rows or pairs in memory at once."""
_ASKED_AT_ONCE = 1 << 9
_TERM, _RANK = np.uint64(40), np.uint64((1 << 40) - 1)
"""Where a term stands in one number, above the rank of an article by its key."""


class Reports(NamedTuple):
    """What is known of N articles."""

    terms: NDArray[np.uint16]
    """N signatures."""
    days: NDArray[np.int64]
    """N days of publication, counted from any; -1 for an article that is in no story."""
    keys: NDArray[np.uint64]
    """N keys, which ascend with the moments of publication."""


def same_event(reports: Reports, asked: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """P pairs of rows that report one event, of which the first was asked about."""
    asked = asked[reports.days[asked] >= 0]
    counts = _counts(reports)
    known = int(np.count_nonzero(reports.terms[:, 0]))
    idf = np.log((known + _BACKGROUND) / (counts + 1.0)).astype(np.float32)
    idf[NO_TERM] = 0
    is_common: NDArray[np.bool_] = counts > max(_COMMON_COUNT, known // _COMMON_SHARE)
    is_common[NO_TERM] = True
    found = [(np.empty(0, np.intp), np.empty(0, np.intp))]
    for one, other in _candidates(reports, asked, idf, is_common):
        is_near = _are_near(reports.terms[one], reports.terms[other], idf, is_common)
        found.append((one[is_near], other[is_near]))
    ones, others = zip(*found, strict=True)
    return np.concatenate(ones), np.concatenate(others)


def _counts(reports: Reports) -> NDArray[np.int64]:
    """How many articles have each term."""
    found = np.zeros(1 << 16, np.int64)
    for first in range(0, len(reports.terms), _AT_ONCE):
        found += np.bincount(reports.terms[first : first + _AT_ONCE].ravel(), minlength=1 << 16)
    return found


def _are_near(
    one: NDArray[np.uint16], other: NDArray[np.uint16], idf: NDArray[np.float32], is_common: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which of P pairs of signatures, given as two times P rows, are of one event."""
    weights, others = (idf[terms] * _RANKS for terms in (one, other))
    told = np.where(is_common[one], np.float32(0), weights)
    cosines, shared = np.zeros(len(one), np.float32), np.zeros(len(one), np.intp)
    for rank in range(TERMS):
        same = other == one[:, rank, None]
        same &= (told[:, rank] > 0)[:, None]
        cosines += told[:, rank] * np.einsum("pt,pt->p", same, others)
        shared += same.any(axis=1)
    lengths = np.sqrt((weights**2).sum(axis=1) * (others**2).sum(axis=1))
    is_near: NDArray[np.bool_] = (cosines >= NEAR * lengths) & (shared >= SHARED)
    return is_near


def _candidates(
    reports: Reports, asked: NDArray[np.intp], idf: NDArray[np.float32], is_common: NDArray[np.bool_]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Pairs of articles that share telling terms within some days, the first of them asked about."""
    owners, terms = _heaviest(reports.terms, asked, idf, is_common)
    rows = np.flatnonzero(reports.days >= 0)
    rows = rows[np.argsort(reports.keys[rows])]
    days = reports.days[rows]
    ranks = np.full(len(reports.days), -1, np.int64)
    ranks[rows] = np.arange(len(rows))
    places = _places(reports.terms[rows], days, terms, reports.days[owners])
    own = ranks[owners]
    begins, ends = (
        np.searchsorted(days, reports.days[owners] + gap).astype(np.int64) for gap in (-DAYS, DAYS + 1)
    )
    first, before, after, last = (_found(places, terms, rank) for rank in (begins, own, own + 1, ends))
    is_asked = np.zeros(len(reports.days), np.bool_)
    is_asked[asked] = True
    bounds = np.append(np.searchsorted(owners, asked[::_ASKED_AT_ONCE]), len(owners))
    for begin, end in pairwise(bounds.tolist()):
        pairs = []
        for starts, stops, most in ((first, before, _EARLIER), (after, last, _LATER)):
            sizes = np.minimum(stops - starts, most)[begin:end]
            one = np.repeat(owners[begin:end], sizes)
            other = rows[(places[ragged_range(starts[begin:end], sizes)] & _RANK).astype(np.intp)]
            # What is asked about as well finds the earlier one by itself.
            wanted = ~is_asked[other] if most == _LATER else np.ones(len(one), np.bool_)
            pairs.append(one[wanted] * len(is_asked) + other[wanted])
        found, shared = np.unique(np.concatenate(pairs), return_counts=True)
        found = found[shared >= _LEAST]
        for at in range(0, len(found), _AT_ONCE):
            some = found[at : at + _AT_ONCE]
            yield some // len(is_asked), some % len(is_asked)


def _heaviest(
    signatures: NDArray[np.uint16],
    asked: NDArray[np.intp],
    idf: NDArray[np.float32],
    is_common: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """The terms of the rows asked about that weigh most: the row of each, and the term."""
    own = signatures[asked]
    weights = np.where(is_common[own], np.float32(0), idf[own] * _RANKS)
    order = np.argsort(-weights, axis=1, kind="stable")[:, :_HEAVIEST]
    terms = np.take_along_axis(own, order, axis=1)
    tells = ~is_common[terms]
    return np.repeat(asked, tells.sum(axis=1)), terms[tells].astype(np.int64)


def _places(
    signatures: NDArray[np.uint16],
    days: NDArray[np.int64],
    terms: NDArray[np.int64],
    about: NDArray[np.int64],
) -> NDArray[np.uint64]:
    """Which of N ranks have some terms about some days, as numbers of term and rank, ascending; and a few more."""
    is_wanted = np.zeros(1 << _SLOTS, np.bool_)
    for gap in range(-DAYS, DAYS + 1):
        is_wanted[_slots(terms, about + gap)] = True
    found = [np.empty(0, np.uint64)]
    for first in range(0, len(days), _AT_ONCE):
        own = signatures[first : first + _AT_ONCE].astype(np.int64)
        is_there = is_wanted[_slots(own, days[first : first + _AT_ONCE, None])] & (own != NO_TERM)
        at, column = np.nonzero(is_there)
        found.append(_number(own[at, column], at + first))
    places = np.concatenate(found)
    places.sort()
    return places


def _found(
    places: NDArray[np.uint64], terms: NDArray[np.int64], ranks: NDArray[np.int64]
) -> NDArray[np.intp]:
    """Where terms and ranks belong among places; in order they are found in half the time."""
    numbers = _number(terms, ranks)
    order = np.argsort(numbers)
    found = np.empty(len(numbers), np.intp)
    found[order] = np.searchsorted(places, numbers[order])
    return found


def _slots(terms: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = (terms * 0x9E37 + days * 0x85EB_CA6B >> 3) & ((1 << _SLOTS) - 1)
    return found


def _number(terms: NDArray[np.int64], ranks: NDArray[np.int64]) -> NDArray[np.uint64]:
    found: NDArray[np.uint64] = terms.astype(np.uint64) << _TERM
    found |= ranks.astype(np.uint64)
    return found
