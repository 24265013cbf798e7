"""Writing a segment: from its contents, or from what is live in other segments, to the two files it is made of."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import Buffer, Json, write_arrays
from index.codec.articles import Block, in_blocks, write_blocks
from index.codec.columns import encode_column, kind_of
from index.codec.contents import Column, Postings, SegmentContents
from index.codec.encoding import encode_postings
from index.codec.merge import FieldMerge
from index.codec.merge_columns import merge_columns, merge_lengths
from index.codec.segment import ARRAYS, ARTICLES, Segment

SegmentFiles = dict[str, list[Buffer]]
"""What is to be written for a segment: by file name, buffers in order."""

_FieldRuns = tuple[str, str | None, Iterable[Postings], NDArray[np.uint32] | None]
"""A field's name, its twin's, its postings in runs of terms, and its lengths."""


def write_segment(contents: SegmentContents) -> SegmentFiles:
    """The files of a segment with these contents."""
    return _files(
        contents.doc_count,
        (
            (field, postings.twin.field if postings.twin else None, [postings], postings.lengths)
            for field, postings in contents.postings.items()
        ),
        contents.columns.items(),
        in_blocks(contents.articles),
    )


def write_merged(segments: Sequence[Segment]) -> SegmentFiles:
    """The files of one segment with what is live in several: documents keep their order, numbered anew from 0.

    Only some terms of one field are decoded at a time, and blocks of articles are copied
    as they are, so this takes a fraction of the memory.
    """
    lives = [segment.live for segment in segments]
    return _files(
        sum(segment.live_count for segment in segments),
        _merged_postings(segments, lives),
        _merged_columns(segments, lives),
        in_blocks(
            kept
            for segment, live in zip(segments, lives, strict=True)
            for kept in segment.kept_articles(live)
        ),
    )


def _merged_postings(segments: Sequence[Segment], lives: Sequence[NDArray[np.bool_]]) -> Iterator[_FieldRuns]:
    merges: dict[str, FieldMerge] = {}
    for field, twin in _fields_of(segments).items():
        lists = [segment.field(field) for segment in segments]
        merges[field] = FieldMerge(field, lists, lives, merges[twin] if twin else None)
        lengths = [None if own is None else own.lengths for own in lists]
        yield field, twin, merges[field].runs(), merge_lengths(lengths, lives)
        for segment in segments:
            segment.give_back_pages()


def _fields_of(segments: Sequence[Segment]) -> dict[str, str | None]:
    """The fields of all segments with their twins, each after its own."""
    twins = {
        field: twin for segment in segments for field in segment.fields() if (twin := segment.twin(field))
    }
    fields = dict.fromkeys(field for segment in segments for field in segment.fields())
    return {
        name: twins.get(name)
        for field in fields
        for name in (*([twins[field]] if field in twins else ()), field)
    }


def _merged_columns(
    segments: Sequence[Segment], lives: Sequence[NDArray[np.bool_]]
) -> Iterator[tuple[str, Column]]:
    for field in dict.fromkeys(field for segment in segments for field in segment.columns()):
        yield field, merge_columns([segment.decoded_column(field) for segment in segments], lives)


def _files(
    doc_count: int,
    postings: Iterable[_FieldRuns],
    columns: Iterable[tuple[str, Column]],
    blocks: Iterable[Block],
) -> SegmentFiles:
    arrays: dict[str, NDArray[Any]] = {}
    fields: dict[str, Json] = {}
    kinds: dict[str, Json] = {}
    twins: dict[str, Json] = {}
    for field, twin, runs, lengths in postings:
        arrays |= {f"{field}/{name}": array for name, array in encode_postings(runs, lengths).items()}
        fields[field] = [0, 0, 0]
        if twin:
            twins[field] = twin
        if lengths is not None and len(lengths):
            fields[field] = [int(lengths.sum(dtype=np.int64)), int(lengths.min()), int(lengths.max())]
    for field, column in columns:
        arrays |= {f"{field}|{name}": array for name, array in encode_column(column).items()}
        kinds[field] = kind_of(column)
    articles, index = write_blocks(blocks)
    arrays |= {f"*{name}": array for name, array in index.items()}
    meta: dict[str, Json] = {"documents": doc_count, "fields": fields, "twins": twins, "columns": kinds}
    return {ARRAYS: write_arrays(arrays, meta), ARTICLES: articles}
