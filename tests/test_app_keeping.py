"""What is kept when the window closes: exported articles and saved searches."""

from dataclasses import replace
from pathlib import Path

from app_pilot import drive, press, query_text, screen_of, shown, until
from fake_engine import ARTICLES, FakeEngine
from textual.pilot import Pilot
from textual.widgets import Input

from tui.app.settings import Settings


def test_marked_articles_are_exported_and_nothing_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "mine.md"

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "x")
        assert "Export this article, as none is marked, to which file?" in shown(pilot)
        await press(pilot, "escape", "space", "space", "x")
        assert "Export the 2 marked articles to which file?" in shown(pilot)
        pilot.app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter")
        assert "wrote 2 articles" in shown(pilot)
        await press(pilot, "x")
        pilot.app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter")
        # The dialog is still there, and says why.
        assert pilot.app.screen.query_one(Input).value == str(file)
        assert "already" in shown(pilot)

    drive(steps, text="ferry", size=(200, 40), settings=Settings(tmp_path / "archive"))
    assert file.read_text().count("The Tern") == 2


def test_a_saved_search_is_kept_and_offered_at_the_start(tmp_path: Path) -> None:
    async def save(pilot: Pilot[int]) -> None:
        # Typed over the name that is offered.
        await press(pilot, "enter", "S", *"boats", "enter")
        assert "saved as boats" in shown(pilot)
        await until(pilot, lambda: bool(screen_of(pilot).searches[0].looked))

    async def come_back(pilot: Pilot[int]) -> None:
        await until(pilot, lambda: "ferry   boats · 1 new" in shown(pilot))
        await press(pilot, "down", "enter")
        assert query_text(pilot) == "ferry"

    settings = Settings(tmp_path / "archive", tmp_path)
    drive(save, text="ferry", settings=settings)
    new = replace(ARTICLES[0], id="e" * 16, first_seen="2025-01-01")
    drive(come_back, engine=FakeEngine((*ARTICLES, new)), settings=settings)
