"""Driving the app in tests: start it over an engine, press keys, wait for the answer, read the screen."""

import asyncio
from collections.abc import Awaitable, Callable
from unittest.mock import patch

from fake_engine import FakeEngine
from textual.events import Key
from textual.pilot import Pilot

from search.engine import Engine
from tui.app.app import MorgueApp
from tui.app.screens.search import SearchScreen
from tui.app.settings import Settings
from tui.app.widgets.query_bar import QueryBar
from tui.app.widgets.reader import Reader

Steps = Callable[[Pilot[int]], Awaitable[None]]


def drive(
    steps: Steps,
    *,
    engine: Engine | None = None,
    opener: Callable[[], Engine] | None = None,
    text: str = "",
    size: tuple[int, int] = (80, 24),
    settings: Settings = Settings(),  # noqa: B008  # a value that cannot change
) -> None:
    """Run the app without a terminal and do the steps in it."""

    async def run() -> None:
        app = MorgueApp(opener or (lambda: engine or FakeEngine()), text, settings, clock=lambda: 0.0)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await steps(pilot)

    # What the app leaves a person to rest their hands, a test does not need.
    with (
        patch("tui.app.screens.search._PAUSED", 0.01),
        patch("tui.app.screens.open_article._RESTED", 0.01),
    ):
        asyncio.run(run())


def screen_of(pilot: Pilot[int]) -> SearchScreen:
    screen = pilot.app.screen_stack[1]
    assert isinstance(screen, SearchScreen)
    return screen


async def settle(pilot: Pilot[int]) -> None:
    """Wait until everything asked for has been answered and shown."""
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
    for _ in range(500):
        await pilot.pause(0.01)
        state = screen_of(pilot).state
        counted = state.size is not None or state.trouble is not None or state.missing is not None
        typed = screen_of(pilot).query_one(QueryBar).value == state.text
        asked = state.waiting or state.fetching is not None or state.unadvised
        if counted and typed and not asked and _read(pilot):
            break
    else:
        raise AssertionError("the app did not settle")
    await pilot.pause(0.02)
    await pilot.pause()


def _read(pilot: Pilot[int]) -> bool:
    """True when the reader, if it is to be seen, shows the article it is to show."""
    screen = screen_of(pilot)
    reader, hit = screen.query_one(Reader), screen.state.to_read
    return hit is None or not reader.display or reader.showing == hit.article.id


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def burst(pilot: Pilot[int], *keys: str) -> None:
    """Press keys that arrive all at once, as from a slow line or a fast hand."""
    app = pilot.app
    assert isinstance(app, MorgueApp)
    for key in keys:
        app.post_message(Key({"/": "slash", " ": "space"}.get(key, key), key if len(key) == 1 else None))
    await pilot.pause()
    await until(pilot, lambda: not app._keys and app._key_inside is None)
    await settle(pilot)


async def resize(pilot: Pilot[int], width: int, height: int) -> None:
    """Give the terminal another size, and wait until the screen has it."""
    await pilot.resize_terminal(width, height)
    await until(pilot, lambda: pilot.app.screen._compositor.size == (width, height))
    await settle(pilot)


async def until(pilot: Pilot[int], true: Callable[[], bool]) -> None:
    """Wait for what does not settle."""
    for _ in range(500):
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not come true")


def shown(pilot: Pilot[int]) -> str:
    """Everything on the screen, as text."""
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in lines)


def query_text(pilot: Pilot[int]) -> str:
    return screen_of(pilot).query_one(QueryBar).value
