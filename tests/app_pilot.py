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
_ROUNDS = 4
"""How often all queues are emptied after the last thing was to come: what is painted asks for more."""


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

    app = MorgueApp(opener or (lambda: engine or FakeEngine()), text, settings, clock=lambda: 0.0)
    app.animation_level = "none"

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await steps(pilot)

    async def idle(at_least: float = 0, at_most: float = 1) -> None:
        await _rest(app)

    # What the app leaves a person to rest their hands, a test does not need. And after each key Textual
    # would wait until the processor rests, which takes longer than the key does, and on a busy machine a second.
    with (
        patch("tui.app.screens.search._PAUSED", 0.01),
        patch("tui.app.screens.open_article._RESTED", 0.01),
        patch("textual.app.wait_for_idle", idle),
        patch("textual.pilot.wait_for_idle", idle),
    ):
        asyncio.run(run())


async def _rest(app: MorgueApp) -> None:
    """Wait until each key has been through all the queues it passes, and what it did is painted."""
    pilot = Pilot(app)
    for _ in range(100):
        await pilot.pause(0.001)
        if _is_done(app) and is_painted(pilot):
            break
    app._keys._last = 0.0  # the hand has rested: what comes next is no part of a text that is pasted


def _is_done(app: MorgueApp) -> bool:
    is_inside = app._key_inside is not None and app._key_inside.is_attached
    return not (app._message_queue.qsize() or app._keys or is_inside)


def screen_of(pilot: Pilot[int]) -> SearchScreen:
    screen = pilot.app.screen_stack[1]
    assert isinstance(screen, SearchScreen)
    return screen


async def settle(pilot: Pilot[int]) -> None:
    """Wait until everything asked for has been answered and shown."""
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
    quiet = 0
    for _ in range(3000):
        await pilot.pause(0.001)
        quiet = quiet + 1 if _is_settled(pilot) else 0
        if quiet == _ROUNDS:
            return
    raise AssertionError("the app did not settle")


def _is_settled(pilot: Pilot[int]) -> bool:
    """True when all that is typed has been answered, and nothing else is being looked up."""
    screen = screen_of(pilot)
    state, thread = screen.state, screen._thread
    counted = state.size is not None or state.trouble is not None or state.missing is not None
    typed = screen.query_one(QueryBar).value == state.text
    asked = state.waiting or state.fetching is not None or state.unadvised
    resting = not thread._waiting and bool(thread._changed._waiters)  # type: ignore[attr-defined]
    return counted and typed and not asked and resting and _read(pilot) and is_painted(pilot)


def is_painted(pilot: Pilot[int]) -> bool:
    """True when nothing moves, nor is left to be laid out or drawn, nor to be done after that."""
    screen = pilot.app.screen
    to_lay_out = screen._layout_required or screen._scroll_required or screen._repaint_required
    moves = pilot.app._animator._animations
    return not (to_lay_out or moves or screen._dirty_widgets or screen._callbacks)


def _read(pilot: Pilot[int]) -> bool:
    """True when the reader is to be seen where there is room for it, and shows the article it is to show."""
    screen = screen_of(pilot)
    reader, hit, is_shown = screen.query_one(Reader), screen.state.to_read, screen.shown_columns.reader
    if reader.display != is_shown:
        return False
    return hit is None or not is_shown or reader.showing == hit.article.id


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys with a hand that looks at what each has done."""
    for key in keys:
        await pilot.press(key)
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
