"""Garbage: files that no generation in use needs, and their removal.

The writer removes what an old generation alone names only once nobody holds it,
manifest first: who comes too late to hold one finds it gone, and a newer one in
`CURRENT`.
"""

from collections.abc import Collection, Set
from contextlib import suppress
from typing import NamedTuple

from index.errors import ArchiveUnusable
from index.generations import (
    DAMAGED,
    NEXT,
    current_pointer,
    generations_on_disk,
    pointer_for,
    read_manifest,
)
from index.manifest import SEGMENTS, Manifest, is_segment_id, manifest_name
from index.storage import Storage


class Garbage(NamedTuple):
    """What became of the files that the current generation does not need."""

    files: int
    """Removed."""
    bytes: int
    held: int
    """Older generations that readers hold: what they need is still there."""
    refused: tuple[OSError | ArchiveUnusable, ...]
    """Why some could not be removed; the next time may do better."""


def collect_garbage(
    storage: Storage, keep: Manifest, *, damaged: bool = False, among: Collection[str] | None = None
) -> Garbage:
    """Remove every file that neither `keep` nor a held generation names, and what crashes left.

    With `damaged`, also what repairs have set aside. `keep` is the current manifest
    (ValueError if another is). The caller has the writer's lock and has written no
    segment that is not published yet; or it says `among` which segments, by id, to look,
    because others are being written.
    """
    sweep = _Sweep(storage)
    try:
        if current_pointer(storage) != pointer_for(keep):
            raise ValueError(f"generation {keep.generation} is not the current one")
        # Or a power cut could undo the rename that made it so, and not what is removed below.
        storage.sync("")
        needed = {path for path, _ in keep.files()}
        for generation in sorted(generations_on_disk(storage) - {keep.generation}):
            needed |= sweep.let_go(manifest_name(generation))
        there = storage.list("")
        if NEXT in there:
            sweep.remove(NEXT)
        if SEGMENTS in there:
            sweep.empty(SEGMENTS, needed, among)
        if damaged and DAMAGED in there:
            sweep.empty(DAMAGED, frozenset())
            if not storage.list(DAMAGED):
                storage.remove(DAMAGED)
    except (OSError, ArchiveUnusable) as error:
        sweep.refused.append(error)
    return Garbage(sweep.files, sweep.bytes, sweep.held, tuple(sweep.refused))


class _Sweep:
    """One collection of garbage, as far as it has come."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.files = self.bytes = self.held = 0
        self.refused: list[OSError | ArchiveUnusable] = []

    def let_go(self, name: str) -> set[str]:
        """Remove an old manifest, or return the files that who holds it needs."""
        size = self._storage.size(name)
        if self._storage.remove_unheld(name):
            self._count(size)
            return set()
        self.held += 1
        return {path for path, _ in read_manifest(self._storage, name).files()}

    def empty(self, above: str, needed: Set[str], among: Collection[str] | None = None) -> None:
        """Remove what is not needed in the folders of segments that are in a folder; `among` as above."""
        for name in filter(is_segment_id, self._storage.list(above)):
            if among is not None and name not in among:
                continue
            folder = f"{above}/{name}"
            try:
                paths = {f"{folder}/{file}" for file in self._storage.list(folder)}
                for path in sorted(paths - needed):
                    self.remove(path)
                if not paths & needed:
                    self._storage.remove(folder)
            except OSError as error:
                self.refused.append(error)

    def remove(self, path: str) -> None:
        """Remove a file and count it. Raises OSError."""
        size = 0
        with suppress(OSError):  # of a link that leads nowhere
            size = self._storage.size(path)
        self._storage.remove(path)
        self._count(size)

    def _count(self, size: int) -> None:
        self.files += 1
        self.bytes += size
