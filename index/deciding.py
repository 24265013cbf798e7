"""What is asked when keys are decided, and what is answered, see `index.keys`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.segment import Segment
from index.digest import blake2b


class Asked(NamedTuple):
    """What has changed, in rows: documents over all segments."""

    fresh: NDArray[np.intp]
    """Rows that arrived, ascending."""
    gone: Sequence[bytes]
    """The ids of articles that were removed or replaced."""
    held: NDArray[np.intp]
    """Other rows that have a key, ascending …"""
    keys: NDArray[np.uint64]
    """… and their keys."""


class Decided(NamedTuple):
    """Keys, in no order."""

    asked: NDArray[np.intp]
    """Rows whose key of before is no longer believed."""
    rows: NDArray[np.intp]
    """Rows that have a key now, …"""
    keys: NDArray[np.uint64]
    """… and their keys; others among `asked` have none."""


def numbers(segments: Sequence[Segment], rows: NDArray[np.intp]) -> NDArray[np.uint64]:
    """The numbers of the articles of some rows, ascending."""
    found = []
    for segment, docs in zip(segments, split(segments, rows), strict=True):
        if len(docs) and (ids := segment.keyword_column("id")):
            ordinals = ids.ords[ids.starts[docs]].astype(np.int64)
            found += [number_of(term) for term in segment.terms_of("id", ordinals)]
    return np.array(found, np.uint64)


def number_of(article_id: bytes) -> int:
    """The number of an article, of 64 bits."""
    return int.from_bytes(blake2b(article_id, digest_size=8).digest(), "little")


def split(segments: Sequence[Segment], rows: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """Of some rows, ascending, each segment's, as it numbers them."""
    first = 0
    for segment in segments:
        end = first + segment.doc_count
        yield rows[np.searchsorted(rows, first) : np.searchsorted(rows, end)] - first
        first = end
