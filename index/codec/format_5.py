"""Archive format 5, for `search upgrade`: as segments are now, but without lists of beginnings."""

from collections.abc import Iterator

import numpy as np

from index.manifest import SegmentEntry
from index.snapshot import open_segment
from index.storage import Storage


def live_articles(storage: Storage, entry: SegmentEntry) -> Iterator[bytes]:
    """The articles of a segment that are not deleted, in order, as JSON. Raises SegmentDamaged, or OSError."""
    segment = open_segment(storage, entry)
    yield from map(segment.article, np.flatnonzero(segment.live).tolist())
