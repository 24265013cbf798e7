"""Web archives: which of their records are articles, and what the archive says of them."""

import gzip
import os
from collections import Counter
from io import BufferedReader, BytesIO
from pathlib import Path

import pytest
import zstandard
from dataset_files import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_pages import HEADLINE
from web_pages import BODY, json_ld, news, page
from wire_files import brotli, packed, record, response

from index.article import Article
from index.ingest.reading import Job, read_job
from index.ingest.streams import open_stream
from index.ingest.warc.records import cut_records

URL = "https://tidewaterpost.com/2024/wall"
PAGE = page(head=json_ld(news(datePublished="2024-03-01"))).encode()
UNDATED = page().encode()
GOOD = response(URL, PAGE)


def read(
    path: Path, raw: bytes, part: int = 0, parts: int = 1
) -> tuple[list[Article], list[str], Counter[str]]:
    """The articles, what is rejected with its member, and the kinds that were passed over."""
    path.write_bytes(raw)
    articles: list[Article] = []
    rejected: list[str] = []
    passed_over: Counter[str] = Counter()
    for _, reading in read_job(Job(path, TODAY, part=part, parts=parts)):
        if reading:
            articles += reading.articles
            rejected += [f"{each.member}: {each.reason}" for each in reading.rejected]
            passed_over.update(reading.passed_over)
    return articles, rejected, passed_over


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.warc", GOOD),
        ("a.warc.gz", packed(GOOD)),
        ("a.warc.zst", zstandard.compress(GOOD)),
        ("archive", GOOD),
    ],
    ids=["plain", "gzip", "zstd", "nameless"],
)
def test_a_page_in_an_archive_is_read_at_the_address_of_its_record(
    tmp_path: Path, name: str, raw: bytes
) -> None:
    [article], rejected, _ = read(tmp_path / name, raw)
    assert (article.title, article.body, article.url, rejected) == (HEADLINE, BODY, URL, [])
    assert (article.source.format, article.source.member) == ("warc", "1")


def test_when_a_page_was_fetched_is_no_date_of_publication_but_a_last_one(tmp_path: Path) -> None:
    later = page(head=json_ld(news(datePublished="2024-03-20"))).encode()
    articles, _, _ = read(tmp_path / "a.warc", response(URL, UNDATED) + response(f"{URL}/2", later))
    assert [article.published for article in articles] == [None, None]


def test_what_is_no_page_is_counted_by_kind_and_what_crawlers_note_is_not(tmp_path: Path) -> None:
    raw = (
        record("warcinfo", "", b"software: invented")
        + record("request", URL, b"GET / HTTP/1.1\r\n\r\n")
        + response("https://tidewaterpost.com/wall.png", b"\x89PNG", media="image/png")
        + response("https://tidewaterpost.com/old", PAGE, status="404 Not Found")
        + response("https://tidewaterpost.com/moved", b"", "Location: /x", status="301 Moved Permanently")
        + record("revisit", URL, b"HTTP/1.1 200 OK\r\n\r\n")
        + record("response", "dns:tidewaterpost.com", b"10.0.0.1", media="text/dns")
        + record("conversion", URL, b"The wall", media="text/plain")
        + GOOD
    )
    articles, rejected, passed_over = read(tmp_path / "a.warc", raw)
    assert [article.source.member for article in articles] == ["9"]
    assert not rejected
    assert passed_over == {
        "answers with another status than 200": 2,
        "records that are no web page": 3,
        "revisits of pages that had not changed": 1,
    }


@pytest.mark.parametrize(
    ("content", "header"),
    [
        (gzip.compress(PAGE), "Content-Encoding: gzip"),
        (brotli(PAGE), "Content-Encoding: br"),
        (zstandard.compress(PAGE), "Content-Encoding: zstd"),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), "Transfer-Encoding: chunked"),
        (PAGE, "Content-Encoding: gzip"),
        (PAGE, "Transfer-Encoding: chunked"),
        (PAGE, "Content-Encoding: invented"),
    ],
    ids=["gzip", "brotli", "zstd", "chunked", "said to be gzip", "said to be chunked", "unknown"],
)
def test_a_page_is_unwrapped_if_it_still_is_wrapped(tmp_path: Path, content: bytes, header: str) -> None:
    [article], rejected, _ = read(tmp_path / "a.warc", response(URL, content, header))
    assert (article.title, rejected) == (HEADLINE, [])


def test_processes_that_share_an_archive_read_each_page_once(tmp_path: Path) -> None:
    raw = b"".join(response(f"{URL}/{number}", PAGE) for number in range(5))
    shares = [read(tmp_path / "a.warc", raw, part, 2)[0] for part in range(2)]
    assert [[article.source.member for article in share] for share in shares] == [["1", "3", "5"], ["2", "4"]]


def test_what_was_whole_before_a_cut_is_read(tmp_path: Path) -> None:
    articles, rejected, _ = read(tmp_path / "a.warc", GOOD + response(f"{URL}/2", PAGE)[:-100])
    assert len(articles) == 1
    assert rejected[0].startswith("2: cut short: ")


def test_what_was_whole_before_a_tear_in_compressed_data_is_read(tmp_path: Path) -> None:
    articles, rejected, _ = read(tmp_path / "a.warc.gz", packed(GOOD, response(f"{URL}/2", PAGE))[:-100])
    assert len(articles) == 1
    assert len(rejected) == 1
    assert "gzip data is damaged or cut short" in rejected[0]


@pytest.mark.parametrize("length", [5, "-5", "many", "9" * 40, len(GOOD) + 7])
def test_a_length_that_lies_spoils_its_own_record(tmp_path: Path, length: int | str) -> None:
    liar = record("response", f"{URL}/liar", b"HTTP/1.1 200 OK\r\n\r\n" + PAGE, length=length)
    last = response(f"{URL}/last", PAGE)
    articles, rejected, _ = read(tmp_path / "a.warc", GOOD + liar + last + last)
    assert articles[0].url == URL
    assert articles[-1].url == f"{URL}/last"
    assert rejected


@pytest.mark.parametrize("length", [10**9, 2 * len(GOOD)])
def test_a_length_that_is_too_long_costs_no_other_record(tmp_path: Path, length: int) -> None:
    liar = record("response", f"{URL}/liar", PAGE, length=length)
    others = [response(f"{URL}/{number}", PAGE) for number in range(3)]
    articles, rejected, _ = read(tmp_path / "a.warc", GOOD + liar + b"".join(others))
    assert [article.source.member for article in articles] == ["1", "3", "4", "5"]
    assert rejected == ["2: its length is wrong: another record begins within it"]


def test_an_archive_in_an_archive_is_one_record(tmp_path: Path) -> None:
    inner = record("resource", f"{URL}.warc", b"\r\n" + GOOD + GOOD, media="application/warc")
    articles, rejected, passed_over = read(tmp_path / "a.warc", inner + GOOD)
    assert ([article.source.member for article in articles], rejected) == (["2"], [])
    assert passed_over.total() == 1


def test_damage_in_one_compressed_record_costs_no_other(tmp_path: Path) -> None:
    pieces = [packed(response(f"{URL}/{number}", PAGE)) for number in range(4)]
    pieces[1] = pieces[1][:60] + bytes([pieces[1][60] ^ 255]) + pieces[1][61:]
    articles, rejected, _ = read(tmp_path / "a.warc.gz", b"".join(pieces))
    assert [article.source.member for article in articles] == ["1", "3", "4"]
    assert len(rejected) == 1
    assert rejected[0].startswith("2: its gzip data is damaged or cut short")


def test_lengths_and_pieces_made_to_hurt_take_no_time(tmp_path: Path) -> None:
    lies = record("response", URL, b"", length=9_999_999) * 10_000
    assert len(list(cut_records(BufferedReader(BytesIO(lies))))) < 200
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(GOOD) + b"\x1f\x8b\x08\x00" * 2_000)
    with open_stream(path) as stream, pytest.raises(ValueError, match="damaged in 1,001 places"):
        list(cut_records(stream))


def test_a_length_beyond_the_end_is_no_reason_to_wait_or_to_reserve_memory(tmp_path: Path) -> None:
    liar = record("response", f"{URL}/liar", PAGE, length=10**17)
    articles, rejected, _ = read(tmp_path / "a.warc", GOOD + liar)
    assert len(articles) == len(rejected) == 1


def test_noise_between_records_is_rejected_alone(tmp_path: Path) -> None:
    articles, rejected, _ = read(tmp_path / "a.warc", GOOD + b"noise\r\n" + os.urandom(500) + b"\r\n" + GOOD)
    assert len(articles) == 2
    assert rejected == ["2: not a record of a web archive"]


def test_a_page_made_to_hurt_is_rejected_with_its_address(tmp_path: Path) -> None:
    hostile = response("https://tidewaterpost.com/deep", b"<html>" + b"<div>" * 10_000)
    articles, rejected, _ = read(tmp_path / "a.warc", hostile + GOOD)
    assert len(articles) == 1
    assert rejected == ["1 https://tidewaterpost.com/deep: nested more than 600 levels deep"]


def test_endless_headers_are_rejected(tmp_path: Path) -> None:
    long = record("response", URL, b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n" + PAGE)
    articles, rejected, _ = read(
        tmp_path / "a.warc", b"WARC/1.0\r\nX: " + b"x" * 100_000 + b"\r\n" + long + GOOD
    )
    assert len(articles) == 1
    assert [each.split(":")[1].strip()[:20] for each in rejected] == [
        "a header of more tha",
        "no answer of a web s",
    ]


def test_what_grows_without_measure_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.ingest.streams.FREE_GROWTH", 1 << 20)
    zeros = gzip.compress(bytes(8 << 20))
    bomb = response("https://tidewaterpost.com/bomb", zeros, "Content-Encoding: gzip")
    articles, rejected, _ = read(tmp_path / "a.warc", bomb + GOOD)
    assert len(articles) == 1
    assert rejected == ["1 https://tidewaterpost.com/bomb: larger than 5 MB"]
    header = record("response", URL, b"", length=8 << 20)
    articles, rejected, _ = read(tmp_path / "a.warc.gz", packed(GOOD, header) + zeros)
    assert len(articles) == 1
    assert rejected == ["None: its gzip data grows more than 300-fold; unpack it first"]


def test_an_archive_without_a_page_is_not_rejected(tmp_path: Path) -> None:
    articles, rejected, passed_over = read(tmp_path / "a.warc", record("revisit", URL, b""))
    assert (articles, rejected, passed_over.total()) == ([], [], 1)


@given(
    blocks=st.lists(st.binary(max_size=200), max_size=6),
    noise=st.lists(st.binary(max_size=60), min_size=7, max_size=7),
)
@settings(max_examples=60)
def test_whole_records_are_found_whatever_stands_between_them(
    blocks: list[bytes], noise: list[bytes]
) -> None:
    between = [b"\n" + each.replace(b"WARC/", b"") + b"\n" for each in noise]
    raw = between[0] + b"".join(
        record("resource", URL, block) + after for block, after in zip(blocks, between[1:], strict=False)
    )
    found = [each for each in cut_records(BufferedReader(BytesIO(raw))) if not each.damage]
    assert [each.block for each in found] == blocks
