"""ArchiveWriter: what is added, updated or removed, kept until it is committed in one step.

The writer decides whether an article is new, changed or unchanged, because only it
sees both what is held and what is arriving. Changes wait in memory until `commit`,
so that a crash or Ctrl-C leaves the last committed state, and an article that
arrives twice in one batch is written once. Large batches become segments in other
processes while more articles arrive, and a commit can be made beside that, so that
nobody waits for it. The lock is held from opening to closing, across commits.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, NamedTuple, Self

from index.arrival import Arrival
from index.article import STANDARD_INPUT, Article
from index.batch.pool import Alone, Indexers, Pool, Written
from index.changes import Changes
from index.committing import Commit, Groups, all_as_one, as_they_are, full_tiers, next_manifest
from index.comparing import has_moved, is_same_reading
from index.errors import NewsError
from index.finished import FinishedInput, FinishedInputs
from index.garbage import collect_garbage
from index.generations import current_pointer, load_current, publish
from index.holders import Holders
from index.lock import WriterLock
from index.manifest import SEGMENTS, Manifest, SegmentEntry
from index.memory import give_back_freed
from index.presence import Presence
from index.snapshot import Snapshot, open_snapshot
from index.storage import Storage
from index.versions import file_changed_at, taken_in_at, why_kept

Outcome = Literal["added", "updated", "unchanged"]

_BATCH = 5_000
"""Articles that become one segment; the arrays of a batch take some twenty times its text."""
_WORTH_A_PROCESS = 1_000
"""Articles; a process that has written few so far knows few words, and starting one takes longer than these."""
_MOST_AHEAD = 16 << 20
"""Bytes of articles that are taken in while a commit is being made; more of them wait until it is."""


class _UnderWay(NamedTuple):
    """A commit that is being made beside the writer."""

    changes: Changes
    published: Future[Manifest | None]
    on_committed: Callable[[], None]


class ArchiveWriter:
    """The one writer of an archive, a context manager: leaving it commits, or cancels on an error."""

    def __init__(self, storage: Storage, processes: int = 1) -> None:
        """Raise ArchiveLocked while another process writes, or what `open_snapshot` raises.

        `processes` is how many turn large batches into segments; with 1 it is this one.
        """
        self._storage = storage
        self._lock = WriterLock(storage)
        try:
            self._held = open_snapshot(storage)
        except BaseException:
            self._lock.release()
            raise
        self._committed = self._held.manifest.generation
        self._alone = Alone(storage, _BATCH)
        self._indexers: Indexers = Pool(storage.path, processes, _BATCH) if processes > 1 else self._alone
        self._changes = Changes()
        """Those that no commit has yet."""
        self._ahead = 0
        """Bytes of the articles among them."""
        self._under_way: _UnderWay | None = None
        self._is_amid = False
        """Whether a commit was begun here, perhaps of a merge alone, that did not end well."""
        self._beside = ThreadPoolExecutor(1)
        self._complete: set[str] = set()
        """Segments that nobody is writing, by id."""
        with suppress(OSError):  # what is not known of is not collected yet
            self._complete.update(storage.list(SEGMENTS))
        self._finished_inputs = FinishedInputs(storage.path)
        self.holders = Holders()
        self._presence = {name: Presence(self._held, name) for name in ("id", "source")}

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
        """How many changes wait for a commit, those of one that has begun aside."""
        return len(self._changes)

    @property
    def is_idle(self) -> bool:
        """Whether nothing that was put here is being written."""
        return self._indexers.is_idle

    def put(
        self,
        articles: Iterable[Article | Arrival],
        on_kept: Callable[[Arrival, str], object] = lambda arrival, reason: None,
    ) -> list[Outcome]:
        """Take in the articles of one input; what became of each, in order.

        An article whose id is held replaces what is held if anything differs but its place, and
        also where that has moved: the place it was read from is no longer there. Where another input's
        version is held, see `index.versions`, it is "unchanged", and `on_kept` is told why.
        Without a URL, an article from the same path and member replaces the one read there
        before, unless that one has turned up elsewhere in this run. first_seen is kept.
        Raises what `commit` does, also for a commit that was begun before.
        """
        self._settle(wait=False)
        arriving = [each if isinstance(each, Arrival) else Arrival.of(each) for each in articles]
        self.holders.meet({arrival.id for arrival in arriving})
        return [self._put(arrival, on_kept) for arrival in arriving]

    def _put(self, arrival: Arrival, on_kept: Callable[[Arrival, str], object]) -> Outcome:
        held = self._find("id", arrival.id)
        if held and self._stays(held, arrival, on_kept):
            return "unchanged"
        if not held:
            held = self._find("source", arrival.source)
            if held and self.holders.has_met([held.id]):
                held = None
            if held:
                self._have_others_read_again(held.id)
                self._remove(held.id)
        if self._changes.is_handed_over(arrival.id):
            self.commit()
        if held:
            self._changes.replaced.add(held.id)
        self._lock.announce()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._changes.arriving[arrival.id] = arrival.at((held and held.first_seen) or now, now)
        self._ahead += arrival.size
        self._presence["id"].note(arrival.id)
        if arrival.source:
            self._presence["source"].note(arrival.source)
        if len(self._changes.arriving) - self._changes.handed_over >= self._indexers.portion:
            self._hand_over(self._indexers)
            if self._ahead > _MOST_AHEAD:
                self._settle()
        return "updated" if held else "added"

    def _stays(self, held: Article, arrival: Arrival, on_kept: Callable[[Arrival, str], object]) -> bool:
        """Whether what is held stays as it is."""
        arriving, reason = arrival.article, None
        if is_same_reading(held, arriving):
            if held.source.path == arriving.source.path:
                self._presence["id"].note(held.id)
            if self.holders.has_left(held) or has_moved(held, arriving):
                return False
        else:
            reason = why_kept(held, arriving, file_changed_at)
            if self._is_read_again(held, arriving):
                if reason:  # what its own input no longer says another may
                    self._have_others_read_again(held.id)
                return False
            if reason is None:
                return False
            on_kept(arrival, reason)
        if held.source.path != arriving.source.path:
            self.holders.note(arriving.source.path, held.id, "" if reason else held.source.path)
        return True

    def _is_read_again(self, held: Article, arriving: Article) -> bool:
        """Whether what is held was read from the same input before, perhaps at another place in it."""
        if held.source.path != arriving.source.path or held.source.path == STANDARD_INPUT:
            return False
        if held.source.member == arriving.source.member:
            return True
        return not self._presence["id"].is_noted(held.id) and file_changed_at(held) > taken_in_at(held)

    def finish(self, read: FinishedInput) -> None:
        """Have the next commit note that an input has been read whole, and its articles put here."""
        if noted := self.holders.finished(read):
            self._changes.finished.append(noted)

    def _have_others_read_again(self, article_id: str) -> None:
        """Forget the inputs that hold an article too, and were not noted as its source.

        None of this run: an article that turned up in it stays, see `put`.
        """
        self._changes.forgotten += self.holders.others_of(article_id, self.finished_inputs)

    def finished_inputs(self) -> dict[str, FinishedInput]:
        """The inputs whose articles are committed, by path. Raises what `commit` does."""
        self._settle()  # the log is not written anew while a commit writes to it
        self._finished_inputs.shorten(current_pointer(self._storage))
        return self._finished_inputs.believed(current_pointer(self._storage))

    def remove(self, article_id: str) -> bool:
        """Remove one article, whose input is to be read again when somebody asks; False when it is not held."""
        if not (held := self._find("id", article_id)):
            return False
        self._changes.forgotten.append(held.source.path)
        self._remove(article_id)
        return True

    def _remove(self, article_id: str) -> None:
        if self._changes.is_handed_over(article_id):
            self.commit()
        self._lock.announce()
        self._changes.remove(article_id)

    def commit(self) -> None:
        """Make every change so far part of the archive, all at once; nothing to change writes nothing.

        When this returns, the changes survive a power cut. Raises OSError or NewsError, and
        then the archive is as it was, see `publish`, and the changes still wait.
        """
        self._commit_all(full_tiers)

    def commit_unmerged(self) -> None:
        """As `commit`, and merge nothing, which may take long; the next commit may."""
        self._commit_all(as_they_are)

    def _commit_all(self, choose: Callable[[Sequence[SegmentEntry]], Groups]) -> None:
        self._settle()
        if self.pending:
            self._commit(choose)
        elif self._changes.finished:
            pointer = current_pointer(self._storage)
            self._finished_inputs.append(pointer, pointer, self._changes.finished, ())
            self._changes.finished.clear()

    def begin_commit(self, on_committed: Callable[[], None]) -> None:
        """Begin to make every change so far part of the archive, while more is taken in.

        `on_committed` is called once they are, by a later call of this writer: at the latest of
        `commit`, which waits for that. A commit that merges segments is made at once, because
        a merge beside workers would take more memory than either. Raises what `commit` does.
        """
        self._settle()
        give_back_freed()  # the articles of the one before
        if not self.pending:
            self.commit()
            on_committed()
            return
        commit = self._commit_of(full_tiers)
        if full_tiers(commit.held.manifest.segments, commit.written.doc_counts):
            self._run(commit)
            on_committed()
            return
        commit = commit._replace(collectable=frozenset(self._complete))
        self._under_way = _UnderWay(self._changes, self._beside.submit(commit.run), on_committed)
        self._forget()

    def optimize(self) -> None:
        """Commit, and merge all segments into one."""
        self._settle()
        self._commit(all_as_one)

    def close(self) -> None:
        """Forget what is not committed and let the next writer in; a commit that has come far is finished."""
        try:
            self._indexers.close()
            with suppress(OSError, NewsError, CancelledError):
                self._settle()
            if self._changes or self._is_amid:  # segments that were written of them are nobody's
                with suppress(OSError, NewsError):
                    self._lock.check()  # in another archive that was begun here they may be somebody's
                    collect_garbage(self._storage, load_current(self._storage))
        finally:
            self._beside.shutdown()
            self._forget()
            self._held.close()
            self._lock.release()

    def _forget(self) -> None:
        self._changes = Changes()
        self._ahead = 0

    def _seal(self) -> Written:
        """Have the rest of what arrives written; the segments with all of it."""
        is_few = len(self._changes.arriving) < _WORTH_A_PROCESS
        indexers = self._alone if is_few and not self._changes.handed_over else self._indexers
        self._hand_over(indexers)
        return indexers.seal()

    def _hand_over(self, indexers: Indexers) -> None:
        """Have the arriving articles written that nobody writes yet."""
        try:
            indexers.take(list(self._changes.not_handed_over))
        except BaseException:
            self._take_back()
            raise
        self._changes.handed_over = len(self._changes.arriving)

    def _take_back(self) -> None:
        """Let all that arrives be written anew: what a sync has refused may be lost though the next succeeds."""
        for indexers in (self._alone, self._indexers):
            with suppress(OSError, NewsError):
                indexers.seal().entries()
        self._changes.handed_over = 0

    def _current(self) -> Snapshot:
        """The last committed state, opened here where a commit has made a new one."""
        if self._held.manifest.generation != self._committed:
            self._held = open_snapshot(self._storage, self._held)
        return self._held

    def _commit(self, choose: Callable[[Sequence[SegmentEntry]], Groups]) -> None:
        self._run(self._commit_of(choose))

    def _commit_of(self, choose: Callable[[Sequence[SegmentEntry]], Groups]) -> Commit:
        held = self._current()  # before the segments are asked for: what fails in between would lose them
        return Commit(
            self._storage, self._lock, self._finished_inputs, held, self._changes, self._seal(), choose
        )

    def _run(self, commit: Commit) -> None:
        """Make a commit of all changes and wait for it."""
        self._is_amid = True
        try:
            manifest = commit.run()
        except (OSError, NewsError):
            self._take_back()
            raise
        self._is_amid = False
        if manifest:
            self._forget()
            self._note(manifest)

    def _settle(self, *, wait: bool = True) -> None:
        """Note what has become of the commit under way, if any, once it has ended. Raises what `commit` does."""
        begun = self._under_way
        if begun is None or not (wait or begun.published.done()):
            return
        try:
            manifest = begun.published.result()
        except (OSError, NewsError):
            self._under_way = None
            self._changes = begun.changes.followed_by(self._changes)
            self._take_back()
            raise
        self._under_way = None
        if manifest:
            self._note(manifest)
        begun.on_committed()

    def _note(self, manifest: Manifest) -> None:
        # It is opened when it is needed: a disk that refuses just then has kept this commit.
        self._committed = manifest.generation
        self._complete.update(entry.id for entry in manifest.segments)

    def _waiting(self) -> Iterator[Changes]:
        """The changes that the current state does not have, the latest first."""
        yield self._changes
        if self._under_way:
            yield self._under_way.changes

    def _find(self, name: Literal["id", "source"], term: str | None) -> Article | None:
        if term is None:
            return None
        for changes in self._waiting() if name == "id" else ():
            if term in changes.arriving:
                return changes.arriving[term].article
            if term in changes.leaving:
                return None
        if not self._presence[name].may_hold(term):
            return None
        article = self._current().article_with(name, term)
        has_left = article and any(article.id in changes.leaving for changes in self._waiting())
        return None if has_left else article


def create_archive(storage: Storage) -> None:
    """Publish the first, empty generation in a folder. Raises OSError, or ArchiveLocked."""
    with WriterLock(storage):
        publish(storage, next_manifest(storage, []))
