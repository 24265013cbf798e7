"""A click group that imports a command's module only when that command is asked for.

Each module calls its command `command`. Help is written from the entries alone.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from tui.cli.starting import loaded


class Entry(NamedTuple):
    """Where a command is, and what it does in one sentence."""

    module: str
    summary: str
    also: tuple[str, ...] = ()
    """What other programs call it: suggested when somebody types it, never taken."""


_ALIKE = 0.75
"""How alike a mistyped name must be, as in difflib: "india" is a word to search for, not `index`."""


class CommandTable(click.Group):
    """The commands of a table of contents."""

    def __init__(self, *args: Any, entries: Mapping[str, Entry], **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None where the table has no such name."""
        if cmd_name not in self.entries:
            return None
        command: click.Command = import_module(self.entries[cmd_name].module).command
        loaded()
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; a UsageError that suggests one where it names none."""
        name, *rest = args
        if name not in self.entries:
            import shlex  # needed for a mistake alone

            from tui.cli.words import advice_to_search

            meant = self.meant_by(name)
            advice = f"Did you mean: search {shlex.join([meant, *rest])}" if meant else advice_to_search(args)
            raise click.UsageError(f"there is no command {name!r}\n{advice}", ctx)
        return super().resolve_command(ctx, args)

    def commands_with(self, option: str) -> Iterator[str]:
        """The names of the commands that take an option; each is imported only when it is its turn."""
        for name in self.entries:
            command = self.get_command(click.Context(self), name)
            if command and any(option in parameter.opts for parameter in command.params):
                yield name

    def meant_by(self, name: str) -> str | None:
        """The command that a name stands for elsewhere, or is a slip of the finger away from."""
        for meant, entry in self.entries.items():
            if name in entry.also:
                return meant
        from difflib import get_close_matches

        return next(iter(get_close_matches(name, self.entries, n=1, cutoff=_ALIKE)), None)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.entries.items()])
