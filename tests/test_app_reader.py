"""Reading: the article stays open, and the match one is at stays in view."""

from app_pilot import burst, drive, press, resize, screen_of, shown
from fake_engine import FakeEngine, article
from textual.pilot import Pilot


def test_another_order_keeps_the_article_open_wherever_it_now_stands() -> None:
    many = tuple(
        article(n, f"Ferry {n}", f"Text of ferry {n}.", day=f"20{n:02}-01-01") for n in range(10, 70)
    )

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter")
        assert "Text of ferry 10." in shown(pilot)
        await press(pilot, "r")
        assert "newest first" in shown(pilot)
        assert "1 Ferry 69" in shown(pilot)
        assert "Text of ferry 10." in shown(pilot)
        await press(pilot, "escape")
        assert "1 Ferry 69" in shown(pilot)

    drive(steps, engine=FakeEngine(many), text="ferry")


def test_the_list_of_another_order_begins_at_its_first_and_the_open_article_stays_open() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "j", "j", "enter")
        opened = screen_of(pilot).state.opened
        await press(pilot, "r")
        state = screen_of(pilot).state
        assert state.cursor == 0
        assert state.opened == opened
        await press(pilot, "escape", "j", "j", "r")
        assert screen_of(pilot).state.cursor == 0

    drive(steps, text="ferry")


def test_another_order_keeps_the_match_one_is_at() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter", "n", "n", "r")
        assert "newest first" in shown(pilot)
        assert "2/4" in shown(pilot)

    drive(steps, text="ferry")


def test_a_resized_terminal_keeps_the_match_one_is_at_in_view() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter", "N")
        for size in ((40, 12), (70, 14), (140, 12)):
            await resize(pilot, *size)
            assert "The last ferry of the day" in shown(pilot)

    drive(steps, text="ferry")


def test_the_next_match_is_the_next_from_where_one_has_scrolled_to() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter", "n")
        assert "1/4" in shown(pilot)
        await press(pilot, "G", "n")
        assert "4/4" in shown(pilot)
        assert "around" not in shown(pilot)
        await press(pilot, "n")
        assert "1/4 · around the end" in shown(pilot)
        await press(pilot, "n")
        assert "2/4" in shown(pilot)
        assert "around" not in shown(pilot)
        await press(pilot, "G", "b", "N")
        assert "3/4" in shown(pilot)
        await press(pilot, "g", "G", "N", "g", "N")
        assert "4/4 · around the end" in shown(pilot)

    drive(steps, text="ferry", size=(60, 16))


def test_no_press_is_lost_however_quickly_one_goes_from_match_to_match() -> None:
    text = "\n\n".join(f"Paragraph {n} says ferry.\n\n" + "It goes on. " * 40 for n in range(20))
    engine = FakeEngine((article(1, "Boats", text),))

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter")
        await burst(pilot, *"nnnnn")
        assert "5/20" in shown(pilot)
        await burst(pilot, *"gnnnnnnnnnnnn")
        assert "12/20" in shown(pilot)
        assert "Paragraph 11 says" in shown(pilot)
        await burst(pilot, *"NNN")
        assert "9/20" in shown(pilot)
        await burst(pilot, *"GNN")
        assert "19/20" in shown(pilot)
        assert "Paragraph 18 says" in shown(pilot)

    drive(steps, engine=engine, text="ferry")
