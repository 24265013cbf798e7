"""The palette: every command by its name, for whoever does not know its key."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.app.commands import COMMANDS, PART_TITLES, Command, shown_keys
from tui.app.screens.sight import Sight

if TYPE_CHECKING:
    from tui.app.app import MorgueApp


class Commands(Provider):
    """The table of commands, without those that only move about; over a dialog, those of the whole app."""

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
        is_dialog = not isinstance(self.screen, Sight)
        for command in COMMANDS:
            if command.in_palette and (command.action.startswith("app.") or not is_dialog):
                yield command, command.title, f"{shown_keys(command, remapped)} · {PART_TITLES[command.part]}"

    async def _run(self, command: Command) -> None:
        if isinstance(self.screen, Sight):
            await self.screen.run_command(command)
        else:
            await self.app.run_action(command.action)
