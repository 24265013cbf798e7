"""SketchTable: the sketches of all documents of an archive, and what of them is near a text.

It imports nothing of the writer's, because a question may ask it too.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.codec.segment import Segment
from index.codec.sketches import HEADS, NO_HASH, TAILS, SketchColumn
from index.deciding import split
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

    def tails(self, rows: NDArray[np.intp]) -> NDArray[np.uint16]:
        """The tails of some documents, ascending, that have a sketch."""
        parts = [
            view.tails_of(docs)
            for view, docs in zip(self._views, split(self._segments, rows), strict=True)
            if view
        ]
        return np.concatenate([np.empty((0, TAILS), np.uint16), *parts])


def near_documents(segments: Sequence[Segment], sketch: SketchColumn) -> NDArray[np.intp]:
    """The live documents over all segments, ascending, that are near-identical to a text with this sketch, of one row."""
    table = SketchTable(segments)
    count = len(table.heads)

    def tails(some: NDArray[np.intp]) -> NDArray[np.uint16]:
        return np.concatenate([table.tails(some[some < count]), *([sketch.tails] if count in some else [])])

    found = neighbours(np.array([count]), np.concatenate([table.heads, sketch.heads]), tails)
    return found.rows[found.rows < count]
