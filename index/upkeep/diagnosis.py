"""Diagnosis: which files of an archive are not as they were written, and what the archive should be.

Where `CURRENT` and its manifest are whole, they say it. Where not, the newest manifest
does, if all that it names is there and whole, and if it is not older than what
`CURRENT` meant: going back to an older generation would lose what was committed since.
Otherwise no manifest is believed, and every segment on the disk is to be read.
"""

import errno
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from index.digest import blake2b
from index.errors import ArchiveDamaged, ArchiveMissing, ArchiveOutdated
from index.generations import CURRENT, LARGEST_MANIFEST, LONGEST_POINTER, load_current, pointer_for
from index.manifest import (
    SEGMENTS,
    FileEntry,
    Manifest,
    OldFormat,
    decode_manifest,
    is_segment_id,
    manifest_generation,
    manifest_name,
    segment_folder,
)
from index.storage import Storage


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a repair or an upgrade has come with one of its steps."""

    step: Literal["checking", "comparing", "reading", "writing"]
    done: int
    """Bytes, for the first two; articles, for the others."""
    total: int


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a file."""

    path: str
    """In the archive."""
    reason: str
    is_unreadable: bool = False
    """True where the disk itself refuses: mapped into memory, such a file could end the process."""

    @property
    def segment(self) -> str | None:
        """The id of the segment that the file belongs to; None for a file of the whole archive."""
        above, _, rest = self.path.partition("/")
        return rest.partition("/")[0] if above == SEGMENTS else None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What an archive should be, and what is wrong with it."""

    manifest: Manifest | None
    """None where no manifest can say any more what the archive should be."""
    flaws: tuple[Flaw, ...]


def diagnose(storage: Storage, on_progress: OnProgress = lambda progress: None) -> Diagnosis:
    """Read every file of an archive, for who has the writer's lock.

    Raises ArchiveMissing, ArchiveOutdated, ArchiveUnusable for an archive of a newer format,
    or OSError that is not about the state of a file.
    """
    try:
        manifest = load_current(storage)
    except (ArchiveDamaged, ArchiveMissing) as error:
        if isinstance(error, ArchiveMissing) and not has_remains(storage):
            raise
        newest = _newest_manifest(storage)
        if newest and not damaged_files(storage, newest, on_progress):
            return Diagnosis(newest, (Flaw(CURRENT, "it does not lead to the newest manifest"),))
        file = error.file if isinstance(error, ArchiveDamaged) else CURRENT
        reason = error.reason if isinstance(error, ArchiveDamaged) else "it is missing"
        return Diagnosis(None, (Flaw(file, reason), *_unreadable(storage, on_progress)))
    return Diagnosis(manifest, damaged_files(storage, manifest, on_progress))


def has_remains(storage: Storage) -> bool:
    """Whether a folder has anything of an archive in it."""
    with suppress(FileNotFoundError):
        return CURRENT in storage.list("") or bool(manifests_on_disk(storage) or segments_on_disk(storage))
    return False


def segments_on_disk(storage: Storage) -> list[str]:
    """The ids of all segments that have a folder."""
    try:
        return list(filter(is_segment_id, storage.list(SEGMENTS)))
    except (FileNotFoundError, NotADirectoryError):
        return []


def files_on_disk(storage: Storage, segment_id: str) -> list[str]:
    """The names of the files in a segment's folder; none where there is no such folder."""
    try:
        return storage.list(segment_folder(segment_id))
    except (FileNotFoundError, NotADirectoryError):
        return []


def manifests_on_disk(storage: Storage) -> list[int]:
    """The generations that have a manifest, the newest first."""
    found = (manifest_generation(name) for name in storage.list(""))
    return sorted((number for number in found if number is not None), reverse=True)


def _newest_manifest(storage: Storage) -> Manifest | None:
    """The newest manifest, if it can be read and `CURRENT` does not mean a newer one."""
    for number in manifests_on_disk(storage)[:1]:
        try:
            raw = _read(storage, manifest_name(number), LARGEST_MANIFEST)
            manifest = decode_manifest(raw)
        except OldFormat as error:
            raise ArchiveOutdated(storage.path, error.version) from error
        except ValueError:
            return None
        meant = _read(storage, CURRENT, LONGEST_POINTER)
        name, _, checksum = meant.partition(b" ")
        # A flipped bit is in one of the two.
        if name in (there := pointer_for(manifest)) or (checksum and checksum in there):
            return manifest
        generation = manifest_generation(name.decode(errors="replace"))
        return None if generation is not None and generation > number else manifest
    return None


def _read(storage: Storage, name: str, most: int) -> bytes:
    """A small file; nothing, where it cannot be read or is larger than it should be."""
    with suppress(OSError):
        if storage.size(name) <= most:
            return b"".join(storage.chunks(name))
    return b""


def damaged_files(
    storage: Storage, manifest: Manifest, on_progress: OnProgress = lambda progress: None
) -> tuple[Flaw, ...]:
    """The files a manifest names that do not have its size and checksum; reads all of them."""
    reader = _Reader(storage, sum(file.size for _, file in manifest.files()), on_progress)
    return tuple(flaw for path, file in manifest.files() if (flaw := reader.flaw(path, file)))


def _unreadable(storage: Storage, on_progress: OnProgress) -> tuple[Flaw, ...]:
    """The files of segments that the disk refuses to read."""
    paths = [
        f"{segment_folder(segment_id)}/{name}"
        for segment_id in segments_on_disk(storage)
        for name in files_on_disk(storage, segment_id)
    ]
    sizes = []
    for path in paths:
        with suppress(OSError):
            sizes.append(storage.size(path))
    reader = _Reader(storage, sum(sizes), on_progress)
    return tuple(flaw for path in paths if (flaw := reader.flaw(path)))


class _Reader:
    """Reads files from one end to the other, and says how far it is."""

    def __init__(self, storage: Storage, total: int, on_progress: OnProgress) -> None:
        self._storage = storage
        self._total = total
        self._on_progress = on_progress
        self._done = 0

    def flaw(self, path: str, file: FileEntry | None = None) -> Flaw | None:
        """What is wrong with a file; without an entry for it, whether the disk gives it."""
        digest = blake2b(digest_size=16)
        try:
            size = self._storage.size(path)
            if file and size != file.size:
                return Flaw(path, f"it has {size:,} bytes and was written with {file.size:,}")
            for chunk in self._storage.chunks(path):
                digest.update(chunk)
                self._done += len(chunk)
                self._on_progress(Progress("checking", self._done, self._total))
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return Flaw(path, "it is missing")
        except OSError as error:
            if error.errno != errno.EIO:
                raise  # it says something of this process, its rights or its limits, and nothing of the file
            return Flaw(path, f"it cannot be read: {error.strerror or error}", is_unreadable=True)
        if file and digest.hexdigest() != file.checksum:
            return Flaw(path, "it is not what was written")
        return None
