"""Zips: the files in one, see `packed`.

What a zip says of the sizes in it may be a lie, and its files may share their bytes: so what
comes out of all together has to stand in some proportion to the zip, as with anything compressed. Of a zip that
is cut off, the files before the cut are read, see `torn_zips`.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError  # noqa: N812 - an exception, named like one

from index.errors import InputRejected
from index.ingest.members import Member, Origin, PassedOver, whole
from index.ingest.packed import MOST_FILES, Pack, articles, is_visible, rejected
from index.ingest.streams import FREE_GROWTH, MOST_GROWTH, Stream
from index.ingest.torn_zips import files_before_tear

__all__ = ["articles", "members"]

_LARGEST = 100_000_000
"""Bytes of a zip that is itself within something compressed."""
_PROTECTED = 1
"""The flag of a file that a password protects."""
_ERRORS = (BadZipFile, DeflateError, EOFError, NotImplementedError, RuntimeError, OSError)


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: those of each file, named by it. Raises ValueError for what is no zip."""
    file = cast(BinaryIO, stream) if stream.seekable() else BytesIO(whole(stream, _LARGEST))
    try:
        zipped = ZipFile(file)
    except BadZipFile:
        yield from _members_before_tear(
            file, Pack("zip", origin, FREE_GROWTH + MOST_GROWTH * file.seek(0, 2))
        )
        return
    except _ERRORS as error:
        raise ValueError(f"no zip, or a damaged one: {error}") from error
    try:
        with zipped:
            entries = [
                entry for entry in zipped.infolist() if not entry.is_dir() and is_visible(entry.filename)
            ]
            if len(entries) > MOST_FILES:
                raise ValueError(f"more than {MOST_FILES:,} files in it")
            pack = Pack("zip", origin, FREE_GROWTH + MOST_GROWTH * file.seek(0, 2))
            for entry in entries:
                yield from _members_of(zipped, entry, pack)
    except _ERRORS as error:
        raise ValueError(f"no zip, or a damaged one: {error}") from error


def _members_before_tear(file: BinaryIO, pack: Pack) -> Iterator[Member]:
    """Those of the files in a zip whose end is missing. Raises ValueError behind them."""
    for path, content in files_before_tear(file, pack.room or 0):
        if path.endswith("/") or not is_visible(path):
            continue
        name = pack.name_of(path)
        try:
            if content is None:
                raise ValueError("protected by a password, too large, or packed in a way that is not read")
            yield from pack.members(BytesIO(content), path, name)
        except (ValueError, InputRejected, PassedOver) as error:
            yield rejected(name, error)
        if pack.room is not None and pack.room < 0:
            raise ValueError(f"its files grow more than {MOST_GROWTH}-fold; unpack it first")


def _members_of(zipped: ZipFile, entry: ZipInfo, pack: Pack) -> Iterator[Member]:
    """The members of a file; what cannot be read is one whose content is the reason."""
    name = pack.name_of(entry.filename)
    try:
        if entry.flag_bits & _PROTECTED:
            raise ValueError("protected by a password")
        with zipped.open(entry) as raw:
            yield from pack.members(raw, entry.filename, name)
    except (ValueError, InputRejected, PassedOver) as error:
        yield rejected(name, error)
    except _ERRORS as error:
        yield rejected(name, ValueError(f"damaged in its zip: {error}"))
    if pack.room is not None and pack.room < 0:
        raise ValueError(f"its files grow more than {MOST_GROWTH}-fold; unpack it first")
