"""Copies: which articles of an archive are near-identical, as each generation says it.

Every article has a key: the least of its own number and the numbers of all articles
near-identical to it, where an article's number is a digest of its id. Articles with the
same key are copies of one another. So who is whose copy follows from what is held alone,
whatever came first and however it is spread over segments; all of a group are near one
text, so that a chain of small changes does not join what has nothing in common; and an
arrival concerns only what it is near, a departure only what has its number as key.

Sketches never change, and so are part of segments; keys do, and are a file beside the
segment that a later generation replaces, as deletions are. Deciding them is the writer's
work, because looking through a whole archive is too much for a question.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.codec.copies import NO_COPIES, Copies, copies_buffers
from index.codec.segment import Segment
from index.duplicates import Neighbours, has_sketch, neighbours
from index.generations import next_generation
from index.manifest import SegmentEntry, copies_name
from index.segment_files import write_anew
from index.sketch_table import SketchTable, number_of
from index.snapshot import open_segment
from index.storage import Storage

_GREATEST = 2**64 - 1


def with_copies(
    storage: Storage,
    entries: Sequence[SegmentEntry],
    fresh: Collection[str],
    gone: Sequence[bytes] = (),
    known: Mapping[SegmentEntry, Segment] = MappingProxyType({}),
) -> list[SegmentEntry]:
    """The entries of an archive's segments with who is whose copy, for the next generation.

    Of the segments whose ids are `fresh` nothing is known yet; articles whose ids are `gone` have
    been removed or replaced. `known` are segments that are open. Raises SegmentDamaged, or OSError.
    """
    segments = [known.get(entry) or open_segment(storage, entry) for entry in entries]
    found = list(entries)
    fresh_positions = {i for i, entry in enumerate(entries) if entry.id in fresh}
    for i, copies in _changed(segments, fresh_positions, gone):
        found[i] = _written(storage, entries[i], copies)
    return found


def with_merged_copies(storage: Storage, entry: SegmentEntry, parts: Sequence[Segment]) -> SegmentEntry:
    """The entry of a segment that has what is live in others, with their copies. Raises what `with_copies` does."""
    return _written(storage, entry, _merged(parts))


def _written(storage: Storage, entry: SegmentEntry, copies: Copies) -> SegmentEntry:
    if not len(copies.docs):
        return replace(entry, copies=None)
    name = copies_name(next_generation(storage))
    return replace(entry, copies=write_anew(storage, entry.id, name, copies_buffers(copies)))


def _changed(
    segments: Sequence[Segment], fresh: Collection[int], gone: Sequence[bytes]
) -> Iterator[tuple[int, Copies]]:
    """The copies in segments, by position, that are no longer what the segments say; `fresh` are positions."""
    table = SketchTable(segments)
    before = [NO_COPIES if i in fresh else segment.copies for i, segment in enumerate(segments)]
    held = np.concatenate(
        [np.empty(0, np.intp), *(table.firsts[i] + own.docs for i, own in enumerate(before))]
    )
    keys = np.concatenate([np.empty(0, np.uint64), *(own.keys for own in before)])
    orphans = held[np.isin(keys, np.array([number_of(name) for name in gone], np.uint64))]
    asked = np.unique(np.concatenate([orphans, *map(table.of, sorted(fresh))]))
    asked = asked[has_sketch(table.heads[asked])]
    found = neighbours(asked, table.heads, table.tails)
    fresh_rows, fresh_keys = _keys(found, np.isin(found.rows, asked), table.numbers(found.rows), held, keys)
    stays = ~np.isin(held, np.concatenate([asked, fresh_rows]))
    after_rows = np.concatenate([held[stays], fresh_rows])
    order = np.argsort(after_rows)
    after_rows, after_keys = after_rows[order], np.concatenate([keys[stays], fresh_keys])[order]
    bounds = np.searchsorted(after_rows, table.firsts)
    for i, (begin, end) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)):
        own = Copies((after_rows[begin:end] - table.firsts[i]).astype(np.uint32), after_keys[begin:end])
        stated = segments[i].copies
        if not (np.array_equal(own.docs, stated.docs) and np.array_equal(own.keys, stated.keys)):
            yield i, own


def _merged(segments: Sequence[Segment]) -> Copies:
    """The copies in a segment of what is live in several."""
    docs, keys = [NO_COPIES.docs], [NO_COPIES.keys]
    first = 0
    for segment in segments:
        own, live = segment.copies, segment.live
        stays = live[own.docs]
        renumbered = np.cumsum(live) - 1 + first
        docs.append(renumbered[own.docs[stays]].astype(np.uint32))
        keys.append(own.keys[stays])
        first += segment.live_count
    return Copies(np.concatenate(docs), np.concatenate(keys))


def _keys(
    found: Neighbours,
    is_asked: NDArray[np.bool_],
    numbers: NDArray[np.uint64],
    held: NDArray[np.intp],
    keys: NDArray[np.uint64],
) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """Those rows of `found` that have copies, and their keys; rows that were `held` had `keys`."""
    kinds, texts, sizes = np.unique(found.texts, return_inverse=True, return_counts=True)
    one, other = np.searchsorted(kinds, found.one), np.searchsorted(kinds, found.other)
    own = np.full(len(kinds), _GREATEST, np.uint64)
    np.minimum.at(own, texts, numbers)
    least = own.copy()
    np.minimum.at(least, one, own[other])
    np.minimum.at(least, other, own[one])
    knows_all = np.zeros(len(kinds), np.bool_)
    knows_all[texts[is_asked]] = True
    has_copies = sizes > 1
    has_copies[one] = has_copies[other] = True
    made = least[texts]
    # What was not asked about may be near others as well, as its key of before says.
    _, at, before = np.intersect1d(found.rows, held, assume_unique=True, return_indices=True)
    partly = ~knows_all[texts[at]]
    made[at[partly]] = np.minimum(made[at[partly]], keys[before[partly]])
    chosen = has_copies[texts]
    return found.rows[chosen], made[chosen]
