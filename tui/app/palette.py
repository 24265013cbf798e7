"""The palette: every command by its name, for whoever does not know its key."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.app.commands import COMMANDS, PART_TITLES, Command, shown_keys

if TYPE_CHECKING:
    from tui.app.app import MorgueApp
    from tui.app.screens.search import SearchScreen


class Commands(Provider):
    """The table of commands, without those that only move about."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command, title, said in self._commands():
            yield DiscoveryHit(title, partial(self._run, command), help=said)

    async def search(self, query: str) -> Hits:
        """Those whose names have these letters."""
        matcher = self.matcher(query)
        for command, title, said in self._commands():
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), partial(self._run, command), help=said)

    def _commands(self) -> Iterator[tuple[Command, str, str]]:
        remapped = cast("MorgueApp", self.app).remapped
        for command in COMMANDS:
            if command.in_palette:
                yield command, command.title, f"{shown_keys(command, remapped)} · {PART_TITLES[command.part]}"

    async def _run(self, command: Command) -> None:
        await cast("SearchScreen", self.screen).run_command(command)
