"""Archive: a folder that holds articles and can be searched.

One writer at a time, any number of readers, each with the state it opened. In
this version the folder is a Whoosh index in Whoosh's own codec; nothing outside
`index` may depend on that, and only open an archive you trust: Whoosh's codec
unpickles what it reads.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, FileIndex, LockError, exists_in
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import IndexReader
from whoosh.scoring import WeightingModel
from whoosh.searching import Searcher

from index.analysis import VALUE_SEPARATOR
from index.article import Article
from index.errors import ArchiveLocked, ArchiveMissing, ArchiveUnusable
from index.schema import news_schema, stored_article
from index.writer import ArchiveWriter


@dataclass(frozen=True, slots=True)
class ArchiveStats:
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

    def __init__(self, path: Path, whoosh_index: FileIndex) -> None:
        self.path = path
        self._index = whoosh_index

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the archive in a folder. Raises ArchiveMissing or ArchiveUnusable."""
        try:
            # Whoosh makes a missing folder; asking for an archive must not.
            if not path.is_dir() or not exists_in(str(path)):
                raise ArchiveMissing(path)
            return cls(path, FileStorage(str(path)).open_index())
        except EmptyIndexError as error:
            raise ArchiveMissing(path) from error
        except (WhooshIndexError, OSError, ValueError, EOFError) as error:
            raise ArchiveUnusable(path, str(error)) from error

    @classmethod
    def open_or_create(cls, path: Path) -> Self:
        """Open the archive in a folder, made with the folder where there is none.

        Raises ArchiveUnusable for a folder that holds other things: an archive's files
        are written and removed by the archive alone.
        """
        try:
            return cls.open(path)
        except ArchiveMissing:
            pass
        try:
            if path.is_dir() and any(path.iterdir()):
                raise ArchiveUnusable(path, "the folder holds other files and no archive")
            path.mkdir(parents=True, exist_ok=True)
            return cls(path, FileStorage(str(path)).create_index(news_schema()))
        except OSError as error:
            raise ArchiveUnusable(path, error.strerror or str(error)) from error

    def reader(self) -> IndexReader:
        """A Whoosh reader of the last committed state; close it after use."""
        reader: IndexReader = self._index.reader()
        return reader

    def searcher(self, weighting: WeightingModel | None = None) -> Searcher:
        """A Whoosh searcher of the last committed state; close it after use."""
        return self._index.searcher(weighting=weighting) if weighting else self._index.searcher()

    def writer(self) -> ArchiveWriter:
        """The one writer. Raises ArchiveLocked while another process has it."""
        try:
            return ArchiveWriter(self._index)
        except LockError as error:
            raise ArchiveLocked(self.path) from error
        except OSError as error:
            raise ArchiveUnusable(self.path, error.strerror or str(error)) from error

    def article(self, article_id: str) -> Article | None:
        """The article with this id, or None."""
        with self.searcher() as searcher:
            stored = searcher.document(id=article_id)
        return stored_article(stored) if stored else None

    def ids_with_prefix(self, prefix: str) -> list[str]:
        """The ids that begin with a prefix, in order."""
        with self.reader() as reader:
            return live_terms(reader, "id", prefix)

    def remove(self, ids: Iterable[str]) -> int:
        """Remove articles and commit; how many there were. Raises ArchiveLocked."""
        with self.writer() as writer:
            return sum(writer.remove(article_id) for article_id in ids)

    def stats(self) -> ArchiveStats:
        """What the archive holds, counted over every article."""
        with self.reader() as reader:
            docs = list(reader.all_doc_ids())
            printed = distinct(reader, "printed", docs)
            return ArchiveStats(
                articles=len(docs),
                outlets=len(distinct(reader, "outlet", docs)),
                authors=len(distinct(reader, "author", docs)),
                languages=tuple(sorted(distinct(reader, "language", docs))),
                oldest=min(printed)[:10] if printed else None,
                newest=max(printed)[:10] if printed else None,
                bytes_on_disk=sum(file.stat().st_size for file in self.path.iterdir() if file.is_file()),
            )


def live_terms(reader: IndexReader, name: str, prefix: str) -> list[str]:
    """The terms of a field that begin with a prefix and that some article has, in order.

    A removed article's terms stay in its segment until that is merged.
    """
    return [
        term.decode()
        for term in reader.expand_prefix(name, prefix)
        if reader.postings(name, term).is_active()
    ]


def column_values(reader: IndexReader, name: str, docs: Iterable[int]) -> Iterator[list[str]]:
    """For each document, in ascending order, its values in a names or code field; empty where it has none."""
    ahead = iter(docs)
    doc = next(ahead, None)
    # One segment at a time: Whoosh's column over all segments miscounts when one has no such column.
    for leaf, first in reader.leaf_readers():
        column = leaf.column_reader(name) if leaf.has_column(name) else None
        while doc is not None and doc < first + leaf.doc_count_all():
            value = column[doc - first] if column else ""
            yield value.split(VALUE_SEPARATOR) if value else []
            doc = next(ahead, None)


def distinct(reader: IndexReader, name: str, docs: Iterable[int]) -> set[str]:
    """The different values of a names or code field among some documents, in ascending order."""
    return {value for values in column_values(reader, name, docs) for value in values}
