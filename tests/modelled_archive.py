"""A whole archive on a modelled disk: what is done to it, and what every power cut may leave of it.

A witness looks at the disk before each of its operations. The disks that a power cut
could leave then must open and hold one of the states that are allowed, article for
article and byte for byte. Reading is repeated only where it could end otherwise: what an earlier
reading met on its disk is kept with what it found. The next writer is tried on the
first disk of every moment, or of some, whose names are new, and on some of the others. The same articles
are made into the arrays of a segment once: what is looked at is how these come to the disk.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from itertools import chain, count
from random import Random
from unittest.mock import patch

from generations import damage
from modelled_disk import ModelledDisk
from newsroom import TEN
from power_cuts import File, Folder

from index.article import Article
from index.batch.inverter import Inverter
from index.codec.contents import SegmentContents
from index.codec.writing import SegmentFiles, write_segment
from index.errors import ArchiveMissing
from index.generations import CURRENT, load_current
from index.lock import LOCK
from index.manifest import SEGMENTS, manifest_name
from index.snapshot import open_snapshot
from index.writer import ArchiveWriter, create_archive

State = Mapping[str, str]
"""What an archive holds: the body of each article by its id."""

NEWCOMER = TEN[-1]
"""What every next writer adds."""
_RARELY = 100
_CUTS_AFTER = 8
_MOST_REMEMBERED = 1_000
_Met = bytes | tuple[str, ...] | None
"""What a name of a disk leads to: a file's bytes, a folder's names, or nothing."""


@dataclass(frozen=True)
class Step:
    """What one commit changes."""

    arriving: Sequence[Article] = ()
    leaving: Sequence[Article] = ()
    optimize: bool = False

    def after(self, state: State) -> State:
        gone = {article.id for article in self.leaving}
        kept = {name: body for name, body in state.items() if name not in gone}
        return kept | {article.id: article.body for article in self.arriving}

    def prepare(self, writer: ArchiveWriter) -> None:
        for article in self.leaving:
            writer.remove(article.id)
        writer.put(self.arriving)

    def commit(self, writer: ArchiveWriter) -> None:
        if self.optimize:
            writer.optimize()
        else:
            writer.commit()


class _Remembering(Inverter):
    """An inverter that knows the contents of segments that were made before."""

    def read(self, articles: Sequence[Article], stored: Sequence[bytes] | None = None) -> None:
        self._articles += articles
        self._stored += stored or ()

    def contents(self) -> SegmentContents:
        articles, stored = self._articles, tuple(self._stored)
        self._clear()
        if stored not in _contents:
            _contents[stored] = Inverter().invert(articles, stored)
        return _contents[stored]


def _remembered_files(contents: SegmentContents) -> SegmentFiles:
    stored = tuple(contents.articles)
    if len(_files) > _MOST_REMEMBERED:
        _files.clear()
        _contents.clear()
    if stored not in _files:
        _files[stored] = write_segment(contents)
    return _files[stored]


_contents: dict[tuple[bytes, ...], SegmentContents] = {}
_files: dict[tuple[bytes, ...], SegmentFiles] = {}


class _Clock(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "_Clock":
        return cls(2031, 3, 4, tzinfo=UTC)


@contextmanager
def small_and_steady(seed: object, fanout: int = 3, batch: int = 2) -> Iterator[None]:
    """Writers make small segments, merge soon, and write the same bytes every time."""
    choose = Random(str(seed))  # noqa: S311 -- the same ids every time
    with (
        patch("index.batch.pool.Inverter", _Remembering),
        patch("index.segment_files.write_segment", _remembered_files),
        patch("index.merging.FANOUT", fanout),
        patch("index.writer._BATCH", batch),
        patch("index.writer.datetime", _Clock),
        patch("index.committing.datetime", _Clock),
        patch("index.lock.datetime", _Clock),
        patch("index.segment_files.new_segment_id", lambda: choose.randbytes(8).hex()),
    ):
        yield


def held(disk: ModelledDisk) -> State | None:
    """All that an archive holds, every file of it checked; None where there is none. Raises NewsError."""
    try:
        snapshot = open_snapshot(disk)
    except ArchiveMissing:
        return None
    assert damage(disk, snapshot.manifest) == []
    ids = list(snapshot.terms("id"))
    articles = [snapshot.article_with("id", name) for name in ids]
    snapshot.close()
    assert len(ids) == len(snapshot)
    return {article.id: article.body for article in articles if article}


def strays(disk: ModelledDisk) -> set[str]:
    """The files that nothing names, and the folders of segments with nothing in them."""
    manifest = load_current(disk)
    named = {CURRENT, LOCK, f"{SEGMENTS}/", manifest_name(manifest.generation)}
    named.update(path for path, _ in manifest.files())
    return disk.files().keys() - named


def archive_of(*steps: Step) -> ModelledDisk:
    """A disk with an archive after these commits, each by a writer of its own."""
    disk = ModelledDisk()
    create_archive(disk)
    for step in steps:
        with ArchiveWriter(disk) as writer:
            step.prepare(writer)
            step.commit(writer)
    return disk


class _Observed(ModelledDisk):
    """A disk that keeps what everything met on it."""

    def __init__(self, root: Folder) -> None:
        super().__init__(root)
        self.met: dict[str, _Met] = {}

    def _find(self, name: str) -> File | Folder:
        self.met[name] = _at(self.root, name)
        return super()._find(name)


def _at(root: Folder, name: str) -> _Met:
    entry: File | Folder | None = root
    for part in name.split("/") if name else ():
        entry = entry.entries.get(part) if isinstance(entry, Folder) else None
    if isinstance(entry, Folder):
        return tuple(sorted(entry.entries))
    return entry.data if entry else None


class Readings:
    """What was found on disks, so that what could only end the same way is not read again."""

    def __init__(self, read: Callable[[ModelledDisk], State | None] = held) -> None:
        self._read = read
        self._past: list[tuple[dict[str, _Met], State | None]] = []

    def read(self, disk: ModelledDisk) -> State | None:
        """What there is on a disk."""
        for met, found in self._past:
            if all(_at(disk.root, name) == what for name, what in met.items()):
                return found
        observed = _Observed(disk.root)
        found = self._read(observed)
        self._past.append((observed.met, found))
        return found


@dataclass
class Witness:
    """Looks at what power cuts leave, and counts the different disks."""

    choose: Random
    most: int = 220
    """Disks to look at for each moment."""
    every: int = 1
    """Moments, at the first of which the next writer is tried on the first disk."""
    allowed: list[State | None] = field(default_factory=list)
    states: dict[int, State | None] = field(default_factory=dict)
    """What was found on each different disk, by a hash of all its bytes but those of LOCK."""
    next_writers: int = 0
    _readings: Readings = field(default_factory=Readings)
    _gone_on: set[int] = field(default_factory=set)
    _moments: Iterator[int] = field(default_factory=count)

    def watch(self, disk: ModelledDisk) -> None:
        """Look before each operation of a disk from now on."""
        disk.before_each = lambda: self.look(disk)

    def look(self, disk: ModelledDisk) -> None:
        """Whatever a power cut leaves now must be allowed, and can be built upon."""
        chances = chain(
            [next(self._moments) % self.every == 0], (self.choose.randrange(_RARELY) == 0 for _ in count())
        )
        for left in disk.power_cuts(self.most, self.choose):
            files = left.files()
            files.pop(LOCK, None)
            key = hash(frozenset(files.items()))
            if key not in self.states:
                self.states[key] = self._readings.read(left)
            assert self.states[key] in self.allowed
            names = hash((frozenset(files), files.get(CURRENT)))
            if names not in self._gone_on and next(chances):
                self._gone_on.add(names)
                self.go_on(left, self.states[key])

    def go_on(self, disk: ModelledDisk, found: State | None) -> None:
        """The next writer works, and leaves nothing behind that nobody needs."""
        if found is None:
            create_archive(disk)
        after = dict(found or {})
        name = self.choose.choice([NEWCOMER.id, *sorted(after)])
        with ArchiveWriter(disk) as writer:
            if after.pop(name, None) is not None:
                writer.remove(name)
            else:
                writer.put([NEWCOMER])
                after[name] = NEWCOMER.body
        assert strays(disk) == set()
        readings = Readings()
        for left in disk.power_cuts(_CUTS_AFTER, self.choose):
            assert readings.read(left) == after
        self.next_writers += 1

    def write(self, disk: ModelledDisk, steps: Sequence[Step]) -> None:
        """Let one writer make these commits, and look on."""
        state = held(disk)
        assert state is not None
        self.allowed = [state]
        self.watch(disk)
        with ArchiveWriter(disk) as writer:
            for step in steps:
                step.prepare(writer)
                state = step.after(state)
                self.allowed.append(state)
                step.commit(writer)
                self.allowed = [state]
                self.look(disk)
