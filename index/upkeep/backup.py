"""Backup: one generation of an archive as a tar file.

A plain tar, because articles are compressed already and any tar program can unpack it
into a working archive. CURRENT comes first, then the manifest that it names, then the
files that the manifest names, in its order: so `index.upkeep.restore` knows from the beginning
what each next member must be. Equal generations give equal bytes.

Every byte passes its checksum on the way out: damage is not backed up. What is not
finished has another name until it is whole and durable, see `index.upkeep.unfinished`.
"""

import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from index.codec.damage import SegmentDamaged
from index.digest import blake2b
from index.errors import NewsError
from index.generations import CURRENT, hold_current, pointer_for
from index.manifest import FileEntry, Manifest, encode_manifest, manifest_name
from index.storage import FolderStorage, Storage
from index.upkeep.unfinished import being_made, unfinished_name

OnProgress = Callable[[int, int], None]
"""Called with the bytes done so far, and how many there are in all."""

END = bytes(2 * tarfile.BLOCKSIZE)
"""What follows the last member."""
_LATEST = 8**11 - 1
"""Seconds since 1970, in the year 2242: what a header can say without an extended one before it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    articles: int
    bytes: int
    """Of the files of segments."""
    created: str
    """When its generation was committed, ISO 8601 in UTC."""


class BackupFailed(NewsError):
    """A backup cannot be written there, or an archive cannot be restored there."""


class Altered(Exception):
    """The bytes of a file are not those that a manifest states."""


def back_up(
    archive: Path,
    file: Path,
    on_progress: OnProgress = lambda done, total: None,
    *,
    overwrite: bool = False,
) -> Backup:
    """Write the current generation of an archive to a file, durably, whoever writes to the archive meanwhile.

    A file that is there is refused, or if asked to `overwrite` replaced once the new one is whole. Raises
    BackupFailed, SegmentDamaged, or what `hold_current` does, and then leaves no new file.
    """
    with hold_current(storage := FolderStorage(archive)) as generation:
        target = _target(archive, file, overwrite=overwrite)
        folder, unfinished = FolderStorage(target.parent), unfinished_name(target)
        try:
            with being_made(folder, unfinished):
                folder.write(unfinished, _tar(storage, generation.manifest, on_progress))
                folder.sync(unfinished)
            folder.rename(unfinished, target.name)
            folder.sync("")
        except BaseException as error:
            with suppress(OSError):
                folder.remove(unfinished)
            if isinstance(error, OSError):
                raise BackupFailed(f"cannot back up to {file}: {error.strerror or error}") from error
            raise
        return backup_of(generation.manifest)


def back_up_to_stream(
    archive: Path, stream: IO[bytes], on_progress: OnProgress = lambda done, total: None
) -> Backup:
    """Write the current generation of an archive to a stream, which has all of it only if this returns.

    Raises as `back_up` does, also for a pipe whose reader has gone.
    """
    with hold_current(storage := FolderStorage(archive)) as generation:
        try:
            for piece in _tar(storage, generation.manifest, on_progress):
                stream.write(piece)
            stream.flush()
        except OSError as error:
            raise BackupFailed(f"the backup cannot be written: {error.strerror or error}") from error
        return backup_of(generation.manifest)


def backup_of(manifest: Manifest) -> Backup:
    """What a backup of a generation holds."""
    articles = sum(segment.live_count for segment in manifest.segments)
    return Backup(articles, sum(file.size for _, file in manifest.files()), manifest.created)


def padding(size: int) -> int:
    """The zeros that follow so many bytes in a tar."""
    return -size % tarfile.BLOCKSIZE


def whole(pieces: Iterable[bytes], file: FileEntry) -> Iterator[bytes]:
    """The pieces of a file as they come. Raises Altered once they cannot be those that were written."""
    digest = blake2b(digest_size=16)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > file.size:
            break
        digest.update(piece)
        yield piece
    if size != file.size:
        raise Altered(f"it has {'more' if size > file.size else 'fewer'} bytes than were written")
    if digest.hexdigest() != file.checksum:
        raise Altered("its checksum is not that of what was written")


def _target(archive: Path, file: Path, *, overwrite: bool) -> Path:
    """The file to write, links followed. Raises BackupFailed."""
    target = file.resolve()
    if not target.parent.is_dir():
        raise BackupFailed(f"cannot back up to {file}: there is no folder {target.parent}")
    if target.exists() and not target.is_file():
        raise BackupFailed(
            f"cannot back up to {file}: it is there and not a file",
            advice="Name a file; to write to a device or a pipe: search backup - > DEVICE",
        )
    if any(above.samefile(archive) for above in target.parents):
        raise BackupFailed(
            f"cannot back up to {file}: it is inside the archive",
            advice="Keep backups elsewhere, best on another disk.",
        )
    if target.exists() and not overwrite:
        raise BackupFailed(
            f"cannot back up to {file}: it is there already",
            advice="Name another file, or replace it with --force.",
        )
    return target


def _tar(storage: Storage, manifest: Manifest, on_progress: OnProgress) -> Iterator[bytes]:
    """The backup of a generation that is held, piece by piece. Raises SegmentDamaged or BackupFailed."""
    created = int(datetime.fromisoformat(manifest.created).timestamp())
    time = min(max(created, 0), _LATEST)
    for name, raw in (
        (CURRENT, pointer_for(manifest)),
        (manifest_name(manifest.generation), encode_manifest(manifest)),
    ):
        yield header(name, len(raw), time) + raw + bytes(padding(len(raw)))
    done, total = 0, backup_of(manifest).bytes
    for path, file in manifest.files():
        yield header(path, file.size, time)
        try:
            for piece in whole(storage.chunks(path), file):
                yield piece
                done += len(piece)
                on_progress(done, total)
        except Altered as altered:
            raise SegmentDamaged(storage.path / path, str(altered)) from altered
        except OSError as error:
            raise BackupFailed(
                f"cannot read {storage.path / path}: {error.strerror or error}",
                advice="See what is wrong with: search verify",
            ) from error
        yield bytes(padding(file.size))
    yield END


def header(name: str, size: int, time: int) -> bytes:
    """What precedes a member: one block, or three for sizes from 8 GiB. No user, no group, one mode for all."""
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, time, 0o644
    return member.tobuf(tarfile.PAX_FORMAT)
