"""Archive: a folder that holds articles and can be searched.

One writer at a time, any number of readers, each with the state it opened; what is on
disk is told in `generations` and `manifest`. The `searcher` is Whoosh's own and answers
any query that Whoosh has.

Damage is met where it is read, which may be in the middle of an answer. Then its segment
is left out and the whole question asked again (`ask`), because half of an answer made
with a segment and half without it would be no answer to anything.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from index.article import Article
from index.codec.damage import SegmentDamaged
from index.errors import OUT_OF_REACH, ArchiveMissing, ArchiveReadOnly, ArchiveUnusable, unreachable
from index.garbage import Garbage, collect_garbage
from index.generations import foreign_names
from index.lock import WriterLock
from index.snapshot import Snapshot, open_snapshot
from index.storage import FolderStorage

if TYPE_CHECKING:
    from whoosh.reading import IndexReader
    from whoosh.scoring import WeightingModel
    from whoosh.searching import Searcher

    from index.writer import ArchiveWriter


_Answer = TypeVar("_Answer")


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
    damage: str | None
    """What of the archive could not be counted, as a sentence; None where all was."""


class Archive:
    """An open archive. Make one with `open` or `open_or_create`."""

    def __init__(self, path: Path, *, follow: bool = True) -> None:
        """Open the archive in a folder, without segments that are damaged, so long as any is not.

        With `follow` false it stays as it is at this moment, whatever is committed later.
        Raises ArchiveMissing or ArchiveUnusable.
        """
        self.path = path
        self._follow = follow
        self._storage = FolderStorage(path)
        self._known: dict[Path, SegmentDamaged] = {}
        self._latest = open_snapshot(self._storage, known=self._known)

    @classmethod
    def open(cls, path: Path, *, follow: bool = True) -> Self:
        """Open the archive in a folder, see `__init__`. Raises ArchiveMissing or ArchiveUnusable."""
        return cls(path, follow=follow)

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
                raise ArchiveUnusable(
                    path,
                    f"the folder holds other files ({others[0]}) and no archive",
                    advice="Name an empty folder, or one that is not there yet, with --archive DIR",
                )
            from index.writer import create_archive  # who only searches need not load it

            create_archive(storage)
        except ArchiveReadOnly as error:
            raise ArchiveUnusable(path, error.reason, advice=OUT_OF_REACH) from error
        except OSError as error:
            raise unreachable(path, error) from error
        return cls(path)

    def snapshot(self) -> Snapshot:
        """The last committed state; valid until a later call finds a newer one, or damage."""
        if self._follow and not self._latest.is_current(self._storage):
            self._open_anew(self._known)
        return self._latest

    def ask(self, question: Callable[[Snapshot], _Answer]) -> _Answer:
        """What a function makes of the last committed state.

        Where it meets damage, it is called again with a state that leaves that segment out,
        now and in later questions; so it must have read all it needs when it returns.
        Raises ArchiveDamaged where no segment would be left.
        """
        while True:
            snapshot = self.snapshot()
            try:
                return question(snapshot)
            except SegmentDamaged as damage:
                self._open_anew(self._known | {damage.path: damage})
                if damage.path.parent in (segment.folder for segment in self._latest.segments):
                    raise  # or it would be asked for ever

    def _open_anew(self, known: dict[Path, SegmentDamaged]) -> None:
        before = self._latest
        self._latest = open_snapshot(self._storage, before, known)
        self._known = {entry.damage.path: entry.damage for entry in self._latest.left_out}
        before.close()

    @property
    def damage(self) -> str | None:
        """What is left out of the last answer, as a sentence; None where nothing is."""
        return self._latest.damage

    def reader(self) -> "IndexReader":
        """A Whoosh reader of the last committed state."""
        return self.snapshot().reader()

    def searcher(self, weighting: "WeightingModel | None" = None) -> "Searcher":
        """A Whoosh searcher of the last committed state, by default with its BM25F.

        What it reads may raise SegmentDamaged; only `ask` answers without the damaged segment.
        """
        from whoosh.searching import Searcher  # the evaluator answers without it

        return Searcher(self.reader(), weighting=weighting) if weighting else Searcher(self.reader())

    def writer(self, processes: int = 1) -> "ArchiveWriter":
        """The one writer. Raises ArchiveLocked while another process has it, SegmentDamaged where any is.

        `processes` is how many turn batches into segments; with 1 it is this one.
        """
        from index.writer import ArchiveWriter  # who only searches need not load it

        # What is open stays readable; but were it held, nothing that the writer replaces could be removed.
        self._latest.close()
        return ArchiveWriter(self._storage, processes)

    def article(self, article_id: str) -> Article | None:
        """The article with this id, or None."""
        return self.ask(lambda snapshot: snapshot.article_with("id", article_id))

    def ids_with_prefix(self, prefix: str) -> list[str]:
        """The ids that begin with a prefix, in order."""
        return list(self.ask(lambda snapshot: snapshot.terms("id", prefix)))

    def remove(self, ids: Iterable[str]) -> int:
        """Remove articles and commit; how many there were. Raises ArchiveLocked."""
        with self.writer() as writer:
            return sum(writer.remove(article_id) for article_id in ids)

    def optimize(self) -> None:
        """Merge all segments into one. Raises ArchiveLocked."""
        with self.writer() as writer:
            writer.optimize()

    def collect_garbage(self, *, damaged: bool = False) -> Garbage:
        """Remove what no generation in use needs; with `damaged`, also what repairs have set aside.

        Raises ArchiveLocked.
        """
        with WriterLock(self._storage):
            return collect_garbage(self._storage, self.snapshot().manifest, damaged=damaged)

    def stats(self) -> ArchiveStats:
        """What the archive holds, counted over every article."""
        return self.ask(_stats)


def _stats(snapshot: Snapshot) -> ArchiveStats:
    printed = snapshot.values("printed")
    return ArchiveStats(
        articles=len(snapshot),
        outlets=len(snapshot.values("outlet")),
        authors=len(snapshot.values("author")),
        languages=tuple(sorted(snapshot.values("language"))),
        oldest=min(printed)[:10] if printed else None,
        newest=max(printed)[:10] if printed else None,
        bytes_on_disk=sum(file.size for _, file in snapshot.manifest.files()),
        damage=snapshot.damage,
    )
