"""From `Postings` to the arrays that `FieldPostings` reads.

What is coded at once is kept small: a step's temporary arrays then stay in the
processor's cache, and a merge holds no more than a run of terms decoded.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from index.codec.contents import Postings
from index.codec.dictionary import encode_strings, pack_strings
from index.codec.narrow import gaps, narrowest, offsets, pack, with_escapes, without_ones
from index.codec.starts import pack_starts
from index.codec.twins import REFERENCE, interleaved

MANY = 255
"""In the bytes of frequencies, a term that is in this many documents or more."""
_CHUNK = 1 << 18
"""Postings coded at once."""


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
    many = np.flatnonzero(frequencies >= MANY)
    arrays = {
        **encode_strings(_joined(found["text"], np.uint8), _joined(found["text_sizes"], np.int64)),
        "frequencies": np.minimum(frequencies, MANY).astype(np.uint8),
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
    for first, end in chunks(run.starts):
        start, stop = run.starts[first], run.starts[end]
        each = np.diff(run.starts[first : end + 1])
        is_own = each > 0
        counts, firsts = each[is_own], run.starts[first:end][is_own] - start
        freqs = run.freqs[start:stop]
        docs_part = with_escapes(gaps(run.docs[start:stop], firsts), counts)
        freqs_part = without_ones(freqs, counts)
        widths = docs_part.widths | freqs_part.widths << 2
        packed, sizes = pack([docs_part, freqs_part])
        if run.twin is not None:
            sizes = _spread(sizes, is_own, REFERENCE.itemsize)
            references = run.twin.numbers[first:end][~is_own].astype(REFERENCE)
            packed = interleaved(packed, references.view(np.uint8), np.repeat(is_own, sizes))
        yield "records", packed
        yield "record_sizes", sizes
        if run.positions is not None:
            starts = offsets(freqs)
            positions = run.positions[next_position : next_position + starts[-1]]
            next_position += starts[-1]
            part = with_escapes(gaps(positions, starts[:-1]), np.add.reduceat(freqs, firsts, dtype=np.int64))
            packed, sizes = pack([part])
            yield "places", packed
            yield "place_sizes", _spread(sizes, is_own, 0)
            widths |= part.widths << 4
        yield "widths", _spread(widths, is_own, 0)


def _spread(values: NDArray[Any], is_own: NDArray[np.bool_], rest: int) -> NDArray[Any]:
    """One of the values for each term that is `is_own`, and `rest` for the others."""
    found = np.full(len(is_own), rest, values.dtype)
    found[is_own] = values
    return found


def _joined(parts: list[NDArray[Any]], dtype: DTypeLike) -> NDArray[Any]:
    """The parts end to end; `parts` is emptied, so that both need not be held for long."""
    joined = np.concatenate([np.empty(0, dtype), *parts])
    parts.clear()
    return joined


def chunks(starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Ranges of terms with no more than _CHUNK postings, or one term with more."""
    first, terms = 0, len(starts) - 1
    while first < terms:
        end = int(np.searchsorted(starts, starts[first] + _CHUNK, side="right")) - 1
        end = max(end, first + 1)
        yield first, end
        first = end
