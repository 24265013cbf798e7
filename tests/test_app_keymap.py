"""Commands by other ways than their own keys: by the palette, and by keys that the configuration gives them."""

import pytest
from app_pilot import drive, press, settle, shown, until
from textual.pilot import Pilot

from tui.app.app import MorgueApp
from tui.app.commands import BY_ID, shown_keys, with_ways_cleared
from tui.app.screens.ask import AskScreen
from tui.app.settings import Settings
from tui.app.widgets.date_bars import DateBars
from tui.app.widgets.facet_panel import FacetRows
from tui.app.widgets.hit_list import HitList


def test_the_palette_does_what_is_chosen() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        await pilot.press("ctrl+p")
        await pilot.pause(0.1)
        await pilot.press(*"brush dat")
        for _ in range(50):
            await pilot.pause(0.05)
            if pilot.app.screen.query("CommandList") and "Brush dates" in shown(pilot):
                break
        await pilot.press("enter")
        await settle(pilot)
        await pilot.pause(0.1)
        assert isinstance(pilot.app.focused, DateBars)

    drive(steps, text="ferry")


def test_over_a_dialog_the_palette_has_the_commands_of_the_whole_app(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    async def note(app: MorgueApp) -> None:
        called.append("quit")

    monkeypatch.setattr(MorgueApp, "action_quit", note)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "S")
        assert isinstance(pilot.app.screen, AskScreen)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Quit" in shown(pilot))
        assert "Brush dates" not in shown(pilot)
        await pilot.press(*"quit")
        await until(pilot, lambda: "To the shell" not in shown(pilot) and "Quit" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: called == ["quit"])
        assert isinstance(pilot.app.screen, AskScreen)

    drive(steps, text="ferry")


def test_keys_can_be_changed_and_the_help_says_so() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "z")
        assert isinstance(pilot.app.focused, FacetRows)
        await press(pilot, "z", "f")
        assert isinstance(pilot.app.focused, HitList)
        assert "z Facets" in shown(pilot)

    drive(steps, text="ferry", settings=Settings(keys={"facets": "z"}))


def test_a_key_that_is_changed_wins_over_what_had_it() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "b")
        assert "this article has no address" in shown(pilot)
        await press(pilot, "j", "enter", "b")
        assert "this article has no address" in shown(pilot)
        await press(pilot, "escape", "z")
        assert isinstance(pilot.app.focused, FacetRows)
        await press(pilot, "z", "r")
        assert "Similar articles" in shown(pilot)

    drive(steps, text="ferry", settings=Settings(keys={"browse": "b", "facets": "z", "similar": "r"}))


def test_what_has_lost_a_key_is_shown_without_it() -> None:
    keys = with_ways_cleared({"browse": "b", "similar": "r", "facet": "z"})
    assert shown_keys(BY_ID["lists.page-up"], keys) == "PgUp Ctrl+B"
    assert shown_keys(BY_ID["order"], keys) == ""
    assert "reader.next" not in keys


def test_keys_for_commands_there_are_not_are_told() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "no command is called facet or nonsense" in shown(pilot)

    drive(steps, settings=Settings(keys={"nonsense": "y", "facet": "z"}))
