"""Generations: how one state of an archive follows another, for a crash, for readers and on the disk.

A generation is published by one rename of `CURRENT`, after everything it leads to
is durable; so a power cut at any moment leaves the old generation or the new one.
`CURRENT` repeats its manifest's checksum, because a flipped bit could turn one
number into another whose manifest is still there.

A reader holds its manifest with a shared lock. The writer removes what an old
generation alone names only once nobody holds it, manifest first: who comes too late
to hold one finds it gone, and a newer one in `CURRENT`.
"""

import re
from contextlib import suppress
from types import TracebackType
from typing import Self

from index.digest import blake2b
from index.errors import ArchiveMissing, ArchiveOutdated, ArchiveUnusable
from index.lock import LOCK
from index.manifest import (
    ANY_FORMAT,
    FORMAT_VERSION,
    SEGMENTS,
    Manifest,
    OldFormat,
    decode_manifest,
    encode_manifest,
    is_segment_id,
    manifest_generation,
    manifest_name,
    segment_folder,
)
from index.storage import Held, Storage

CURRENT = "CURRENT"
_NEXT = "CURRENT.next"
_POINTER = re.compile(rb"(manifest-[1-9][0-9]{0,18}\.json) [0-9a-f]{32}\n")
_LONGEST_POINTER = 72
_LARGEST_MANIFEST = 1 << 26
"""Bytes, some hundred thousand segments: what is larger is not read into memory."""


class Generation:
    """A generation that a reader holds, a context manager: none of its files goes before it is closed."""

    def __init__(self, manifest: Manifest, pointer: bytes, held: Held) -> None:
        self.manifest = manifest
        self._pointer = pointer
        self._held = held

    def is_current(self, storage: Storage) -> bool:
        """False once another has been published. Raises as `hold_current` does."""
        return _pointer(storage) == self._pointer

    def close(self) -> None:
        """Let its files go once no manifest needs them; what is mapped by then stays readable."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def hold_current(storage: Storage, accepted: int = FORMAT_VERSION) -> Generation:
    """The current generation, held, with every file it names there and of the right size.

    Raises ArchiveMissing where nothing was ever published, ArchiveOutdated for an archive
    of a format below the `accepted` one, and ArchiveUnusable, whose reason names the file, for anything
    missing, cut short, damaged or too new.
    """
    missed = b""
    try:
        while True:
            pointer = _pointer(storage)
            found = _POINTER.fullmatch(pointer)
            if not found:
                raise ArchiveUnusable(storage.path, f"{CURRENT} is damaged")
            name = found[1].decode()
            if pointer == missed:
                raise ArchiveUnusable(storage.path, f"{CURRENT} names {name}, which is missing")
            try:
                held = storage.hold(name)
            except FileNotFoundError:
                # The writer has published another since CURRENT was read; if not, we stop above.
                missed = pointer
                continue
            try:
                return Generation(_checked(storage, name, pointer, accepted), pointer, held)
            except BaseException:
                held.close()
                raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise ArchiveUnusable(storage.path, f"{where}{error.strerror or error}") from error


def load_current(storage: Storage) -> Manifest:
    """The current manifest without a hold, for who has the writer's lock. Raises as `hold_current` does."""
    with hold_current(storage) as generation:
        return generation.manifest


def next_generation(storage: Storage) -> int:
    """The number for the next manifest, above any that is there, if only because a crash left it."""
    return max(_generations(storage), default=0) + 1


def publish(storage: Storage, manifest: Manifest) -> None:
    """Make a manifest the current one, durably; only when this returns is its generation committed.

    Its files are written; those the current manifest does not name are synced here.
    The caller has the writer's lock and numbers the manifest by `next_generation`:
    an existing one is never overwritten (ValueError).

    OSError leaves the previous generation current, unless the disk refuses even to
    say so again: `load_current` tells. Files of the failed one are left for
    `collect_garbage`, since after a power cut the disk may have kept its rename;
    to try again, write them anew under other ids, because a file whose sync has
    failed may be lost though the next one succeeds.
    """
    if manifest.generation < next_generation(storage):
        raise ValueError(f"generation {manifest.generation} is already there")
    name, encoded = manifest_name(manifest.generation), encode_manifest(manifest)
    try:
        with hold_current(storage, ANY_FORMAT) as before:
            durable = {path for path, _ in before.manifest.files()}
    except ArchiveMissing:
        before, durable = None, set()
    try:
        _sync_files(storage, manifest, durable)
        storage.write(name, [encoded])
        storage.sync(name)
        storage.sync("")
        _write_next(storage, _pointer_to(name, encoded))
    except OSError:
        for leftover in (_NEXT, name):
            with suppress(OSError):
                storage.remove(leftover)
        raise
    try:
        storage.rename(_NEXT, CURRENT)
        storage.sync("")
    except OSError:
        with suppress(OSError):
            _return_to(storage, before)
        raise


def collect_garbage(storage: Storage, keep: Manifest) -> None:
    """Remove every file that neither `keep` nor a held generation names, and what crashes left.

    `keep` is the current manifest (ValueError if another is). The caller has the
    writer's lock and has written no segment that is not published yet. What cannot
    be removed now is left for the next time.
    """
    with suppress(OSError, ArchiveUnusable):
        if _pointer(storage) != _pointer_for(keep):
            raise ValueError(f"generation {keep.generation} is not the current one")
        # Or a power cut could undo the rename that made it so, and not what is removed below.
        storage.sync("")
        needed = {path for path, _ in keep.files()}
        for generation in _generations(storage) - {keep.generation}:
            needed |= _let_go(storage, manifest_name(generation))
        if _NEXT in storage.list(""):
            storage.remove(_NEXT)
        for name in filter(is_segment_id, storage.list(SEGMENTS)):
            _remove_all_but(storage, segment_folder(name), needed)


def foreign_names(storage: Storage) -> list[str]:
    """The entries of the folder that no archive makes: a reason not to begin one there."""
    ours = {CURRENT, _NEXT, LOCK, SEGMENTS}
    return [name for name in storage.list("") if name not in ours and manifest_generation(name) is None]


def _generations(storage: Storage) -> set[int]:
    return {number for name in storage.list("") if (number := manifest_generation(name)) is not None}


def _pointer(storage: Storage) -> bytes:
    """What `CURRENT` says."""
    try:
        return _read(storage, CURRENT, _LONGEST_POINTER)
    except FileNotFoundError:
        pass
    try:
        newest = next_generation(storage) - 1
    except FileNotFoundError:
        newest = 0
    # The first may have been interrupted before it was ever current; a later one was not the first.
    if newest > 1:
        raise ArchiveUnusable(storage.path, f"{CURRENT} is missing, though {manifest_name(newest)} is there")
    raise ArchiveMissing(storage.path)


def _pointer_to(name: str, encoded: bytes) -> bytes:
    """What `CURRENT` says when the manifest with this name and these bytes is current."""
    return f"{name} {blake2b(encoded, digest_size=16).hexdigest()}\n".encode()


def _pointer_for(manifest: Manifest) -> bytes:
    return _pointer_to(manifest_name(manifest.generation), encode_manifest(manifest))


def _read(storage: Storage, name: str, most: int) -> bytes:
    if storage.size(name) > most:
        raise ArchiveUnusable(storage.path, f"{name} is too large to be what it should be")
    return b"".join(storage.chunks(name))


def _decoded(storage: Storage, name: str, encoded: bytes, accepted: int) -> Manifest:
    try:
        return decode_manifest(encoded, accepted)
    except OldFormat as error:
        raise ArchiveOutdated(storage.path, error.version) from error
    except ValueError as error:
        raise ArchiveUnusable(storage.path, f"{name}: {error}") from error


def _checked(storage: Storage, name: str, pointer: bytes, accepted: int) -> Manifest:
    """The manifest, if it is the one the pointer means and its files are there and as long as it says."""
    encoded = _read(storage, name, _LARGEST_MANIFEST)
    manifest = _decoded(storage, name, encoded, accepted)
    if pointer != _pointer_to(name, encoded):
        raise ArchiveUnusable(storage.path, f"{CURRENT} and {name} do not belong together")
    for path, file in manifest.files():
        try:
            size = storage.size(path)
        except FileNotFoundError:
            raise ArchiveUnusable(storage.path, f"{path} is missing") from None
        if size != file.size:
            raise ArchiveUnusable(storage.path, f"{path} has {size} bytes and should have {file.size}")
    return manifest


def _sync_files(storage: Storage, manifest: Manifest, durable: set[str]) -> None:
    new = [path for path, _ in manifest.files() if path not in durable]
    for path in new:
        storage.sync(path)
    for folder in dict.fromkeys(path.rpartition("/")[0] for path in new):
        storage.sync(folder)
    if new:
        storage.sync(SEGMENTS)


def _write_next(storage: Storage, pointer: bytes) -> None:
    storage.write(_NEXT, [pointer])
    storage.sync(_NEXT)


def _return_to(storage: Storage, before: Generation | None) -> None:
    """Make `CURRENT` say again what it said, for a failed publication that may have renamed it."""
    if before is None:
        storage.remove(CURRENT)
    else:
        _write_next(storage, before._pointer)
        storage.rename(_NEXT, CURRENT)


def _let_go(storage: Storage, name: str) -> set[str]:
    """Remove an old manifest, or return the files that who holds it needs."""
    if storage.remove_unheld(name):
        return set()
    held = _decoded(storage, name, _read(storage, name, _LARGEST_MANIFEST), ANY_FORMAT)
    return {path for path, _ in held.files()}


def _remove_all_but(storage: Storage, folder: str, needed: set[str]) -> None:
    with suppress(OSError):
        paths = {f"{folder}/{name}" for name in storage.list(folder)}
        for path in sorted(paths - needed):
            storage.remove(path)
        if not paths & needed:
            storage.remove(folder)
