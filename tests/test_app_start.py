"""What the app shows before anything is typed."""

import asyncio
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from app_pilot import drive, press, query_text, screen_of, settle, shown, until
from fake_engine import ARTICLES, FakeEngine
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from index.errors import ArchiveMissing, ArchiveOutdated
from search.engine import Engine
from tui.app.app import MorgueApp
from tui.app.settings import Settings
from tui.app.state import SearchState
from tui.app.suggesting import Saved, page
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.query_bar import QueryBar


def first_and_next(size: tuple[int, int], text: str) -> list[list[str]]:
    """The lines of the first paint, and those that the search screen has before the archive is open."""
    painted: list[list[str]] = []
    gate = Event()

    class Watched(MorgueApp):
        def _display(self, screen: Screen[Any], renderable: Any) -> None:
            super()._display(screen, renderable)
            strips = screen._compositor.render_strips()
            if strips and len(painted) < len(self.screen_stack):
                painted.append(["".join(segment.text for segment in strip) for strip in strips])

    def open_engine() -> Engine:
        assert gate.wait(10)
        return FakeEngine()

    async def run() -> None:
        app = Watched(open_engine, text)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: len(painted) == 2)
            gate.set()

    asyncio.run(run())
    return painted


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 15)])
@pytest.mark.parametrize("text", ["", "ferry \x1b[31m"])
def test_what_is_painted_first_has_the_lines_of_the_search_screen_but_for_its_keys(
    size: tuple[int, int], text: str
) -> None:
    first, then = first_and_next(size, text)
    assert first[:-1] == then[:-1]
    assert any("Opening the archive" in line for line in first)


def test_keys_that_come_before_the_search_screen_wait_for_it() -> None:
    async def run() -> None:
        app = MorgueApp(FakeEngine, "ferry")
        async with app.run_test() as pilot:
            assert len(app.screen_stack) == 1
            for key in ("space", "b", "enter", "j"):
                app.post_message(Key(key, " " if key == "space" else key if len(key) == 1 else None))
            await settle(pilot)
            assert query_text(pilot) == "ferry b"
            assert isinstance(screen_of(pilot).focused, HitList)

    asyncio.run(run())


def test_an_empty_query_shows_how_much_there_is_and_what_to_type() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "10 articles to search" in shown(pilot)
        assert "flood warning" in shown(pilot)

    drive(steps)


def test_deleting_the_query_goes_back_to_the_start_and_counts_again() -> None:
    engine = FakeEngine()

    async def steps(pilot: Pilot[int]) -> None:
        engine.articles = ARTICLES[:7]
        await press(pilot, "ctrl+u")
        assert "7 articles to search" in shown(pilot)

    drive(steps, engine=engine, text="ferry")


def test_an_example_becomes_the_query() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "down", "enter")
        assert query_text(pilot) == "flood warning"
        assert "No article matches flood warning" in shown(pilot)
        assert "Check how they are spelt" in shown(pilot)
        assert screen_of(pilot).focused is None
        await press(pilot, "slash")
        assert screen_of(pilot).focused is screen_of(pilot).query_one(QueryBar)

    drive(steps)


def test_an_archive_of_an_earlier_format_says_how_it_is_upgraded_and_is_searched_once_it_is(
    tmp_path: Path,
) -> None:
    is_upgraded = Event()

    def open_engine() -> Engine:
        if not is_upgraded.is_set():
            raise ArchiveOutdated(tmp_path / "old paper", 3)
        return FakeEngine()

    async def steps(pilot: Pilot[int]) -> None:
        assert f"search --archive '{tmp_path}/old paper' upgrade" in " ".join(shown(pilot).split())
        assert "Ctrl+Z   to the shell; fg returns" in shown(pilot)
        is_upgraded.set()
        await press(pilot, "f5")
        assert "10 articles to search" in shown(pilot)

    drive(steps, opener=open_engine, size=(120, 24))


def test_an_empty_archive_says_how_to_fill_it_and_has_no_examples() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await until(pilot, lambda: "search index FOLDER" in shown(pilot))
        assert "flood warning" not in shown(pilot)
        assert "pick an example" not in shown(pilot)
        await press(pilot, "down", "enter")
        assert query_text(pilot) == ""

    drive(steps, engine=FakeEngine(()))


@pytest.mark.parametrize("is_there", [True, False])
def test_enter_takes_the_one_thing_that_can_be_done_without_articles(is_there: bool, tmp_path: Path) -> None:
    def open_engine() -> Engine:
        if is_there:
            return FakeEngine(())
        raise ArchiveMissing(tmp_path)

    async def steps(pilot: Pilot[int]) -> None:
        await until(pilot, lambda: "Index a folder" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Index which folder, or file?" in shown(pilot))
        await pilot.press("escape")

    drive(steps, opener=open_engine, settings=Settings(tmp_path))


def test_a_query_is_offered_once_however_many_ways_it_is_known() -> None:
    saved = (Saved("ferry", "ferry", " · 2 new"), Saved("boats", "ferry fares", ""))
    offered = page(SearchState(size=10), saved, ("ferry", "bell", "flood warning")).suggestions
    assert [suggestion.line(60).plain for suggestion in offered] == [
        "ferry   saved · 2 new",
        "ferry fares   boats",
        "bell   recent",
        "flood warning   recent",
        '"prime minister" resigns   example',
        "election date:2019..2021   example",
    ]


def test_the_start_stays_until_the_first_answer_and_a_key_meant_for_the_articles_chooses_no_example() -> None:
    engine, gate = FakeEngine(), Event()

    def wait(_: str) -> None:
        assert gate.wait(10)

    engine.before_search = wait

    async def steps(pilot: Pilot[int]) -> None:
        await pilot.press(*"ferry")
        assert "flood warning" in shown(pilot)
        await pilot.press("enter", "enter")
        gate.set()
        await settle(pilot)
        assert query_text(pilot) == "ferry"
        assert "flood warning" not in shown(pilot)
        assert screen_of(pilot).focused is screen_of(pilot).query_one(HitList)

    drive(steps, engine=engine)
