"""ArchiveWriter: what is added, updated or removed, kept until it is committed in one step.

The writer decides whether an article is new, changed or unchanged, because only it
sees both what is held and what is arriving. Changes wait in memory until `commit`,
so that a crash or Ctrl-C leaves the last committed state, and an article that
arrives twice in one batch is written once. The lock is held from opening to closing,
across commits.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from whoosh.index import FileIndex, LockError
from whoosh.searching import Searcher

from index.article import Article, Published
from index.clean import clean
from index.schema import document, source_term, stored_article

Outcome = Literal["added", "updated", "unchanged"]


class ArchiveWriter:
    """The one writer of an archive, a context manager: leaving it commits, or cancels on an error."""

    def __init__(self, whoosh_index: FileIndex) -> None:
        self._index = whoosh_index
        self._lock = whoosh_index.lock("WRITELOCK")
        if not self._lock.acquire():
            raise LockError
        self._held: Searcher = whoosh_index.searcher()
        self._arriving: dict[str, Article] = {}
        self._leaving: set[str] = set()
        self._met: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.commit()
        finally:
            self.close()

    @property
    def pending(self) -> int:
        """How many changes wait for `commit`."""
        return len(self._arriving) + len(self._leaving)

    def put(self, articles: Iterable[Article]) -> list[Outcome]:
        """Take in the articles of one input; what became of each, in order.

        An article whose id is held replaces what is held if anything differs but its place, and
        also where that has moved: the place it was read from is no longer there.
        Without a URL, an article from the same path and member replaces the one read there
        before, unless that one has turned up elsewhere in this run. first_seen is kept.
        """
        arriving = [_cleaned(article) for article in articles]
        self._met.update(article.id for article in arriving)
        return [self._put(article) for article in arriving]

    def _put(self, article: Article) -> Outcome:
        held = self._find("id", article.id)
        if held and _same_reading(held, article) and not _has_moved(held, article):
            return "unchanged"
        if not held:
            held = self._find("source", source_term(article))
            if held and held.id in self._met:
                held = None
            if held:
                self.remove(held.id)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        first_seen = (held and held.first_seen) or now
        self._arriving[article.id] = replace(article, first_seen=first_seen, last_ingested=now)
        return "updated" if held else "added"

    def remove(self, article_id: str) -> bool:
        """Remove one article; False when it is not held."""
        if not self._find("id", article_id):
            return False
        self._arriving.pop(article_id, None)
        self._leaving.add(article_id)
        return True

    def commit(self) -> None:
        """Make every change so far part of the archive, all at once; nothing to change writes nothing."""
        if not self.pending:
            return
        writer = self._index.writer(_lk=False)
        try:
            for article_id in self._leaving | self._arriving.keys():
                writer.delete_by_term("id", article_id, searcher=self._held)
            for article in self._arriving.values():
                writer.add_document(**document(article))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self._arriving.clear()
        self._leaving.clear()
        self._held.close()
        self._held = self._index.searcher()

    def close(self) -> None:
        """Forget what is not committed and let the next writer in."""
        self._arriving.clear()
        self._leaving.clear()
        self._held.close()
        self._lock.release()

    def _find(self, name: Literal["id", "source"], term: str | None) -> Article | None:
        if term is None:
            return None
        if name == "id" and term in self._arriving:
            return self._arriving[term]
        stored = self._held.document(**{name: term})
        article = stored_article(stored) if stored else None
        return None if article and article.id in self._leaving else article


def _same_reading(held: Article, arriving: Article) -> bool:
    """True when a new reading says nothing new: only when and where it was read may differ."""
    return held == replace(
        arriving, source=held.source, first_seen=held.first_seen, last_ingested=held.last_ingested
    )


def _has_moved(held: Article, arriving: Article) -> bool:
    return held.source.path != arriving.source.path and not Path(held.source.path).exists()


def _cleaned(article: Article) -> Article:
    """The article with every text from its input cleaned, whatever reader it came through."""

    def line(text: str | None) -> str | None:
        return (clean(text, one_line=True) or None) if text is not None else None

    def moment(published: Published | None) -> Published | None:
        return published and replace(published, raw=clean(published.raw, one_line=True))

    return replace(
        article,
        title=line(article.title),
        standfirst=line(article.standfirst),
        section=line(article.section),
        body=clean(article.body),
        outlet=line(article.outlet),
        outlet_domain=line(article.outlet_domain),
        authors=tuple(name for author in article.authors if (name := clean(author, one_line=True))),
        agency=line(article.agency),
        place=line(article.place),
        url=line(article.url),
        published=moment(article.published),
        modified=moment(article.modified),
        source=replace(article.source, path=clean(article.source.path)),
        provenance={
            name: replace(found, where=clean(found.where, one_line=True))
            for name, found in article.provenance.items()
        },
    )
