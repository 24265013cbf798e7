"""How the screens look, at the two sizes they are made for. Read every difference before accepting it."""

from collections.abc import Callable

import pytest
from app_pilot import screen_of, settle
from fake_engine import FakeEngine
from textual.pilot import Pilot

from tui.app.app import MorgueApp
from tui.app.widgets.query_bar import QueryBar

SIZES = [(80, 24), (120, 40)]
KEYS = {
    "start": ("", ()),
    "results": ("ferry", ("enter", "j")),
    "facets": ('ferry outlet:="The Tern"', ("enter", "f")),
    "reader": ("ferry", ("enter", "enter", "n", "n")),
    "nothing": ("zeppelin", ("enter",)),
    "error": ("ferry", ("space", *'"un')),
    "help": ("ferry", ("enter", "question_mark")),
    "hostile": ("hostile", ("enter", "enter", "n")),
}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", KEYS)
def test_screen(name: str, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    text, keys = KEYS[name]

    async def before(pilot: Pilot[int]) -> None:
        screen_of(pilot).query_one(QueryBar).cursor_blink = False
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    app = MorgueApp(FakeEngine(), text, clock=lambda: 0.0)
    assert snap_compare(app, terminal_size=size, run_before=before)


def test_matches_show_without_colours(
    snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)

    app = MorgueApp(FakeEngine(), "ferry", clock=lambda: 0.0)
    assert snap_compare(app, terminal_size=(120, 40), run_before=before)
