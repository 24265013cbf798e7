"""The columns and lengths of several segments as one, without the documents that are deleted."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.contents import Column, KeywordColumn, NumberColumn
from index.codec.narrow import offsets
from index.codec.signatures import SignatureColumn, no_signatures
from index.codec.sketches import SketchColumn, no_sketches

Live = NDArray[np.bool_]
"""N truths: the documents of a segment that are not deleted."""


def merge_lengths(lengths: Sequence[NDArray[Any] | None], lives: Sequence[Live]) -> NDArray[np.uint32] | None:
    """The lengths of a field in all segments; None for one without, and where all are."""
    if all(own is None for own in lengths):
        return None
    return _rows(lengths, lives, np.dtype(np.uint32))


def merge_columns(parts: Sequence[Column | None], lives: Sequence[Live]) -> Column:
    """A column in all segments; None for a segment that has no such column."""
    if any(isinstance(part, NumberColumn) for part in parts):
        pairs = [(part.numbers, part.known) if isinstance(part, NumberColumn) else None for part in parts]
        return NumberColumn(
            _rows([pair and pair[0] for pair in pairs], lives, np.dtype(np.int64)),
            _rows([pair and pair[1] for pair in pairs], lives, np.dtype(np.bool_)),
        )
    if any(isinstance(part, SketchColumn) for part in parts):
        return _merge_sketches([part if isinstance(part, SketchColumn) else None for part in parts], lives)
    if any(isinstance(part, SignatureColumn) for part in parts):
        return _merge_signatures(parts, lives)
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


def _merge_sketches(parts: Sequence[SketchColumn | None], lives: Sequence[Live]) -> SketchColumn:
    counts = [int(live.sum()) for live in lives]
    merged = no_sketches(sum(counts))
    begin = 0
    for part, live, count in zip(parts, lives, counts, strict=True):
        if part is not None:
            merged.heads[begin : begin + count] = part.heads[live]
            merged.tails[begin : begin + count] = part.tails[live]
        begin += count
    return merged


def _merge_signatures(parts: Sequence[Column | None], lives: Sequence[Live]) -> SignatureColumn:
    kept = [
        part.terms[live] if isinstance(part, SignatureColumn) else no_signatures(int(live.sum())).terms
        for part, live in zip(parts, lives, strict=True)
    ]
    return SignatureColumn(np.concatenate(kept))


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
