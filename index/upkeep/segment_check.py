"""One segment of a verification: what is wrong with it, and which articles that concerns.

Files that are not as they were written are only looked into for how far the damage goes:
which pages of `arrays`, which blocks of `articles`. Only a segment both of whose files
are as written is checked for what it means, the articles last, since finding one leads
through the arrays.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile
from index.codec.articles import ArticleFile
from index.codec.check import OnRead, check_arrays, check_blocks
from index.codec.damage import SegmentDamaged
from index.codec.keys import read_keys
from index.codec.segment import ARRAYS, ARTICLES
from index.manifest import KINDS, SegmentEntry, paths_of, segment_folder
from index.snapshot import open_deletions
from index.storage import Storage
from index.upkeep.article_check import Ids, wrong_articles, wrong_blocks
from index.upkeep.diagnosis import Flaw

_MOST_STRETCHES = 3
"""Damaged stretches of a file that are named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    file: str
    """Its path in the archive."""
    reason: str
    segment: str | None = None
    """Its id; None for a file of the whole archive."""
    articles: int = 0
    """How many articles that are not deleted depend on it."""
    ids: tuple[str, ...] = ()
    """Theirs, where it is not simply all of the segment, and as far as they can be read."""
    harmless: bool = False
    """True for what the archive does not need."""


@dataclass(frozen=True, slots=True)
class LiveIds:
    """The ids in a segment, and which of its documents are not deleted."""

    ids: Ids
    live: NDArray[np.bool_]


def check_segment(
    storage: Storage, entry: SegmentEntry, flaws: Mapping[str, Flaw], on_read: OnRead
) -> Generator[Finding, None, LiveIds | None]:
    """What is wrong with a segment; returns its ids where they are sound.

    `flaws` are those of its files, by path, that are not as they were written.
    """
    check = _SegmentCheck(storage, entry, flaws)
    unnamed = [path for path in (check.arrays_path, check.articles_path) if path not in paths_of(entry)]
    for path in unnamed:
        yield check.finding(SegmentDamaged(storage.path / path, "the manifest does not name it"))
    for flaw in flaws.values():
        yield from check.extent(flaw)
    if unnamed or flaws.keys() & {check.arrays_path, check.articles_path}:
        return None
    try:
        return (yield from check.meaning(on_read))
    except SegmentDamaged as damage:
        yield check.finding(damage)
        return None


class _SegmentCheck:
    def __init__(self, storage: Storage, entry: SegmentEntry, flaws: Mapping[str, Flaw]) -> None:
        self._storage, self._entry = storage, entry
        # Mapped into memory, a file that the disk refuses to read could end the process.
        self._unreadable = {path for path, flaw in flaws.items() if flaw.is_unreadable}
        folder = segment_folder(entry.id)
        self.arrays_path, self.articles_path = f"{folder}/{ARRAYS}", f"{folder}/{ARTICLES}"
        self._lacks_deletions = entry.deletions is not None and f"{folder}/{entry.deletions.name}" in flaws
        keys = [f"{folder}/{file.name}" for file in map(entry.keys, KINDS) if file]
        self._sound_keys = [path for path in keys if path not in flaws]

    def finding(self, damage: SegmentDamaged) -> Finding:
        """That a file is damaged, and so all articles of the segment."""
        path = damage.path.relative_to(self._storage.path).as_posix()
        return Finding(path, damage.reason, self._entry.id, self._entry.live_count)

    def extent(self, flaw: Flaw) -> Iterator[Finding]:
        """How far the damage to a file goes; through all of it, where that cannot be told."""
        found: list[Finding] = []
        # A file may be too damaged, or its neighbour, to say where it is.
        with suppress(SegmentDamaged, OSError):
            if flaw.path == self.arrays_path and (stretches := self._arrays.pages.damaged()):
                found = [self.finding(SegmentDamaged(self._arrays.path, _in_words(stretches)))]
            elif flaw.path == self.articles_path:
                found = [self._of_some(docs, reason) for docs, reason in wrong_blocks(self._articles())]
        yield from found or [Finding(flaw.path, flaw.reason, self._entry.id, self._entry.live_count)]

    def meaning(self, on_read: OnRead) -> Generator[Finding, None, LiveIds | None]:
        """What is wrong with a segment whose two files are as they were written. Raises SegmentDamaged."""
        damages = []
        for damage in check_arrays(self._arrays, self._entry.doc_count, on_read):
            damages.append(damage)
            yield self.finding(damage)
        if damages:
            return None
        for path in self._sound_keys:
            read_keys(self._map(path), self._storage.path / path, self._entry.doc_count)
        ids, live = Ids(self._arrays, self._entry.doc_count), self._live
        for docs, reason in wrong_articles(self._articles(), ids, on_read):
            yield self._of_some(docs, reason)
        return None if live is None else LiveIds(ids, live)

    def _of_some(self, docs: range, reason: str) -> Finding:
        """That the articles of some documents are damaged."""
        live = np.array(docs) if self._live is None else docs.start + np.flatnonzero(self._live[list(docs)])
        ids = () if self._ids is None else self._ids.of(live)
        return Finding(self.articles_path, reason, self._entry.id, len(live), tuple(ids))

    @cached_property
    def _live(self) -> NDArray[np.bool_] | None:
        """N truths; None where they are not as they were written. Raises SegmentDamaged."""
        if self._lacks_deletions:
            return None
        deleted = open_deletions(self._storage, self._entry)
        return np.ones(self._entry.doc_count, np.bool_) if deleted is None else ~deleted

    @cached_property
    def _ids(self) -> Ids | None:
        """None where they cannot be read."""
        try:
            return Ids(self._arrays, self._entry.doc_count)
        except (SegmentDamaged, OSError):
            return None

    @cached_property
    def _arrays(self) -> ArrayFile:
        return ArrayFile(self._map(self.arrays_path), self._storage.path / self.arrays_path)

    def _articles(self) -> ArticleFile:
        content = self._map(self.articles_path)
        check_blocks(self._arrays, self._entry.doc_count)
        path = self._storage.path / self.articles_path
        return ArticleFile(content, path, self._arrays["*firsts"], self._arrays["*starts"])

    def _map(self, path: str) -> memoryview:
        if path in self._unreadable:
            raise OSError(path)
        return self._storage.map(path)


def _in_words(stretches: Sequence[tuple[int, int]]) -> str:
    """That some bytes of a file are damaged; `stretches` ascend, each from its first byte to before the last."""
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        if joined and joined[-1][1] == start:
            start = joined.pop()[0]
        joined.append((start, end))
    named = ", ".join(f"{start:,} to {end - 1:,}" for start, end in joined[:_MOST_STRETCHES])
    more = f" and {len(joined) - _MOST_STRETCHES:,} more stretches" if len(joined) > _MOST_STRETCHES else ""
    return f"what was written is not in its bytes {named}{more}"
