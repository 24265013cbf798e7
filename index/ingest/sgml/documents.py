"""Documents: the pieces of an SGML file that are an article each, cut out as the file is read.

Such files hold thousands of documents one behind the other, without a root and without a
DTD that anybody still has, so no parser of XML reads them. A document is what stands between its two
tags; what stands outside of all is nobody's.
"""

import re
from collections.abc import Iterator

from index.ingest.streams import HEAD, Stream
from index.ingest.tables.rows import Unread

LARGEST = 5_000_000
"""Bytes of one document."""
_OPENING = re.compile(rb"<(?:REUTERS|DOC)(?=[\s>])", re.IGNORECASE)
_CLOSING = re.compile(rb"</(?:REUTERS|DOC)\s{0,10}>", re.IGNORECASE)
_LONGEST_CLOSING = 32


def cut_documents(stream: Stream) -> Iterator[bytes | Unread]:
    """The documents in order, with their tags; in place of those that have no end, or none near, why not."""
    held = bytearray()
    searched = 0
    while piece := stream.read1(HEAD):
        held += piece
        while end := _CLOSING.search(held, searched):
            yield from _documents(bytes(held[: end.end()]))
            del held[: end.end()]
            searched = 0
        if len(held) > LARGEST:
            if _OPENING.search(held):
                yield Unread(f"larger than {LARGEST // 1_000_000} MB")
            held.clear()
        searched = max(0, len(held) - _LONGEST_CLOSING)
    if _OPENING.search(held):
        yield Unread("cut short: its end is missing")


def _documents(raw: bytes) -> Iterator[bytes | Unread]:
    """The document that `raw` ends with, behind word of any that were never closed."""
    openings = [match.start() for match in _OPENING.finditer(raw)]
    if len(openings) > 1:
        yield Unread(f"{len(openings) - 1:,} without an end, before the one that ends here")
    if openings:
        yield raw[openings[-1] :]
