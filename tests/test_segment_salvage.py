"""Of a damaged segment everything can be read that is not itself damaged."""

import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from newsroom import article
from zstandard import DICT_TYPE_RAWCONTENT, ZstdCompressionDict, ZstdCompressor

from index.article import to_json
from index.batch.inverter import Inverter
from index.codec.arrays import ArrayFile
from index.codec.articles import HEAD, MAGIC, PRESET
from index.codec.salvage import Remains
from index.codec.segment import ARRAYS, ARTICLES
from index.codec.writing import write_segment

HELD = [
    article(f"Pier {i} reopens", f"The pier of {name} is open again.", name=f"{name}.txt")
    for i, name in enumerate(
        ["Aldmouth", "Brine", "Cullen", "Dray", "Eastness", "Fell", "Garth", "Holm", "Inch"]
    )
]
"""Nine articles, in blocks of four, four and one."""
STORED = [to_json(one) for one in HELD]


@cache
def files() -> tuple[bytes, bytes]:
    """The arrays and the articles of a segment that holds them."""
    written = write_segment(Inverter().invert(HELD))
    return b"".join(written[ARRAYS]), b"".join(written[ARTICLES])


def remains(arrays: bytes, articles: bytes) -> Remains:
    return Remains(memoryview(arrays), memoryview(articles), Path("segment"), len(HELD), len(files()[1]))


def blocks() -> list[tuple[range, range]]:
    """The bytes of each block, and its documents."""
    arrays = ArrayFile(memoryview(files()[0]), Path("arrays"))
    starts, firsts = arrays["*starts"].whole().tolist(), arrays["*firsts"].whole().tolist()
    return [
        (range(starts[i], starts[i + 1]), range(firsts[i], firsts[i + 1])) for i in range(len(starts) - 1)
    ]


def flips(content: bytes, step: int = 1) -> Iterator[tuple[int, bytes]]:
    """The content with one bit of one byte changed, for every byte or some."""
    for at in range(0, len(content), step):
        flipped = bytearray(content)
        flipped[at] ^= 1 << at % 8
        yield at, bytes(flipped)


def head(size: int, count: int, packed: bytes) -> bytes:
    """A block's head with the right checksum."""
    rest = HEAD.pack(0, size, count)[4:]
    return zlib.crc32(rest + packed).to_bytes(4, "little") + rest


def test_a_whole_segment_is_all_there_and_said_to_be_whole() -> None:
    found = remains(*files())
    assert list(found.articles()) == list(enumerate(STORED))
    assert found.is_whole and found.is_unbroken


def test_no_flipped_bit_of_the_arrays_loses_an_article_or_its_document() -> None:
    arrays, articles = files()
    for _, flipped in flips(arrays, 7):
        found = remains(flipped, articles)
        assert list(found.articles()) == list(enumerate(STORED))
        assert not found.is_whole


def test_a_flipped_bit_of_the_articles_loses_its_block_and_no_other() -> None:
    arrays, articles = files()
    for at, flipped in flips(articles):
        lost = next((docs for place, docs in blocks() if at in place), range(0))
        kept = [(doc, text) for doc, text in enumerate(STORED) if doc not in lost]
        assert list(remains(arrays, flipped).articles()) == kept
        # One gap is counted from both ends, where nothing else says which documents they are.
        assert list(remains(b"", flipped).articles()) == kept
        assert remains(arrays, flipped).is_unbroken == (at < len(MAGIC))


def test_what_is_cut_off_loses_only_blocks_that_are_not_whole() -> None:
    arrays, articles = files()
    for end in range(len(articles)):
        kept = [(doc, STORED[doc]) for place, docs in blocks() if place.stop <= end for doc in docs]
        assert list(remains(arrays, articles[:end]).articles()) == kept
        assert list(remains(b"", articles[:end]).articles()) == kept


def test_arrays_that_are_cut_off_anywhere_lose_nothing() -> None:
    arrays, articles = files()
    for end in range(0, len(arrays), 31):
        assert list(remains(arrays[:end], articles).articles()) == list(enumerate(STORED))


@pytest.mark.parametrize("garbage", [b"\x00", b"G" * 5000, b"MORGUET2"], ids=["zero", "noise", "magic"])
def test_articles_are_found_behind_what_was_put_between_them(garbage: bytes) -> None:
    arrays, articles = files()
    for at in range(0, len(articles), 11):
        shifted = articles[:at] + garbage + articles[at:]
        broken = next((docs for place, docs in blocks() if place.start < at < place.stop), range(0))
        assert [text for _, text in remains(arrays, shifted).articles()] == [
            text for doc, text in enumerate(STORED) if doc not in broken
        ]


def test_documents_are_known_by_id_where_places_say_nothing() -> None:
    arrays, articles = files()
    second = blocks()[1][0]
    moved = MAGIC + bytes(3) + articles[second.start : second.stop]
    found = remains(arrays, moved)
    assert list(found.articles()) == [(None, text) for text in STORED[4:8]]
    assert found.docs_by_id == {one.id: doc for doc, one in enumerate(HELD)}


def test_what_was_lost_has_the_names_that_the_postings_have() -> None:
    found = remains(files()[0], b"")
    assert found.terms("id") == {doc: one.id for doc, one in enumerate(HELD)}
    assert found.terms("source")[0].startswith("/held/Aldmouth.txt")
    assert found.terms("url") == {}
    assert remains(b"", b"").terms("id") == {}


def test_names_are_right_or_missing_whatever_is_flipped() -> None:
    right = {doc: one.id for doc, one in enumerate(HELD)}
    for _, flipped in flips(files()[0], 13):
        assert remains(flipped, b"").terms("id").items() <= right.items()


def test_heads_that_claim_what_cannot_be_are_passed_over() -> None:
    arrays, articles = files()
    second = blocks()[1][0]
    text = articles[second.start + HEAD.size : second.stop]
    for size, count in [(0, 4), (11, 4), (2**32 - 1, 4), (second.stop - second.start, 0)]:
        hostile = articles[: second.start] + head(size, count, text) + text + articles[second.stop :]
        assert [one for _, one in remains(arrays, hostile).articles()] == STORED[:4] + STORED[8:]


def packed(text: bytes) -> bytes:
    preset = ZstdCompressionDict(PRESET, dict_type=DICT_TYPE_RAWCONTENT)
    return ZstdCompressor(dict_data=preset).compress(text)


@pytest.mark.parametrize("count", [0, 1025, 2**32 - 1])
def test_a_count_that_no_block_has_is_not_believed_though_the_checksum_is_right(count: int) -> None:
    text = packed(bytes(1000))
    block = head(HEAD.size + len(text), count, text) + text
    assert list(remains(b"", MAGIC + block).articles()) == []


def test_a_block_that_would_fill_the_memory_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    size = 1 << 20
    text = packed(size.to_bytes(4, "little") + bytes(size))
    bomb = remains(b"", MAGIC + head(HEAD.size + len(text), 1, text) + text)
    assert list(bomb.articles()) == [(0, bytes(size))]
    monkeypatch.setattr("index.codec.articles.LARGEST", size - 1)
    assert list(bomb.articles()) == []


def test_ten_thousand_heads_that_claim_the_whole_file_are_not_all_tried() -> None:
    begins = files()[1][len(MAGIC) + HEAD.size :][:6]
    hostile = MAGIC + b"".join(HEAD.pack(0, 2**32 - 1, 4) + begins for _ in range(10_000))
    assert list(remains(b"", hostile + files()[1][len(MAGIC) :]).articles()) == []


def test_documents_are_not_counted_from_an_end_that_has_been_cut_off() -> None:
    first, second = blocks()[0][0], blocks()[1][0]
    articles = files()[1]
    cut = articles[: first.start] + bytes(len(first)) + articles[second.start : second.stop]
    assert list(remains(b"", cut).articles()) == [(None, text) for text in STORED[4:8]]


def test_the_index_of_blocks_says_which_documents_lie_between_two_gaps() -> None:
    arrays, articles = files()
    (first, _), (second, docs), (third, _) = blocks()
    broken = (
        articles[: first.start] + bytes(len(first)) + articles[second.start : second.stop] + bytes(len(third))
    )
    assert list(remains(arrays, broken).articles()) == [(doc, STORED[doc]) for doc in docs]
