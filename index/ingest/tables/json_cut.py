"""Cutting JSON: the records of a document of any size, each as its bytes, none decoded.

Only brackets are counted and strings stepped over, by one regular expression, so that the
cut costs little, needs no more memory than a record or two, and a record with something wrong
in it spoils no other. Records are the objects in the list that the document is; or in a list
under one of the names that interfaces use, at any of the first levels; or else the
document's own objects, of which there may be several one after the other.
"""

import re
from collections.abc import Iterator

from index.ingest.streams import Stream
from index.ingest.tables.rows import LARGEST_ROW, Unread

_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_BETWEEN = rb'[^"\[\]{}]*+(?:' + _STRING + rb'[^"\[\]{}]*+)*+'
_TO_BRACKET = re.compile(_BETWEEN + rb"([\[\]{}])", re.DOTALL)
_WHOLE_STRINGS = re.compile(_BETWEEN, re.DOTALL)
_TO_STRING_END = re.compile(rb'(?:[^"\\]++|\\.)*+"', re.DOTALL)
_KEY = re.compile(rb'"(\w{1,30})"\s*:\s*$')
_LONGEST_KEY = 100
_LISTS = frozenset(
    b"articles article results items docs documents records stories news entries hits rows posts data value".split()
)
_DEEPEST_LIST = 3
_DEEPEST = 200
_PIECE = 1 << 18
_OBJECT, _LIST, _OBJECT_END, _LIST_END = b"{[}]"
_CLOSING = {_OBJECT: _OBJECT_END, _LIST: _LIST_END}
_END = 0
_NOTHING = b" \t\r\n,\x00"


def cut_records(stream: Stream) -> Iterator[bytes | Unread]:
    """The records in order; raises ValueError, behind those before, where the document is no JSON or stops."""
    brackets = _Brackets(stream)
    open_brackets: list[int] = []
    home = 0
    """How many brackets are open around each record."""
    may_begin = False
    for bracket, before in brackets:
        if not open_brackets and before.strip(_NOTHING):
            raise ValueError("no JSON document")
        if bracket == _END:
            break
        if bracket in _CLOSING:
            if bracket == _OBJECT:
                if may_begin and not before.strip():
                    home = len(open_brackets)
                if len(open_brackets) == home:
                    brackets.mark()
            may_begin = bracket == _LIST and not home and _may_hold_records(open_brackets, before)
            open_brackets.append(bracket)
            if len(open_brackets) > _DEEPEST:
                raise ValueError("nested too deeply")
            continue
        may_begin = False
        if not open_brackets or _CLOSING[open_brackets.pop()] != bracket:
            raise ValueError("no valid JSON from here on: its brackets do not match")
        if len(open_brackets) == home and (record := brackets.marked()):
            yield record
        if len(open_brackets) < home:
            home = 0
    if open_brackets:
        raise ValueError("cut short: its last record is not whole")


def _may_hold_records(around: list[int], before: bytes) -> bool:
    """Whether a list that begins behind `before` is that of the records, if objects are in it."""
    if not around:
        return True
    key = _KEY.search(before[-_LONGEST_KEY:])
    return (
        key is not None and key[1].lower() in _LISTS and len(around) <= _DEEPEST_LIST and _LIST not in around
    )


class _Brackets:
    """The brackets of a document outside of its strings, and the bytes from one of them to another."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._buffer = b""
        self._at = 0
        """Behind the last bracket."""
        self._mark: int | None = None
        self._is_large = False

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Each bracket, with what stands between it and the one before, and last `_END`."""
        while True:
            while match := _TO_BRACKET.match(self._buffer, self._at):
                before = self._buffer[self._at : match.start(1)]
                self._at = match.end()
                yield self._buffer[self._at - 1], before
            if not self._read_on():
                yield _END, self._buffer[self._at :]
                return

    def mark(self) -> None:
        """Keep what follows from the bracket that was just given."""
        self._mark, self._is_large = self._at - 1, False

    def marked(self) -> bytes | Unread | None:
        """What there is from the mark to the bracket that was just given; None where nothing is marked."""
        mark, self._mark = self._mark, None
        is_large, self._is_large = self._is_large, False
        if is_large or (mark is not None and self._at - mark > LARGEST_ROW):
            return Unread(f"larger than {LARGEST_ROW // 1_000_000} MB")
        return None if mark is None else self._buffer[mark : self._at]

    def _read_on(self) -> bool:
        if self._mark is not None and len(self._buffer) - self._mark > LARGEST_ROW:
            self._mark, self._is_large = None, True
        has_skipped = self._mark is None and len(self._buffer) - self._at > LARGEST_ROW
        if has_skipped:
            self._skip_string()
        kept = self._at if self._mark is None else self._mark
        # Reading as much again keeps a long string from being looked through again and again.
        piece = self._stream.read(max(_PIECE, len(self._buffer) - kept))
        self._buffer = self._buffer[kept:] + piece
        self._at -= kept
        self._mark = None if self._mark is None else 0
        return bool(piece) or has_skipped

    def _skip_string(self) -> None:
        """Go on behind the string that the buffer ends in, without keeping it."""
        whole = _WHOLE_STRINGS.match(self._buffer, self._at)
        tail = self._buffer[whole.end() + 1 if whole else len(self._buffer) :]
        self._buffer, self._at = b"", 0
        while tail:
            if end := _TO_STRING_END.match(tail):
                self._buffer = tail[end.end() :]
                return
            is_escaping = (len(tail) - len(tail.rstrip(b"\\"))) % 2
            piece = self._stream.read(_PIECE)
            tail = (b"\\" if is_escaping else b"") + piece if piece else b""
