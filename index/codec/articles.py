"""Stored articles: compressed in blocks, each with a checksum of its own.

Measured on 1,269 magazine articles: blocks of 8 are a tenth smaller than articles on
their own (0.467 of the text against 0.518) and packed a quarter faster; blocks of 16
gain another 2 % and take twice as long to show ten hits. zlib's level 2 costs what
level 1 does and is 2.5 % smaller; level 6 gains 7 % more for three times the time. A
block stays as it is through merges, so long as none of its articles is removed.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import Buffer, map_file
from index.codec.damage import SegmentDamaged
from index.codec.narrow import narrowest, offsets

_MAGIC = b"MORGUETX"
_ARTICLES = 8
_MOSTLY_FULL = 6
"""Articles in a block that a merge leaves as it is."""
_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A run of articles, compressed."""

    count: int
    packed: Buffer
    """zlib: `count` lengths (uint32), then the articles end to end."""


def write_blocks(blocks: Iterable[Block]) -> tuple[list[Buffer], dict[str, NDArray[Any]]]:
    """The content of an articles file, as buffers, and the arrays by which `ArticleFile` reads it."""
    written = list(blocks)
    firsts = offsets(np.array([block.count for block in written], np.int64))
    starts = offsets(np.array([len(block.packed) for block in written], np.int64)) + len(_MAGIC)
    checksums = np.array([zlib.crc32(block.packed) for block in written], np.uint32)
    content: list[Buffer] = [_MAGIC, *(block.packed for block in written)]
    return content, {"firsts": narrowest(firsts), "starts": narrowest(starts), "checksums": checksums}


def in_blocks(articles: Iterable[bytes | Block]) -> Iterator[Block]:
    """Articles in blocks; what is a block already stays one."""
    waiting: list[bytes] = []
    for article in articles:
        if isinstance(article, bytes):
            waiting.append(article)
        if waiting and (isinstance(article, Block) or len(waiting) == _ARTICLES):
            yield _pack_block(waiting)
            waiting = []
        if isinstance(article, Block):
            yield article
    if waiting:
        yield _pack_block(waiting)


def _pack_block(articles: Sequence[bytes]) -> Block:
    lengths = np.array([len(article) for article in articles], "<u4").tobytes()
    return Block(len(articles), zlib.compress(b"".join([lengths, *articles]), _LEVEL))


class ArticleFile:
    """The stored articles of one segment, in document order."""

    def __init__(self, path: Path, arrays: dict[str, NDArray[Any]]) -> None:
        """`arrays` as `write_blocks` made them. Raises SegmentDamaged."""
        self._path = path
        self._firsts, self._starts, self._checksums = arrays["firsts"], arrays["starts"], arrays["checksums"]
        # A view of the map, so that a merge copies no block before it is written.
        self._content = memoryview(map_file(path))
        if self._content[: len(_MAGIC)] != _MAGIC or len(self._content) != self._starts.item(-1):
            raise SegmentDamaged(path, "it is not the file of articles its segment was written with")
        self._last: tuple[int, list[bytes]] = (-1, [])

    def __getitem__(self, doc: int) -> bytes:
        """The article of one document. Raises SegmentDamaged, or IndexError for no such document."""
        if not 0 <= doc < self._firsts.item(-1):
            raise IndexError(doc)
        number = int(np.searchsorted(self._firsts, doc, side="right")) - 1
        last, articles = self._last
        if number != last:
            articles = self._articles(self._block(number))
            self._last = (number, articles)
        first: int = self._firsts.item(number)
        return articles[doc - first]

    def kept(self, live: NDArray[np.bool_]) -> Iterator[bytes | Block]:
        """The articles of documents that are `live`, in order; whole blocks where all their articles are."""
        for number in range(len(self._checksums)):
            first, end = self._firsts.item(number), self._firsts.item(number + 1)
            block = self._block(number)
            if end - first >= _MOSTLY_FULL and live[first:end].all():
                yield block
            else:
                articles = self._articles(block)
                yield from (articles[i] for i in np.flatnonzero(live[first:end]).tolist())

    def all(self) -> list[bytes]:
        """Every article."""
        return [
            article
            for number in range(len(self._checksums))
            for article in self._articles(self._block(number))
        ]

    def _block(self, number: int) -> Block:
        packed = self._content[self._starts.item(number) : self._starts.item(number + 1)]
        if zlib.crc32(packed) != self._checksums.item(number):
            raise SegmentDamaged(self._path, f"the checksum of its block {number} is wrong")
        return Block(self._firsts.item(number + 1) - self._firsts.item(number), packed)

    def _articles(self, block: Block) -> list[bytes]:
        try:
            text = zlib.decompress(block.packed)
        except zlib.error as error:
            raise SegmentDamaged(self._path, f"a block cannot be unpacked: {error}") from error
        ends = (np.cumsum(np.frombuffer(text, "<u4", block.count)) + 4 * block.count).tolist()
        return [text[start:end] for start, end in zip([4 * block.count, *ends], ends, strict=False)]
