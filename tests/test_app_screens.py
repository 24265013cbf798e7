"""How the screens look at the sizes they are made for. Read every difference before accepting it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app_pilot import drive, resize, screen_of, settle, shown
from fake_engine import FakeEngine
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from index.errors import ArchiveMissing
from search.engine import Engine
from tui.app.app import MorgueApp
from tui.app.settings import Settings
from tui.app.widgets.query_bar import QueryBar

SIZES = ((80, 24), (120, 40), (200, 60), (50, 15))
KEYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "start": ("", ()),
    "results": ("ferry", ("enter", "j", "space")),
    "facets": ('ferry outlet:="The Tern"', ("enter", "f")),
    "reader": ("ferry", ("enter", "enter", "n", "n")),
    "nothing": ("ferry zeppelin", ("enter",)),
    "error": ("ferry", ("space", *"date:x")),
    "completion": ("ferry", ("space", *"outlet:p")),
    "help": ("ferry", ("enter", "question_mark")),
    "timeline": ("ferry", ("enter", "t")),
    "hostile": ("hostile", ("enter", "enter", "n")),
}


def screens(pilot: Pilot[int]) -> str:
    """What is on the screen, without the blanks at its right edge."""
    return "\n".join(line.rstrip() for line in shown(pilot).splitlines())


@pytest.mark.parametrize("name", KEYS)
def test_screen(name: str, snapshot: SnapshotAssertion) -> None:
    text, keys = KEYS[name]

    async def steps(pilot: Pilot[int]) -> None:
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        for size in SIZES:
            await resize(pilot, *size)
            if pilot.app.screen is not screen_of(pilot):
                await pilot.pause(0.1)  # what is behind a dialog is drawn when there is nothing else to do
            assert screens(pilot) == snapshot(name=f"{size[0]}x{size[1]}")

    drive(steps, text=text, size=SIZES[0])


def test_screen_without_an_archive(snapshot: SnapshotAssertion) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        for size in SIZES:
            await resize(pilot, *size)
            assert screens(pilot) == snapshot(name=f"{size[0]}x{size[1]}")

    drive(steps, opener=no_archive, text="")


def no_archive() -> Engine:
    raise ArchiveMissing(Path("/archives/morgue"))


@pytest.mark.parametrize("theme", ["dark", "light", "terminal", "none"])
def test_theme(theme: str, snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch) -> None:
    if theme == "none":
        monkeypatch.setenv("NO_COLOR", "1")

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        screen_of(pilot).query_one(QueryBar).cursor_blink = False
        for key in ("enter", "enter", "n"):  # a match can be gone to once the article is there
            await pilot.press(key)
            await settle(pilot)

    app = MorgueApp(FakeEngine, "ferry -bread", Settings(theme=theme), clock=lambda: 0.0)
    assert snap_compare(app, terminal_size=(120, 30), run_before=before)
