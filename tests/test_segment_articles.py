from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.codec.arrays import ArrayFile, write_arrays
from index.codec.articles import ArticleFile, Block, in_blocks, write_blocks
from index.codec.damage import SegmentDamaged

PATH = Path("segment/articles")


def opened(content: bytes, arrays: dict[str, NDArray[Any]]) -> ArticleFile:
    file = ArrayFile(memoryview(b"".join(write_arrays(arrays, {}))), PATH)
    return ArticleFile(memoryview(content), PATH, file["firsts"], file["starts"])


def stored(articles: Iterable[bytes | Block]) -> ArticleFile:
    content, arrays = write_blocks(in_blocks(articles))
    return opened(b"".join(content), arrays)


@given(st.lists(st.binary(max_size=12), max_size=70))
def test_articles_are_packed_in_blocks_of_four(articles: list[bytes]) -> None:
    blocks = list(in_blocks(articles))
    assert sum(block.count for block in blocks) == len(articles)
    assert all(block.count == 4 for block in blocks[:-1])


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=9))
def test_articles_come_back_alone_and_together(articles: list[bytes]) -> None:
    file = stored(articles)
    assert [file[i] for i in range(len(articles))] == articles
    assert file.all() == articles


def test_every_article_is_found_by_its_number() -> None:
    articles = [b"article %d" % i for i in range(50)]
    file = stored(articles)
    assert [file[i] for i in (*range(50), 0, 49, 17)] == [*articles, articles[0], articles[49], articles[17]]
    assert file.all() == articles
    for missing in (-1, 50):
        with pytest.raises(IndexError):
            file[missing]


def test_blocks_without_removed_articles_are_kept_as_they_are() -> None:
    articles = [b"article %d" % i for i in range(50)]
    file = stored(articles)
    live = np.ones(50, np.bool_)
    live[20] = False
    kept = list(file.kept(live))
    # The last block has only two articles, and is packed anew.
    assert [isinstance(each, Block) for each in kept] == [
        *[True] * 5,
        *[False] * 3,
        *[True] * 6,
        *[False] * 2,
    ]
    assert stored(kept).all() == articles[:20] + articles[21:]


def test_a_bit_flipped_in_a_block_is_noticed_when_it_is_read() -> None:
    content, arrays = write_blocks(in_blocks([b"article %d" % i for i in range(20)]))
    whole = bytearray(b"".join(content))
    for at in range(8, len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 4
        file = opened(bytes(flipped), arrays)
        with pytest.raises(SegmentDamaged, match="block"):
            file.all()


def test_a_file_of_another_length_or_kind_is_refused() -> None:
    content, arrays = write_blocks(in_blocks([b"article"]))
    whole = b"".join(content)
    for wrong in (whole[:-1], whole + b"x", b"X" + whole[1:], b""):
        with pytest.raises(SegmentDamaged):
            opened(wrong, arrays)
