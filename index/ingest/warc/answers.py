"""Answers: what a web server answered, from the record of it.

FastWARC would undo all compression of an answer at once when it reads the headers: a gigabyte from one megabyte.
Its readers of single encodings give no more than they are asked for, and so are put around the content here.
Many crawlers unwrap an answer and keep the headers that say it is wrapped, so that
an encoding that does not fit is passed over.
"""

from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from typing import NamedTuple

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, WarcReader, ZstdReader
from fastwarc.warc import HeaderMap, WarcRecord

from index.ingest.warc.records import LARGEST, Record

_READERS: Mapping[str, Callable[[BytesIO], WarcReader]] = {
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "deflate": partial(GzipReader, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
    "chunked": ChunkedReader,
}
_MOST_ENCODINGS = 3


class Answer(NamedTuple):
    """An answer over HTTP; None for what it does not say."""

    url: str | None
    stated_day: str | None
    """When it was given, as the archive writes it."""
    status: int
    kind: str | None
    """Its media type, such as "text/html"."""
    charset: str | None
    content: bytes
    """At most `LARGEST` bytes of it, as it was before it was wrapped for transfer."""


def read_answer(record: Record) -> Answer | None:
    """What a server answered; None for an answer of another protocol.

    Raises ValueError for what only pretends to be one.
    """
    try:
        read = WarcRecord.from_bytes(record.header + record.block)
        read.parse_http()
    except OSError as error:
        raise ValueError(f"no answer of a web server: {error}") from error
    if not read.is_http_parsed:
        return None
    if (status := read.http_headers.status_code) is None:
        raise ValueError("no answer of a web server")
    url, kind, charset = read.headers.get("WARC-Target-URI"), read.http_content_type, read.http_charset
    return Answer(
        url.strip().strip("<>") if url else None,
        read.headers.get("WARC-Date"),
        status,
        kind.strip().lower() if kind else None,
        charset.strip("\"' ") if charset else None,
        _unwrapped(read.reader.read(LARGEST), read.http_headers),
    )


def _unwrapped(content: bytes, headers: HeaderMap) -> bytes:
    names = f"{headers.get('Content-Encoding') or ''},{headers.get('Transfer-Encoding') or ''}"
    encodings = [name.strip().lower() for name in names.split(",") if name.strip()]
    for name in reversed(encodings[:_MOST_ENCODINGS]):
        try:
            content = _READERS[name](BytesIO(content)).read(LARGEST)
        except (OSError, KeyError):
            continue
    return content
