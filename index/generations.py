"""Generations: how one state of an archive follows another, for a crash, for readers and on the disk.

A generation is published by one rename of `CURRENT`, after everything it leads to
is durable; so a power cut at any moment leaves the old generation or the new one.
`CURRENT` repeats its manifest's checksum, because a flipped bit could turn one
number into another whose manifest is still there.

A reader holds its manifest with a shared lock, and finds what it names as long as it
does, see `garbage`.
"""

import re
from contextlib import suppress
from types import TracebackType
from typing import Self

from index.digest import blake2b
from index.errors import ArchiveDamaged, ArchiveMissing, ArchiveOutdated, ArchiveUnusable, unreachable
from index.lock import LOCK
from index.manifest import (
    ANY_FORMAT,
    FORMAT_VERSION,
    SEGMENTS,
    Manifest,
    NewFormat,
    OldFormat,
    decode_manifest,
    encode_manifest,
    manifest_generation,
    manifest_name,
)
from index.storage import Held, Storage

CURRENT = "CURRENT"
NEXT = "CURRENT.next"
"""What `CURRENT` is written as before it is renamed."""
INPUTS = "INPUTS"
"""The log of finished inputs, see `finished`."""
DAMAGED = "damaged"
"""The folder for what a repair sets aside: a folder for each segment, named by its id."""
_POINTER = re.compile(rb"(manifest-[1-9][0-9]{0,18}\.json) [0-9a-f]{32}\n")
LONGEST_POINTER = 72
"""Bytes of `CURRENT`."""
LARGEST_MANIFEST = 1 << 26
"""Bytes, some hundred thousand segments: what is larger is not read into memory."""


class Generation:
    """A generation that a reader holds, a context manager: none of its files goes before it is closed."""

    def __init__(self, manifest: Manifest, pointer: bytes, held: Held) -> None:
        self.manifest = manifest
        self._pointer = pointer
        self._held = held

    def is_current(self, storage: Storage) -> bool:
        """False once another has been published. Raises as `hold_current` does."""
        return current_pointer(storage) == self._pointer

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
    """The current generation, held; the files of its segments are not looked at.

    Raises ArchiveMissing where nothing was ever published, ArchiveOutdated for an archive
    of a format below the `accepted` one, ArchiveDamaged for a pointer or a manifest that is
    missing, damaged or not the other's, and ArchiveUnusable for an archive of a newer format.
    """
    missed = b""
    try:
        while True:
            pointer = current_pointer(storage)
            found = _POINTER.fullmatch(pointer)
            if not found:
                raise ArchiveDamaged(storage.path, CURRENT, f"{CURRENT} is damaged")
            name = found[1].decode()
            if pointer == missed:
                raise ArchiveDamaged(storage.path, name, f"{CURRENT} names {name}, which is missing")
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
        raise unreachable(storage.path, error) from error


def load_current(storage: Storage) -> Manifest:
    """The current manifest without a hold, for who has the writer's lock. Raises as `hold_current` does."""
    with hold_current(storage) as generation:
        return generation.manifest


def next_generation(storage: Storage) -> int:
    """The number for the next manifest, above any that is there, if only because a crash left it."""
    return max(generations_on_disk(storage), default=0) + 1


def publish(storage: Storage, manifest: Manifest, *, over_damage: bool = False) -> None:
    """Make a manifest the current one, durably; only when this returns is its generation committed.

    Its files are written; those the current manifest does not name are synced here.
    The caller has the writer's lock and numbers the manifest by `next_generation`:
    an existing one is never overwritten (ValueError).

    OSError leaves the previous generation current, unless the disk refuses even to
    say so again: `load_current` tells. Files of the failed one are left for
    `collect_garbage`, since after a power cut the disk may have kept its rename;
    to try again, write them anew under other ids, because a file whose sync has
    failed may be lost though the next one succeeds.

    Raises ArchiveDamaged where what is current cannot be read, unless this is meant to be
    published `over_damage`.
    """
    if manifest.generation < next_generation(storage):
        raise ValueError(f"generation {manifest.generation} is already there")
    name, encoded = manifest_name(manifest.generation), encode_manifest(manifest)
    before: bytes | None = None
    durable: set[str] = set()
    try:
        with hold_current(storage, ANY_FORMAT) as current:
            before = current._pointer
            durable = {path for path, _ in current.manifest.files()}
    except ArchiveMissing:
        pass
    except ArchiveDamaged:
        if not over_damage:
            raise
        with suppress(ArchiveDamaged):  # of a pointer that is missing or far too long
            before = current_pointer(storage)
    try:
        _sync_files(storage, manifest, durable)
        storage.write(name, [encoded])
        storage.sync(name)
        storage.sync("")
        _write_next(storage, _pointer_to(name, encoded))
    except OSError:
        for leftover in (NEXT, name):
            with suppress(OSError):
                storage.remove(leftover)
        raise
    try:
        storage.rename(NEXT, CURRENT)
        storage.sync("")
    except OSError:
        with suppress(OSError):
            _return_to(storage, before)
        raise


def foreign_names(storage: Storage) -> list[str]:
    """The entries of the folder that no archive makes: a reason not to begin one there."""
    ours = {CURRENT, NEXT, LOCK, SEGMENTS, DAMAGED, INPUTS, f"{INPUTS}.part"}
    return [name for name in storage.list("") if name not in ours and manifest_generation(name) is None]


def generations_on_disk(storage: Storage) -> set[int]:
    """The numbers of the generations that have a manifest."""
    return {number for name in storage.list("") if (number := manifest_generation(name)) is not None}


def current_pointer(storage: Storage) -> bytes:
    """What `CURRENT` says. Raises ArchiveMissing, ArchiveDamaged, or OSError."""
    try:
        return _read(storage, CURRENT, LONGEST_POINTER)
    except FileNotFoundError:
        pass
    try:
        newest = next_generation(storage) - 1
    except FileNotFoundError:
        newest = 0
    # The first may have been interrupted before it was ever current; a later one was not the first.
    if newest > 1:
        reason = f"{CURRENT} is missing, though {manifest_name(newest)} is there"
        raise ArchiveDamaged(storage.path, CURRENT, reason)
    raise ArchiveMissing(storage.path)


def _pointer_to(name: str, encoded: bytes) -> bytes:
    """What `CURRENT` says when the manifest with this name and these bytes is current."""
    return f"{name} {blake2b(encoded, digest_size=16).hexdigest()}\n".encode()


def pointer_for(manifest: Manifest) -> bytes:
    """What `CURRENT` says when a manifest is current."""
    return _pointer_to(manifest_name(manifest.generation), encode_manifest(manifest))


def _read(storage: Storage, name: str, most: int) -> bytes:
    if storage.size(name) > most:
        raise ArchiveDamaged(storage.path, name, f"{name} is too large to be what it should be")
    return b"".join(storage.chunks(name))


def read_manifest(storage: Storage, name: str) -> Manifest:
    """The manifest of a name, of any format, current or not. Raises ArchiveUnusable, or OSError."""
    return _decoded(storage, name, _read(storage, name, LARGEST_MANIFEST), ANY_FORMAT)


def _decoded(storage: Storage, name: str, encoded: bytes, accepted: int) -> Manifest:
    try:
        return decode_manifest(encoded, accepted)
    except OldFormat as error:
        raise ArchiveOutdated(storage.path, error.version) from error
    except NewFormat as error:
        raise ArchiveUnusable(storage.path, f"{name}: {error}") from error
    except ValueError as error:
        raise ArchiveDamaged(storage.path, name, f"{name}: {error}") from error


def _checked(storage: Storage, name: str, pointer: bytes, accepted: int) -> Manifest:
    """The manifest, if it is the one the pointer means."""
    encoded = _read(storage, name, LARGEST_MANIFEST)
    # Before anything in it is believed: a flipped bit could make it one of a newer format.
    if pointer != _pointer_to(name, encoded):
        raise ArchiveDamaged(storage.path, name, f"{CURRENT} and {name} do not belong together")
    return _decoded(storage, name, encoded, accepted)


def _sync_files(storage: Storage, manifest: Manifest, durable: set[str]) -> None:
    new = [path for path, _ in manifest.files() if path not in durable]
    for path in new:
        storage.sync(path)
    for folder in dict.fromkeys(path.rpartition("/")[0] for path in new):
        storage.sync(folder)
    if new:
        storage.sync(SEGMENTS)


def _write_next(storage: Storage, pointer: bytes) -> None:
    storage.write(NEXT, [pointer])
    storage.sync(NEXT)


def _return_to(storage: Storage, before: bytes | None) -> None:
    """Make `CURRENT` say again what it said, for a failed publication that may have renamed it."""
    if before is None:
        storage.remove(CURRENT)
    else:
        _write_next(storage, before)
        storage.rename(NEXT, CURRENT)
