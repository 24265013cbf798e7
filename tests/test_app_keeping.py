"""What is kept when the window closes: exported articles and saved searches."""

from pathlib import Path

from app_pilot import drive, press, query_text, screen_of, shown, until
from fake_engine import ARTICLES, FakeEngine
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Input

from search.engine import Cancelled
from search.saved import SavedSearch, keep_searches, saved_searches
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


def test_whoever_opens_a_saved_search_from_the_start_or_the_list_has_looked(tmp_path: Path) -> None:
    engine = FakeEngine()
    settings = Settings(tmp_path / "archive", tmp_path)

    def grow(number: int) -> None:
        new = replace(ARTICLES[0], id=f"{number:x}" * 16, first_seen=f"2025-01-{number}")
        engine.articles, engine.generation = (*engine.articles, new), engine.generation + 1

    async def open_it(pilot: Pilot[int], *keys: str) -> None:
        await until(pilot, lambda: "ferry   boats · 1 new" in shown(pilot))
        await press(pilot, *keys)
        await until(pilot, lambda: not screen_of(pilot).news[0].new)
        await press(pilot, "slash", "ctrl+u")
        assert "ferry   boats" in shown(pilot)
        assert "new" not in shown(pilot)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "S", *"boats", "enter")
        await until(pilot, lambda: bool(screen_of(pilot).searches[0].looked))
        for number, keys in ((10, ("down", "enter")), (11, ("down", "L", "enter"))):
            grow(number)
            await press(pilot, "slash", *"x", "ctrl+u")
            await open_it(pilot, *keys)
            assert saved_searches(tmp_path)[0].looked == f"2025-01-{number}"

    drive(steps, engine=engine, text="ferry", settings=settings)


async def save_and_grow(pilot: Pilot[int], engine: FakeEngine) -> None:
    """Save what is asked, and have one more article come in that it finds."""
    await press(pilot, "enter", "S", *"boats", "enter")
    await until(pilot, lambda: bool(screen_of(pilot).searches[0].looked))
    new = replace(ARTICLES[0], id="e" * 16, first_seen="2025-01-01")
    engine.articles, engine.generation = (*ARTICLES, new), 2


def test_what_came_in_is_new_in_the_list_of_saved_searches_once_one_has_asked_again(tmp_path: Path) -> None:
    engine = FakeEngine()

    async def steps(pilot: Pilot[int]) -> None:
        await save_and_grow(pilot, engine)
        await press(pilot, "f5")
        await until(pilot, lambda: bool(screen_of(pilot).news[0].new))
        await press(pilot, "L")
        assert "1 new" in shown(pilot)

    drive(steps, engine=engine, text="ferry", settings=Settings(tmp_path / "archive", tmp_path))


def test_a_saved_search_that_is_on_the_screen_is_asked_again_where_the_archive_grew(tmp_path: Path) -> None:
    engine = FakeEngine()

    async def steps(pilot: Pilot[int]) -> None:
        await save_and_grow(pilot, engine)
        screen_of(pilot)._look_again()
        await until(pilot, lambda: screen_of(pilot).state.grown == 1)
        await press(pilot, "L", "enter")
        assert screen_of(pilot).state.total == 6

    drive(steps, engine=engine, text="ferry", settings=Settings(tmp_path / "archive", tmp_path))


def test_a_look_for_what_is_new_that_was_called_off_is_made_up_for(tmp_path: Path) -> None:
    engine, called_off = FakeEngine(), list[str]()

    def call_off(text: str) -> None:
        if text == "boats" and not called_off:
            called_off.append(text)
            raise Cancelled

    async def steps(pilot: Pilot[int]) -> None:
        await until(pilot, lambda: bool(screen_of(pilot).news))
        assert called_off

    settings = Settings(tmp_path / "archive", tmp_path)
    archive = str((tmp_path / "archive").absolute())
    keep_searches(tmp_path, (SavedSearch("mine", "boats", archive, looked="2024"),))
    engine.before_search = call_off
    drive(steps, engine=engine, settings=settings)
