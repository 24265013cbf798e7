"""What may be pasted into the query, and what becomes of it."""

import pytest
from app_pilot import burst, drive, query_text, screen_of, settle, shown
from fake_engine import FakeEngine
from textual.events import Key, Paste
from textual.pilot import Pilot

from search.language.parser import MOST_CHARACTERS
from tui.app.bursts import Pressed
from tui.app.suggesting import EXAMPLES
from tui.app.widgets.query_bar import QueryBar


async def paste(pilot: Pilot[int], text: str) -> None:
    pilot.app.post_message(Paste(text))
    await settle(pilot)


@pytest.mark.parametrize("text", ["harbour\nferry", "harbour\r\nferry\r\n", "\n\nharbour\nferry"])
def test_all_lines_of_a_pasted_text_become_one(text: str) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await paste(pilot, text)
        assert query_text(pilot) == "harbour ferry"
        assert "1 article " in shown(pilot)

    drive(steps)


def test_a_pasted_text_goes_where_the_cursor_is_and_replaces_what_is_selected() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        bar = screen_of(pilot).query_one(QueryBar)
        await pilot.press("home")
        await paste(pilot, "old\x1b[31m\n")
        assert query_text(pilot) == "oldferry"
        assert bar.cursor_position == 3
        bar.action_select_all()
        await paste(pilot, "bell")
        assert query_text(pilot) == "bell"

    drive(steps, text="ferry")


def test_a_pasted_text_that_is_too_long_is_cut_and_said_to_be_too_long() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await paste(pilot, "ferry " * 20_000)
        assert len(query_text(pilot)) == 4097
        assert "a query can have 4,096 characters, this has 120,005" in shown(pilot)
        await paste(pilot, "more")
        assert len(query_text(pilot)) == 4097

    drive(steps, text="bell ")


def test_keys_that_come_before_the_others_are_taken_are_among_them() -> None:
    pressed, (a, b, c) = Pressed(), (Key(letter, letter) for letter in "abc")
    assert pressed.add(a)
    assert pressed.add(b)
    assert pressed.take() == [a, b]
    assert not pressed.add(c)
    assert pressed.take() == [a, b]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_query_that_is_wrong_from_the_start_says_in_the_middle_what_is_wrong_and_what_to_try(
    size: tuple[int, int],
) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        for text in (
            "This query cannot be understood",
            "Column 6: there is no month 13.",
            "Months run 01 to 12",
        ):
            assert text in shown(pilot)
        assert "Outlet" not in shown(pilot)
        assert "▕" not in shown(pilot)
        await pilot.press("escape", "enter")
        await settle(pilot)
        assert query_text(pilot) == EXAMPLES[0]

    drive(steps, text="date:2019-13", size=size)


def test_where_nothing_was_asked_yet_an_unfinished_query_leaves_the_start() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await paste(pilot, "date:")
        assert "type on" in shown(pilot)
        await pilot.press("escape")  # the years that may follow
        assert "10 articles to search" in shown(pilot)

    drive(steps)


def test_a_query_that_is_too_long_from_the_start_is_cut_too() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert len(query_text(pilot)) == 4097
        assert "a query can have 4,096 characters, this has 120,000" in shown(pilot)

    drive(steps, text="ferry " * 20_000)


def test_letters_that_come_at_once_are_one_text() -> None:
    engine = FakeEngine()

    async def steps(pilot: Pilot[int]) -> None:
        await burst(pilot, *"ferry boat" * 1_000)
        assert query_text(pilot) == ("ferry boat" * 1_000)[: MOST_CHARACTERS + 1]
        assert "4,096 characters" in shown(pilot)
        assert len(engine.requests) < 5

    drive(steps, engine=engine)


def test_a_newline_in_a_pasted_text_is_a_space_and_one_that_is_pressed_is_none() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await burst(pilot, *"night ferry", "enter", *"fares rise", "enter")
        assert query_text(pilot) == "night ferry fares rise"
        assert not isinstance(pilot.app.focused, QueryBar)
        await burst(pilot, "/", "ctrl+u", *"ferry", "enter", "j", "j")
        assert query_text(pilot) == "ferry"
        assert screen_of(pilot).state.cursor == 2
        # A terminal that the window has not taken over yet writes down a line feed for Enter.
        await burst(pilot, "/", "ctrl+u", *"boat", "ctrl+j", "j")
        assert query_text(pilot) == "boat"

    drive(steps)
