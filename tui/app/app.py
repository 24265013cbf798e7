"""The Textual application: one search screen and the search thread that answers it.

What both are made of is loaded behind the first paint, which needs none of it: half of what a
start takes. Keys that are pressed by then wait like all others.

Keys are let in one at a time. Textual sends each to the widget that has the focus when
it arrives, so of several that arrive together (a slow line, a fast hand) all would go to
the first one's widget, although the first may have been the one that moves the focus:
"Enter j" would be typed into the query. Letters for the query are let in together: they
may be a text of thousands.
"""

import gc
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES

from tui.app.bursts import Pressed, Waiting
from tui.app.commands import bindings, with_ways_cleared
from tui.app.screens.front import FrontScreen
from tui.app.settings import DARK, TERMINAL, THEMES, Settings

if TYPE_CHECKING:
    from search.engine import Engine
    from tui.app.screens.deeds import Whither
    from tui.app.screens.search import SearchScreen
    from tui.app.search_thread import SearchThread

_COLLECTING = (20_000, 20, 50)
"""New objects before garbage is looked for among them, and how often among older ones: less often than Python does."""
_TURN = 0.000_5
"""Seconds that the search thread goes on while the screen waits for its turn, ten times for each letter."""

_LINGER = 0.05
"""Seconds that a newline at the end of a pasted text waits for the rest of the text."""

_ANSI = BUILTIN_THEMES["ansi-dark"]
_TERMINAL = replace(_ANSI, name=TERMINAL, variables={**_ANSI.variables, "warning-muted": "ansi_default"})
"""The terminal's own colours; a match is yellow on nothing, where Textual's would be yellow on yellow."""


class KeyDone(Message):
    """Follows a key through all the queues it passes: when it is back, so was the key."""


def _commands() -> type[Provider]:
    from tui.app.palette import Commands

    return Commands


class MorgueApp(App[int]):
    """The archive room: type, narrow, read. Its result is the signal that ended it, if one did."""

    TITLE = "Morgue"
    CSS_PATH = Path(__file__).parent / "screens" / "frame.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in bindings("anywhere")
        if isinstance(binding, Binding) and binding.action.startswith("app.")
    ]

    def __init__(
        self,
        open_engine: "Callable[[], Engine]",
        text: str = "",
        settings: Settings = Settings(),  # noqa: B008  # a value that cannot change
        *,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        """`clock` gives seconds and is read before and after each search."""
        super().__init__()
        self._open_engine, self._clock = open_engine, clock
        self._thread: SearchThread | None = None
        self._search: SearchScreen | None = None
        """What is worked in, once it can be seen."""
        self._settings = settings = settings._replace(keys=with_ways_cleared(settings.keys))
        self._text = text
        self._keys = Waiting()
        self._leaving = False
        """True while the reader is asked what becomes of the marks."""
        self._lingering = False
        """True while a newline waits for what may come after it."""
        self._key_inside: DOMNode | None = None
        self._as_before = gc.get_threshold(), sys.getswitchinterval()
        self.set_keymap(dict(settings.keys))

    @property
    def remapped(self) -> Mapping[str, str]:
        """The keys that the configuration changes, by the id of their command."""
        return self._settings.keys

    def get_default_screen(self) -> Screen[None]:
        """What is painted first."""
        return FrontScreen(self._text)

    def on_mount(self) -> None:
        """Come up in the reader's colours."""
        gc.set_threshold(*_COLLECTING)
        sys.setswitchinterval(_TURN)
        self.register_theme(_TERMINAL)
        self.theme = THEMES.get(self._settings.theme, DARK)

    @on(FrontScreen.Painted)
    async def _open_search(self) -> None:
        """Open the search screen, which is never popped."""
        from tui.app.screens.search import SearchScreen
        from tui.app.search_thread import SearchThread

        self._thread = SearchThread(self._open_engine, clock=self._clock)
        screen = SearchScreen(self._thread, self._settings, self._text)
        await self.push_screen(screen)
        screen.call_after_refresh(self._begin, screen)

    async def _begin(self, screen: "SearchScreen") -> None:
        self._search = screen
        await self._let_in()

    async def action_quit(self) -> None:
        """End; marks that are in no file only once the reader has said so, or asked twice."""
        screen = self._search
        if screen is None or self._leaving or not screen.has_unsaved_marks:
            self.exit()
            return

        def chosen(whither: "Whither | None") -> None:
            self._leaving = False
            if whither == "quit":
                self.exit()
            elif whither == "export":
                screen.action_export()

        self._leaving = True
        self.push_screen(screen.leaving(), chosen)

    def on_unmount(self) -> None:
        """Let the search thread go, without waiting for the search it may be in."""
        if self._thread is not None:
            self._thread.stop()
        collecting, turn = self._as_before
        gc.unfreeze()
        gc.set_threshold(*collecting)
        sys.setswitchinterval(turn)

    async def on_event(self, event: Event) -> None:
        """Have a key wait its turn; whatever else happens, happens now."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self._keys.add(event)
            await self._let_in()
        else:
            await super().on_event(event)

    def get_driver_class(self) -> type[Driver]:
        """One that hands keys over together."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from tui.app.driver import WindowDriver

        return WindowDriver

    @on(Pressed)
    async def _on_pressed(self, event: Pressed) -> None:
        for key in event.take():
            self._keys.add(key)
        await self._let_in()

    @on(KeyDone)
    async def _on_key_done(self) -> None:
        self._key_inside = None
        await self._let_in()

    async def _let_in(self, *, late: bool = False) -> None:
        # A part of the screen that is taken away takes the message it held with it; an app that ends, all parts.
        while self._keys and self.screen_stack and not (self._key_inside and self._key_inside.is_attached):
            if self._search is None:
                return
            typing = self.focused is self._search.query_bar
            if typing and self._keys.may_go_on and not late:
                self._linger()
                return
            await super().on_event(self._keys.take_text() if typing else self._keys.take())
            inside = self.focused or self.screen
            self._key_inside = inside if inside.post_message(KeyDone()) else None

    def _linger(self) -> None:
        if not self._lingering:
            self._lingering = True
            self.set_timer(_LINGER, self._go_on)

    async def _go_on(self) -> None:
        self._lingering = False
        await self._let_in(late=True)
