"""Corpus: all open segments as one collection, and the statistics of words in it.

Scores must not depend on how articles happen to be spread over segments, so document
frequencies, the number of documents and average lengths are those of all segments
together. Deleted documents count until a merge drops them, as they do in Whoosh.
"""

import math
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.errors import NewsError
from search.embedded.clauses import Scores
from search.embedded.runs import Run, in_runs, memory_of
from search.embedded.segments import SegmentView

_K1 = 1.2
_B = 0.75
"""Whoosh's defaults for BM25F."""


class DeadlinePassed(NewsError):
    """The time a question was given ran out before its answer was complete."""

    def __init__(self) -> None:
        super().__init__(
            "the query takes longer than it may",
            advice="Ask for rarer words, or for longer beginnings of words.",
        )


class Corpus:
    """Segments in order, in runs, and until when questions about them may run."""

    def __init__(self, segments: Sequence[SegmentView], deadline: float | None = None) -> None:
        self.runs = in_runs(segments)
        self.doc_count = sum(run.doc_count for run in self.runs)
        self._deadline = deadline
        self._averages: dict[str, float] = {}

    def check(self) -> None:
        """Raises DeadlinePassed once `time.monotonic()` is past the deadline."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise DeadlinePassed

    def term_weight(self, doc_frequency: int) -> float:
        """BM25's weight of a term: its inverse document frequency, and the factor before its frequency."""
        return (math.log(self.doc_count / (doc_frequency + 1)) + 1) * (_K1 + 1)

    def term_weights(self, doc_frequencies: NDArray[np.integer]) -> Scores:
        """The same for an array of terms."""
        idf = np.log(self.doc_count / (doc_frequencies + 1.0)) + 1
        return (idf * (_K1 + 1)).astype(np.float32)

    def is_scored(self, field: str) -> bool:
        """Whether rare terms of a field weigh more than common ones, and short texts more than long ones."""
        return any(segment.lengths(field) is not None for run in self.runs for segment in run.segments)

    def norms(self, run: Run, field: str) -> Scores | None:
        """What BM25 adds to a term's frequency below the line, for each of N documents.

        None in a field that is not scored.
        """
        lengths = run.lengths(field)
        if lengths is None:
            return None
        average = self._average_length(field)
        memory = memory_of(run.segments)
        held: tuple[float, Scores] | None = memory.get(("norms", field))
        if held is None or held[0] != average:
            norms = (_K1 * (1 - _B) + _K1 * _B / average * lengths).astype(np.float32)
            held = memory["norms", field] = average, norms
        return held[1]

    def _average_length(self, field: str) -> float:
        if field not in self._averages:
            total = sum(segment.total_length(field) for run in self.runs for segment in run.segments)
            self._averages[field] = total / self.doc_count or 1.0
        return self._averages[field]
