"""Chunks: stretches of UTF-8 text that no token of `index.analysis.tokenize` crosses.

A text's tokens are the tokens of its chunks, one chunk after the other, so a chunk
seen once need never be analysed again. A chunk is cut at every character that no
token holds; an apostrophe, hyphen, full stop or comma holds two characters together
only between them. A run of a script written without spaces is cut into its
overlapping pairs, which are its tokens.

What a character does is asked of `tokenize` itself, not written down a second time
here. ASCII is asked at import, anything else when it is first met.
"""

import numpy as np
from numpy.typing import NDArray

from index.analysis import tokenize

PADDING = b" " * 40
"""What must follow a buffer's last text: room to load a chunk's bytes as whole 8-byte words."""

_UNKNOWN, _APART, _INSIDE, _JOINT, _UNSPACED = range(5)
_FULL_STOP = ord(".")


def _class_of(character: str) -> int:
    def words(text: str) -> list[str]:
        return [token.word for token in tokenize(text)]

    if words(character):
        return _UNSPACED if words(character * 3) == [character * 2] * 2 else _INSIDE
    joins = any(words(f"{side}{character}{side}") != [side, side] for side in "a1")
    # Joints other than ASCII are rare next to anything else: they may as well be letters.
    return (_JOINT if character.isascii() else _INSIDE) if joins else _APART


_BYTE_CLASSES = bytes([_class_of(chr(byte)) for byte in range(128)] + [_INSIDE] * 128)


class Chunker:
    """Cuts buffers into chunks; it learns the classes of characters as it meets them."""

    def __init__(self) -> None:
        self._classes = np.zeros(0x110000, np.uint8)

    def cut(self, buffer: bytes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The chunks of a buffer of UTF-8 that begins with a space and ends with `PADDING`.

        Returns their first bytes, ascending, and the bytes after their last; pairs of an
        unspaced script overlap. No chunk is empty or holds a NUL.
        """
        raw = np.frombuffer(buffer, np.uint8)
        classes = np.frombuffer(bytearray(buffer.translate(_BYTE_CLASSES)), np.uint8)
        firsts = np.empty(0, np.intp)
        if not buffer.isascii():
            firsts = self._mark_beyond_ascii(raw, classes)
        joints = np.flatnonzero(classes == _JOINT)
        held = (classes[joints - 1] != _APART) & (classes[joints + 1] != _APART)
        held &= (classes[joints - 1] != _JOINT) & (classes[joints + 1] != _JOINT)
        classes[joints] = np.where(held, _INSIDE, _APART)
        if not firsts.size:
            edges = _edges(classes)
            return edges[0::2], edges[1::2]
        return _cut_unspaced(raw, classes, firsts)

    def _mark_beyond_ascii(self, raw: NDArray[np.uint8], classes: NDArray[np.uint8]) -> NDArray[np.intp]:
        """Write the class of each character over its bytes; the first bytes of unspaced characters."""
        firsts = np.flatnonzero(raw >= 0xC0)
        widths = _width(raw[firsts])
        points = _code_points(raw, firsts, widths)
        kinds = self._classes[points]
        if (kinds == _UNKNOWN).any():
            for point in np.unique(points[kinds == _UNKNOWN]).tolist():
                self._classes[point] = _class_of(chr(point))
            kinds = self._classes[points]
        for kind in (_APART, _UNSPACED):
            chosen = kinds == kind
            for i in range(4):
                classes[firsts[chosen & (widths > i)] + i] = kind
        unspaced: NDArray[np.intp] = firsts[kinds == _UNSPACED]
        return unspaced


def load_words(buffer: bytes) -> NDArray[np.uint64]:
    """The eight bytes from each place of a buffer, as a little-endian number: an overlapping view."""
    return np.ndarray((len(buffer) - 7,), "<u8", buffer, strides=(1,))


def _width(first_bytes: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Bytes of the UTF-8 characters that begin so, 2 to 4."""
    return 2 + (first_bytes >= 0xE0).astype(np.intp) + (first_bytes >= 0xF0)


def _code_points(
    raw: NDArray[np.uint8], firsts: NDArray[np.intp], widths: NDArray[np.intp]
) -> NDArray[np.intp]:
    points = raw[firsts].astype(np.intp) & (0xFF >> (widths + 1))
    for i in range(1, 4):
        more = widths > i
        points = np.where(more, (points << 6) | (raw[firsts + i] & 0x3F), points)
    return points


def _edges(classes: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Where chunks begin and end in turn, for a buffer of only _APART and _INSIDE."""
    return np.flatnonzero(classes[1:] != classes[:-1]) + 1


def _cut_unspaced(
    raw: NDArray[np.uint8], classes: NDArray[np.uint8], firsts: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    edges = _edges(classes)
    starts, ends = edges[:-1], edges[1:]
    # "x.港" can be a dotted acronym: a run beside a full stop stays whole, for `tokenize` to judge.
    stops = (raw == _FULL_STOP) & (classes == _INSIDE)
    dotted = stops[starts - 1] | stops[ends]
    whole = np.flatnonzero((classes[starts] == _UNSPACED) & dotted)
    for start, end in zip(starts[whole].tolist(), ends[whole].tolist(), strict=True):
        classes[start:end] = _INSIDE
    if whole.size:
        edges = _edges(classes)
        starts, ends = edges[:-1], edges[1:]
        firsts = firsts[classes[firsts] == _UNSPACED]
    spaced = classes[starts] == _INSIDE
    pair_starts, pair_ends = _pairs(firsts, firsts + _width(raw[firsts]))
    starts = np.concatenate((starts[spaced], pair_starts))
    ends = np.concatenate((ends[spaced], pair_ends))
    order = np.argsort(starts, kind="stable")
    return starts[order], ends[order]


def _pairs(firsts: NDArray[np.intp], afters: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Each character with the one that follows it; a character with no neighbour by itself."""
    touching = np.zeros(len(firsts) + 1, np.bool_)
    touching[1:-1] = firsts[1:] == afters[:-1]
    follows, followed = touching[:-1], touching[1:]
    ends = np.where(followed, np.append(afters[1:], 0), afters)
    begins = followed | ~follows
    return firsts[begins], ends[begins]
