"""The inverted lists of one field: from `Postings` to arrays, and back, one term or many at a time.

A term's record holds its documents and, where one of them is above 1, its frequencies;
its positions are a record in another array, so that a query without phrases never
touches their pages. How many documents a term is in is kept beside, since planning
asks for that of every term: in a byte, with the few that need more listed apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from index.codec.arrays import ArrayFile
from index.codec.contents import Postings
from index.codec.dictionary import Dictionary, encode_strings, pack_strings
from index.codec.narrow import (
    ESCAPES,
    UNIT_BYTES,
    UNIT_DTYPES,
    gaps,
    narrowest,
    offsets,
    pack,
    ragged_range,
    rebased,
    running_sum,
    running_sums,
    unpack,
    with_escapes,
    without_ones,
)
from index.codec.pages import PagedArray
from index.codec.starts import Starts, pack_starts

_CHUNK = 1 << 18
"""Postings coded at once: what the temporary arrays of a step hold stays in the processor's cache."""
_MANY = 255
"""In `frequencies`, a term that is in this many documents or more."""
_FEW = 8
"""Terms that are decoded sooner one by one than together."""
_BYTES: list[int] = UNIT_BYTES.tolist()
_ESCAPES: list[int] = ESCAPES.tolist()


def encode_postings(runs: Iterable[Postings], lengths: NDArray[np.uint32] | None) -> dict[str, NDArray[Any]]:
    """The arrays from which `FieldPostings` reads these postings: runs of one field's terms, in order.

    `lengths` are the field's; those of a run are not looked at.
    """
    found: defaultdict[str, list[NDArray[Any]]] = defaultdict(list)
    for run in runs:
        text, sizes = pack_strings(run.terms)
        found["text"].append(text)
        found["text_sizes"].append(sizes)
        found["frequencies"].append(np.diff(run.starts))
        for name, part in _encoded_records(run):
            found[name].append(part)
    frequencies = _joined(found["frequencies"], np.int64)
    many = np.flatnonzero(frequencies >= _MANY)
    arrays = {
        **encode_strings(_joined(found["text"], np.uint8), _joined(found["text_sizes"], np.int64)),
        "frequencies": np.minimum(frequencies, _MANY).astype(np.uint8),
        "many": many.astype(np.uint32),
        "many_frequencies": frequencies[many].astype(np.uint32),
        "widths": _joined(found["widths"], np.uint8),
        "records": _joined(found["records"], np.uint8),
        **pack_starts("record_starts", offsets(_joined(found["record_sizes"], np.int64))),
    }
    if "places" in found:
        arrays["places"] = _joined(found["places"], np.uint8)
        arrays |= pack_starts("place_starts", offsets(_joined(found["place_sizes"], np.int64)))
    if lengths is not None:
        arrays["lengths"] = narrowest(lengths)
    return arrays


def _encoded_records(run: Postings) -> Iterator[tuple[str, NDArray[Any]]]:
    """Parts of the arrays of records, by name, in order."""
    next_position = 0
    if run.positions is not None:
        yield "places", np.empty(0, np.uint8)
    for first, end in _chunks(run.starts):
        start, stop = run.starts[first], run.starts[end]
        counts, firsts = np.diff(run.starts[first : end + 1]), run.starts[first:end] - start
        freqs = run.freqs[start:stop]
        docs_part = with_escapes(gaps(run.docs[start:stop], firsts), counts)
        freqs_part = without_ones(freqs, counts)
        widths = docs_part.widths | freqs_part.widths << 2
        packed, sizes = pack([docs_part, freqs_part])
        yield "records", packed
        yield "record_sizes", sizes
        if run.positions is not None:
            starts = offsets(freqs)
            positions = run.positions[next_position : next_position + starts[-1]]
            next_position += starts[-1]
            part = with_escapes(gaps(positions, starts[:-1]), np.add.reduceat(freqs, firsts, dtype=np.int64))
            packed, sizes = pack([part])
            yield "places", packed
            yield "place_sizes", sizes
            widths |= part.widths << 4
        yield "widths", widths


def _joined(parts: list[NDArray[Any]], dtype: DTypeLike) -> NDArray[Any]:
    """The parts end to end; `parts` is emptied, so that both need not be held for long."""
    joined = np.concatenate([np.empty(0, dtype), *parts])
    parts.clear()
    return joined


def _chunks(starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Ranges of terms with no more than _CHUNK postings, or one term with more."""
    first, terms = 0, len(starts) - 1
    while first < terms:
        end = int(np.searchsorted(starts, starts[first] + _CHUNK, side="right")) - 1
        end = max(end, first + 1)
        yield first, end
        first = end


class FieldPostings:
    """The terms of one field and their postings, in a mapped file. Terms go by their number."""

    def __init__(self, arrays: ArrayFile, prefix: str) -> None:
        """`prefix` stands before the names that `encode_postings` gave its arrays."""
        self.terms = Dictionary(arrays, prefix)
        self._frequencies = arrays[f"{prefix}frequencies"]
        self._many = arrays[f"{prefix}many"].whole()
        self._many_frequencies = arrays[f"{prefix}many_frequencies"].whole()
        self._widths = arrays[f"{prefix}widths"]
        self._records = arrays[f"{prefix}records"]
        self._record_starts = Starts(arrays, f"{prefix}record_starts")
        self.has_positions = f"{prefix}places" in arrays
        if self.has_positions:
            self._places = arrays[f"{prefix}places"]
            self._place_starts = Starts(arrays, f"{prefix}place_starts")
        self._lengths = arrays.get(f"{prefix}lengths")

    @property
    def lengths(self) -> NDArray[Any] | None:
        """The tokens of each document, unsigned; None in a field that is not scored."""
        return None if self._lengths is None else self._lengths.whole()

    def frequency(self, term: int) -> int:
        """How many documents the term is in."""
        found: int = self._frequencies.item(term)
        if found == _MANY:
            # Of one type, or NumPy would copy the whole array.
            found = self._many_frequencies.item(int(self._many.searchsorted(np.uint32(term))))
        return found

    def frequencies(self, first: int, end: int) -> NDArray[np.uint32]:
        """How many documents each of the terms first ≤ i < end is in."""
        found = self._frequencies[first:end].astype(np.uint32)
        some = slice(*self._many.searchsorted(np.array([first, end], np.uint32)).tolist())
        found[self._many[some] - first] = self._many_frequencies[some]
        return found

    def docs(self, term: int) -> NDArray[np.uint32]:
        """The documents the term is in, ascending."""
        start, end, frequency, width = self._record(term)
        return self._docs(start, end, frequency, width)

    def freqs(self, term: int) -> NDArray[np.uint32]:
        """How often the term is in each of its documents."""
        _, end, frequency, width = self._record(term)
        return self._freqs(end, frequency, width)

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
        return _sums(self._places[start:end], self._widths.item(term) >> 4, int(freqs.sum()))

    def positions_among(
        self, term: int, freqs: NDArray[np.uint32], chosen: NDArray[np.intp]
    ) -> NDArray[np.uint32]:
        """The term's positions in some of its documents, end to end; `chosen` are places in its list, ascending."""
        start, end = self._place_starts.span(term)
        width = self._widths.item(term) >> 4
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
        self, terms: NDArray[Any], counts: NDArray[np.int64]
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """The documents and frequencies of several terms, end to end; `counts` as `counts_of` gives them."""
        if 0 < len(terms) <= _FEW:
            parts = [self.postings(term) for term in terms.tolist()]
            return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
        widths = self._widths[terms]
        packed, sizes = _gathered(self._records, self._record_starts, terms)
        doc_widths, freq_widths = widths & 3, widths >> 2 & 3
        units = (sizes - counts * UNIT_BYTES[freq_widths]) // UNIT_BYTES[doc_widths]
        docs, freqs = unpack(packed, [(units, doc_widths), (counts, freq_widths)])
        return rebased(running_sums(docs), counts), freqs.units

    def counts_of(self, terms: NDArray[Any]) -> NDArray[np.int64]:
        """How many documents each of several terms is in."""
        counts: NDArray[np.int64] = self._frequencies[terms].astype(np.int64)
        many = np.flatnonzero(counts == _MANY)
        counts[many] = self._many_frequencies[self._many.searchsorted(terms[many].astype(np.uint32))]
        return counts

    def posting_count(self) -> int:
        """How many postings all terms have."""
        return int(self.frequencies(0, len(self.terms)).sum(dtype=np.int64))

    def even_parts(self, parts: int) -> list[int]:
        """The terms at which all but the first of `parts` runs begin that have about as many postings each."""
        ends = np.cumsum(self.frequencies(0, len(self.terms)), dtype=np.int64)
        total = ends[-1] if len(ends) else 0
        firsts: list[int] = np.unique(np.searchsorted(ends, total * np.arange(1, parts) // parts)).tolist()
        return firsts

    def decoded(self, first: int = 0, end: int | None = None) -> Postings:
        """The terms first ≤ i < end, or all, as they were before they were encoded; the lengths of all."""
        end = len(self.terms) if end is None else end
        starts = offsets(self.frequencies(first, end))
        docs, freqs = np.empty(starts[-1], np.uint32), np.empty(starts[-1], np.uint32)
        places = [np.empty(0, np.uint32)]
        for a, b in _chunks(starts):
            terms = np.arange(first + a, first + b)
            within = slice(starts[a], starts[b])
            docs[within], freqs[within] = self.postings_of(terms, np.diff(starts[a : b + 1]))
            if self.has_positions:
                places.append(self._positions_of(terms, freqs[within]))
        return Postings(
            terms=self.terms.strings(first, end),
            starts=starts,
            docs=docs,
            freqs=freqs,
            positions=np.concatenate(places) if self.has_positions else None,
            lengths=None if self.lengths is None else self.lengths.astype(np.uint32),
        )

    def _positions_of(self, terms: NDArray[Any], freqs: NDArray[np.uint32]) -> NDArray[np.uint32]:
        packed, sizes = _gathered(self._places, self._place_starts, terms)
        widths = self._widths[terms] >> 4
        (places,) = unpack(packed, [(sizes // UNIT_BYTES[widths], widths)])
        return rebased(running_sums(places), freqs)

    def _docs(self, start: int, end: int, frequency: int, width: int) -> NDArray[np.uint32]:
        middle = end - frequency * _BYTES[width >> 2 & 3]
        return _sums(self._records[start:middle], width & 3, frequency)

    def _freqs(self, end: int, frequency: int, width: int) -> NDArray[np.uint32]:
        width = width >> 2 & 3
        if not width:
            return np.ones(frequency, np.uint32)
        units = self._records[end - frequency * _BYTES[width] : end]
        return units.view(UNIT_DTYPES[width]).astype(np.uint32)

    def _record(self, term: int) -> tuple[int, int, int, int]:
        return *self._record_starts.span(term), self.frequency(term), self._widths.item(term)


def _sums(units: NDArray[np.uint8], width: int, count: int) -> NDArray[np.uint32]:
    """The `count` running sums of one list's units."""
    coded = units.view(UNIT_DTYPES[width])
    sums = running_sum(coded)
    return sums if len(sums) == count else sums[coded != _ESCAPES[width]]


def _gathered(
    stream: PagedArray, starts: Starts, terms: NDArray[Any]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The records of several terms end to end, and their sizes in bytes."""
    firsts = starts.some(terms)
    sizes = starts.some(terms + 1) - firsts
    if len(terms) and terms[-1] - terms[0] == len(terms) - 1 and (np.diff(terms) == 1).all():
        return stream[firsts[0] : firsts[-1] + sizes[-1]], sizes
    return stream.runs(firsts, sizes), sizes
