"""The inverted lists of one field in a mapped file, decoded one term or many at a time.

A term's record holds its documents and, where one of them is above 1, its frequencies;
its positions are a record in another array, so that a query without phrases never
touches their pages. How many documents a term is in is kept beside, since planning
asks for that of every term: in a byte, with the few that need more listed apart. A zero
there says that the term has the postings of a term of the field's twin; its record is
then that term's number, see `twins`.
"""

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile
from index.codec.dictionary import Dictionary
from index.codec.encoding import MANY, chunks
from index.codec.narrow import (
    ESCAPES,
    UNIT_BYTES,
    UNIT_DTYPES,
    offsets,
    ragged_range,
    rebased,
    running_sum,
    running_sums,
    unpack,
)
from index.codec.pages import PagedArray
from index.codec.starts import Starts
from index.codec.twins import REFERENCE, interleaved
from index.distinct import distinct

_REMEMBERED = 1024
"""Terms whose records need not be looked for again: planning, scoring and phrases ask for the same ones."""
_HERE = -1
_FAR = 1 << 13
"""Records that are so many bytes apart on average are read one by one; of nearer ones all the pages between."""
_LONG = 64
"""Records of so many bytes on average are copied sooner one by one than byte by byte."""
_FEW = 8
"""Terms that are decoded sooner one by one than together."""
_BYTES: list[int] = UNIT_BYTES.tolist()
_ESCAPES: list[int] = ESCAPES.tolist()


class Lists(NamedTuple):
    """The postings of some terms, as in `Postings`."""

    starts: NDArray[np.int64]
    docs: NDArray[np.uint32]
    freqs: NDArray[np.uint32]
    positions: NDArray[np.uint32] | None


class _Record(NamedTuple):
    """Where the record of one term is, and what it takes to read it."""

    start: int
    end: int
    frequency: int
    width: int


class FieldPostings:
    """The terms of one field and their postings, in a mapped file. Terms go by their number.

    What is asked of one term is asked where its postings are, see `home`; what is asked
    of many is answered wherever they are.
    """

    def __init__(self, arrays: ArrayFile, prefix: str, twin: "FieldPostings | None" = None) -> None:
        """`prefix` stands before the names that `encode_postings` gave its arrays."""
        self._twin = twin
        self._elsewhere: dict[int, int] = {}
        self._known: dict[int, _Record] = {}
        self.terms = Dictionary(arrays, prefix)
        self._frequencies = arrays[f"{prefix}frequencies"]
        self._many = arrays[f"{prefix}many"].whole()
        self._many_frequencies = arrays[f"{prefix}many_frequencies"].whole()
        self._widths = arrays[f"{prefix}widths"]
        self._records = arrays[f"{prefix}records"]
        self._record_starts = Starts(arrays, f"{prefix}record_starts")
        self._streams = {"records": (self._records, self._record_starts)}
        self.has_positions = f"{prefix}places" in arrays
        if self.has_positions:
            self._places = arrays[f"{prefix}places"]
            self._place_starts = Starts(arrays, f"{prefix}place_starts")
            self._streams["places"] = self._places, self._place_starts
        self._lengths = arrays.get(f"{prefix}lengths")

    @property
    def lengths(self) -> NDArray[Any] | None:
        """The tokens of each document, unsigned; None in a field that is not scored."""
        return None if self._lengths is None else self._lengths.whole()

    def home(self, term: int) -> tuple["FieldPostings", int]:
        """The field that has the postings of a term, and the term's number there."""
        if self._twin is None:
            return self, term
        elsewhere = self._elsewhere.get(term)
        if elsewhere is None:
            is_own = self._frequencies.item(term) > 0
            elsewhere = _HERE if is_own else self.references(np.array([term])).item()
            if len(self._elsewhere) == _REMEMBERED:
                self._elsewhere.clear()
            self._elsewhere[term] = elsewhere
        return (self, term) if elsewhere == _HERE else (self._twin, elsewhere)

    def references(self, terms: NDArray[Any]) -> NDArray[np.int64]:
        """The numbers in the twin of terms that have postings there."""
        starts = self._record_starts.some(terms)
        found = self._records[np.add.outer(starts, np.arange(REFERENCE.itemsize)).ravel()]
        return found.view(REFERENCE).astype(np.int64)

    def has_own(self, terms: NDArray[Any]) -> NDArray[np.bool_]:
        """Which of some terms have postings of their own."""
        return self._frequencies[terms] > 0

    def frequency(self, term: int) -> int:
        """How many documents the term is in."""
        return self._record(term).frequency

    def docs(self, term: int) -> NDArray[np.uint32]:
        """The documents the term is in, ascending."""
        start, end, frequency, width = self._record(term)
        return self._docs(start, end, frequency, width)

    def postings(self, term: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Its documents and how often it is in each."""
        start, end, frequency, width = self._record(term)
        return self._docs(start, end, frequency, width), self._freqs(end, frequency, width)

    def positions(self, term: int, freqs: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """The term's positions in each of its documents, end to end; `freqs` as this object gave them."""
        return rebased(self.position_sums(term, freqs), freqs)

    def position_sums(self, term: int, freqs: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """The same as running sums, modulo 2**32, that go on from each document to the next."""
        start, end = self._place_starts.span(term)
        return _sums(self._places[start:end], self._record(term).width >> 4, int(freqs.sum()))

    def positions_among(
        self, term: int, freqs: NDArray[np.uint32], chosen: NDArray[np.intp]
    ) -> NDArray[np.uint32]:
        """The term's positions in some of its documents, end to end; `chosen` are places in its list, ascending."""
        start, end = self._place_starts.span(term)
        width = self._record(term).width >> 4
        coded = self._places[start:end].view(UNIT_DTYPES[width])
        bounds = offsets(freqs)
        # How many numbers are before each escape, and so how many escapes before each list of units.
        escapes = np.flatnonzero(coded == _ESCAPES[width])
        escapes -= np.arange(len(escapes))
        firsts, ends = bounds[chosen], bounds[chosen + 1]
        firsts += escapes.searchsorted(firsts)
        ends += escapes.searchsorted(ends)
        units = coded[ragged_range(firsts, ends - firsts)]
        sums = np.cumsum(units, dtype=np.uint32)[units != _ESCAPES[width]]
        return rebased(sums, freqs[chosen])

    def postings_of(
        self, terms: NDArray[Any]
    ) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.uint32]]:
        """How many documents each of several terms is in; all their documents, and frequencies, end to end."""
        if 0 < len(terms) <= _FEW:
            homes = [self.home(term) for term in terms.tolist()]
            parts = [lists.postings(term) for lists, term in homes]
            counts = np.array([len(docs) for docs, _ in parts])
            return (
                counts,
                np.concatenate([part[0] for part in parts]),
                np.concatenate([part[1] for part in parts]),
            )
        packed, sizes, counts, widths = self._gathered(terms, "records")
        doc_widths, freq_widths = widths & 3, widths >> 2 & 3
        units = (sizes - counts * UNIT_BYTES[freq_widths]) // UNIT_BYTES[doc_widths]
        docs, freqs = unpack(packed, [(units, doc_widths), (counts, freq_widths)])
        return counts, rebased(running_sums(docs), counts), freqs.units

    def mark_docs(self, terms: NDArray[Any], marked: NDArray[np.bool_]) -> None:
        """Mark, of N documents, those that have one of some terms, and leave the others as they are.

        Far quicker than to read the postings of each: frequencies are passed over, and lists decoded
        in whatever order is nearest at hand.
        """
        if self._twin is not None and not (is_own := self.has_own(terms)).all():
            self._twin.mark_docs(self.references(terms[~is_own]), marked)
            terms = terms[is_own]
        firsts = self._record_starts.some(terms)
        widths = self._widths[terms]
        sizes = self._record_starts.some(terms + 1) - firsts
        sizes -= self.counts_of(terms) * UNIT_BYTES[widths >> 2 & 3]
        widths &= 3
        for width in np.flatnonzero(np.bincount(widths, minlength=4)).tolist():
            alike = widths == width
            units = _runs(self._records, firsts[alike], sizes[alike]).view(UNIT_DTYPES[width])
            counts = sizes[alike] // UNIT_BYTES[width]
            marked[rebased(running_sum(units), counts)[units != _ESCAPES[width]]] = True

    def counts_of(self, terms: NDArray[Any]) -> NDArray[np.int64]:
        """How many documents each of several terms is in."""
        counts: NDArray[np.int64] = self._frequencies[terms].astype(np.int64)
        many = np.flatnonzero(counts == MANY)
        counts[many] = self._many_frequencies[self._many.searchsorted(terms[many].astype(np.uint32))]
        if self._twin is not None:
            elsewhere = np.flatnonzero(counts == 0)
            counts[elsewhere] = self._twin.counts_of(self.references(terms[elsewhere]))
        return counts

    def posting_count(self) -> int:
        """How many postings all terms have."""
        return int(self.counts_of(np.arange(len(self.terms))).sum())

    def even_parts(self, parts: int) -> list[int]:
        """The terms at which all but the first of `parts` runs begin that have about as many postings each."""
        ends = np.cumsum(self.counts_of(np.arange(len(self.terms))))
        total = ends[-1] if len(ends) else 0
        firsts: list[int] = distinct(np.searchsorted(ends, total * np.arange(1, parts) // parts)).tolist()
        return firsts

    def decoded(self, terms: NDArray[np.int64]) -> Lists:
        """The postings of some terms as they were before they were encoded."""
        starts = offsets(self.counts_of(terms))
        docs, freqs = np.empty(starts[-1], np.uint32), np.empty(starts[-1], np.uint32)
        for a, b in chunks(starts):
            within = slice(starts[a], starts[b])
            _, docs[within], freqs[within] = self.postings_of(terms[a:b])
        positions = self.positions_of(terms, np.diff(starts), freqs) if self.has_positions else None
        return Lists(starts, docs, freqs, positions)

    def positions_of(
        self, terms: NDArray[np.int64], counts: NDArray[np.int64], freqs: NDArray[np.uint32]
    ) -> NDArray[np.uint32]:
        """The positions of some terms, end to end; `counts` and `freqs` as `postings_of` gave them."""
        starts = offsets(counts)
        parts = [self._positions_of(terms[a:b], freqs[starts[a] : starts[b]]) for a, b in chunks(starts)]
        return np.concatenate([np.empty(0, np.uint32), *parts])

    def _positions_of(self, terms: NDArray[Any], freqs: NDArray[np.uint32]) -> NDArray[np.uint32]:
        packed, sizes, _, widths = self._gathered(terms, "places")
        (places,) = unpack(packed, [(sizes // UNIT_BYTES[widths >> 4], widths >> 4)])
        return rebased(running_sums(places), freqs)

    def _gathered(
        self, terms: NDArray[Any], kind: Literal["records", "places"]
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
        """Several terms' records end to end; their sizes in bytes, how many documents each is in, and widths."""
        if self._twin is not None and not (is_own := self.has_own(terms)).all():
            one = self._gathered(terms[is_own], kind)
            other = self._twin._gathered(self.references(terms[~is_own]), kind)
            sizes, counts, widths = (interleaved(one[i], other[i], is_own) for i in (1, 2, 3))
            return interleaved(one[0], other[0], np.repeat(is_own, sizes)), sizes, counts, widths
        stream, starts = self._streams[kind]
        firsts = starts.some(terms)
        sizes = starts.some(terms + 1) - firsts
        return _runs(stream, firsts, sizes), sizes, self.counts_of(terms), self._widths[terms]

    def _docs(self, start: int, end: int, frequency: int, width: int) -> NDArray[np.uint32]:
        middle = end - frequency * _BYTES[width >> 2 & 3]
        return _sums(self._records[start:middle], width & 3, frequency)

    def _freqs(self, end: int, frequency: int, width: int) -> NDArray[np.uint32]:
        width = width >> 2 & 3
        if not width:
            return np.ones(frequency, np.uint32)
        units = self._records[end - frequency * _BYTES[width] : end]
        return units.view(UNIT_DTYPES[width]).astype(np.uint32)

    def _record(self, term: int) -> "_Record":
        found = self._known.get(term)
        if found is None:
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            frequency: int = self._frequencies.item(term)
            if frequency == MANY:
                # Of one type, or NumPy would copy the whole array.
                frequency = self._many_frequencies.item(int(self._many.searchsorted(np.uint32(term))))
            span = self._record_starts.span(term)
            found = self._known[term] = _Record(*span, frequency, self._widths.item(term))
        return found


def _runs(stream: PagedArray, firsts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Some records of a stream, end to end: `sizes[k]` bytes from `firsts[k]` on."""
    first, end = int(firsts.min(initial=0)), int((firsts + sizes).max(initial=0))
    if end - first > _FAR * len(firsts):
        return stream.runs(firsts, sizes)
    near: NDArray[np.uint8] = stream[first:end]
    total = int(sizes.sum())
    if len(near) == total and (np.diff(firsts) > 0).all():
        return near
    begins = firsts - first
    if total < _LONG * len(firsts):
        return near[ragged_range(begins, sizes)]
    pieces = [near[a:b] for a, b in zip(begins.tolist(), (begins + sizes).tolist(), strict=True)]
    return np.concatenate(pieces)


def _sums(units: NDArray[np.uint8], width: int, count: int) -> NDArray[np.uint32]:
    """The `count` running sums of one list's units."""
    coded = units.view(UNIT_DTYPES[width])
    sums = running_sum(coded)
    return sums if len(sums) == count else sums[coded != _ESCAPES[width]]
