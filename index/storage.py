"""Storage: the few things an archive asks of a disk, and how a folder does them.

Writing and making durable are separate steps, because the order of the second is
what survives a power cut; nothing here decides that order. The operations are the
whole surface between an archive and the disk, so that tests can put a disk in its
place that fails, fills up or loses what was not synced.

Advisory locks belong to an open file: the system releases them however their
process ends. A forked child closes the ones it inherits, or a worker that outlives
a killed writer would keep the archive locked. On Windows, where files have no
such locks and an open file cannot be removed, being open is what holds a file.
"""

import errno
import mmap
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import Protocol
from weakref import WeakSet

from index.digest import blake2b
from index.manifest import FileEntry

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_CHUNK = 1 << 20
"""Bytes read at a time while a checksum is computed."""


class Held(Protocol):
    """A lock on a file, until it is closed."""

    def close(self) -> None:
        """Let go; closing twice does no harm."""


class Storage(Protocol):
    """A tree of files, named by paths relative to the archive: "segments/ID/arrays"; "" is the archive.

    Every operation raises OSError when the disk refuses, FileNotFoundError for what is not there.
    """

    @property
    def path(self) -> Path:
        """Where the archive is, for messages."""

    def write(self, name: str, buffers: Iterable[bytes | memoryview]) -> None:
        """Make a file of these bytes, or replace its contents in place; not durable before `sync`."""

    def sync(self, name: str) -> None:
        """Make durable a file's contents, or which entries a folder has."""

    def rename(self, old: str, new: str) -> None:
        """Give a file another name in the same folder, replacing what has it, in one step."""

    def link(self, old: str, new: str) -> None:
        """Give a file a second name, or where that cannot be, a copy. FileExistsError if something has the name."""

    def remove(self, name: str) -> None:
        """Remove a file, or an empty folder. Open and mapped files stay readable, except on Windows."""

    def remove_unheld(self, name: str) -> bool:
        """Remove a file unless someone holds it; False, and nothing done, if so."""

    def make_folder(self, name: str) -> None:
        """Make a folder and those above it; nothing to do where there is one."""

    def list(self, name: str) -> list[str]:
        """The entries of a folder, in order. Raises NotADirectoryError for anything but a folder."""

    def size(self, name: str) -> int:
        """Bytes in a file."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """Read a file from its beginning, piece by piece."""

    def map(self, name: str) -> memoryview:
        """A whole file, read-only, mapped into memory until the last view of it goes."""

    def hold(self, name: str) -> Held:
        """Keep a file from `remove_unheld`; any number may. FileNotFoundError if it went meanwhile."""

    def lock(self, name: str) -> Held | None:
        """The exclusive lock on a file, made where there is none; None while another has it."""

    def is_held(self, name: str, held: Held) -> bool:
        """Whether a file is the one that was held or locked: it may have been removed and made anew."""


def write_file(storage: Storage, name: str, buffers: Iterable[bytes | memoryview]) -> FileEntry:
    """Write a file and return its entry for a manifest; buffers are C-contiguous (an array's `.data`).

    The file is durable once a manifest that names it is published.
    """
    digest = blake2b(digest_size=16)
    size = 0

    def counted() -> Iterator[bytes | memoryview]:
        nonlocal size
        for buffer in buffers:
            digest.update(buffer)
            size += memoryview(buffer).nbytes
            yield buffer

    storage.write(name, counted())
    return FileEntry(name.rpartition("/")[2], size, digest.hexdigest())


def checksum(storage: Storage, name: str) -> str:
    """The checksum of a file as it is on the disk: BLAKE2b of 128 bits, in hexadecimal.

    It is read, not mapped: a disk error is then an OSError and not the end of the process.
    """
    digest = blake2b(digest_size=16)
    for chunk in storage.chunks(name):
        digest.update(chunk)
    return digest.hexdigest()


_locked: "WeakSet[FileIO]" = WeakSet()


def _close_inherited() -> None:
    for file in list(_locked):
        file.close()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_close_inherited)


class FolderStorage:
    """A folder of the file system."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: Path) -> "FolderStorage":
        """Make the folder, and those above it, durably; one that is there is left as it is."""
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        path.mkdir(parents=True, exist_ok=True)
        for folder in missing:
            _sync(folder.parent)
        return cls(path)

    def _at(self, name: str) -> Path:
        return self.path / name if name else self.path

    def write(self, name: str, buffers: Iterable[bytes | memoryview]) -> None:
        """See Storage. A symbolic link is not followed: an archive may come from someone else."""
        path = self._at(name)
        try:
            # Buffered, because one raw write takes at most 2 GiB.
            with BufferedWriter(FileIO(path, "w", opener=_open_itself)) as file:
                for buffer in buffers:
                    file.write(buffer)
        except OSError as error:
            error.filename = error.filename or str(path)  # of a full disk, Python does not say where
            raise

    def sync(self, name: str) -> None:
        """See Storage."""
        _sync(self._at(name))

    def rename(self, old: str, new: str) -> None:
        """See Storage."""
        self._at(old).replace(self._at(new))

    def link(self, old: str, new: str) -> None:
        """See Storage."""
        try:
            self._at(new).hardlink_to(self._at(old))
        except (FileExistsError, FileNotFoundError):
            raise
        except OSError:  # the file system has none, or the file as many as it can have
            self.write(new, self.chunks(old))

    def remove(self, name: str) -> None:
        """See Storage."""
        path = self._at(name)
        if stat.S_ISDIR(path.lstat().st_mode):
            path.rmdir()
        else:
            path.unlink()

    def remove_unheld(self, name: str) -> bool:
        """See Storage."""
        path = self._at(name)
        if sys.platform == "win32":
            try:
                path.unlink()
            except PermissionError:
                return False
        else:
            with FileIO(path, "r+") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return False
                # Before the lock goes: who waits for it must find the file gone.
                path.unlink()
        return True

    def make_folder(self, name: str) -> None:
        """See Storage."""
        self._at(name).mkdir(parents=True, exist_ok=True)

    def list(self, name: str) -> list[str]:
        """See Storage. A symbolic link is no folder of an archive: what it leads to is not ours to remove."""
        path = self._at(name)
        if name and path.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, "a symbolic link, not a folder", str(path))
        return sorted(entry.name for entry in path.iterdir())

    def size(self, name: str) -> int:
        """See Storage."""
        return self._at(name).stat().st_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """See Storage."""
        with self._at(name).open("rb", buffering=0) as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def map(self, name: str) -> memoryview:
        """See Storage."""
        with self._at(name).open("rb") as file:
            if os.fstat(file.fileno()).st_size == 0:  # which cannot be mapped
                return memoryview(b"")
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def hold(self, name: str) -> Held:
        """See Storage."""
        file = FileIO(self._at(name), "r")
        if sys.platform != "win32":
            try:
                fcntl.flock(file, fcntl.LOCK_SH)
                if os.fstat(file.fileno()).st_nlink == 0:
                    raise FileNotFoundError(errno.ENOENT, "removed while it was opened", str(self._at(name)))
            except OSError:
                file.close()
                raise
        _locked.add(file)
        return file

    def lock(self, name: str) -> Held | None:
        """See Storage."""
        file = FileIO(self._at(name), "a+", opener=_open_itself)
        try:
            if sys.platform == "win32":
                file.seek(1 << 30)  # far past what the file says, which stays readable
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            if isinstance(error, BlockingIOError | PermissionError):
                return None
            raise
        _locked.add(file)
        return file

    def is_held(self, name: str, held: Held) -> bool:
        """See Storage."""
        try:
            return isinstance(held, FileIO) and os.path.samestat(
                os.fstat(held.fileno()), self._at(name).lstat()
            )
        except (FileNotFoundError, NotADirectoryError):
            return False


def _open_itself(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _sync(path: Path) -> None:
    if sys.platform == "win32":
        if path.is_dir():
            return  # Windows keeps the order of changes to folders itself and opens none
        descriptor = os.open(path, os.O_RDWR)
    else:
        descriptor = os.open(path, os.O_RDONLY)
    try:
        if sys.platform == "darwin":
            # There fsync leaves the data in the drive's cache; not every file system knows the call.
            with suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
                return
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
