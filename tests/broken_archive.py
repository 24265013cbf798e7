"""A small archive on a modelled disk, and what of it can be broken how."""

from collections.abc import Iterator
from functools import cache

from modelled_archive import small_and_steady
from modelled_disk import ModelledDisk
from msgspec.structs import replace
from newsroom import FUND, HARBOUR, PRONOUN, TEN

from index.article import Article
from index.codec.contents import SegmentContents
from index.codec.segment import Segment
from index.codec.writing import write_merged
from index.generations import load_current
from index.lock import LOCK
from index.manifest import SegmentEntry
from index.snapshot import open_snapshot
from index.storage import Storage
from index.writer import ArchiveWriter, create_archive

NEWER_FUND = replace(FUND, section="Harbour")
REMOVED = (HARBOUR, PRONOUN)


@cache
def _built() -> ModelledDisk:
    disk = ModelledDisk()
    with small_and_steady("broken", fanout=12, batch=100):
        create_archive(disk)
        for articles in (TEN[:6], TEN[6:], [NEWER_FUND]):
            with ArchiveWriter(disk) as writer:
                writer.put(articles)
        with ArchiveWriter(disk) as writer:
            for article in REMOVED:
                writer.remove(article.id)
    return disk


def archive() -> ModelledDisk:
    """Ten articles in segments of six, four and one: one updated in the last, and one removed from each other."""
    return _built().copy()


def with_file(name: str, content: bytes) -> ModelledDisk:
    """The archive with another content of a file."""
    disk = archive()
    disk.write(name, [content])
    disk.sync(name)
    return disk


def without(*names: str) -> ModelledDisk:
    """The archive without some files, or folders that have become empty."""
    disk = archive()
    for name in names:
        disk.remove(name)
    return disk


def content(disk: ModelledDisk, name: str) -> bytes:
    return b"".join(disk.chunks(name))


def names(ending: str) -> list[str]:
    """The files of the archive whose paths end like this."""
    return [name for name in _built().files() if name.endswith(ending) and name != LOCK]


def flips(name: str, step: int = 1) -> Iterator[tuple[int, ModelledDisk]]:
    """The archive with one flipped bit in every so many bytes of a file."""
    whole = content(_built(), name)
    for at in range(0, len(whole), step):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << at % 8
        yield at, with_file(name, bytes(flipped))


def cuts(name: str, count: int) -> Iterator[ModelledDisk]:
    """The archive with a file cut at about so many lengths."""
    whole = content(_built(), name)
    for end in range(0, len(whole), max(1, len(whole) // count)):
        yield with_file(name, whole[:end])


def entries(storage: Storage) -> tuple[SegmentEntry, ...]:
    return load_current(storage).segments


def held(storage: Storage) -> dict[str, Article]:
    """The live articles, by id."""
    snapshot = open_snapshot(storage)
    live = [is_live for segment in snapshot.segments for is_live in segment.live.tolist()]
    articles = [snapshot.article(doc) for doc, is_live in enumerate(live) if is_live]
    assert len({article.id for article in articles}) == len(articles)
    return {article.id: article for article in articles}


def everything(storage: Storage) -> SegmentContents:
    """All that any question is answered from, without what is deleted."""
    merged = archive()
    merged.make_folder("merged")
    for name, buffers in write_merged(open_snapshot(storage).segments).items():
        merged.write(f"merged/{name}", buffers)
    return Segment(merged, "merged").contents()
