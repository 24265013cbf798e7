"""The postings of several segments as one, without the documents that are deleted.

Documents keep their order: those of the first segment, then those of the next. So the
postings of a term are those of the first segment, then those of the next, and merging
is putting each segment's postings, in the order they have, in their places. A field is
merged in runs of terms, so that only a run is ever decoded. A term that has its twin's
postings wherever it is, and is wherever its twin is, has them in the merged segment
too, and is not decoded at all.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.contents import Postings, Twin
from index.codec.narrow import offsets, ragged_range
from index.codec.postings import FieldPostings, Lists
from index.codec.twins import with_twins

Live = NDArray[np.bool_]
"""N truths: the documents of a segment that are not deleted."""

_RUN = 1 << 20
"""About how many postings are decoded at once."""
_GONE = -1


class FieldMerge:
    """The merging of one field: its postings, and what becomes of the numbers of its terms."""

    def __init__(
        self,
        field: str,
        lists: Sequence[FieldPostings | None],
        lives: Sequence[Live],
        twin: "FieldMerge | None" = None,
    ) -> None:
        """`lists` has None for a segment without the field; `twin` is the merging of the field's twin."""
        self.field = field
        self._sources = [
            _Source(i, own, live, first)
            for i, (own, live, first) in enumerate(zip(lists, lives, _first_docs(lives), strict=True))
            if own is not None
        ]
        self._twin = twin
        self._numbers = [np.full(0 if own is None else len(own.terms), _GONE, np.int32) for own in lists]
        """For each segment, which merged terms its terms have become."""
        self._holders = np.empty(0, np.uint32)
        """In how many segments each merged term is."""

    def runs(self) -> Iterator[Postings]:
        """The postings, without lengths, in runs of ascending terms; those of the twin have been taken before."""
        for bounds in self._bounds():
            strings = [
                source.lists.terms.strings(*part) for source, part in zip(self._sources, bounds, strict=True)
            ]
            terms = sorted(dict.fromkeys(chain.from_iterable(strings)))
            numbers = {term: number for number, term in enumerate(terms)}
            parts = [
                _Part(
                    source, np.arange(*part), np.fromiter(map(numbers.__getitem__, own), np.int64, len(own))
                )
                for source, part, own in zip(self._sources, bounds, strings, strict=True)
            ]
            if self._twin is None:
                run, counts = _merged(terms, parts)
                self._note(parts, counts)
            else:
                run = self._with_twins(terms, parts, self._twin)
            yield run

    def _bounds(self) -> Iterator[list[tuple[int, int]]]:
        """For each run, which terms of each segment are in it."""
        fields = [source.lists for source in self._sources]
        largest = max(fields, key=lambda field: len(field.terms))
        parts = sum(field.posting_count() for field in fields) // _RUN + 1
        begin = [0 for _ in fields]
        for pivot in (*(largest.terms[number] for number in largest.even_parts(parts)), None):
            end = [len(own.terms) if pivot is None else own.terms.lower_bound(pivot) for own in fields]
            yield list(zip(begin, end, strict=True))
            begin = end

    def _note(self, parts: Sequence["_Part"], counts: NDArray[np.int64]) -> None:
        """Remember what has become of the terms of a run; `counts` as `_merged` gives them."""
        is_there = counts > 0
        remain = is_there.any(axis=1)
        merged = np.cumsum(remain) - 1 + len(self._holders)
        for i, part in enumerate(parts):
            stay = is_there[part.places, i]
            self._numbers[part.source.segment][part.terms[stay]] = merged[part.places[stay]]
        self._holders = np.append(self._holders, is_there[remain].sum(axis=1).astype(np.uint32))

    def _with_twins(self, terms: list[bytes], parts: Sequence["_Part"], twin: "FieldMerge") -> Postings:
        """One run of a field with a twin: what is the twin's everywhere is not decoded."""
        numbers = np.full(len(terms), _GONE, np.int32)
        holders = np.zeros(len(terms), np.uint32)
        is_own = np.zeros(len(terms), np.bool_)
        for source, own_terms, places in parts:
            has_own = source.lists.has_own(own_terms)
            is_own[places[has_own]] = True
            become = twin._numbers[source.segment][source.lists.references(own_terms[~has_own])]
            here, become = places[~has_own][become != _GONE], become[become != _GONE]
            is_own[here] |= (numbers[here] != _GONE) & (numbers[here] != become)
            numbers[here] = become
            holders[here] += 1
        # A twin that is in more segments has other forms there.
        is_own[numbers == _GONE] = True
        is_own[~is_own] = holders[~is_own] != twin._holders[numbers[~is_own]]
        rows = np.cumsum(is_own) - 1
        run, counts = _merged(
            [term for term, own in zip(terms, is_own.tolist(), strict=True) if own],
            [
                _Part(source, own_terms[chosen], rows[places[chosen]])
                for source, own_terms, places in parts
                for chosen in (is_own[places],)
            ],
        )
        remain = ~is_own
        remain[is_own] = counts.any(axis=1)
        return with_twins(
            run,
            [term for term, remains in zip(terms, remain.tolist(), strict=True) if remains],
            is_own[remain],
            Twin(twin.field, numbers[remain].astype(np.uint32)),
            None,
        )


class _Source(NamedTuple):
    """A segment's postings of the field that is merged."""

    segment: int
    lists: FieldPostings
    live: Live
    first_doc: int
    """The new number of its first live document."""


class _Part(NamedTuple):
    """What a run has of one segment."""

    source: _Source
    terms: NDArray[np.int64]
    """The numbers of its terms in the segment."""
    places: NDArray[np.int64]
    """And in the run."""


def _merged(terms: list[bytes], parts: Sequence[_Part]) -> tuple[Postings, NDArray[np.int64]]:
    """The postings of a run of terms, and in how many documents each is of each part, a row for each term.

    Terms without a live document are left out of the postings, and have a row of zeros.
    """
    counts = np.zeros((len(terms), len(parts)), np.int64)
    occurrences = np.zeros((len(terms), len(parts)), np.int64)
    lists = []
    for i, (source, own_terms, places) in enumerate(parts):
        lists.append(own := _live(source.lists.decoded(own_terms), source))
        counts[places, i] = np.diff(own.starts)
        occurrences[places, i] = np.diff(offsets(own.freqs)[own.starts])
    totals = counts.sum(axis=1)
    docs, freqs = _side_by_side([(own.docs, own.freqs) for own in lists], counts)
    positions = [(own.positions,) for own in lists if own.positions is not None]
    return Postings(
        terms=[term for term, total in zip(terms, totals.tolist(), strict=True) if total],
        starts=offsets(totals[totals > 0]),
        docs=docs,
        freqs=freqs,
        positions=_side_by_side(positions, occurrences)[0] if len(positions) == len(parts) else None,
        lengths=None,
    ), counts


def _live(lists: Lists, source: _Source) -> Lists:
    """The postings of a segment's live documents, by their new numbers; a term may be left with none."""
    if source.live.all():
        return lists._replace(docs=lists.docs + np.uint32(source.first_doc))
    stays = source.live[lists.docs]
    renumbered = (np.cumsum(source.live) - 1 + source.first_doc).astype(np.uint32)
    return Lists(
        starts=offsets(stays)[lists.starts],
        docs=renumbered[lists.docs[stays]],
        freqs=lists.freqs[stays],
        positions=None if lists.positions is None else lists.positions[np.repeat(stays, lists.freqs)],
    )


def _side_by_side(
    parts: Sequence[tuple[NDArray[np.uint32], ...]], counts: NDArray[np.int64]
) -> list[NDArray[np.uint32]]:
    """One array of every part's numbers, for each row of `counts` that many of the first, of the second …

    A part may have several arrays of as many numbers, which stay apart.
    """
    starts = offsets(counts.ravel())
    merged = [np.empty(starts[-1], np.uint32) for _ in parts[0]]
    for i, part in enumerate(parts):
        places = ragged_range(starts[i : -1 : len(parts)], counts[:, i])
        for whole, own in zip(merged, part, strict=True):
            whole[places] = own
    return merged


def _first_docs(lives: Sequence[Live]) -> list[int]:
    """The new number of the first live document of each segment."""
    firsts: list[int] = offsets(np.array([int(live.sum()) for live in lives], np.int64))[:-1].tolist()
    return firsts
