"""Answers of any length: pages, cursors, and a writer that commits in between."""

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import search
from newsroom import TEN, article, build

from index.archive import Archive
from search.embedded import open_engine
from search.engine import SearchRequest
from search.language import parse
from search.paging import Cursor, all_hits, cursor_from, first_page

MANY = [
    article(
        f"Ferry log {n}",
        "The ferry passed " + " ".join(f"buoy{n}x{i}" for i in range(20 + n % 5)),
        name=f"{n}.txt",
    )
    for n in range(40)
]
"""No two of them have enough in common to be copies."""


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.paging.PAGE", 7)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return build(tmp_path / "archive", MANY).path


def ranks(out: str) -> list[int]:
    return [json.loads(line)["rank"] for line in out.splitlines()]


def ids(out: str) -> list[str]:
    return [json.loads(line)["id"] for line in out.splitlines()]


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_all_pages_together_are_the_whole_answer(archive: Path, sort: Any) -> None:
    engine = open_engine(archive)
    request = SearchRequest(parse("ferry"), limit=40, sort=sort)
    paged = [hit.article.id for hit in all_hits(engine, request, first_page(engine, request))]
    assert paged == [hit.article.id for hit in engine.search(request).hits]


def test_limit_0_is_all(archive: Path) -> None:
    run = search(archive, "query", "ferry", "--limit", "0", "--jsonl")
    assert ranks(run.out) == list(range(1, 41))


def test_the_document_of_a_long_answer_is_one_document(archive: Path) -> None:
    document = json.loads(search(archive, "query", "ferry", "--limit", "0", "--json").out)
    assert len(document["hits"]) == 40
    assert document["next"] is None


def test_offset_passes_over_the_first_hits(archive: Path) -> None:
    everything = ids(search(archive, "query", "ferry", "--limit", "0", "--jsonl").out)
    run = search(archive, "query", "ferry", "--offset", "9", "--limit", "20", "--jsonl")
    assert (ids(run.out), ranks(run.out)[0]) == (everything[9:29], 10)


def test_a_cursor_goes_on_where_the_answer_ended(archive: Path) -> None:
    everything = ids(search(archive, "query", "ferry", "--limit", "0", "--jsonl").out)
    listed: list[str] = []
    after: list[str] = []
    while True:
        document = json.loads(search(archive, "query", "ferry", "--limit", "9", "--json", *after).out)
        listed += [hit["id"] for hit in document["hits"]]
        if not document["next"]:
            break
        after = ["--after", document["next"]]
    assert listed == everything


def test_a_cursor_repeats_nothing_when_articles_came_before_it(archive: Path) -> None:
    first = json.loads(search(archive, "query", "ferry", "--sort", "newest", "--limit", "9", "--json").out)
    with Archive.open(archive).writer() as writer:
        writer.put([article("Ferry found", "A ferry.", date="2031-01-01", name="new.txt")])
    run = search(
        archive, "query", "ferry", "--sort", "newest", "--after", first["next"], "--limit", "0", "--jsonl"
    )
    assert not {hit["id"] for hit in first["hits"]} & set(ids(run.out))
    assert (len(ids(run.out)), ranks(run.out)[0]) == (31, 11)


def test_a_cursor_whose_article_has_gone_goes_on_by_its_rank(archive: Path) -> None:
    first = json.loads(search(archive, "query", "ferry", "--limit", "9", "--json").out)
    search(archive, "remove", first["next"].partition("-")[2], "--yes")
    run = search(archive, "query", "ferry", "--after", first["next"], "--limit", "3", "--jsonl")
    assert ranks(run.out) == [10, 11, 12]


def test_what_is_no_cursor_is_refused(archive: Path) -> None:
    for text in ("", "x", "1-", "-abcd", "1-../x", "99999999999-ab"):
        assert search(archive, "query", "ferry", "--after", text).code == 2


def test_a_cursor_reads_back() -> None:
    assert cursor_from(str(Cursor(12, "00ff"))) == Cursor(12, "00ff")


def test_a_commit_in_between_changes_no_page(archive: Path) -> None:
    engine = open_engine(archive, follow=False)
    request = SearchRequest(parse("ferry"), limit=100)
    before = [hit.article.id for hit in engine.search(request).hits]
    hits = all_hits(engine, request, first_page(engine, request))
    seen = [next(hits).article.id]
    other = Archive.open(archive)
    with other.writer() as writer:
        writer.put([article(f"Ferry {n}", "Ferry ferry ferry.", name=f"new{n}.txt") for n in range(5)])
        writer.remove(before[20])
    other.optimize()
    seen += [hit.article.id for hit in hits]
    assert seen == before


def test_a_rank_behind_an_offset_can_be_shown(tmp_path: Path) -> None:
    archive = build(tmp_path / "ten", TEN).path
    second = json.loads(search(archive, "query", "storm", "--offset", "1", "--json").out)["hits"][0]
    assert search(archive, "show", "2", "--json").out.count(second["id"]) == 1
    assert "Give 2, or an id" in search(archive, "show", "1").err
