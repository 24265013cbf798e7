"""Wreck: a segment that is to be read anew, with what is known of its deletions and of what it had.

An article whose segment no longer says whether it was deleted is neither live nor
deleted here: the rest of the archive may know more.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import VALUE_SEPARATOR
from index.article import Article
from index.codec.arrays import ArrayFile
from index.codec.damage import SegmentDamaged
from index.codec.salvage import Remains
from index.codec.segment import ARRAYS, ARTICLES
from index.manifest import SegmentEntry, deletions_generation, paths_of, segment_folder
from index.storage import Storage
from index.upkeep.diagnosis import Flaw, files_on_disk
from index.upkeep.rewriting import stored_article


@dataclass(frozen=True, slots=True)
class Lost:
    """An article that could not be saved, as far as its segment still says which it was."""

    id: str
    source: str | None
    """The path of the file it was read from; None for an article that has a URL."""
    url: str | None


class Wreck:
    """One such segment. Make one with `wreck_of` or `wreck_on_disk`."""

    def __init__(
        self,
        segment_id: str,
        paths: Collection[str],
        remains: Remains,
        deleted: NDArray[np.bool_] | None,
        live_count: int | None,
    ) -> None:
        """`deleted` may be short, for documents that are not; it is None where it cannot be read."""
        self.id = segment_id
        self.paths = paths
        """The files of it that are there, in the archive."""
        self.live_count = live_count
        """How many articles it had that were not deleted; None where nothing says it any more."""
        self._remains = remains
        self._deleted = deleted

    @property
    def is_whole(self) -> bool:
        """Whether none of it is damaged, as far as that can be told without a manifest."""
        return self._deleted is not None and self._remains.is_whole

    def is_deleted(self, doc: int | None) -> bool | None:
        """Whether a document was deleted; None where that cannot be told."""
        if self._deleted is None or (doc is None and self._deleted.any()):
            return None
        return doc is not None and 0 <= doc < len(self._deleted) and bool(self._deleted[doc])

    def articles(self) -> Iterator[tuple[int | None, Article]]:
        """Every article that can be read, deleted ones too, with its document where that is known."""
        for doc, text in self._remains.articles():
            try:
                article = stored_article(text)
            except ValueError:
                continue
            yield self._remains.docs_by_id.get(article.id) if doc is None else doc, article

    def lost(
        self, found: Collection[int], unplaced: int, is_elsewhere: Callable[[str], bool]
    ) -> tuple[list[Lost], int]:
        """The live articles that could not be read, and how many more of which nothing is known.

        `found` are the documents of those that could, and `unplaced` counts articles whose
        documents are not known. Where deletions cannot be told, a lost article may be one
        that had been removed. Where not even the number of documents is known, they count as one.
        """
        count = self._remains.doc_count
        if count is None:
            return [], 0 if self._remains.is_unbroken else 1
        if count <= len(found) + unplaced:
            return [], 0
        ids = {doc: name for doc, name in self._remains.terms("id").items() if doc not in found}
        sources, urls = self._remains.terms("source"), self._remains.terms("url")
        named = [
            Lost(name, sources[doc].partition(VALUE_SEPARATOR)[0] if doc in sources else None, urls.get(doc))
            for doc, name in sorted(ids.items())
            if not self.is_deleted(doc) and not is_elsewhere(name)
        ]
        gone = len(ids) - len(named)
        if self._deleted is not None:
            gone = int(np.count_nonzero(self._deleted)) - sum(map(bool, map(self.is_deleted, found)))
        missing = count - len(found) - unplaced - gone
        most = missing if self.live_count is None else min(missing, self.live_count)
        return named, max(0, most - len(named))


def wreck_of(storage: Storage, entry: SegmentEntry, flaws: Collection[Flaw]) -> Wreck:
    """A segment that the manifest names."""
    folder = segment_folder(entry.id)
    refused = {flaw.path for flaw in flaws if flaw.is_unreadable}
    there = {f"{folder}/{name}" for name in files_on_disk(storage, entry.id)}
    sizes = {file.name: file.size for file in entry.files}
    remains = _remains(storage, folder, refused, entry.doc_count, sizes.get(ARTICLES))
    deleted = _deletions(storage, folder, entry.deletions.name if entry.deletions else None, refused, remains)
    if deleted is not None and np.count_nonzero(deleted) != entry.deleted_count:
        deleted = None
    return Wreck(
        entry.id, [path for path in paths_of(entry) if path in there], remains, deleted, entry.live_count
    )


def wreck_on_disk(storage: Storage, segment_id: str, flaws: Collection[Flaw]) -> Wreck:
    """A segment that no manifest can be asked about: its newest deletions count."""
    folder = segment_folder(segment_id)
    refused = {flaw.path for flaw in flaws if flaw.is_unreadable}
    names = files_on_disk(storage, segment_id)
    remains = _remains(storage, folder, refused)
    made = {number: name for name in names if (number := deletions_generation(name))}
    deleted = _deletions(storage, folder, made[max(made)] if made else None, refused, remains)
    live_count = None
    if remains.doc_count is not None and deleted is not None:
        live_count = remains.doc_count - int(np.count_nonzero(deleted))
    return Wreck(segment_id, [f"{folder}/{name}" for name in names], remains, deleted, live_count)


def _remains(
    storage: Storage,
    folder: str,
    refused: Collection[str],
    doc_count: int | None = None,
    size: int | None = None,
) -> Remains:
    arrays, articles = (_content(storage, f"{folder}/{name}", refused) for name in (ARRAYS, ARTICLES))
    return Remains(arrays, articles, storage.path / folder, doc_count, size)


def _content(storage: Storage, path: str, refused: Collection[str]) -> memoryview:
    """A file's bytes, up to where the disk refuses; none for a file that is missing."""
    read: list[bytes] = []
    try:
        if path not in refused:
            return storage.map(path)
        read.extend(storage.chunks(path))
    except OSError:
        pass
    return memoryview(b"".join(read))


def _deletions(
    storage: Storage, folder: str, name: str | None, refused: Collection[str], remains: Remains
) -> NDArray[np.bool_] | None:
    """Which documents a file of deletions says are deleted; None where it cannot be read."""
    if name is None:
        return np.empty(0, np.bool_)
    path = f"{folder}/{name}"
    try:
        packed = ArrayFile(_content(storage, path, refused), storage.path / path)["deleted"].whole()
        if remains.doc_count is None or packed.nbytes != -(-remains.doc_count // 8):
            return None
        return np.unpackbits(packed).view(np.bool_)
    except (SegmentDamaged, ValueError, TypeError):
        return None
