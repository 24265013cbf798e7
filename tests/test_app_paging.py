"""How the list grows: pages that come as the cursor nears the end, and keys that ask for more than is there."""

from threading import Event

import pytest
from app_pilot import burst, drive, press, screen_of, settle, until
from fake_engine import FakeEngine, article
from textual.pilot import Pilot

from tui.app.widgets.hit_list import HitList


def ferries(count: int) -> FakeEngine:
    return FakeEngine(tuple(article(n, f"Ferry {n}", "x") for n in range(count)))


def test_more_articles_come_when_the_cursor_nears_the_end() -> None:
    engine = ferries(120)

    async def steps(pilot: Pilot[int]) -> None:
        hits = screen_of(pilot).query_one(HitList)
        assert hits.option_count == 50
        first = hits.options[0]
        await press(pilot, "enter", *["j"] * 39)
        assert hits.option_count == 50
        await press(pilot, "j")
        assert hits.option_count == 100
        assert hits.options[0] is first
        assert hits.highlighted == 40
        assert engine.asked == [("ferry", 0), ("ferry", 50)]

    drive(steps, engine=engine, text="ferry")


def test_end_is_the_last_of_all_articles() -> None:
    engine = ferries(270)

    async def steps(pilot: Pilot[int]) -> None:
        hits = screen_of(pilot).query_one(HitList)
        await press(pilot, "enter", "G")
        assert hits.highlighted == screen_of(pilot).state.cursor == 269
        assert max(request.limit for request in engine.requests) == 100
        asked = len(engine.requests)
        await press(pilot, "G", "j", "space")
        assert hits.highlighted == 269
        assert len(engine.requests) == asked

    drive(steps, engine=engine, text="ferry")


def test_end_goes_a_thousand_articles_on_and_no_further() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "G")
        assert screen_of(pilot).state.cursor == 1049

    drive(steps, engine=ferries(1200), text="ferry")


def test_keys_pressed_while_a_page_is_on_its_way_are_not_lost() -> None:
    engine = ferries(120)
    gate = hold_further_pages(engine)

    async def steps(pilot: Pilot[int]) -> None:
        hits = screen_of(pilot).query_one(HitList)
        await pilot.press("enter")
        hits.highlighted = 49
        await until(pilot, lambda: len(engine.requests) == 2)
        await pilot.press("j", "j", "j")
        gate.set()
        await settle(pilot)
        assert hits.highlighted == screen_of(pilot).state.cursor == 52

    drive(steps, engine=engine, text="ferry")


@pytest.mark.parametrize(("key", "cursor"), [("k", 48), ("g", 0), ("b", 38), ("enter", 49)])
def test_going_up_or_opening_takes_back_the_way_to_the_end(key: str, cursor: int) -> None:
    engine = ferries(90)
    gate = hold_further_pages(engine)

    async def steps(pilot: Pilot[int]) -> None:
        hits = screen_of(pilot).query_one(HitList)
        await pilot.press("enter")
        hits.highlighted = 49
        await until(pilot, lambda: len(engine.requests) == 2)
        await pilot.press("G", key)
        gate.set()
        await settle(pilot)
        assert hits.option_count == 90
        assert hits.highlighted == screen_of(pilot).state.cursor == cursor

    drive(steps, engine=engine, text="ferry")


def test_pages_that_are_no_longer_wanted_are_not_fetched() -> None:
    engine = ferries(400)
    gate = hold_further_pages(engine)

    async def steps(pilot: Pilot[int]) -> None:
        await pilot.press("enter", "G", "g")
        gate.set()
        await settle(pilot)
        assert screen_of(pilot).query_one(HitList).option_count == 150

    drive(steps, engine=engine, text="ferry")


def hold_further_pages(engine: FakeEngine) -> Event:
    """Let no page but the first through until the event is set."""
    gate = Event()

    def wait(text: str) -> None:
        if engine.requests[-1].offset:
            assert gate.wait(10)

    engine.before_search = wait
    return gate


def test_an_archive_that_grows_between_two_pages_shows_no_article_twice_and_hides_none() -> None:
    engine = ferries(120)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        engine.articles = (article(900, "Ferry of today", "x"), *engine.articles)
        await press(pilot, *["j"] * 45)
        state = screen_of(pilot).state
        titles = [hit.article.title for hit in state.hits]
        assert titles == ["Ferry of today", *[f"Ferry {n}" for n in range(99)]]
        assert titles[state.cursor] == "Ferry 45"
        assert [hit.rank for hit in state.hits] == list(range(1, 101))

    drive(steps, engine=engine, text="ferry")


def test_an_archive_that_changes_without_growing_shows_no_article_twice() -> None:
    engine = ferries(120)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        engine.articles = (article(900, "Ferry of today", "x"), *engine.articles[:-1])
        await burst(pilot, *["j"] * 45)
        ids = [hit.article.id for hit in screen_of(pilot).state.hits]
        assert len(ids) == len(set(ids)) == 100

    drive(steps, engine=engine, text="ferry")
