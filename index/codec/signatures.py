"""Signatures as a segment keeps them: for each document its most telling terms, see `index.events`.

A term is a hash of 16 bits. Some terms share one, which is no harm: what two articles have
in common is believed only where they share several terms.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile

TERMS = 24
"""Terms in a signature."""
NO_TERM = 0
"""What fills a signature of fewer."""


class SignatureColumn(NamedTuple):
    """For each document its most telling terms, or none."""

    terms: NDArray[np.uint16]
    """N rows of TERMS different terms, the most telling first, and then `NO_TERM`."""


def no_signatures(count: int) -> SignatureColumn:
    """The column of so many documents that have no signature."""
    return SignatureColumn(np.full((count, TERMS), NO_TERM, np.uint16))


def encode_signatures(column: SignatureColumn) -> dict[str, NDArray[Any]]:
    """The arrays from which `signature_view` reads this column."""
    return {"terms": column.terms.ravel()}


def signature_view(arrays: ArrayFile, prefix: str) -> SignatureColumn:
    """A column of signatures, read-only; `prefix` stands before the names that `encode_signatures` gave its arrays."""
    return SignatureColumn(arrays[f"{prefix}terms"].whole().reshape(-1, TERMS))
