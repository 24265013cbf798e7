"""Orphans: files in an archive's folder that the archive does not need.

A crash leaves them, a running writer makes them before it publishes, and people put
their own beside. They do no harm, and the next write removes those that are the archive's.
"""

from collections.abc import Iterator
from contextlib import suppress

from index.errors import ArchiveUnusable
from index.generations import NEXT, foreign_names, read_manifest
from index.manifest import (
    SEGMENTS,
    Manifest,
    is_segment_id,
    manifest_generation,
    segment_folder,
)
from index.storage import Storage

_LEFT = "no generation needs it: a crash left it, or it is being written now"
_HELD = "an earlier generation that cannot be read any more"
_FOREIGN = "it is not part of the archive"


def orphans(storage: Storage, current: Manifest) -> Iterator[tuple[str, str]]:
    """The files that neither the current generation nor an older one names, and why they may be there.

    What cannot be listed has none. Raises nothing for what a writer does meanwhile.
    """
    needed = {path for path, _ in current.files()}
    for name in _entries(storage, ""):
        generation = manifest_generation(name)
        if name == NEXT:
            yield name, _LEFT
        elif generation is not None and generation != current.generation:
            try:
                needed |= {path for path, _ in read_manifest(storage, name).files()}
            except FileNotFoundError:
                continue
            except (OSError, ArchiveUnusable):
                yield name, _HELD
    for name in foreign_names(storage):
        yield name, _FOREIGN
    for name in _entries(storage, SEGMENTS):
        if not is_segment_id(name):
            yield f"{SEGMENTS}/{name}", _FOREIGN
            continue
        for file in _entries(storage, segment_folder(name)):
            if (path := f"{segment_folder(name)}/{file}") not in needed:
                yield path, _LEFT


def _entries(storage: Storage, folder: str) -> list[str]:
    with suppress(OSError):
        return storage.list(folder)
    return []
