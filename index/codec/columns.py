"""Columns: for each document its values in a field, as numbers that facets and sorting read.

Values of a keyword field are ordinals into a sorted dictionary, so that counting them
is counting small integers; the dictionary's text is read only for what is shown.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile
from index.codec.contents import Column, KeywordColumn, NumberColumn
from index.codec.dictionary import Dictionary, encode_strings, pack_strings
from index.codec.narrow import narrowest
from index.codec.signatures import SignatureColumn, encode_signatures
from index.codec.sketches import SketchColumn, encode_sketches


class Values:
    """The different values of a keyword column, ascending, decoded when asked for."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary

    def __len__(self) -> int:
        return len(self._dictionary)

    def __getitem__(self, ordinal: int) -> str:
        """The value of an ordinal, 0 ≤ ordinal < len."""
        return self._dictionary[ordinal].decode()

    def __iter__(self) -> Iterator[str]:
        return (value.decode() for value in self._dictionary)

    def find(self, value: str) -> int:
        """The ordinal of a value, or -1."""
        return self._dictionary.find(value.encode())


class KeywordView(NamedTuple):
    """A keyword column in a mapped file."""

    values: Values
    starts: NDArray[Any]
    """N + 1 offsets, unsigned: the ordinals of document d are starts[d] ≤ i < starts[d + 1]."""
    ords: NDArray[Any]
    """Ordinals into `values`, unsigned, in the order in which the article has them."""

    def of(self, doc: int) -> list[str]:
        """The values of one document."""
        ords = self.ords[self.starts.item(doc) : self.starts.item(doc + 1)].tolist()
        return [self.values[ordinal] for ordinal in ords]


def kind_of(column: Column) -> str:
    """What a column is called in the directory of a segment."""
    match column:
        case NumberColumn():
            return "number"
        case SketchColumn():
            return "sketch"
        case SignatureColumn():
            return "signature"
    return "keyword"


def encode_column(column: Column) -> dict[str, NDArray[Any]]:
    """The arrays from which the functions below read this column."""
    if isinstance(column, NumberColumn):
        return {"numbers": column.numbers, "known": column.known}
    if isinstance(column, SketchColumn):
        return encode_sketches(column)
    if isinstance(column, SignatureColumn):
        return encode_signatures(column)
    text, sizes = pack_strings([value.encode() for value in column.values])
    return {
        **encode_strings(text, sizes),
        "starts": narrowest(column.starts),
        "ords": narrowest(column.ords),
    }


def keyword_view(arrays: ArrayFile, prefix: str) -> KeywordView:
    """A keyword column; `prefix` stands before the names that `encode_column` gave its arrays."""
    values = Values(Dictionary(arrays, prefix))
    return KeywordView(values, arrays[f"{prefix}starts"].whole(), arrays[f"{prefix}ords"].whole())


def number_view(arrays: ArrayFile, prefix: str) -> NumberColumn:
    """A number column, as read-only views; `prefix` as for `keyword_view`."""
    return NumberColumn(arrays[f"{prefix}numbers"].whole(), arrays[f"{prefix}known"].whole())


def decoded_keywords(view: KeywordView) -> KeywordColumn:
    """A keyword column as it was before it was encoded."""
    return KeywordColumn(list(view.values), view.starts.astype(np.int64), view.ords.astype(np.uint32))
