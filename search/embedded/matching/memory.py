"""Memory: what was made of segments, kept for as long as these are in use, for the questions that follow.

Who types a question, narrows it by a facet, sorts it anew or turns a page asks for the
same words again, and so does one question that has a word in several of its clauses. What
was decoded of a word is kept within a limit, which is a small part of what the segments
themselves take, or little; what every question needs is kept without one.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from operator import call, is_
from typing import Any, TypeVar
from weakref import WeakKeyDictionary, ref

import numpy as np
from numpy.typing import NDArray

from search.embedded.matching.segments import SegmentView

T = TypeVar("T")

_SEQUENCES = 2
"""Sequences of segments, with the same first, for which something is kept: all of them, and a run."""
_BYTES_A_DOCUMENT = 256
"""What may be remembered, for each document that the segments have …"""
_LEAST_BYTES = 32 << 20
"""… and of however few: what a question reads again must not be forgotten on the way."""
_LARGEST_SHARE = 4
"""What would take more than one part in so many of that is not remembered."""

_memory: WeakKeyDictionary[SegmentView, list[tuple[list[ref[SegmentView]], dict[Any, Any]]]] = (
    WeakKeyDictionary()
)


def memory_of(segments: Sequence[SegmentView]) -> dict[Any, Any]:
    """Where to keep what was made of these segments, at least one, for as long as they are in use.

    What is kept must not lead to a segment, or none of them would ever be forgotten.
    """
    known = _memory.setdefault(segments[0], [])
    for held, memory in known:
        if len(held) == len(segments) and all(map(is_, map(call, held), segments)):
            return memory
    known.insert(0, ([ref(segment) for segment in segments], {}))
    del known[_SEQUENCES:]
    return known[0][1]


def remembered(segments: Sequence[SegmentView], key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, arrays or tuples and lists of them, made anew only where it was forgotten.

    The arrays are read-only from then on. When too much is remembered, all is forgotten.
    """
    if not segments:  # an archive without an article
        return make()
    memory = memory_of(segments)
    shelf = memory.get("remembered")
    if shelf is None:
        shelf = memory["remembered"] = _Shelf(
            max(_LEAST_BYTES, _BYTES_A_DOCUMENT * sum(one.doc_count for one in segments))
        )
    found: T | None = shelf.get(key)
    if found is None:
        found = make()
        shelf.put(key, found)
    return found


class _Shelf(dict[Hashable, Any]):
    """Arrays by what they are, up to so many bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0

    def put(self, key: Hashable, value: Any) -> None:
        """Remember a value, if it is not too large."""
        # What a pattern stands for is told by all its terms, which may be more than what is made of them.
        size = sum(len(part) for part in key if isinstance(part, bytes)) if isinstance(key, tuple) else 0
        for array in _arrays(value):
            array.flags.writeable = False
            size += array.nbytes
        if size * _LARGEST_SHARE > self._most:
            return
        if self._held + size > self._most:
            self.clear()
            self._held = 0
        self[key] = value
        self._held += size


def _arrays(value: Any) -> Iterator[NDArray[Any]]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _arrays(part)
