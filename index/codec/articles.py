"""Stored articles: compressed in blocks, each with a head that has its checksum and size.

The heads let `search repair` walk through a file whose segment has lost the rest.

Small blocks show ten hits soonest, and what they lose is mostly what every article
repeats: the frame of its JSON. That is given to the compressor beforehand, by which
blocks of 4 articles of 320 words are as small as blocks of 8 without. The compressor is
zstd at its lowest level: an article is packed in 20 µs and a block read in 20 µs, where
zlib, which older formats had, takes 53 and 64; the result is 2 % smaller, and level 4
gains as much again for twice the time. A block stays as it is through merges, so long as
none of its articles is removed.
"""

import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from struct import Struct, unpack
from threading import local
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import Buffer
from index.codec.damage import SegmentDamaged
from index.codec.narrow import narrowest, offsets
from index.codec.pages import PagedArray

if TYPE_CHECKING:
    from zstandard import ZstdCompressor, ZstdDecompressor

MAGIC = b"MORGUET3"
"""What a file of articles begins with."""
HEAD = Struct("<III")
"""What a block begins with: the CRC-32 of all that follows in it, its whole size in bytes, how many articles it has."""
_CHECKED_FROM = 4
_ARTICLES = 4
_MOSTLY_FULL = 3
"""Articles in a block that a merge leaves as it is."""
MOST_ARTICLES = 1024
"""In a block; other versions of this program may write more than `_ARTICLES`."""
LARGEST = 1 << 28
"""Bytes of a block's articles, ten times what inputs can have: what claims more is not unpacked."""
_LEVEL = 1
PRESET = (
    rb'"place":{"where":"line 5, dateline","confidence":"medium"},"agency":{"where":"line 5, dateline",'
    rb'"confidence":"high"},"standfirst":{"where":"line 5, after the headline","confidence":"high"},'
    rb'"section":{"where":"line 1, breadcrumb","confidence":"medium"},"url":{"where":"the canonical link",'
    rb'"confidence":"high"},"outlet":{"where":"og:site_name","confidence":"high"},{"id":"","title":"\u2018'
    rb'","body":" \u2013 \u2014 \u2019s \u201d said.\n\n\u201cThe ","source":{"path":"/home/","member":null,'
    rb'"format":"html"},"url":"https://www.","standfirst":null,"section":null,"outlet":null,"outlet_domain":'
    rb'null,"authors":[],"agency":null,"place":null,"published":{"value":"2019-08-22T14:05:00","precision":'
    rb'"instant","raw":"2019-08-22","offset":"+00:00"},"published":{"value":"2019-08-22","precision":"day",'
    rb'"raw":"2019-08-22","offset":null},"modified":null,"language":"en","body_kind":"full","provenance":{'
    rb'"authors":{"where":"line 3, a byline","confidence":"high"},"published":{"where":"line 2, a line that '
    rb'is only a date","confidence":"high"},"title":{"where":"line 1, the first line","confidence":"high"},'
    rb'"language":{"where":"the words of the text","confidence":"high"}},"first_seen":"2020-01-01T00:00:00+'
    rb'00:00","last_ingested":"2020-01-01T00:00:00+00:00"}'
)
"""What articles repeat. It is part of the format: who changes it must change the magic number."""


class Block:
    """A run of articles, compressed."""

    def __init__(self, count: int, packed: Buffer) -> None:
        self.count = count
        self.packed = packed
        """HEAD, then zstd with the preset: `count` lengths (uint32), then the articles end to end."""


def write_blocks(blocks: Iterable[Block]) -> tuple[list[Buffer], dict[str, NDArray[Any]]]:
    """The content of an articles file, as buffers, and the arrays by which `ArticleFile` reads it."""
    written = list(blocks)
    firsts = offsets(np.array([block.count for block in written], np.int64))
    starts = offsets(np.array([len(block.packed) for block in written], np.int64)) + len(MAGIC)
    return [MAGIC, *(block.packed for block in written)], {
        "firsts": narrowest(firsts),
        "starts": narrowest(starts),
    }


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
    packed = _of_thread.packer.compress(b"".join([lengths, *articles]))
    head = HEAD.pack(0, HEAD.size + len(packed), len(articles))
    checksum = zlib.crc32(packed, zlib.crc32(head[_CHECKED_FROM:]))
    return Block(len(articles), HEAD.pack(checksum, HEAD.size + len(packed), len(articles)) + packed)


def block_at(content: memoryview, start: int) -> Block | None:
    """The block that begins at a byte of a file of articles; None where no undamaged one does."""
    if start + HEAD.size > len(content):
        return None
    checksum, size, count = HEAD.unpack_from(content, start)
    packed = content[start : start + size]
    if len(packed) < size or size < HEAD.size or zlib.crc32(packed[_CHECKED_FROM:]) != checksum:
        return None
    return Block(count, packed)


def unpacked(block: Block) -> list[bytes]:
    """The articles of a block. Raises ValueError for one that `in_blocks` did not make."""
    from zstandard import ZstdError, frame_content_size  # who reads no article need not load it

    if not 0 < block.count <= MOST_ARTICLES:
        raise ValueError(f"a block says that it has {block.count} articles")
    packed = block.packed[HEAD.size :]
    try:
        size = frame_content_size(packed)
        if not 4 * block.count <= size <= 4 * block.count + LARGEST:
            raise ValueError(f"a block says that it has {size} bytes")
        text = _of_thread.unpacker.decompress(packed, allow_extra_data=False)
    except ZstdError as error:
        raise ValueError(f"a block cannot be unpacked: {error}") from error
    first = 4 * block.count
    ends = list(accumulate(unpack(f"<{block.count}I", text[:first]), initial=first))
    if ends[-1] != len(text):
        raise ValueError("a block has not as many bytes as it says")
    return [text[start:end] for start, end in pairwise(ends)]


class _OfThread(local):
    """What packs and unpacks, made once: for each thread, because none may be used by two at a time."""

    @cached_property
    def packer(self) -> "ZstdCompressor":
        from zstandard import DICT_TYPE_RAWCONTENT, ZstdCompressionDict, ZstdCompressor

        preset = ZstdCompressionDict(PRESET, dict_type=DICT_TYPE_RAWCONTENT)
        preset.precompute_compress(level=_LEVEL)
        return ZstdCompressor(level=_LEVEL, dict_data=preset, write_dict_id=False)

    @cached_property
    def unpacker(self) -> "ZstdDecompressor":
        from zstandard import DICT_TYPE_RAWCONTENT, ZstdCompressionDict, ZstdDecompressor

        return ZstdDecompressor(dict_data=ZstdCompressionDict(PRESET, dict_type=DICT_TYPE_RAWCONTENT))


_of_thread = _OfThread()


class ArticleFile:
    """The stored articles of one segment, in document order."""

    def __init__(self, content: memoryview, path: Path, firsts: PagedArray, starts: PagedArray) -> None:
        """`firsts` and `starts` as `write_blocks` made them; `path` is what an error names. Raises SegmentDamaged."""
        self._content = content
        self._path = path
        self._firsts, self._starts = firsts, starts
        if content[: len(MAGIC)] != MAGIC or len(content) != starts.item(len(starts) - 1):
            raise SegmentDamaged(path, "it is not the file of articles its segment was written with")

    def __len__(self) -> int:
        return self._firsts.item(self.block_count)

    @property
    def block_count(self) -> int:
        """How many blocks there are."""
        return len(self._firsts) - 1

    def __getitem__(self, doc: int) -> bytes:
        """The article of one document. Raises SegmentDamaged, or IndexError for no such document."""
        if not 0 <= doc < len(self):
            raise IndexError(doc)
        number = bisect_right(range(self.block_count), doc, key=self._firsts.item) - 1
        return self._articles(self._block(number))[doc - self._firsts.item(number)]

    def kept(self, live: NDArray[np.bool_]) -> Iterator[bytes | Block]:
        """The articles of documents that are `live`, in order; whole blocks where all their articles are."""
        for number in range(self.block_count):
            first, end = self._firsts.item(number), self._firsts.item(number + 1)
            block = self._block(number)
            if end - first >= _MOSTLY_FULL and live[first:end].all():
                yield block
            else:
                articles = self._articles(block)
                yield from (articles[i] for i in np.flatnonzero(live[first:end]).tolist())

    def all(self) -> list[bytes]:
        """Every article."""
        return [article for number in range(self.block_count) for article in self.of_block(number)]

    def docs_of(self, number: int) -> range:
        """The documents of a block, 0 ≤ number < block_count."""
        return range(self._firsts.item(number), self._firsts.item(number + 1))

    def size_of(self, number: int) -> int:
        """Bytes in a block."""
        return self._starts.item(number + 1) - self._starts.item(number)

    def of_block(self, number: int) -> list[bytes]:
        """The articles of a block. Raises SegmentDamaged."""
        return self._articles(self._block(number))

    def _block(self, number: int) -> Block:
        start = self._starts.item(number)
        block = block_at(self._content, start)
        if (
            block is None
            or start + len(block.packed) != self._starts.item(number + 1)
            or block.count != len(self.docs_of(number))
        ):
            raise SegmentDamaged(self._path, f"its block {number} is not what was written there")
        return block

    def _articles(self, block: Block) -> list[bytes]:
        try:
            return unpacked(block)
        except ValueError as error:
            raise SegmentDamaged(self._path, str(error)) from error
