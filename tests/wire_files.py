"""What files of wires and web archives are made of in tests."""

import gzip
from io import BytesIO

from fastwarc.stream_io import BrotliWriter


def record(
    kind: str, url: str, block: bytes, *, length: int | str | None = None, media: str = "application/http"
) -> bytes:
    """One record of a web archive; `length` is what it claims, where that is not the truth."""
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-04T09:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def answer(content: bytes, *more: str, media: str = "text/html", status: str = "200 OK") -> bytes:
    """What a server answered; `more` are lines of its header."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media}", *more]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def response(url: str, content: bytes, *more: str, media: str = "text/html", status: str = "200 OK") -> bytes:
    """A record of an answer."""
    return record("response", url, answer(content, *more, media=media, status=status))


def packed(*records: bytes) -> bytes:
    """Records as most archives hold them, each compressed by itself."""
    return b"".join(gzip.compress(each, compresslevel=1) for each in records)


def brotli(content: bytes) -> bytes:
    """Content as a server compresses it for browsers."""
    packed = BytesIO()
    with BrotliWriter(packed) as writer:
        writer.write(content)
    return packed.getvalue()
