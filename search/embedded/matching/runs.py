"""Runs: neighbouring segments whose documents are numbered through and searched together.

An archive that grows has many segments, and every step of a search costs the same few
microseconds for a small one as for a large one. So segments are read one by one, and
what was read is put end to end before anything is done with it. A run ends where its
arrays would outgrow the processor's cache.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.contents import NumberColumn
from index.codec.narrow import ragged_range
from search.embedded.matching.clauses import Docs
from search.embedded.matching.memory import memory_of, remembered
from search.embedded.matching.segments import SegmentView

_LONGEST = 1 << 17
"""Documents in a run, if not in its one segment."""
_SHORT = 2048
"""Of lists with fewer documents a segment, all positions are read sooner than some are picked out."""

Numbers = Sequence[int]
"""The number of one term in each segment of a run; -1 where it is absent."""


class Run:
    """Segments, at least one, as one of N documents."""

    def __init__(self, segments: Sequence[SegmentView]) -> None:
        self.segments = segments

    @cached_property
    def firsts(self) -> list[int]:
        """For each segment, how many documents are before its own."""
        return [sum(segment.doc_count for segment in self.segments[:i]) for i in range(len(self.segments))]

    @cached_property
    def doc_count(self) -> int:
        """N, with deleted documents."""
        return sum(segment.doc_count for segment in self.segments)

    @property
    def deleted(self) -> NDArray[np.bool_] | None:
        """N flags; None where no document is deleted."""
        if all(segment.deleted is None for segment in self.segments):
            return None
        return self._joined("deleted", lambda segment: segment.deleted, np.bool_)

    def find(self, field: str, term: bytes) -> Numbers:
        """The numbers of a term."""
        return [segment.find(field, term) for segment in self.segments]

    def doc_frequency(self, field: str, numbers: Numbers) -> int:
        """In how many documents a term is, deleted ones too."""
        return sum(segment.doc_frequency(field, number) for segment, _, number in self._having(numbers))

    def docs(self, field: str, numbers: Numbers) -> Docs:
        """The documents of a term, ascending."""
        return _end_to_end(
            [
                np.add(segment.docs(field, number), first, dtype=np.intp)
                for segment, first, number in self._having(numbers)
            ]
        )

    def postings(self, field: str, numbers: Numbers) -> tuple[Docs, NDArray[np.uint32]]:
        """The documents of a term, ascending, and how often each has it; read-only."""
        return remembered(
            self.segments, ("postings", field, *numbers), lambda: self._postings(field, numbers)
        )

    def _postings(self, field: str, numbers: Numbers) -> tuple[Docs, NDArray[np.uint32]]:
        docs, freqs = [], []
        for segment, first, number in self._having(numbers):
            own_docs, own_freqs = segment.postings(field, number)
            docs.append(np.add(own_docs, first, dtype=np.intp))
            freqs.append(own_freqs)
        return _end_to_end(docs), _end_to_end(freqs)

    def position_sums(self, field: str, numbers: Numbers, freqs: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """A term's positions as running sums, modulo 2**32, that go on from each document to the next.

        `freqs` as `postings` gave them; read-only.
        """
        return remembered(
            self.segments, ("sums", field, *numbers), lambda: self._position_sums(field, numbers, freqs)
        )

    def _position_sums(self, field: str, numbers: Numbers, freqs: NDArray[np.uint32]) -> NDArray[np.uint32]:
        sums: list[NDArray[np.uint32]] = []
        begin = 0
        for segment, _, number in self._having(numbers):
            end = begin + segment.doc_frequency(field, number)
            own = segment.position_sums(field, number, freqs[begin:end])
            sums.append(own + sums[-1][-1] if sums else own)
            begin = end
        return _end_to_end(sums)

    def positions_among(
        self, field: str, numbers: Numbers, freqs: NDArray[np.uint32], chosen: NDArray[np.intp]
    ) -> NDArray[np.uint32]:
        """A term's positions in the documents at some places, ascending, of its list, end to end."""
        if len(freqs) < _SHORT * len(self.segments):
            return _picked(self.position_sums(field, numbers, freqs), freqs, chosen)
        positions = [np.empty(0, np.uint32)]
        begin = 0
        for segment, _, number in self._having(numbers):
            end = begin + segment.doc_frequency(field, number)
            own = chosen[chosen.searchsorted(begin) : chosen.searchsorted(end)] - begin
            if len(own):
                positions.append(segment.positions_among(field, number, freqs[begin:end], own))
            begin = end
        return _end_to_end(positions)

    def speaking(self, languages: tuple[str | None, ...]) -> NDArray[np.bool_] | None:
        """N truths, whether a document is in one of some languages (None: no known one); None where all are."""
        found = remembered(self.segments, ("speaking", languages), lambda: self._speaking(languages))
        return found[0] if found else None

    def _speaking(self, languages: tuple[str | None, ...]) -> tuple[NDArray[np.bool_], ...]:
        columns = [segment.keyword_column("language") for segment in self.segments]
        found = np.zeros(self.doc_count, np.bool_)
        for column, first, segment in zip(columns, self.firsts, self.segments, strict=True):
            own = found[first : first + segment.doc_count]
            own[:] = None in languages
            if column is None:
                continue
            known = np.diff(column.starts) > 0
            own[known] = np.isin(
                column.ords, [i for i, name in enumerate(column.values) if name in languages]
            )
        return () if found.all() else (found,)

    def lengths(self, field: str) -> NDArray[Any] | None:
        """N numbers of tokens, zero in a segment that has none; None in a field that is not scored."""
        if all(segment.lengths(field) is None for segment in self.segments):
            return None
        if len(self.segments) == 1:
            return self.segments[0].lengths(field)
        return self._joined(("lengths", field), lambda segment: segment.lengths(field), np.uint32)

    def number_column(self, field: str) -> NumberColumn | None:
        """The number of each document; None where no segment has such a column."""
        columns = [segment.number_column(field) for segment in self.segments]
        if len(columns) == 1 or not any(columns):
            return columns[0]
        return NumberColumn(
            self._joined(("numbers", field), lambda segment: _part(segment, field, "numbers"), np.int64),
            self._joined(("known", field), lambda segment: _part(segment, field, "known"), np.bool_),
        )

    def _joined(
        self, key: object, part: Callable[[SegmentView], NDArray[Any] | None], dtype: type[np.generic]
    ) -> NDArray[Any]:
        """An array over the documents of all segments, zero where a segment has none; made once."""
        memory = memory_of(self.segments)
        if key not in memory:
            found = np.zeros(self.doc_count, dtype)
            for segment, first in zip(self.segments, self.firsts, strict=True):
                own = part(segment)
                if own is not None:
                    found[first : first + segment.doc_count] = own
            memory[key] = found
        joined: NDArray[Any] = memory[key]
        return joined

    def _having(self, numbers: Numbers) -> Iterator[tuple[SegmentView, int, int]]:
        """The segments that have a term, how many documents are before theirs, and its number."""
        for segment, first, number in zip(self.segments, self.firsts, numbers, strict=True):
            if number >= 0:
                yield segment, first, number


def in_runs(segments: Sequence[SegmentView]) -> list[Run]:
    """The segments, in order, in runs."""
    runs: list[list[SegmentView]] = []
    held = 0
    for segment in segments:
        if not runs or held + segment.doc_count > _LONGEST:
            runs.append([])
            held = 0
        runs[-1].append(segment)
        held += segment.doc_count
    return [Run(run) for run in runs]


def _part(segment: SegmentView, field: str, name: str) -> NDArray[Any] | None:
    column = segment.number_column(field)
    return getattr(column, name) if column else None


def _picked(
    sums: NDArray[np.uint32], freqs: NDArray[np.uint32], chosen: NDArray[np.intp]
) -> NDArray[np.uint32]:
    """Positions in the documents at some places, ascending, of a list, by the running sums over all of it."""
    counts = freqs[chosen]
    firsts = np.cumsum(freqs, dtype=np.int64)[chosen] - counts
    before = np.where(firsts > 0, sums[firsts - 1], np.uint32(0))
    positions: NDArray[np.uint32] = sums[ragged_range(firsts, counts)] - np.repeat(before, counts)
    return positions


def _end_to_end(parts: list[NDArray[Any]]) -> NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
