"""Several segments' postings and columns as one, without the documents that are deleted.

Documents keep their order: those of the first segment, then those of the next. So the
postings of a term are those of the first segment, then those of the next, and merging
is placing runs side by side: a byte per posting says whose turn it is, and each
segment's postings, in the order they have, fill its places. A field is merged in runs
of terms, so that only a run is ever decoded.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.contents import KeywordColumn, NumberColumn, Postings
from index.codec.narrow import offsets
from index.codec.postings import FieldPostings

Live = NDArray[np.bool_]
"""N truths: the documents of a segment that are not deleted."""


_RUN = 1 << 20
"""About how many postings are decoded at once."""


def merge_in_runs(fields: Sequence[FieldPostings | None], lives: Sequence[Live]) -> Iterator[Postings]:
    """The merged postings of a field, in runs of ascending terms; None for a segment without the field.

    Lengths are not part of a run, see `merge_lengths`.
    """
    present = [field for field in fields if field is not None]
    largest = max(present, key=lambda field: len(field.terms))
    postings = sum(field.posting_count() for field in present)
    pivots = [largest.terms[number] for number in largest.even_parts(postings // _RUN + 1)]
    begin = [0 for _ in fields]
    for pivot in (*pivots, None):
        end = [
            0 if field is None else len(field.terms) if pivot is None else field.terms.lower_bound(pivot)
            for field in fields
        ]
        parts = [
            None if field is None else field.decoded(a, b)
            for field, a, b in zip(fields, begin, end, strict=True)
        ]
        yield merge_postings(parts, lives)
        begin = end


def merge_postings(parts: Sequence[Postings | None], lives: Sequence[Live]) -> Postings:
    """The postings of the same terms in all segments; None for a segment that has no such field."""
    kept: list[tuple[Postings, int]] = []
    first_doc = 0
    for part, live in zip(parts, lives, strict=True):
        if part is not None:
            kept.append((part if live.all() else _without_deleted(part, live), first_doc))
        first_doc += int(live.sum())
    terms = sorted(dict.fromkeys(chain.from_iterable(part.terms for part, _ in kept)))
    numbers = {term: number for number, term in enumerate(terms)}
    counts = np.zeros((len(terms), len(kept)), np.int64)
    occurrences = np.zeros((len(terms), len(kept)), np.int64)
    for i, (part, _) in enumerate(kept):
        mine = np.fromiter(map(numbers.__getitem__, part.terms), np.int64, len(part.terms))
        counts[mine, i] = np.diff(part.starts)
        occurrences[mine, i] = np.diff(offsets(part.freqs)[part.starts])
    has_positions = all(part.positions is not None for part, _ in kept)
    return Postings(
        terms=terms,
        starts=offsets(counts.sum(axis=1)),
        docs=_side_by_side([part.docs + np.uint32(first) for part, first in kept], counts),
        freqs=_side_by_side([part.freqs for part, _ in kept], counts),
        positions=_side_by_side(
            [part.positions for part, _ in kept if part.positions is not None], occurrences
        )
        if has_positions
        else None,
        lengths=merge_lengths([None if part is None else part.lengths for part in parts], lives),
    )


def _without_deleted(part: Postings, live: Live) -> Postings:
    stays = live[part.docs]
    starts = offsets(stays)[part.starts]
    used = np.diff(starts) > 0
    renumbered = (np.cumsum(live) - 1).astype(np.uint32)
    return Postings(
        terms=[term for term, is_used in zip(part.terms, used.tolist(), strict=True) if is_used],
        starts=np.append(starts[:-1][used], starts[-1]),
        docs=renumbered[part.docs[stays]],
        freqs=part.freqs[stays],
        positions=None if part.positions is None else part.positions[np.repeat(stays, part.freqs)],
        lengths=part.lengths,
    )


def merge_lengths(lengths: Sequence[NDArray[Any] | None], lives: Sequence[Live]) -> NDArray[np.uint32] | None:
    """The lengths of a field in all segments; None for one without, and where all are."""
    if all(own is None for own in lengths):
        return None
    return _rows(lengths, lives, np.dtype(np.uint32))


def _side_by_side(runs: Sequence[NDArray[np.uint32]], counts: NDArray[np.int64]) -> NDArray[np.uint32]:
    """One array of every run's numbers: for each row of `counts`, that many of the first, of the second …"""
    turns = np.arange(len(runs), dtype=np.min_scalar_type(len(runs)))
    turn = np.repeat(np.tile(turns, len(counts)), counts.ravel())
    merged = np.empty(len(turn), np.uint32)
    for i, run in enumerate(runs):
        merged[turn == i] = run
    return merged


def merge_columns(
    parts: Sequence[KeywordColumn | NumberColumn | None], lives: Sequence[Live]
) -> KeywordColumn | NumberColumn:
    """A column in all segments; None for a segment that has no such column."""
    if any(isinstance(part, NumberColumn) for part in parts):
        pairs = [(part.numbers, part.known) if isinstance(part, NumberColumn) else None for part in parts]
        return NumberColumn(
            _rows([pair and pair[0] for pair in pairs], lives, np.dtype(np.int64)),
            _rows([pair and pair[1] for pair in pairs], lives, np.dtype(np.bool_)),
        )
    return _merge_keywords([part if isinstance(part, KeywordColumn) else None for part in parts], lives)


def _rows(
    columns: Sequence[NDArray[Any] | None], lives: Sequence[Live], dtype: np.dtype[Any]
) -> NDArray[Any]:
    return np.concatenate(
        [
            np.zeros(int(live.sum()), dtype) if column is None else column[live].astype(dtype, copy=False)
            for column, live in zip(columns, lives, strict=True)
        ]
    )


def _merge_keywords(parts: Sequence[KeywordColumn | None], lives: Sequence[Live]) -> KeywordColumn:
    counts, ords, values = [], [], []
    for part, live in zip(parts, lives, strict=True):
        if part is None:
            counts.append(np.zeros(int(live.sum()), np.int64))
            continue
        each = np.diff(part.starts)
        stay = part.ords[np.repeat(live, each)]
        used, renumbered = np.unique(stay, return_inverse=True)
        counts.append(each[live])
        ords.append(renumbered)
        values.append([part.values[ordinal] for ordinal in used.tolist()])
    merged = sorted(dict.fromkeys(chain.from_iterable(values)))
    numbers = {value: number for number, value in enumerate(merged)}
    mapped = [
        np.array([numbers[value] for value in own], np.uint32)[renumbered]
        for own, renumbered in zip(values, ords, strict=True)
    ]
    return KeywordColumn(
        merged, offsets(np.concatenate(counts)), np.concatenate([np.empty(0, np.uint32), *mapped])
    )
