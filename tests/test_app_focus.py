"""Where the keys go: to what is to be seen, and in the order in which they were pressed."""

import asyncio

import pytest
from app_pilot import burst, drive, press, query_text, resize, screen_of, settle, shown, until
from fake_engine import FakeEngine, Gate
from textual.events import AppBlur, AppFocus, Key
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from index.errors import NewsError
from tui.app.app import KeyDone, MorgueApp
from tui.app.widgets.facet_panel import FacetRows
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.query_bar import QueryBar
from tui.app.widgets.reader import ReaderPage

SMALL_AND_TINY = pytest.mark.parametrize("size", [(80, 24), (40, 12)])


def has_focus(pilot: Pilot[int], part: type[Widget]) -> bool:
    return isinstance(screen_of(pilot).focused, part)


def test_enter_before_the_answer_waits_for_the_articles() -> None:
    engine = FakeEngine()
    engine.before_search = gate = Gate("ferry")

    async def steps(pilot: Pilot[int]) -> None:
        screen_of(pilot).query_one(QueryBar).put("ferry")
        await until(pilot, gate.reached.is_set)
        await pilot.press("enter", "enter")
        gate.open.set()
        await settle(pilot)
        assert query_text(pilot) == "ferry"
        assert has_focus(pilot, HitList)

    drive(steps, engine=engine)


def test_a_dialog_that_closes_where_nothing_has_the_focus_leads_into_no_query() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert has_focus(pilot, QueryBar)
        await press(pilot, "escape", "question_mark", "escape", "B")
        assert query_text(pilot) == "zeppelin"

    drive(steps, text="zeppelin")


def test_enter_after_an_error_reaches_no_examples() -> None:
    engine = FakeEngine()

    def fail(text: str) -> None:
        raise NewsError("the archive moved away")

    engine.before_search = fail

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter", "down", "enter")
        assert query_text(pilot) == "ferry"
        await press(pilot, "slash", "x")
        assert query_text(pilot) == "ferryx"

    drive(steps, engine=engine, text="ferry")


def test_the_focus_follows_when_articles_take_the_place_of_the_examples() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "down")
        screen_of(pilot).query_one(QueryBar).put("ferry")
        await settle(pilot)
        assert has_focus(pilot, HitList)

    drive(steps)


def test_an_answer_that_comes_while_another_window_has_the_keys_leaves_none_hidden_with_them() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "down")
        pilot.app.post_message(AppBlur())
        await pilot.pause()
        screen_of(pilot).query_one(QueryBar).put("ferry")
        await settle(pilot)
        assert screen_of(pilot).focused is None
        pilot.app.post_message(AppFocus())
        await settle(pilot)
        assert has_focus(pilot, HitList)

    drive(steps)


@SMALL_AND_TINY
def test_escape_leads_from_the_facets_back_to_the_reader(size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter", "f")
        assert "[ ] The Tern" in shown(pilot)
        assert ("4 matches" in shown(pilot)) == (size == (80, 24))
        await press(pilot, "escape")
        assert "4 matches in this article" in shown(pilot)
        assert has_focus(pilot, ReaderPage)
        await press(pilot, "j")
        assert screen_of(pilot).state.cursor == 0

    drive(steps, text="ferry", size=size)


@SMALL_AND_TINY
def test_enter_leads_from_the_query_back_to_the_reader(size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        for key in ("enter", "escape"):
            await press(pilot, "slash", key)
            assert has_focus(pilot, ReaderPage)
            assert screen_of(pilot).state.reading

        await press(pilot, "escape")
        assert has_focus(pilot, HitList)

    async def open_first(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter")
        await steps(pilot)

    drive(open_first, text="ferry", size=size)


@pytest.mark.parametrize("key", ["slash", "shift+tab"])
def test_in_a_tiny_terminal_the_facets_leave_with_the_focus(key: str) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f", key)
        assert has_focus(pilot, QueryBar)
        assert "[ ] The Tern" not in shown(pilot)
        await press(pilot, "enter")
        assert has_focus(pilot, HitList)
        assert "Harbour ferry returns" in shown(pilot)

    drive(steps, text="ferry", size=(40, 12))


def test_a_terminal_made_smaller_keeps_the_facets_while_they_are_in_use() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f")
        await resize(pilot, 50, 15)
        assert has_focus(pilot, FacetRows)
        assert "Harbour ferry returns" not in shown(pilot)
        await press(pilot, "f")
        assert has_focus(pilot, HitList)
        assert "Harbour ferry returns" in shown(pilot)
        assert "[ ] The Tern" not in shown(pilot)

    drive(steps, text="ferry", size=(120, 40))


def test_keys_that_come_together_go_where_each_leads_the_next() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await burst(pilot, "enter", "j", "j")
        await until(pilot, lambda: screen_of(pilot).state.cursor == 2)
        assert query_text(pilot) == "ferry"
        await burst(pilot, "/", "s", "f", "backspace", "backspace", "enter", "k")
        # Where the cursor is depends on whether an answer to what was half typed came between.
        await until(pilot, lambda: query_text(pilot) == "ferry" and has_focus(pilot, HitList))
        await burst(pilot, "f", "down", "space")
        await until(pilot, lambda: query_text(pilot) == 'ferry outlet:="The Tern"')

    drive(steps, text="ferry")


def test_a_key_right_after_escape_keeps_the_focus_it_took() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter")
        await burst(pilot, "escape", "/", "x")
        assert has_focus(pilot, QueryBar)
        assert query_text(pilot) == "ferryx"

    drive(steps, text="ferry")


def test_a_part_of_the_screen_that_goes_away_with_a_key_does_not_hold_up_the_next() -> None:
    class Vanishing(Static, can_focus=True):
        def post_message(self, message: Message) -> bool:
            return isinstance(message, KeyDone) or super().post_message(message)

    async def steps(pilot: Pilot[int]) -> None:
        vanishing = Vanishing()
        await screen_of(pilot).mount(vanishing)
        screen_of(pilot).set_focus(vanishing)
        await pilot.press("z")
        await vanishing.remove()
        await press(pilot, "slash", "x")
        assert query_text(pilot) == "ferryx"

    drive(steps, text="ferry")


def test_a_key_that_comes_when_the_app_has_ended_does_nothing() -> None:
    async def run() -> None:
        app = MorgueApp(FakeEngine)
        async with app.run_test():
            pass
        await app.on_event(Key("j", "j"))

    asyncio.run(run())


def test_keys_behind_one_that_closes_a_screen_are_not_lost() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await burst(pilot, "enter", "question_mark", "escape", "j", "question_mark", "q", "j")
        assert screen_of(pilot).state.cursor == 2

    drive(steps, text="ferry")
