"""Manifest: what one generation of an archive consists of, and its JSON.

A manifest is believed only as far as it is checked: its JSON carries a checksum of
itself and must be, byte for byte, what `encode_manifest` writes; every value has a
type and bounds, and every name an alphabet without separators, dots or capitals, so
that no manifest leads out of its archive on any file system. The same rules hold
when one is made, so that nothing is published that could not be opened again.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, TypeVar

from index.digest import blake2b

FORMAT_VERSION = 6
"""Of the whole archive. A greater number says that this program cannot read it, a lesser one is `upgrade`d."""
ANY_FORMAT = 1
_SINCE = {"copies": 3, "stories": 4}
"""The formats since which segments say which of their articles belong together."""
Kind = Literal["copies", "stories"]
KINDS: tuple[Kind, ...] = ("copies", "stories")
"""In which articles belong together, see `index.keys`."""
SEGMENTS = "segments"
"""The folder of the folders of segments."""

_Made = TypeVar("_Made")

_MOST_DOCUMENTS = 2**32 - 1
_MOST = 2**63 - 1
_SEGMENT_ID = re.compile(r"[0-9a-f]{16}")
_CHECKSUM = re.compile(r"[0-9a-f]{32}")
_FILE = re.compile(r"[a-z][a-z0-9_-]{0,62}")
_DELETIONS = re.compile(r"deleted-([1-9][0-9]{0,18})")
_KEYS = re.compile(r"(copies|stories)-([1-9][0-9]{0,18})")
_MANIFEST = re.compile(r"manifest-([1-9][0-9]{0,18})\.json")


class OldFormat(ValueError):
    """A manifest of an earlier version of this program."""

    def __init__(self, version: int) -> None:
        super().__init__(f"it has archive format {version}")
        self.version = version


class NewFormat(ValueError):
    """A manifest of a later version of this program."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of a segment, as it was written."""

    name: str
    """Within its segment's folder."""
    size: int
    """Bytes."""
    checksum: str
    """BLAKE2b of 128 bits, in hexadecimal."""

    def __post_init__(self) -> None:
        _must_match(_FILE, self.name, "a name of a file")
        _must_be_within(0, self.size, _MOST, f"the size of {self.name}")
        _must_match(_CHECKSUM, self.checksum, f"a checksum of {self.name}")


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """One segment in one generation: files that never change, and which of its documents are deleted."""

    id: str
    """16 hexadecimal digits; see `new_segment_id`."""
    doc_count: int
    """All documents, the deleted ones too."""
    files: tuple[FileEntry, ...]
    deleted_count: int = 0
    deletions: FileEntry | None = None
    """The file `deleted_name(N)` of this generation or an earlier one; None while nothing is deleted."""
    copies: FileEntry | None = None
    """The file `keys_name("copies", N)` of this generation or an earlier one; None while nothing has copies."""
    stories: FileEntry | None = None
    """The same of stories."""

    def __post_init__(self) -> None:
        _must_match(_SEGMENT_ID, self.id, "the id of a segment")
        _must_be_within(0, self.doc_count, _MOST_DOCUMENTS, f"the documents of segment {self.id}")
        _must_be_within(0, self.deleted_count, self.doc_count, f"the deletions of segment {self.id}")
        if (self.deletions is None) != (self.deleted_count == 0):
            raise ValueError(
                f"segment {self.id} counts {self.deleted_count} deletions and does not list them"
            )
        if self.deletions is not None:
            _must_match(_DELETIONS, self.deletions.name, f"the deletion file of segment {self.id}")
        for kind in KINDS:
            file = self.keys(kind)
            if file is not None:
                _must_match(_KEYS, file.name, f"the file of {kind} of segment {self.id}")
                if not file.name.startswith(kind):
                    raise ValueError(f"segment {self.id} names {file.name} as its file of {kind}")
        names = {file.name for file in self.files}
        changes = (*map(_DELETIONS.fullmatch, names), *map(_KEYS.fullmatch, names))
        if len(names) < len(self.files) or any(changes):
            raise ValueError(f"segment {self.id} names a file twice, or one that changes among its files")

    @property
    def live_count(self) -> int:
        """The documents that are not deleted."""
        return self.doc_count - self.deleted_count

    def keys(self, kind: Kind) -> FileEntry | None:
        """The file of the keys of one kind."""
        return self.copies if kind == "copies" else self.stories


def paths_of(segment: SegmentEntry) -> dict[str, FileEntry]:
    """The files of a segment, those that change last, by their paths in the archive."""
    files = (*segment.files, *filter(None, (segment.deletions, *map(segment.keys, KINDS))))
    return {f"{segment_folder(segment.id)}/{file.name}": file for file in files}


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation: the segments that together are the archive."""

    generation: int
    """From 1."""
    created: str
    """ISO 8601 in UTC."""
    schema: Mapping[str, str]
    """Each field's kind by its name, as the schema was when this was written."""
    segments: tuple[SegmentEntry, ...]
    """In the order of their documents."""

    def __post_init__(self) -> None:
        _must_be_within(1, self.generation, _MOST, "the generation")
        if not isinstance(self.created, str) or datetime.fromisoformat(self.created).utcoffset() != timedelta(
            0
        ):
            raise ValueError(f"the time of creation is {self.created!r}, which is not in UTC")
        if not all(isinstance(part, str) for field in self.schema.items() for part in field):
            raise ValueError("the schema is not a table of names")
        if len({segment.id for segment in self.segments}) < len(self.segments):
            raise ValueError("a segment is named twice")

    def files(self) -> Iterator[tuple[str, FileEntry]]:
        """Every file of every segment with its path in the archive."""
        for segment in self.segments:
            yield from paths_of(segment).items()


def encode_manifest(manifest: Manifest) -> bytes:
    """The manifest as JSON with its own checksum. Equal manifests give equal bytes."""
    stated = {
        "format": FORMAT_VERSION,
        "generation": manifest.generation,
        "created": manifest.created,
        "schema": dict(manifest.schema),
        "segments": [asdict(segment) for segment in manifest.segments],
    }
    return _canonical(stated | {"checksum": _digest(stated)})


def decode_manifest(raw: bytes, accepted: int = FORMAT_VERSION) -> Manifest:
    """The manifest that `encode_manifest` made these bytes of.

    Raises OldFormat for one below the `accepted` format, NewFormat for one that this program does
    not know, and ValueError: what is wrong with it.
    """
    try:
        stated = json.loads(raw)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(stated, dict):
        raise ValueError("it is not a JSON object")
    version = stated.pop("format", None)
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise NewFormat(
            f"a newer version of this program wrote it (archive format {version}, and this one reads"
            f" {FORMAT_VERSION}); upgrade with: pipx upgrade newsmorgue"
        )
    stated["format"] = version
    stated_checksum = stated.pop("checksum", None)
    # The second comparison finds changes that mean the same in JSON, and a key that stands twice.
    if stated_checksum != _digest(stated) or raw != _canonical(stated | {"checksum": stated_checksum}):
        raise ValueError("its checksum does not match, so it has been damaged or changed")
    values = _exactly(stated, "format", *_names(Manifest))
    values.pop("format")
    if type(version) is not int or version < 1:
        raise ValueError(f"its archive format {version!r} was never in use")
    if version < accepted:
        raise OldFormat(version)
    segments = _each(partial(_segment, version=version), values["segments"])
    return Manifest(**values | {"schema": _an_object(values["schema"]), "segments": segments})


def _segment(stated: Any, version: int) -> SegmentEntry:
    later = [name for name, since in _SINCE.items() if version < since]
    values = _exactly(stated, *(name for name in _names(SegmentEntry) if name not in later))
    changes = {name: _file(values[name]) for name in ("deletions", *KINDS) if values.get(name) is not None}
    return SegmentEntry(**values | changes | {"files": _each(_file, values["files"])})


def _file(stated: Any) -> FileEntry:
    return FileEntry(**_exactly(stated, *_names(FileEntry)))


def new_segment_id() -> str:
    """An id that no segment of any archive has had, so that what a crash left is never mixed with it."""
    return os.urandom(8).hex()


def segment_folder(segment_id: str) -> str:
    """The path of a segment's folder in the archive."""
    return f"{SEGMENTS}/{segment_id}"


def is_segment_id(name: str) -> bool:
    """True for what `new_segment_id` can make."""
    return _SEGMENT_ID.fullmatch(name) is not None


def deleted_name(generation: int) -> str:
    """The name in a segment's folder of the deletions made in a generation."""
    return f"deleted-{generation}"


def keys_name(kind: Kind, generation: int) -> str:
    """The name in a segment's folder of what a generation found to belong together."""
    return f"{kind}-{generation}"


def deletions_generation(name: str) -> int | None:
    """The generation in which the deletions of this name were made; None for any other file."""
    found = _DELETIONS.fullmatch(name)
    return int(found[1]) if found else None


def manifest_name(generation: int) -> str:
    """The name of a generation's manifest in the archive."""
    return f"manifest-{generation}.json"


def manifest_generation(name: str) -> int | None:
    """The generation whose manifest has this name; None when no manifest has."""
    found = _MANIFEST.fullmatch(name)
    return int(found[1]) if found else None


def _canonical(stated: Mapping[str, Any]) -> bytes:
    return json.dumps(stated, sort_keys=True, separators=(",", ":")).encode()


def _digest(stated: Mapping[str, Any]) -> str:
    return blake2b(_canonical(stated), digest_size=16).hexdigest()


def _names(kind: type[Manifest | SegmentEntry | FileEntry]) -> Iterator[str]:
    return (field.name for field in fields(kind))


def _an_object(stated: Any) -> dict[str, Any]:
    if not isinstance(stated, dict):
        raise ValueError(f"it has {stated!r:.40} where an object belongs")
    return stated


def _exactly(stated: Any, *names: str) -> dict[str, Any]:
    if _an_object(stated).keys() != set(names):
        raise ValueError(f"it has the keys {', '.join(stated)!r:.80} where {', '.join(names)} belong")
    return dict(stated)


def _each(make: Callable[[Any], _Made], stated: Any) -> tuple[_Made, ...]:
    if not isinstance(stated, list):
        raise ValueError(f"it has {stated!r:.40} where a list belongs")
    return tuple(make(item) for item in stated)


def _must_match(pattern: re.Pattern[str], text: str, what: str) -> None:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise ValueError(f"{text!r:.80} cannot be {what}")


def _must_be_within(least: int, number: int, most: int, what: str) -> None:
    if type(number) is not int or not least <= number <= most:
        raise ValueError(f"{what} cannot be {number!r:.80}")
