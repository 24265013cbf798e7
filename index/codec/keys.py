"""A file of keys beside a segment: which documents belong together, as one generation found.

There is one for copies and one for stories. It is replaced whole when a generation
changes it, see `index.keys`.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile, Buffer, write_arrays
from index.codec.damage import SegmentDamaged


class Keys(NamedTuple):
    """Those documents of a segment that belong with others, or did."""

    docs: NDArray[np.uint32]
    """Ascending."""
    keys: NDArray[np.uint64]
    """As many keys; documents of an archive with the same key belong together."""


NO_KEYS = Keys(np.empty(0, np.uint32), np.empty(0, np.uint64))


def keys_buffers(keys: Keys) -> list[Buffer]:
    """The contents of a file of keys."""
    return write_arrays(keys._asdict(), {})


def read_keys(content: memoryview, path: Path, doc_count: int) -> Keys:
    """What a file of keys says of a segment of so many documents. Raises SegmentDamaged."""
    arrays = ArrayFile(content, path)
    docs, keys = arrays["docs"].whole(), arrays["keys"].whole()
    ascend = docs.dtype == np.uint32 and bool((docs[1:] > docs[:-1]).all())
    if not ascend or keys.dtype != np.uint64 or len(keys) != len(docs):
        raise SegmentDamaged(path, "its articles are out of order, or have not one key each")
    if len(docs) and docs[-1] >= doc_count:
        raise SegmentDamaged(path, "it speaks of an article that is not there")
    return Keys(docs, keys)
