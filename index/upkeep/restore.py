"""Restore: an archive again from a backup of it.

The tar is read once, and no header of it is believed. CURRENT states the manifest's
checksum, the manifest every file's name, size and checksum, and a member that is not
exactly the next of these ends the reading. So links, devices, paths that lead elsewhere,
members that come twice or are longer than stated need no rules of their own; and nothing
is unpacked by a library that would have to be trusted to refuse them.

The archive is made beside the place where it is to be, and moved there when it is
durable and has been opened once.
"""

import os
import re
import shutil
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, NoReturn

from index.codec.damage import SegmentDamaged
from index.errors import ArchiveUnusable, NewsError
from index.generations import CURRENT, LARGEST_MANIFEST, LONGEST_POINTER, pointer_for, publish
from index.lock import LOCK
from index.manifest import Manifest, decode_manifest
from index.snapshot import open_snapshot
from index.storage import FolderStorage
from index.upkeep.backup import (
    END,
    Altered,
    Backup,
    BackupFailed,
    OnProgress,
    backup_of,
    padding,
    whole,
)
from index.upkeep.unfinished import being_made, unfinished_name

_PIECE = 1 << 20
"""Bytes held in memory at a time."""
_EXTENDED_SIZE = re.compile(rb"[0-9]{2} size=([0-9]{10,19})\n\0*")
"""The one record that `index.upkeep.backup.header` writes in an extended header."""


_OTHER = "Name a file that search backup wrote; one that was compressed since is restored by: zcat FILE | search restore -"
_WHOLE = "What is whole in it can be saved: unpack it with tar -xf FILE -C FOLDER, then: search --archive FOLDER repair"


class BackupUnusable(NewsError):
    """What should be a backup of an archive is not a whole and unaltered one."""

    def __init__(self, source: str, reason: str, *, is_ours: bool = False) -> None:
        """`is_ours` where it begins as a backup does."""
        super().__init__(
            f"cannot restore {source}: {reason}",
            advice=f"Nothing was restored. {_WHOLE if is_ours else _OTHER}",
        )
        self.source = source
        self.reason = reason


def restore(
    stream: IO[bytes], source: str, archive: Path, on_progress: OnProgress = lambda done, total: None
) -> Backup:
    """Make an archive of a backup, durably, where there is nothing or an empty folder.

    `source` is what messages call the stream, of which nothing is read beyond the end of
    the tar. Raises BackupUnusable or BackupFailed, and then leaves everything as it was.
    """
    folder = archive.resolve()
    _must_be_free(folder)
    tar = _Tar(stream, source)
    manifest = _manifest(tar)
    unfinished = folder.with_name(unfinished_name(folder))
    made = [above for above in folder.parents if not above.exists()]
    try:
        storage = FolderStorage.create(unfinished)
        with being_made(storage, LOCK):
            _unpack(tar, storage, manifest, on_progress)
            publish(storage, manifest)
            _must_open(storage, tar)
        with suppress(FileNotFoundError):
            folder.rmdir()
        unfinished.rename(folder)
        FolderStorage(folder.parent).sync("")
    except BaseException as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        with suppress(OSError):
            for above in made:
                above.rmdir()
        if isinstance(error, OSError):
            raise BackupFailed(f"cannot restore to {archive}: {error.strerror or error}") from error
        raise
    return backup_of(manifest)


def _must_be_free(folder: Path) -> None:
    """Raise BackupFailed unless an archive can be moved to a place."""
    reason = ""
    if folder.is_dir():
        if any(folder.iterdir()):
            reason = "the folder is not empty"
        elif os.path.ismount(folder):  # which no folder can be moved to
            reason = "a disk is mounted there"
    elif folder.exists():
        reason = "it is there and not a folder"
    if reason:
        raise BackupFailed(
            f"cannot restore to {folder}: {reason}",
            advice="Name a folder that is not there yet: search --archive DIR restore FILE",
        )


def _manifest(tar: "_Tar") -> Manifest:
    """The manifest with which a tar begins. Raises BackupUnusable."""
    pointer = tar.small(CURRENT, LONGEST_POINTER)
    name = pointer.partition(b" ")[0].decode("ascii", "replace")
    encoded = tar.small(name, LARGEST_MANIFEST)
    try:
        manifest = decode_manifest(encoded)
    except ValueError as error:
        tar.refuse(f"{name}: {error}")
    if pointer != pointer_for(manifest):
        tar.refuse(f"{CURRENT} and {name} do not belong together")
    tar.is_ours = True
    return manifest


def _unpack(tar: "_Tar", storage: FolderStorage, manifest: Manifest, on_progress: OnProgress) -> None:
    """Write the files of a manifest as the rest of a tar has them. Raises BackupUnusable, or OSError."""
    done, total = 0, backup_of(manifest).bytes

    def counted(pieces: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal done
        for piece in pieces:
            yield piece
            done += len(piece)
            on_progress(done, total)

    for path, file in manifest.files():
        tar.begin(path, file.size, file.size)
        storage.make_folder(path.rpartition("/")[0])
        try:
            storage.write(path, counted(whole(tar.contents(path, file.size), file)))
        except Altered as altered:
            tar.refuse(f"{path} is damaged: {altered}")
    tar.end()


def _must_open(storage: FolderStorage, tar: "_Tar") -> None:
    try:
        open_snapshot(storage).close()
    except (SegmentDamaged, ArchiveUnusable) as error:
        tar.refuse(f"what it holds cannot be opened: {error.reason}")


class _Tar:
    """A tar that is being read. Every method raises BackupUnusable."""

    def __init__(self, stream: IO[bytes], source: str) -> None:
        self._stream = stream
        self._source = source
        self.is_ours = False
        """Whether it begins as a backup does."""

    def refuse(self, reason: str) -> NoReturn:
        """Raise BackupUnusable."""
        raise BackupUnusable(self._source, reason, is_ours=self.is_ours)

    def small(self, name: str, most: int) -> bytes:
        """The next member, which must have this name and not more than so many bytes."""
        size = self.begin(name, 0, most)
        return b"".join(self.contents(name, size))

    def begin(self, name: str, least: int, most: int) -> int:
        """The size of the next member, which must have this name and be within these bounds."""
        member = self._header(name)
        size = member.size
        if member.type == tarfile.XHDTYPE:
            extended = _EXTENDED_SIZE.fullmatch(self._exactly(tarfile.BLOCKSIZE, name))
            member = self._header(name)
            size = int(extended[1]) if extended else -1
        if (member.name, member.type) != (name, tarfile.REGTYPE):
            self.refuse(f"where the file {name:.100} should be, it has {member.name:.100}")
        if not least <= size <= most:
            self.refuse(f"{name} is not as large as it should be")
        return size

    def contents(self, name: str, size: int) -> Iterator[bytes]:
        """The bytes of the member that has begun."""
        for start in range(0, size, _PIECE):
            yield self._exactly(min(_PIECE, size - start), name)
        self._exactly(padding(size), name)

    def end(self) -> None:
        """Read the end, which must come now."""
        if self._exactly(len(END), "its end") != END:
            self.refuse("it holds more than its manifest names")

    def _header(self, name: str) -> tarfile.TarInfo:
        block = self._exactly(tarfile.BLOCKSIZE, name)
        try:
            return tarfile.TarInfo.frombuf(block, "utf-8", "replace")
        except tarfile.HeaderError:
            self.refuse(f"it is no tar, or damaged where {name:.100} should begin")

    def _exactly(self, size: int, where: str) -> bytes:
        try:
            found = self._stream.read(size)
        except OSError as error:
            self.refuse(error.strerror or str(error))
        if len(found) < size:
            self.refuse(f"it ends before all of {where:.100}")
        return found
