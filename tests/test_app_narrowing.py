"""Ticks and brushes are text in the query, and there is a way back from each."""

import pytest
from app_pilot import drive, press, query_text, settle, shown
from textual.pilot import Pilot

from tui.app.widgets.date_bars import DateBars


def test_a_brush_over_a_time_without_articles_says_so_and_narrows_to_nothing() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "B", "left")
        assert "2021-05: 1 · Enter narrows" in shown(pilot)
        await press(pilot, "left", "enter")
        assert "2021-04: no articles" in shown(pilot)
        assert query_text(pilot) == "ferry"
        await pilot.mouse_down(DateBars, offset=(9, 0))
        await pilot.mouse_up(DateBars, offset=(9, 0))
        await settle(pilot)
        assert "2020-12: no articles" in shown(pilot)
        assert query_text(pilot) == "ferry"

    drive(steps, text="ferry", size=(79, 24))


@pytest.mark.parametrize("text", ["ferry date:unknown", "zeppelin date:2020"])
def test_all_dates_come_back_where_there_are_none_to_be_seen(text: str) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "All dates" not in shown(pilot)
        await press(pilot, "enter")
        assert "Bksp All dates" in shown(pilot)
        await press(pilot, "backspace")
        assert query_text(pilot) == text.partition(" ")[0]
        assert "All dates" not in shown(pilot)

    drive(steps, text=text, size=(120, 24))
