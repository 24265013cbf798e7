"""Tars: the files in one, see `packed`; read from end to end, also as they come out of a compression.

Regular files alone are read: a link, a device or a file with holes in it, which can be of any size,
says nothing that is in the tar. The standard library takes a header that is damaged, or where
one is missing, for the end of a tar; here each is an error, or articles would be lost in silence.
"""

import tarfile
from collections.abc import Iterator
from typing import Self

from index.errors import InputRejected
from index.generations import CURRENT
from index.ingest.members import Member, Origin, PassedOver
from index.ingest.packed import Pack, articles, is_visible, rejected
from index.ingest.streams import Stream

__all__ = ["articles", "members"]

_AT_ONCE = tarfile.BLOCKSIZE
"""Bytes: with more, what stands before a place that cannot be decompressed would be lost with it."""
_ERRORS = (tarfile.TarError, EOFError, OSError)


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: those of each file, named by it. Raises ValueError for what is no tar."""
    pack = Pack("tar", origin)
    try:
        with tarfile.open(
            fileobj=stream, mode="r|", bufsize=_AT_ONCE, tarinfo=_Header, errors="replace"
        ) as tar:
            while entry := tar.next():
                if entry.name == CURRENT and entry.offset == 0:
                    raise ValueError("a backup of an archive; search restore makes that again")
                if not entry.isdir() and is_visible(entry.name):
                    yield from _members_of(tar, entry, pack)
                tar.members.clear()  # type: ignore[attr-defined]  # a tar of any length
    except _ERRORS as error:
        raise ValueError(f"no tar, or a damaged one: {error}") from error


def _members_of(tar: tarfile.TarFile, entry: tarfile.TarInfo, pack: Pack) -> Iterator[Member]:
    """The members of a file; what cannot be read is one whose content is the reason."""
    name = pack.name_of(entry.name)
    try:
        if not entry.isreg() or entry.issparse() or not (raw := tar.extractfile(entry)):
            raise PassedOver("links, devices and sparse files in a tar")
        with raw:
            yield from pack.members(raw, entry.name, name)
    except (ValueError, InputRejected, PassedOver) as error:
        yield rejected(name, error)


class _Header(tarfile.TarInfo):
    """The header of a file, where there has to be one."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # the zeros at the end
            raise
        except tarfile.HeaderError as error:
            raise ValueError(f"damaged or cut short: {error}") from error
