"""The help screen, the footer, and the keys that work everywhere."""

import pytest
from app_pilot import drive, press, shown
from textual.pilot import Pilot
from textual.widgets import Static

from tui.app.app import MorgueApp
from tui.app.commands import COMMANDS
from tui.app.screens.help import HelpPage, HelpScreen
from tui.app.screens.search import SearchScreen


def test_the_help_screen_has_every_command_of_the_table_and_says_how_to_close_it() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "question_mark")
        text = str(pilot.app.screen.query_one(Static).content)
        assert all(command.title in text for command in COMMANDS)
        assert "n  Next match" in text
        assert "? F1  Help" in text
        assert "Ctrl+Z  To the shell" in text
        assert text.startswith("Esc ? F1 q close this")

    drive(steps, text="ferry", size=(120, 60))


def test_no_line_of_the_help_breaks_in_eighty_columns() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "f1")
        text = pilot.app.screen.query_one(Static)
        assert max(map(len, str(text.content).split("\n"))) <= text.content_size.width

    drive(steps, size=(80, 24))


@pytest.mark.parametrize("key", ["escape", "question_mark", "f1", "q"])
def test_the_keys_that_open_the_help_close_it(key: str) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, SearchScreen)

    drive(steps)


def test_the_help_scrolls_like_an_article() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "f1", "j", "j", "j", "k")
        assert pilot.app.screen.query_one(HelpPage).scroll_y == 2

    drive(steps, size=(40, 12))


@pytest.mark.parametrize("width", [60, 40])
def test_a_short_line_of_keys_keeps_help_and_quit(width: int) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "F1 Help  Ctrl+Q Quit" in shown(pilot)
        for key in ("enter", "enter", "escape", "f"):
            await press(pilot, key)
            assert "? Help  q Quit" in shown(pilot)

    drive(steps, text="ferry", size=(width, 20))


def test_ctrl_z_leads_to_the_shell_from_every_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    pressed: list[str] = []
    monkeypatch.setattr(MorgueApp, "action_suspend_process", lambda app: pressed.append("ctrl+z"))

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "ctrl+z", "enter", "ctrl+z", "question_mark", "ctrl+z")
        assert len(pressed) == 3

    drive(steps, text="ferry")
