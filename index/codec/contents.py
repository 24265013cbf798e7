"""What goes into a segment, decoded: plain arrays, before they are narrowed and written.

Everything that makes a segment makes this (a batch of new articles, a merge of old
segments, a repair), and everything that writes one takes it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.signatures import SignatureColumn
from index.codec.sketches import SketchColumn


class Twin(NamedTuple):
    """Another field of the segment, which comes before, and the terms there that have the same postings."""

    field: str
    numbers: NDArray[np.uint32]
    """For each of T terms one of the other field's; it means something where the term has no postings of its own."""


class Postings(NamedTuple):
    """The inverted lists of one field."""

    terms: list[bytes]
    """T distinct terms (UTF-8, or Whoosh's sortable bytes for numbers), ascending bytewise."""
    starts: NDArray[np.int64]
    """T + 1 offsets: the postings of term t are starts[t] ≤ i < starts[t + 1]. Only a term that has
    those of its twin is without one."""
    docs: NDArray[np.uint32]
    """P document numbers, ascending within a term."""
    freqs: NDArray[np.uint32]
    """P frequencies, at least 1."""
    positions: NDArray[np.uint32] | None
    """freqs.sum() positions, ascending within a posting; None in a field without positions."""
    lengths: NDArray[np.uint32] | None
    """Tokens of each document in this field (N of them); None in a field that is not scored."""
    twin: Twin | None = None
    """Where terms may have the postings of another field's: a form that is the only one of its stem."""


class KeywordColumn(NamedTuple):
    """For each document, any number of values from a dictionary."""

    values: list[str]
    """V distinct values, ascending."""
    starts: NDArray[np.int64]
    """N + 1 offsets: the ordinals of document d are starts[d] ≤ i < starts[d + 1]."""
    ords: NDArray[np.uint32]
    """Ordinals into `values`, in the order in which the article has them."""


class NumberColumn(NamedTuple):
    """For each document one whole number, or none."""

    numbers: NDArray[np.int64]
    """N numbers; zero where unknown."""
    known: NDArray[np.bool_]


Column = KeywordColumn | NumberColumn | SketchColumn | SignatureColumn


class SegmentContents(NamedTuple):
    """A whole segment: N documents."""

    doc_count: int
    postings: dict[str, Postings]
    """By field name."""
    columns: dict[str, Column]
    """By field name."""
    articles: list[bytes]
    """N articles, each as UTF-8 JSON, in document order."""
