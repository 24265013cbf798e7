"""How the list grows: every hit has its line, and the pages that are looked at come."""

from threading import Event

from app_pilot import burst, drive, is_painted, press, screen_of, settle, shown, until
from fake_engine import FakeEngine, article
from textual.pilot import Pilot

from tui.app.pages import LENGTH
from tui.app.widgets.hit_list import HitList


def ferries(count: int) -> FakeEngine:
    return FakeEngine(tuple(article(n, f"Ferry {n}", "x") for n in range(count)))


def test_more_articles_come_when_one_nears_them() -> None:
    engine = ferries(120)

    async def steps(pilot: Pilot[int]) -> None:
        hits = screen_of(pilot).query_one(HitList)
        assert hits.count == 120
        await press(pilot, "enter")
        await burst(pilot, *["j"] * (LENGTH - 4))
        assert engine.asked == [("ferry", 0), ("ferry", LENGTH)]
        assert hits.cursor == LENGTH - 4

    drive(steps, engine=engine, text="ferry")


def test_end_is_the_last_of_all_articles_and_only_what_is_near_it_is_fetched() -> None:
    engine = ferries(5_000)

    async def steps(pilot: Pilot[int]) -> None:
        hits = screen_of(pilot).query_one(HitList)
        await press(pilot, "enter", "G")
        assert hits.cursor == screen_of(pilot).state.cursor == 4_999
        assert "Ferry 4999" in shown(pilot)
        assert max(request.limit for request in engine.requests) == LENGTH
        offsets = [request.offset for request in engine.requests]
        assert offsets == [0, 5_000 - LENGTH, 5_000 - 2 * LENGTH]
        await press(pilot, "G", "j", "pagedown")
        assert hits.cursor == 4_999
        assert len(engine.requests) == len(offsets)
        await press(pilot, "g")
        assert "Ferry 0" in shown(pilot)

    drive(steps, engine=engine, text="ferry")


def test_keys_pressed_while_a_page_is_on_its_way_are_not_lost() -> None:
    engine = ferries(270)
    gate = hold_further_pages(engine)

    async def steps(pilot: Pilot[int]) -> None:
        await pilot.press("enter", "G")
        await until(pilot, lambda: len(engine.requests) == 2)
        assert "270  …" in shown(pilot)
        await pilot.press("k", "k", "enter")
        gate.set()
        await settle(pilot)
        assert screen_of(pilot).state.cursor == 267
        assert "267  …" not in shown(pilot)

    drive(steps, engine=engine, text="ferry")


def test_pages_that_are_no_longer_looked_at_are_not_fetched() -> None:
    engine = ferries(4_000)
    gate = hold_further_pages(engine)

    async def steps(pilot: Pilot[int]) -> None:
        await pilot.press("enter", *["pagedown"] * 20, "g")
        await until(pilot, lambda: is_painted(pilot) and screen_of(pilot).state.seen[0] == 0)
        gate.set()
        await settle(pilot)
        assert len(engine.requests) == 2

    drive(steps, engine=engine, text="ferry")


def hold_further_pages(engine: FakeEngine) -> Event:
    """Let no page but the first through until the event is set."""
    gate = Event()

    def wait(text: str) -> None:
        if engine.requests[-1].offset:
            assert gate.wait(10)

    engine.before_search = wait
    return gate


def test_an_archive_that_grows_between_two_pages_shows_no_article_twice() -> None:
    engine = ferries(120)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        engine.articles = (article(900, "Ferry of today", "x"), *engine.articles)
        await burst(pilot, *["j"] * 45)
        state = screen_of(pilot).state
        titles = [hit.article.title for hit in state.pages]
        assert titles == ["Ferry of today", *[f"Ferry {n}" for n in range(6 * LENGTH - 1)]]
        # At the top one stays there; further down one stays with the article, whichever was first, key or answer.
        assert state.cursor in (45, 46)

    drive(steps, engine=engine, text="ferry")


def test_an_archive_that_changes_without_growing_shows_no_article_twice() -> None:
    engine = ferries(120)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        engine.articles = (article(900, "Ferry of today", "x"), *engine.articles[:-1])
        await burst(pilot, *["j"] * 45)
        ids = [hit.article.id for hit in screen_of(pilot).state.pages]
        assert len(ids) == len(set(ids)) == 6 * LENGTH

    drive(steps, engine=engine, text="ferry")
