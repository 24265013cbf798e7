"""MIME: a message to its parts, each cut out of the bytes above it, within limits.

The parser of `email` builds every part of a message before one can be looked at: a picture of
20 MB, and a bomb of a million empty parts. Here a boundary is looked for only in what is
about to be read, and `email` sees nothing but headers. Bytes in headers that are not ASCII
are taken for UTF-8, as who writes them means.
"""

import re
from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Iterator
from email import message_from_string
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from quopri import decodestring
from typing import NamedTuple

_BLANK_LINE = re.compile(rb"\A\r?\n|\r?\n\r?\n")
_MOST_HEADERS = 1 << 17
"""Bytes of the headers of one part."""
_LONGEST_STRUCTURE = 4_096
"""Characters of a header that says how a part is built."""
_LONGEST_TEXT = 2_000
"""Characters of a header that is read by people."""
_MOST_PARTS = 10_000
_DEEPEST = 20


class Part(NamedTuple):
    """A message, or a part of one."""

    headers: Message
    content: bytes
    """As it was transferred, see `decoded`."""

    @property
    def kind(self) -> str:
        """Its media type, in small letters."""
        return self.headers.get_content_type()


def read_part(raw: bytes) -> Part:
    """The headers at the beginning of some bytes, and what is below them.

    Raises ValueError for headers that are larger than headers are.
    """
    end = _BLANK_LINE.search(raw, 0, _MOST_HEADERS)
    if end is None and len(raw) > _MOST_HEADERS:
        raise ValueError(f"headers of more than {_MOST_HEADERS >> 10} kB")
    head, content = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    headers = message_from_string(head.decode("utf-8", "replace").replace("\x00", "") + "\n\n")
    if any(
        len(str(value)) > _LONGEST_STRUCTURE
        for name, value in headers.items()
        if name.lower().startswith("content-")
    ):
        raise ValueError(f"a header that says what a part is, of more than {_LONGEST_STRUCTURE:,} characters")
    return Part(headers, content)


def parts_of(part: Part) -> list[Part]:
    """The parts of a multipart; none for any other. Raises ValueError for more than any message has."""
    boundary = part.headers.get_boundary()
    if not part.kind.startswith("multipart/") or not boundary:
        return []
    line = re.compile(
        rb"(?:^|\r?\n)--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(--)?[ \t]*(?:\r?\n|\Z)"
    )
    pieces: list[bytes] = []
    start: int | None = None
    for mark in line.finditer(part.content):
        if start is not None:
            pieces.append(part.content[start : mark.start()])
        start = None if mark[1] else mark.end()
        if mark[1]:
            break
        if len(pieces) > _MOST_PARTS:
            raise ValueError(f"more than {_MOST_PARTS:,} parts")
    if start is not None:
        pieces.append(part.content[start:])
    inner = [read_part(piece) for piece in pieces]
    if part.kind == "multipart/digest":
        for each in inner:
            each.headers.set_default_type("message/rfc822")
    return inner


def is_cut_short(message: Part) -> bool:
    """Whether the end that a multipart has is missing."""
    boundary = message.headers.get_boundary()
    if not message.kind.startswith("multipart/") or not boundary:
        return False
    return f"--{boundary}--".encode("utf-8", "replace") not in message.content


def walk(message: Part) -> Iterator[tuple[Part, bool]]:
    """Every part of a message, itself first, in order; with each, whether it is a message.

    A message within the message comes in place of the part that it is, and its parts follow it.
    Raises ValueError for parts nested deeper, or more of them, than in any message.
    """
    waiting = [(message, 0, True)]
    met = 0
    while waiting:
        part, depth, is_message = waiting.pop()
        met += 1
        if met > _MOST_PARTS:
            raise ValueError(f"more than {_MOST_PARTS:,} parts")
        if depth > _DEEPEST:
            raise ValueError(f"parts nested more than {_DEEPEST} levels deep")
        inner = parts_of(part)
        if part.kind == "message/rfc822" and not is_message:
            waiting.append((read_part(decoded(part).lstrip(b"\r\n")), depth + 1, True))
            continue
        yield part, is_message
        waiting.extend((each, depth + 1, False) for each in reversed(inner))


def decoded(part: Part) -> bytes:
    """The content of a part as it was before it was transferred. Raises ValueError for damaged base64."""
    encoding = str(part.headers["Content-Transfer-Encoding"] or "").strip().lower()
    if encoding == "quoted-printable":
        return decodestring(part.content)
    if encoding == "base64":
        try:
            return a2b_base64(part.content)
        except NotBase64 as error:
            raise ValueError("its base64 is damaged") from error
    return part.content


def header_text(headers: Message, name: str) -> str:
    """A header as people read it, on one line; empty where there is none."""
    stated = " ".join(str(headers[name] or "")[:_LONGEST_TEXT].split())
    try:
        return " ".join(str(make_header(decode_header(stated))).split()) if "=?" in stated else stated
    except (HeaderParseError, LookupError, ValueError):
        return stated
