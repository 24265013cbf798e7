"""Whether the arrays of a segment make sense, beyond being the bytes that were written.

A checksum finds accidents; an archive from elsewhere may have any bytes and the right
checksums. So an array is believed only once it has been compared with those it depends
on, and nothing is decoded before it is known how much that will be. What is found first
in a field or a column is all that is said of it, because what follows would be about
arrays that mean nothing. Terms and postings are decoded in runs, limited in size.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile
from index.codec.articles import MAGIC
from index.codec.damage import SegmentDamaged
from index.codec.narrow import ESCAPES, UNIT_BYTES, Ragged, offsets, unpack
from index.codec.parts import BYTE, FOUR_BYTES, Lists, Part, ascends, runs_of
from index.codec.signatures import NO_TERM, TERMS
from index.codec.sketches import HEADS, NO_CODE, NO_HASH, TAILS, codes
from index.codec.twins import REFERENCE, are_twins

_MANY = 255
"""What stands for a frequency that is listed apart, see `postings`."""
_NUMBERS = 2**32
"""How many numbers an array of documents or positions can hold."""

OnRead = Callable[[int], None]
"""Is told of bytes as they have been read."""


def check_arrays(arrays: ArrayFile, documents: int, on_read: OnRead) -> Iterator[SegmentDamaged]:
    """What is wrong with a segment of so many documents: of each field and column, one thing at most."""
    try:
        fields, _, columns = _stated(arrays, documents)
    except SegmentDamaged as damage:
        yield damage
        return
    for name in fields:
        try:
            check_field(arrays, name, documents, on_read)
        except SegmentDamaged as damage:
            yield damage
    for name, kind in columns.items():
        try:
            _check_column(arrays, name, kind, documents)
        except SegmentDamaged as damage:
            yield damage


def check_field(arrays: ArrayFile, name: str, documents: int, on_read: OnRead = lambda read: None) -> None:
    """Check one field. Raises SegmentDamaged, also where there is no such field."""
    field = Part(arrays, f"{name}/", f"field {name!r}")
    fields, twins, columns = _stated(arrays, documents)
    field.must(name in fields, "there is none")
    # The terms of numbers are Whoosh's sortable bytes.
    terms = field.strings(is_text=columns.get(name) != "number")
    frequencies = _checked_frequencies(field, terms, documents)
    twin = Part(arrays, f"{twins[name]}/", f"field {twins[name]!r}") if name in twins else None
    widths = field.array("widths", BYTE, terms).whole()
    records = field.lists("records", "record_starts", terms)
    places = field.lists("places", "place_starts", terms) if "places" in field else None
    for first, end in runs_of(records.starts, *([places.starts] if places else [])):
        run = slice(first, end)
        is_own = frequencies[run] > 0
        counts, run_widths = frequencies[run][is_own].astype(np.int64), widths[run][is_own]
        if not is_own.all():
            _check_references(field, twin, records, places, widths, run, is_own)
        if is_own.any():
            freqs = _checked_records(field, *records.some(run, is_own), counts, run_widths, documents)
            if places:
                _check_places(field, *places.some(run, is_own), counts, run_widths >> 4, freqs)
        on_read(sum(lists.size(run) for lists in (records, places) if lists))
    _check_lengths(field, fields[name], documents)


def _stated(arrays: ArrayFile, documents: int) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """What the directory says of fields, of their twins, and of columns. Raises SegmentDamaged."""
    match arrays.meta:
        case {
            "documents": int(stated),
            "fields": dict(fields),
            "twins": dict(twins),
            "columns": dict(columns),
        } if are_twins(twins, fields):
            if stated != documents:
                reason = f"it has {stated:,} articles, and the manifest says {documents:,}"
                raise SegmentDamaged(arrays.path, reason)
            return fields, twins, columns
    raise SegmentDamaged(arrays.path, "it does not say what it holds")


def check_blocks(arrays: ArrayFile, documents: int) -> None:
    """Check where the file of articles has its blocks. Raises SegmentDamaged."""
    blocks = Part(arrays, "*", "stored articles")
    firsts = blocks.offsets("firsts", documents)
    starts = blocks.unsigned("starts", len(firsts)).whole()
    ascend = ascends(starts, strictly=True) and ascends(firsts, strictly=True)
    blocks.must(ascend and starts[0] == len(MAGIC), "their blocks are out of order or empty")


def _checked_frequencies(field: Part, terms: int, documents: int) -> NDArray[np.uint32]:
    """How many documents each term is in."""
    short = field.array("frequencies", BYTE, terms).whole()
    many = field.array("many", FOUR_BYTES).whole()
    listed = field.array("many_frequencies", FOUR_BYTES, len(many)).whole()
    listing = np.array_equal(np.flatnonzero(short == _MANY), many)
    field.must(listing and (listed >= _MANY).all(), "the terms of many articles are not those listed")
    found = short.astype(np.uint32)
    found[many] = listed
    field.must((found <= documents).all(), "a term is in more articles than there are")
    return found


def _check_references(
    field: Part,
    twin: Part | None,
    records: Lists,
    places: Lists | None,
    widths: NDArray[Any],
    run: slice,
    is_own: NDArray[np.bool_],
) -> None:
    """Check the terms of a run that are in no article by themselves, see `twins`."""
    field.must(twin, "a term is in no article")
    assert twin is not None  # noqa: S101 - for the type checker
    packed, sizes = records.some(run, ~is_own)
    field.must((sizes == REFERENCE.itemsize).all(), "a term's record has not the size of what it should hold")
    field.must(places is None or not places.sizes(run)[~is_own].any(), "a term has positions in no article")
    field.must(not widths[run][~is_own].any(), "a term's numbers have a width, and there are none")
    theirs = twin.array("frequencies", BYTE).whole()
    references = packed.view(REFERENCE)
    field.must((references < len(theirs)).all(), "a term has the postings of one that is not there")
    field.must(theirs[references].all(), "a term has the postings of one that has none")
    field.must(places is None or "places" in twin, "its twin has no positions")


def _checked_records(
    field: Part,
    records: NDArray[np.uint8],
    sizes: NDArray[np.int64],
    counts: NDArray[np.int64],
    widths: NDArray[Any],
    documents: int,
) -> NDArray[np.uint32]:
    """The frequencies of some terms, whose documents and frequencies are checked."""
    doc_widths, freq_widths = widths & 3, widths >> 2 & 3
    field.must((doc_widths > 0).all() and (widths < 64).all(), "a term's numbers have no width")
    doc_bytes = sizes - counts * UNIT_BYTES[freq_widths]
    units = doc_bytes // UNIT_BYTES[doc_widths]
    fits = (units >= counts) & (doc_bytes % UNIT_BYTES[doc_widths] == 0)
    field.must(fits.all(), "a term's record has not the size of what it should hold")
    docs, freqs = unpack(records, [(units, doc_widths), (counts, freq_widths)])
    sums = _sums(field, docs, counts, "articles")
    starts = offsets(counts)[:-1]
    sums -= np.repeat(_before(sums, starts), counts)
    ascend = np.diff(sums, prepend=-1) > 0
    ascend[starts] = True
    field.must(ascend.all(), "the articles of a term do not ascend")
    field.must((sums < documents).all(), "a term is in an article that is not there")
    field.must((freqs.units > 0).all(), "a term is in an article no times")
    return freqs.units


def _check_places(
    field: Part,
    places: NDArray[np.uint8],
    sizes: NDArray[np.int64],
    counts: NDArray[np.int64],
    widths: NDArray[Any],
    freqs: NDArray[np.uint32],
) -> None:
    """Check the positions of some terms. They cannot descend: what is kept is the steps from one to the next."""
    field.must((widths > 0).all(), "a term's positions have no width")
    occurrences = np.add.reduceat(freqs, offsets(counts)[:-1], dtype=np.int64)
    units = sizes // UNIT_BYTES[widths]
    fits = (units >= occurrences) & (sizes % UNIT_BYTES[widths] == 0)
    field.must(fits.all(), "a term's positions have not the size that they should")
    (packed,) = unpack(places, [(units, widths)])
    sums = _sums(field, packed, occurrences, "positions")
    starts = offsets(freqs)
    positions = sums[starts[1:] - 1] - _before(sums, starts[:-1])
    field.must((positions < _NUMBERS).all(), "a position is beyond every text")


def _sums(field: Part, lists: Ragged, counts: NDArray[np.int64], what: str) -> NDArray[np.int64]:
    """The sum up to each number, through all lists (none empty), which must have so many numbers."""
    is_number = lists.units != np.repeat(ESCAPES[lists.widths], lists.counts)
    ends = np.cumsum(lists.counts)
    numbers = np.add.reduceat(is_number, ends - lists.counts, dtype=np.int64)
    right = np.array_equal(numbers, counts) and is_number[ends - 1].all()
    field.must(right, f"a term has not as many {what} as it should")
    sums: NDArray[np.int64] = np.cumsum(lists.units, dtype=np.int64)[is_number]
    return sums


def _before(sums: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sum before each list, of which the first begins at 0."""
    found = sums[starts - 1]
    found[:1] = 0
    return found


def _check_lengths(field: Part, stated: object, documents: int) -> None:
    found = [0, 0, 0]
    if "lengths" in field:
        lengths = field.unsigned("lengths", documents).whole()
        field.must(lengths.itemsize <= FOUR_BYTES.itemsize, "its lengths are too large")
        if documents:
            found = [int(lengths.sum(dtype=np.int64)), int(lengths.min()), int(lengths.max())]
    field.must(stated == found, "its lengths are not what the directory says of them")


def _check_column(arrays: ArrayFile, name: str, kind: object, documents: int) -> None:
    column = Part(arrays, f"{name}|", f"column {name!r}")
    if kind == "number":
        numbers = column.array("numbers", np.dtype("<i8"), documents).whole()
        known = column.array("known", np.dtype(np.bool_), documents).whole().view(np.uint8)
        column.must((known <= 1).all(), "a flag is neither yes nor no")
        column.must(not numbers[known == 0].any(), "an unknown number is not zero")
        return
    if kind == "sketch":
        _check_sketches(column, documents)
        return
    if kind == "signature":
        terms = column.array("terms", np.dtype("<u2"), documents * TERMS).whole().reshape(-1, TERMS)
        column.must(((terms[:, :-1] != NO_TERM) | (terms[:, 1:] == NO_TERM)).all(), "a signature has a gap")
        return
    column.must(kind == "keyword", "it is of no kind that is known")
    values = column.strings()
    ords = column.unsigned("ords").whole()
    column.offsets("starts", len(ords), documents)
    column.must((ords < values).all(), "a value is not in the dictionary")


def _check_sketches(column: Part, documents: int) -> None:
    heads = column.array("heads", FOUR_BYTES, documents * HEADS).whole().reshape(-1, HEADS)
    tails = column.array("tails", np.dtype("<u2"), documents * TAILS).whole().reshape(-1, TAILS)
    for row, nothing in ((heads, NO_HASH), (tails, NO_CODE)):
        ascend = (row[:, 1:] > row[:, :-1]) | (row[:, 1:] == nothing)
        column.must(ascend.all(), "the hashes of a sketch do not ascend")
    last, first = heads[:, -1], tails[:, 0]
    column.must(((codes(last) < first) | (first == NO_CODE)).all(), "the hashes of a sketch do not ascend")
