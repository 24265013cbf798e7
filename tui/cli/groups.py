"""Options in groups: declared together, listed together in help, and given to the command as one value.

A further option is one more `click.option` in its group and one more field of the
group's value, both of the same name.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, NamedTuple

import click

_Command = Callable[..., int]
Declaration = Callable[[_Command], _Command]
"""What `click.option` returns."""


class OptionGroup:
    """Options that a command takes as one value."""

    def __init__(
        self, heading: str, name: str, value: type[NamedTuple], options: Sequence[Declaration]
    ) -> None:
        """`name` is the command's parameter; `value` has a field of the name of each option."""
        self.heading = heading
        self.names = frozenset(value._fields)
        self._name = name
        self._value = value
        self._options = options

    def declare(self, command: _Command) -> _Command:
        """The function of a command with these options, to stand where `click.option` would."""

        @wraps(command)
        def gathering(*args: Any, **options: Any) -> int:
            own = [options.pop(name) for name in self._value._fields]
            return command(*args, **options, **{self._name: self._value._make(own)})

        declared: _Command = gathering
        for option in reversed(self._options):
            declared = option(declared)
        return declared


class GroupedCommand(click.Command):
    """A command whose help lists the options of each group under its heading."""

    def __init__(self, *args: Any, groups: Sequence[OptionGroup] = (), **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.groups = groups

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options: each group, then those of none."""
        for part in self._parts():
            rows = [
                row
                for option in self.get_params(ctx)
                if isinstance(option, click.Option)
                and part.has(option)
                and (row := option.get_help_record(ctx))
            ]
            if rows:
                with formatter.section(part.heading):
                    formatter.write_dl(rows)

    def _parts(self) -> list["_Part"]:
        grouped = frozenset[str]().union(*(group.names for group in self.groups))
        return [
            *(_Part(group.heading, group.names, within=True) for group in self.groups),
            _Part("Other options" if grouped else "Options", grouped, within=False),
        ]


class _Part(NamedTuple):
    """A heading in help, and the options that stand under it: those named, or all others."""

    heading: str
    names: frozenset[str]
    within: bool

    def has(self, option: click.Option) -> bool:
        return (option.name in self.names) == self.within
