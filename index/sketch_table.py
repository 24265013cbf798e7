"""SketchTable: the sketches of all documents of an archive, and what of them is near a text.

It imports nothing of the writer's, because a question may ask it too.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.codec.segment import Segment
from index.codec.sketches import HEADS, NO_HASH, TAILS, SketchColumn
from index.digest import blake2b
from index.duplicates import neighbours
from index.schema import SKETCHES


class SketchTable:
    """The sketches of N documents, those of all segments in order."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self.firsts: NDArray[np.intp] = np.cumsum([0, *(segment.doc_count for segment in segments)])
        """The first document of each segment, and N."""
        self.heads = np.full((int(self.firsts[-1]), HEADS), NO_HASH, np.uint32)
        """N rows; documents that are deleted have no sketch."""
        self._views = [segment.sketch_column(SKETCHES) for segment in segments]
        for i, (segment, view) in enumerate(zip(segments, self._views, strict=True)):
            if view:
                own = self.heads[self.firsts[i] : self.firsts[i + 1]]
                own[:] = view.heads
                if segment.deleted is not None:
                    own[segment.deleted] = NO_HASH

    def of(self, position: int) -> NDArray[np.intp]:
        """The documents of a segment."""
        return np.arange(self.firsts[position], self.firsts[position + 1])

    def tails(self, rows: NDArray[np.intp]) -> NDArray[np.uint16]:
        """The tails of some documents, ascending, that have a sketch."""
        parts = [
            view.tails_of(docs) for view, docs in zip(self._views, self._split(rows), strict=True) if view
        ]
        return np.concatenate([np.empty((0, TAILS), np.uint16), *parts])

    def numbers(self, rows: NDArray[np.intp]) -> NDArray[np.uint64]:
        """The numbers of the articles of some documents, ascending."""
        found = []
        for segment, docs in zip(self._segments, self._split(rows), strict=True):
            if len(docs) and (ids := segment.keyword_column("id")):
                ordinals = ids.ords[ids.starts[docs]].astype(np.int64)
                found += [number_of(term) for term in segment.terms_of("id", ordinals)]
        return np.array(found, np.uint64)

    def _split(self, rows: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
        """Of some documents, ascending, each segment's, as it numbers them."""
        bounds = np.searchsorted(rows, self.firsts)
        for i, first in enumerate(self.firsts[:-1]):
            yield rows[bounds[i] : bounds[i + 1]] - first


def near_documents(segments: Sequence[Segment], sketch: SketchColumn) -> NDArray[np.intp]:
    """The live documents over all segments, ascending, that are near-identical to a text with this sketch, of one row."""
    table = SketchTable(segments)
    count = len(table.heads)

    def tails(some: NDArray[np.intp]) -> NDArray[np.uint16]:
        return np.concatenate([table.tails(some[some < count]), *([sketch.tails] if count in some else [])])

    found = neighbours(np.array([count]), np.concatenate([table.heads, sketch.heads]), tails)
    return found.rows[found.rows < count]


def number_of(article_id: bytes) -> int:
    """The number of an article, of 64 bits."""
    return int.from_bytes(blake2b(article_id, digest_size=8).digest(), "little")
