"""Saved searches: kept for the reader alone, and what they find that came in since."""

import stat
from dataclasses import replace
from pathlib import Path

from fake_engine import ARTICLES, FakeEngine
from msgspec import structs

from search.saved import SavedSearch, keep_searches, looked_at, news_of, saved_searches, with_search

OLD, NEW = "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z"
FERRY = SavedSearch("boats", "ferry", "/archive", looked=OLD, total=4)


def engine_with(new: int) -> FakeEngine:
    """An engine whose first few articles came in after the others."""
    return FakeEngine(
        tuple(structs.replace(one, first_seen=NEW if i < new else OLD) for i, one in enumerate(ARTICLES))
    )


def test_what_came_in_since_one_looked_is_new_until_one_looks() -> None:
    news = news_of(engine_with(2), FERRY)
    assert (news.new, news.is_least, news.total) == (2, False, 5)
    assert news_of(engine_with(2), looked_at(news)).new == 0


def test_nothing_is_new_where_nothing_came_in() -> None:
    assert news_of(engine_with(0), FERRY).new == 0


def test_searches_are_kept_as_they_are_and_for_their_owner_alone(tmp_path: Path) -> None:
    other = replace(FERRY, name="bells", text="bell")
    keep_searches(tmp_path, (FERRY, other))
    assert saved_searches(tmp_path) == (FERRY, other)
    assert stat.S_IMODE((tmp_path / "saved-searches.json").stat().st_mode) == 0o600


def test_a_file_that_is_no_good_holds_no_searches(tmp_path: Path) -> None:
    assert saved_searches(tmp_path) == ()
    for text in ("", "{", "[1, null]", '[{"name": 1}]', '{"name": "x"}'):
        (tmp_path / "saved-searches.json").write_text(text)
        assert saved_searches(tmp_path) == ()


def test_a_search_of_the_same_name_is_replaced() -> None:
    again = replace(FERRY, text="ferry strike")
    assert with_search((FERRY,), again) == (again,)
    elsewhere = replace(FERRY, archive="/other")
    assert with_search((FERRY,), elsewhere) == (FERRY, elsewhere)
