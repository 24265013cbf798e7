"""Archive: a folder that holds articles and can be searched.

One writer at a time, any number of readers, each with the state it opened; what is on
disk is told in `generations` and `manifest`. The `searcher` is Whoosh's own and answers
any query that Whoosh has.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from index.article import Article
from index.errors import ArchiveMissing, ArchiveUnusable
from index.generations import foreign_names
from index.snapshot import Snapshot, open_snapshot
from index.storage import FolderStorage

if TYPE_CHECKING:
    from whoosh.reading import IndexReader
    from whoosh.scoring import WeightingModel
    from whoosh.searching import Searcher

    from index.writer import ArchiveWriter


class ArchiveStats(NamedTuple):
    """What an archive holds, in figures."""

    articles: int
    outlets: int
    authors: int
    languages: tuple[str, ...]
    """ISO 639-1 codes, in alphabetical order."""
    oldest: str | None
    """The first known day of publication, ISO 8601; None where no article has one."""
    newest: str | None
    bytes_on_disk: int


class Archive:
    """An open archive. Make one with `open` or `open_or_create`."""

    def __init__(self, path: Path) -> None:
        """Open the archive in a folder. Raises ArchiveMissing, ArchiveUnusable or SegmentDamaged."""
        self.path = path
        self._storage = FolderStorage(path)
        self._latest = open_snapshot(self._storage)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the archive in a folder. Raises ArchiveMissing, ArchiveUnusable or SegmentDamaged."""
        return cls(path)

    @classmethod
    def open_or_create(cls, path: Path) -> Self:
        """Open the archive in a folder, made with the folder where there is none.

        Raises ArchiveUnusable for a folder that holds other things: an archive's files
        are written and removed by the archive alone.
        """
        try:
            return cls(path)
        except ArchiveMissing:
            pass
        try:
            storage = FolderStorage.create(path)
            if others := foreign_names(storage):
                raise ArchiveUnusable(path, f"the folder holds other files ({others[0]}) and no archive")
            from index.writer import create_archive  # who only searches need not load it

            create_archive(storage)
        except OSError as error:
            raise ArchiveUnusable(path, error.strerror or str(error)) from error
        return cls(path)

    def snapshot(self) -> Snapshot:
        """The last committed state; valid until a later call finds a newer one."""
        if not self._latest.is_current(self._storage):
            before = self._latest
            self._latest = open_snapshot(self._storage, before)
            before.close()
        return self._latest

    def reader(self) -> "IndexReader":
        """A Whoosh reader of the last committed state."""
        return self.snapshot().reader()

    def searcher(self, weighting: "WeightingModel | None" = None) -> "Searcher":
        """A Whoosh searcher of the last committed state, by default with its BM25F."""
        from whoosh.searching import Searcher  # the evaluator answers without it

        return Searcher(self.reader(), weighting=weighting) if weighting else Searcher(self.reader())

    def writer(self, processes: int = 1) -> "ArchiveWriter":
        """The one writer. Raises ArchiveLocked while another process has it.

        `processes` is how many turn batches into segments; with 1 it is this one.
        """
        from index.writer import ArchiveWriter  # who only searches need not load it

        try:
            return ArchiveWriter(self._storage, processes)
        except OSError as error:
            raise ArchiveUnusable(self.path, error.strerror or str(error)) from error

    def article(self, article_id: str) -> Article | None:
        """The article with this id, or None."""
        return self.snapshot().article_with("id", article_id)

    def ids_with_prefix(self, prefix: str) -> list[str]:
        """The ids that begin with a prefix, in order."""
        return list(self.snapshot().terms("id", prefix))

    def remove(self, ids: Iterable[str]) -> int:
        """Remove articles and commit; how many there were. Raises ArchiveLocked."""
        with self.writer() as writer:
            return sum(writer.remove(article_id) for article_id in ids)

    def optimize(self) -> None:
        """Merge all segments into one. Raises ArchiveLocked."""
        with self.writer() as writer:
            writer.optimize()

    def stats(self) -> ArchiveStats:
        """What the archive holds, counted over every article."""
        snapshot = self.snapshot()
        printed = snapshot.values("printed")
        return ArchiveStats(
            articles=len(snapshot),
            outlets=len(snapshot.values("outlet")),
            authors=len(snapshot.values("author")),
            languages=tuple(sorted(snapshot.values("language"))),
            oldest=min(printed)[:10] if printed else None,
            newest=max(printed)[:10] if printed else None,
            bytes_on_disk=sum(file.size for _, file in snapshot.manifest.files()),
        )
