"""Which segments to merge, and when.

Segments of one tier are merged when there are a dozen of them, so that an article is
written again about once for every twelvefold growth of the archive, and a question
looks into a few dozen segments at most. Merging costs about half of what indexing
did, which is why it is not done sooner. A segment more than half deleted is
written anew without what is deleted.
"""

from collections import defaultdict
from collections.abc import Sequence

FANOUT = 12
_SMALLEST_TIER = 1_000
"""Live documents; smaller segments are of the lowest tier."""


def groups_to_merge(live: Sequence[int], deleted: Sequence[int]) -> list[list[int]]:
    """Groups of positions, each to be merged into one segment, given the documents of every segment."""
    tiers: defaultdict[int, list[int]] = defaultdict(list)
    for position, count in enumerate(live):
        tiers[_tier(count)].append(position)
    full = [positions for positions in tiers.values() if len(positions) >= FANOUT]
    merged = {position for positions in full for position in positions}
    wasteful = [
        [position]
        for position, (kept, gone) in enumerate(zip(live, deleted, strict=True))
        if gone > kept and position not in merged
    ]
    return full + wasteful


def _tier(live: int) -> int:
    tier = 0
    while live >= _SMALLEST_TIER * FANOUT**tier:
        tier += 1
    return tier
