"""Whether stored articles are articles, and the ones that their segment's postings speak of.

Both are read at once, because neither says it of itself: an article in another's place
is whole JSON with the right checksum, and every search would show it for the other.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile
from index.codec.articles import ArticleFile
from index.codec.check import OnRead, check_field
from index.codec.damage import SegmentDamaged
from index.codec.postings import FieldPostings
from index.upkeep.stored_articles import read_article

_RUN = 1 << 16
"""Ids that are read at once."""


class Ids:
    """The id of each of N documents of a segment, as the postings of `id` have it."""

    def __init__(self, arrays: ArrayFile, documents: int) -> None:
        """Raises SegmentDamaged, also where a document has no id or several."""
        check_field(arrays, "id", documents)
        self._postings = FieldPostings(arrays, "id/")
        count = len(self._postings.terms)
        self._runs = [(first, min(first + _RUN, count)) for first in range(0, count, _RUN)]
        numbers = np.full(documents, count, np.uint32)
        if self._postings.posting_count() == documents:
            for first, end in self._runs:
                run = self._postings.decoded(np.arange(first, end))
                numbers[run.docs] = np.repeat(np.arange(first, end, dtype=np.uint32), np.diff(run.starts))
        if (numbers == count).any():
            raise SegmentDamaged(arrays.path, "field 'id': an article has none, or several")
        self._numbers = numbers

    def of(self, docs: NDArray[Any]) -> list[str]:
        """The ids of some documents."""
        return [term.decode() for term in self._postings.terms.some(self._numbers[docs].astype(np.int64))]

    def hashes(self, live: NDArray[np.bool_]) -> NDArray[np.int64]:
        """A number for the id of each `live` document, in order: equal for equal ids, in this process."""
        terms = chain.from_iterable(self._postings.terms.strings(*run) for run in self._runs)
        of_terms = np.fromiter(map(hash, terms), np.int64, len(self._postings.terms))
        found: NDArray[np.int64] = of_terms[self._numbers[live]]
        return found


def wrong_blocks(articles: ArticleFile) -> Iterator[tuple[range, str]]:
    """The documents of each block that is damaged, and what is wrong with it."""
    for number in range(articles.block_count):
        try:
            articles.of_block(number)
        except SegmentDamaged as damage:
            yield articles.docs_of(number), damage.reason


def wrong_articles(articles: ArticleFile, ids: Ids, on_read: OnRead) -> Iterator[tuple[range, str]]:
    """The documents, by blocks or one by one, whose articles are not what they should be, and why."""
    for number in range(articles.block_count):
        docs = articles.docs_of(number)
        try:
            stored = articles.of_block(number)
        except SegmentDamaged as damage:
            yield docs, damage.reason
            continue
        for doc, expected, text in zip(docs, ids.of(np.array(docs)), stored, strict=True):
            if reason := _wrong(text, expected):
                yield range(doc, doc + 1), f"its article {doc} {reason}"
        on_read(articles.size_of(number))


def _wrong(text: bytes, expected: str) -> str | None:
    try:
        article = read_article(text)
    except ValueError as error:
        return f"cannot be read: {error}"
    return None if article.id == expected else f"has the id {article.id}, and its postings say {expected}"
