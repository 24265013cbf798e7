"""Presence: may the archive hold a term? Asked for every article of a run, mostly to hear no.

Looking into every segment costs microseconds each, which is nothing for one article
and most of the time for a million. So after some hundred questions the hashes of all
terms are read once, and a no is certain from then on; a yes may be chance and is
looked up. Terms of this run must be noted, because they come after that reading.
"""

import numpy as np
from numpy.typing import NDArray

from index.snapshot import Snapshot

_PATIENCE = 200
"""Questions answered "perhaps" before the hashes are read."""


class Presence:
    """What one field of a snapshot held, and what this run has added to it."""

    def __init__(self, snapshot: Snapshot, field: str) -> None:
        self._snapshot = snapshot
        self._field = field
        self._asked = 0
        self._held: NDArray[np.int64] | None = None
        self._noted: set[str] = set()

    def note(self, term: str) -> None:
        """Say that the archive may hold a term from now on."""
        self._noted.add(term)

    def may_hold(self, term: str) -> bool:
        """False when the archive certainly does not hold the term."""
        self._asked += 1
        if self._asked < _PATIENCE or term in self._noted:
            return True
        if self._held is None:
            self._held = _hashes(self._snapshot, self._field)
        wanted = hash(term.encode())
        place = int(self._held.searchsorted(wanted))
        return place < len(self._held) and self._held.item(place) == wanted


def _hashes(snapshot: Snapshot, field: str) -> NDArray[np.int64]:
    """The hashes of all terms of a field, ascending; Python salts them anew in every process."""
    parts = [
        np.fromiter(map(hash, segment.terms(field, 0, count)), np.int64, count)
        for segment in snapshot.segments
        if (count := segment.term_count(field))
    ]
    return np.sort(np.concatenate([*parts, np.empty(0, np.int64)]))
