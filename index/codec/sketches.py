"""Sketches as a segment keeps them: for each document its smallest hashes, see `index.duplicates`.

The first eight are kept whole, because others are looked up by them. The rest are only
compared, and for that 16 bits do in which a hash keeps its order: where its highest bit
is, and 11 bits more. So a sketch has 144 bytes, and looking others up reads 32 of them.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile
from index.codec.pages import PagedArray

HEADS, TAILS = 8, 56
"""How many hashes of a sketch are kept whole, and how many as codes."""
NO_HASH, NO_CODE = 2**32 - 1, 2**16 - 1
"""What fills a sketch of fewer."""
_MANTISSA = 11
_EXPONENT_OF_ONE = 127


class SketchColumn(NamedTuple):
    """For each document the smallest hashes of its text, or none."""

    heads: NDArray[np.uint32]
    """N rows of HEADS hashes, ascending, and then `NO_HASH`."""
    tails: NDArray[np.uint16]
    """N rows of TAILS codes of the next hashes, ascending, and then `NO_CODE`."""


class SketchView(NamedTuple):
    """The same in a mapped file."""

    heads: NDArray[np.uint32]
    """N rows."""
    tails: PagedArray
    """N rows end to end, of which few are read."""

    def tails_of(self, docs: NDArray[Any]) -> NDArray[np.uint16]:
        """The rows of tails of some documents."""
        found: NDArray[np.uint16] = self.tails.runs(
            docs.astype(np.int64) * TAILS, np.full(len(docs), TAILS, np.int64)
        )
        rows: NDArray[np.uint16] = found.reshape(-1, TAILS)
        return rows

    def decoded(self) -> SketchColumn:
        """The whole column."""
        return SketchColumn(self.heads, self.tails.whole().reshape(-1, TAILS))


def no_sketches(count: int) -> SketchColumn:
    """The column of so many documents that have no sketch."""
    return SketchColumn(
        np.full((count, HEADS), NO_HASH, np.uint32), np.full((count, TAILS), NO_CODE, np.uint16)
    )


def codes(hashes: NDArray[np.uint32]) -> NDArray[np.uint16]:
    """The 16 bits by which hashes are compared; a greater hash has no smaller ones."""
    # A number as the processor keeps it: its exponent, and the bits behind the highest.
    bits = np.maximum(hashes, 1).astype(np.float32).view(np.uint32) >> (23 - _MANTISSA)
    found: NDArray[np.uint16] = np.minimum(bits - (_EXPONENT_OF_ONE << _MANTISSA), NO_CODE - 1).astype(
        np.uint16
    )
    found[hashes == NO_HASH] = NO_CODE
    return found


def encode_sketches(column: SketchColumn) -> dict[str, NDArray[Any]]:
    """The arrays from which `sketch_view` reads this column."""
    return {"heads": column.heads.ravel(), "tails": column.tails.ravel()}


def sketch_view(arrays: ArrayFile, prefix: str) -> SketchView:
    """A column of sketches; `prefix` stands before the names that `encode_sketches` gave its arrays."""
    heads = arrays[f"{prefix}heads"].whole().reshape(-1, HEADS)
    return SketchView(heads, arrays[f"{prefix}tails"])
