"""The file of copies beside a segment: the keys of those documents that are near-identical to another.

It is replaced whole when a generation changes it, see `index.copies`.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile, Buffer, write_arrays
from index.codec.damage import SegmentDamaged


class Copies(NamedTuple):
    """Those documents of a segment that have copies, or had some."""

    docs: NDArray[np.uint32]
    """Ascending."""
    keys: NDArray[np.uint64]
    """As many keys; documents of an archive with the same key are copies of one another."""


NO_COPIES = Copies(np.empty(0, np.uint32), np.empty(0, np.uint64))


def copies_buffers(copies: Copies) -> list[Buffer]:
    """The contents of a file of copies."""
    return write_arrays(copies._asdict(), {})


def read_copies(content: memoryview, path: Path, doc_count: int) -> Copies:
    """What a file of copies says of a segment of so many documents. Raises SegmentDamaged."""
    arrays = ArrayFile(content, path)
    docs, keys = arrays["docs"].whole(), arrays["keys"].whole()
    ascend = docs.dtype == np.uint32 and bool((docs[1:] > docs[:-1]).all())
    if not ascend or keys.dtype != np.uint64 or len(keys) != len(docs):
        raise SegmentDamaged(path, "its articles are out of order, or have not one key each")
    if len(docs) and docs[-1] >= doc_count:
        raise SegmentDamaged(path, "it speaks of an article that is not there")
    return Copies(docs, keys)
