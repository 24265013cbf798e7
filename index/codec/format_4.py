"""Archive formats 1 to 4, for `search upgrade`: articles in blocks that zlib has packed.

Formats 2 to 4 are laid out as segments are now, but for that. The preset was the one of
now; the day that changes, the old one belongs here.
"""

import zlib
from collections.abc import Iterator
from itertools import accumulate
from struct import unpack

from index.codec.articles import HEAD, LARGEST, MOST_ARTICLES, PRESET, Block, block_at
from index.codec.damage import SegmentDamaged
from index.manifest import SegmentEntry, segment_folder
from index.snapshot import open_deletions
from index.storage import Storage

_MAGIC_BYTES = 8


def live_articles(storage: Storage, entry: SegmentEntry) -> Iterator[bytes]:
    """The articles of a segment that are not deleted, in order, as JSON. Raises SegmentDamaged, or OSError."""
    name = f"{segment_folder(entry.id)}/articles"
    content, deleted = storage.map(name), open_deletions(storage, entry)
    doc, at = 0, _MAGIC_BYTES
    while at < len(content):
        block = block_at(content, at)
        try:
            articles = unpacked(block) if block else []
        except ValueError as error:
            raise SegmentDamaged(storage.path / name, str(error)) from error
        if block is None or doc + len(articles) > entry.doc_count:
            raise SegmentDamaged(storage.path / name, f"what begins at byte {at} is no block of its articles")
        for article in articles:
            if deleted is None or not deleted[doc]:
                yield article
            doc += 1
        at += len(block.packed)


def unpacked(block: Block) -> list[bytes]:
    """The articles of a block. Raises ValueError for one that no writer of these formats made."""
    unpacker = zlib.decompressobj(zdict=PRESET)
    if not 0 < block.count <= MOST_ARTICLES:
        raise ValueError(f"a block says that it has {block.count} articles")
    try:
        lengths = unpacker.decompress(block.packed[HEAD.size :], 4 * block.count)
        if len(lengths) < 4 * block.count:
            raise ValueError("a block is shorter than it says")
        ends = list(accumulate(unpack(f"<{block.count}I", lengths)))
        if ends[-1] > LARGEST:
            raise ValueError(f"a block says that its articles have {ends[-1]} bytes")
        # At least one byte, since 0 stands for no limit.
        text = unpacker.decompress(unpacker.unconsumed_tail, max(ends[-1], 1))
    except zlib.error as error:
        raise ValueError(f"a block cannot be unpacked: {error}") from error
    if len(text) < ends[-1]:
        raise ValueError("a block is shorter than it says")
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
