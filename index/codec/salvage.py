"""Salvage: what can still be read of a segment with damaged files.

Blocks of articles need nothing but themselves: each is found behind the one before it
or, after a broken head, by the bytes with which every block's text begins. `arrays`
only says which documents these are, as far as it is whole; else they are counted from
the beginning and from the end of the file. What is lost has names where the postings
of its id, its source or its URL can be read.

Nothing here raises for damage, and nothing stated in a file is believed further than
it can be checked: what a head claims is compared with its checksum, and how much is
read in the search for blocks is limited, because heads could be made to claim it all.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from index.codec.arrays import ArrayFile
from index.codec.articles import HEAD, MAGIC, Block, block_at, unpacked
from index.codec.damage import SegmentDamaged
from index.codec.postings import FieldPostings

_TEXT = re.compile(rb"\x28\xb5\x2f\xfd")
"""How the text of every block begins: zstd's magic number."""
_PATIENCE = 16
"""How often, at most, the size of a file of articles is read in search of whole blocks."""
_LONGEST_NAME = 8192
"""Bytes of an id, a path or a URL: what is longer is none."""
_UNREADABLE = (SegmentDamaged, ValueError, IndexError, OverflowError, TypeError, KeyError)
"""What reading arrays raises that are damaged, or whole and nonsense."""


class Remains:
    """What is left of one segment."""

    def __init__(
        self,
        arrays: memoryview,
        articles: memoryview,
        path: Path,
        doc_count: int | None = None,
        size: int | None = None,
    ) -> None:
        """The contents of both files, empty where there is none; `path` is the segment's.

        `doc_count` is what the manifest says the segment had, and `size` the bytes of its
        articles; None where no manifest can say it.
        """
        self._arrays = _opened(arrays, path)
        self._blocks = dict(_blocks(articles))
        self._length = len(articles)
        self.doc_count = self._stated_count() if doc_count is None else doc_count
        """All documents that there were; None where nothing says it any more."""
        self._firsts = self._indexed() or self._counted(size)

    @property
    def is_unbroken(self) -> bool:
        """Whether the file of articles has whole blocks from its beginning to its end."""
        ends = [len(MAGIC), *(start + len(block.packed) for start, block in self._blocks.items())]
        return ends == [*self._blocks, self._length]

    @property
    def is_whole(self) -> bool:
        """Whether both files are as some writer wrote them; reads all of `arrays`."""
        return (
            self._arrays is not None
            and not self._arrays.pages.damaged()
            and self.is_unbroken
            and sum(block.count for block in self._blocks.values()) == self.doc_count
        )

    def articles(self) -> Iterator[tuple[int | None, bytes]]:
        """Every article that can be read, in order, with its document; None where nothing says which it is."""
        for start, block in self._blocks.items():
            first = self._firsts.get(start)
            try:
                texts = unpacked(block)
            except ValueError:
                continue
            for i, text in enumerate(texts):
                yield None if first is None else first + i, text

    @cached_property
    def docs_by_id(self) -> Mapping[str, int]:
        """The documents of those ids whose postings can be read."""
        return {term: doc for doc, term in self.terms("id").items()}

    def terms(self, field: str) -> dict[int, str]:
        """Of a field with one term for a document: each document's, as far as the postings can be read."""
        found: dict[int, str] = {}
        if self._arrays is None:
            return found
        try:
            lists = FieldPostings(self._arrays, f"{field}/")
        except _UNREADABLE:
            return found
        for term in range(len(lists.terms)):
            try:
                name = lists.terms[term]
                if len(name) <= _LONGEST_NAME:
                    found |= dict.fromkeys(lists.docs(term).tolist(), name.decode())
            except _UNREADABLE:
                continue
        return found

    def _stated_count(self) -> int | None:
        """How many documents there were, as `arrays` says, or a file of articles that is unbroken."""
        stated = None if self._arrays is None else self._arrays.meta.get("documents")
        if isinstance(stated, int) and stated >= 0:
            return stated
        return sum(block.count for block in self._blocks.values()) if self.is_unbroken else None

    def _indexed(self) -> dict[int, int]:
        """Each block's first document, by the block's place, as `arrays` has it; empty where it has not."""
        if self._arrays is None:
            return {}
        try:
            starts = self._arrays["*starts"].whole().tolist()
            firsts = self._arrays["*firsts"].whole().tolist()
        except _UNREADABLE:
            return {}
        return dict(zip(starts, firsts, strict=False))

    def _counted(self, size: int | None) -> dict[int, int]:
        """The same, counted from either end of the file up to where it is broken."""
        found: dict[int, int] = {}
        place, doc = len(MAGIC), 0
        for start, block in self._blocks.items():
            if start != place:
                break
            found[start] = doc
            place, doc = start + len(block.packed), doc + block.count
        if self.doc_count is None or size is None:
            return found
        # What a file ends with are its last documents only if it ends where it did.
        place, doc = size, self.doc_count
        for start, block in reversed(self._blocks.items()):
            if start + len(block.packed) != place:
                break
            place, doc = start, doc - block.count
            found.setdefault(start, doc)
        return found


def _opened(arrays: memoryview, path: Path) -> ArrayFile | None:
    try:
        return ArrayFile(arrays, path)
    except _UNREADABLE:
        return None


def _blocks(content: memoryview) -> Iterator[tuple[int, Block]]:
    """The undamaged blocks of a file of articles, with the bytes at which they begin."""
    at, patience = len(MAGIC), _PATIENCE * len(content)
    while patience >= 0 and at + HEAD.size <= len(content):
        if block := block_at(content, at):
            yield at, block
            at += len(block.packed)
            continue
        _, claimed, _ = HEAD.unpack_from(content, at)
        patience -= min(claimed, len(content) - at)
        text = _TEXT.search(content, at + HEAD.size + 1)
        if text is None:
            break
        at = text.start() - HEAD.size
