"""Corpus: all open segments as one collection, the statistics of words in it, and what words stand for.

Scores must not depend on how articles happen to be spread over segments, so document
frequencies, the number of documents and average lengths are those of all segments
together. Deleted documents count until a merge drops them, as they do in Whoosh.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.embedded.matching.clauses import Clause, Scores
from search.embedded.matching.expansion import Expanding, Expansion, expand_all
from search.embedded.matching.limits import UNLIMITED, Limits
from search.embedded.matching.memory import memory_of, remembered
from search.embedded.matching.runs import Run, in_runs
from search.embedded.matching.segments import SegmentView
from search.tree import Tree, Word

K1 = 1.2
_B = 0.75
"""Whoosh's defaults for BM25F."""


class Corpus:
    """Segments in order, in runs, and what a question about them may use."""

    def __init__(self, segments: Sequence[SegmentView], limits: Limits = UNLIMITED) -> None:
        self.runs = in_runs(segments)
        self.doc_count = sum(run.doc_count for run in self.runs)
        self.limits = limits
        self.check = limits.check
        self.expansions: dict[Expanding, Expansion] = {}
        """What beginnings, patterns and misspellings were found to stand for."""
        self._averages: dict[str, float] = {}
        self._usual_lengths: dict[str, float] = {}
        self.terms: dict[tuple[str, str], list[Clause]] = {}
        """Unscored terms that have been bound, by field, text and run: what is read of one is read once."""
        self.expanding: dict[tuple[type[Expanding], Expanding], list[Clause]] = {}
        """The same for what stands for many terms."""
        self.placed: dict[tuple[type[Tree], Tree], list[Clause]] = {}
        """The same for what is about where words stand: what is asked of it twice is found once."""
        self.words: dict[Word, list[Clause]] = {}
        """Words that have been bound, by run: who ranks what was found looks at them again."""

    def expand(self, tree: Expanding) -> Expansion:
        """The terms that a query stands for."""
        segments = [segment for run in self.runs for segment in run.segments]
        # As tuples, a beginning and a pattern of the same letters are equal.
        found = remembered(segments, (type(tree), tree), lambda: expand_all(segments, tree, self.check))
        self.expansions[tree] = found
        return found

    def term_weight(self, doc_frequency: int) -> float:
        """BM25's weight of a term: its inverse document frequency, and the factor before its frequency."""
        return (math.log(self.doc_count / (doc_frequency + 1)) + 1) * (K1 + 1)

    def term_weights(self, doc_frequencies: NDArray[np.integer]) -> Scores:
        """The same for an array of terms."""
        idf = np.log(self.doc_count / (doc_frequencies + 1.0)) + 1
        return (idf * (K1 + 1)).astype(np.float32)

    def idf(self, doc_frequency: int) -> float:
        """How much a word says that so many documents have: nothing when all of them do."""
        return math.log1p((max(self.doc_count - doc_frequency, 0) + 0.5) / (doc_frequency + 0.5))

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
            norms = (K1 * (1 - _B) + K1 * _B / average * lengths).astype(np.float32)
            held = memory["norms", field] = average, norms
        return held[1]

    def weights(self, run: Run, field: str, steepness: float) -> Scores | None:
        """What one occurrence in a field counts in each of N documents: 1 where that is as long as usual.

        `steepness` is BM25's b. None in a field that is not scored. Documents without the
        field do not make it shorter than it usually is.
        """
        lengths = run.lengths(field)
        if lengths is None:
            return None
        usual = self._usual_length(field)
        memory = memory_of(run.segments)
        held: tuple[float, Scores] | None = memory.get(("weights", field))
        if held is None or held[0] != usual:
            weights = (1 / (1 - steepness + steepness / usual * lengths)).astype(np.float32)
            held = memory["weights", field] = usual, weights
        return held[1]

    def _usual_length(self, field: str) -> float:
        if field not in self._usual_lengths:
            held = total = 0
            for run in self.runs:
                memory = memory_of(run.segments)
                if ("known", field) not in memory:
                    lengths = run.lengths(field)
                    memory["known", field] = 0 if lengths is None else int(np.count_nonzero(lengths))
                held += memory["known", field]
                total += sum(segment.total_length(field) for segment in run.segments)
            self._usual_lengths[field] = total / held if held else 1.0
        return self._usual_lengths[field]

    def _average_length(self, field: str) -> float:
        if field not in self._averages:
            total = sum(segment.total_length(field) for run in self.runs for segment in run.segments)
            self._averages[field] = total / self.doc_count or 1.0
        return self._averages[field]
