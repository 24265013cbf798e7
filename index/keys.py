"""Keys: which articles of an archive belong together, as each generation says it.

There are two kinds, copies (`index.copies`) and stories (`index.stories`). Articles with
the same key belong together, and the rule is one: an article's key is the first of its own
and those of all articles near it, so that all of a group are near one article, and a chain
of small changes does not join what has nothing in common. An arrival concerns only what it
is near, a departure only what has its key.

What articles are compared by never changes, and so is part of segments; keys do, and are a
file beside the segment that a later generation replaces, as deletions are. Deciding them is
the writer's work, because looking through a whole archive is too much for a question.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from index.codec.keys import NO_KEYS, Keys, keys_buffers
from index.codec.narrow import offsets
from index.codec.segment import Segment
from index.copies import decide_copies
from index.deciding import Asked, Decided
from index.generations import next_generation
from index.manifest import KINDS, Kind, SegmentEntry, keys_name
from index.segment_files import write_anew
from index.snapshot import open_segment
from index.storage import Storage
from index.stories import decide_stories

_DECIDE: Mapping[Kind, Callable[[Sequence[Segment], Asked], Decided]] = MappingProxyType(
    {"copies": decide_copies, "stories": decide_stories}
)


def with_keys(
    storage: Storage,
    entries: Sequence[SegmentEntry],
    fresh: Collection[str],
    gone: Sequence[bytes] = (),
    known: Mapping[SegmentEntry, Segment] = MappingProxyType({}),
) -> list[SegmentEntry]:
    """The entries of an archive's segments with which of their articles belong together, for the next generation.

    Of the segments whose ids are `fresh` nothing is known yet; articles whose ids are `gone` have
    been removed or replaced. `known` are segments that are open. Raises SegmentDamaged, or OSError.
    """
    segments = [known.get(entry) or open_segment(storage, entry) for entry in entries]
    found = list(entries)
    fresh_positions = {i for i, entry in enumerate(entries) if entry.id in fresh}
    for kind in KINDS:
        for i, keys in _changed(kind, segments, fresh_positions, gone):
            found[i] = _written(storage, found[i], kind, keys)
    return found


def with_merged_keys(storage: Storage, entry: SegmentEntry, parts: Sequence[Segment]) -> SegmentEntry:
    """The entry of a segment that has what is live in others, with their keys. Raises what `with_keys` does."""
    for kind in KINDS:
        entry = _written(storage, entry, kind, _merged(kind, parts))
    return entry


def _written(storage: Storage, entry: SegmentEntry, kind: Kind, keys: Keys) -> SegmentEntry:
    file = None
    if len(keys.docs):
        file = write_anew(storage, entry.id, keys_name(kind, next_generation(storage)), keys_buffers(keys))
    return replace(entry, copies=file) if kind == "copies" else replace(entry, stories=file)


def _stated(kind: Kind, segment: Segment) -> Keys:
    return segment.copies if kind == "copies" else segment.stories


def _changed(
    kind: Kind, segments: Sequence[Segment], fresh: Collection[int], gone: Sequence[bytes]
) -> Iterator[tuple[int, Keys]]:
    """The keys in segments, by position, that are no longer what the segments say; `fresh` are positions."""
    firsts = offsets(np.array([segment.doc_count for segment in segments], np.int64))
    before = [NO_KEYS if i in fresh else _stated(kind, segment) for i, segment in enumerate(segments)]
    held = np.concatenate([np.empty(0, np.intp), *(firsts[i] + own.docs for i, own in enumerate(before))])
    keys = np.concatenate([np.empty(0, np.uint64), *(own.keys for own in before)])
    arrived = [np.arange(firsts[i], firsts[i + 1]) for i in sorted(fresh)]
    arrivals = np.concatenate([np.empty(0, np.intp), *arrived])
    asked, rows, made = _DECIDE[kind](segments, Asked(arrivals, gone, held, keys))
    stays = ~np.isin(held, np.concatenate([asked, rows]))
    after_rows = np.concatenate([held[stays], rows])
    order = np.argsort(after_rows)
    after_rows, after_keys = after_rows[order], np.concatenate([keys[stays], made])[order]
    bounds = np.searchsorted(after_rows, firsts)
    for i, (begin, end) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)):
        own = Keys((after_rows[begin:end] - firsts[i]).astype(np.uint32), after_keys[begin:end])
        stated = _stated(kind, segments[i])
        if not (np.array_equal(own.docs, stated.docs) and np.array_equal(own.keys, stated.keys)):
            yield i, own


def _merged(kind: Kind, segments: Sequence[Segment]) -> Keys:
    """The keys in a segment of what is live in several."""
    docs, keys = [NO_KEYS.docs], [NO_KEYS.keys]
    first = 0
    for segment in segments:
        own, live = _stated(kind, segment), segment.live
        stays = live[own.docs]
        renumbered = np.cumsum(live) - 1 + first
        docs.append(renumbered[own.docs[stays]].astype(np.uint32))
        keys.append(own.keys[stays])
        first += segment.live_count
    return Keys(np.concatenate(docs), np.concatenate(keys))
