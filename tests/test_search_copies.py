"""Copies in an answer: one of a group is listed, the others stand below it, and every match is counted."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import ask, build, found
from wire_copies import story

from index.article import Article
from search.embedded.engine import EmbeddedEngine


def paper(name: str, outlet: str | None, date: str | None, seed: int = 1, **fields: object) -> Article:
    one = story(seed, name=f"{name}.txt", outlet=outlet, date=date)
    return replace(one, id=f"{name:0<16}".encode().hex()[:16], body=f"{one.body} strike", **fields)


EARLY = paper("early", "Gazette", "2031-03-01")
LATE = paper("late", "Times", "2031-03-09")
NAMELESS = paper("nameless", None, "2031-02-01")
PART = paper("part", "Herald", "2031-01-01", body_kind="partial")
OTHER = paper("other", "Times", "2031-03-04", seed=2)
HELD = (LATE, PART, NAMELESS, OTHER, EARLY)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    return EmbeddedEngine(build(tmp_path_factory.mktemp("copies") / "archive", HELD))


def test_a_group_is_one_hit_and_the_other_copies_stand_below_it(engine: EmbeddedEngine) -> None:
    page = ask(engine, "strike")
    hits = {hit.article.id: hit for hit in page.hits}
    assert hits.keys() == {EARLY.id, OTHER.id}
    assert {copy.id for copy in hits[EARLY.id].copies} == {LATE.id, NAMELESS.id, PART.id}
    assert hits[EARLY.id].copy_count == 3
    assert hits[OTHER.id].copies == ()


def test_of_equal_texts_the_whole_one_with_outlet_and_date_is_listed_and_of_these_the_earliest(
    engine: EmbeddedEngine,
) -> None:
    assert "early" in found(engine, "strike")
    assert "late" in found(engine, "strike -outlet:gazette")
    assert "nameless" in found(engine, "strike before:2031-03-01")


def test_a_copy_says_what_is_known_of_it(engine: EmbeddedEngine) -> None:
    (hit,) = ask(engine, "strike before:2031-03-02").hits
    copies = {copy.id: copy for copy in hit.copies}
    assert copies[PART.id].outlet == "Herald"
    assert copies[NAMELESS.id].outlet is None
    assert copies[NAMELESS.id].published == NAMELESS.published
    assert copies[NAMELESS.id].title == "Story 1"


def test_only_what_matches_is_a_copy(engine: EmbeddedEngine) -> None:
    (hit,) = ask(engine, "strike outlet:herald").hits
    assert hit.article.id == PART.id
    assert hit.copies == ()


def test_the_total_counts_every_match_and_listed_those_to_page_through(engine: EmbeddedEngine) -> None:
    page = ask(engine, "strike")
    assert (page.total, page.folded, page.listed) == (5, 3, 2)
    assert sum(1 + hit.copy_count for hit in page.hits) == page.total


def test_facets_count_every_match(engine: EmbeddedEngine) -> None:
    (outlets,) = ask(engine, "strike", facets=("outlet",)).facets
    assert {count.value: count.articles for count in outlets.counts} == {
        "Times": 2,
        "Gazette": 1,
        "Herald": 1,
    }


def test_all_copies_lists_them_one_by_one(engine: EmbeddedEngine) -> None:
    page = ask(engine, "strike", all_copies=True)
    assert {hit.article.id for hit in page.hits} == {one.id for one in HELD}
    assert page.listed == page.total == 5
    assert not any(hit.copy_count for hit in page.hits)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_follow_each_other_without_copies(engine: EmbeddedEngine, sort: str) -> None:
    whole = ask(engine, "strike", sort=sort)
    pages = [ask(engine, "strike", sort=sort, limit=1, offset=i) for i in range(3)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert [hit.rank for hit in whole.hits] == [1, 2]


def test_by_date_the_first_of_a_group_is_listed(engine: EmbeddedEngine) -> None:
    assert found(engine, "strike", sort="newest") == ["late", "other"]
    assert found(engine, "strike", sort="oldest") == ["part", "other"]


def test_a_hundred_copies_are_counted_and_some_of_them_listed(tmp_path: Path) -> None:
    many = [replace(EARLY, id=f"{i:016x}") for i in range(100)]
    (hit,) = ask(EmbeddedEngine(build(tmp_path / "archive", many)), "strike").hits
    assert hit.copy_count == 99
    assert len(hit.copies) == 20


def test_groups_that_only_touch_by_number_stay_apart(tmp_path: Path) -> None:
    held = [paper(f"{seed}{name}", "Gazette", "2031-03-01", seed) for seed in (3, 4, 5) for name in "ab"]
    page = ask(EmbeddedEngine(build(tmp_path / "archive", held)), "strike")
    assert [hit.copy_count for hit in page.hits] == [1, 1, 1]
    for hit in page.hits:
        (copy,) = hit.copies
        assert copy.title == hit.article.title
