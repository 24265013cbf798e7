"""Session: what the options before the command say, and what every command declares alike."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import click
from platformdirs import user_data_path

from tui.config import Config, read_config
from tui.render.output import say
from tui.render.style import Display

if TYPE_CHECKING:
    from search.engine import Engine


class Session(NamedTuple):
    """Which archive is used, and how to answer."""

    archive: Path
    display: Display
    json: bool = False
    """True when --json stood before the command."""
    outlets: Mapping[str, str] = MappingProxyType({})
    """Other names of outlets, see `search.aliases`."""

    def engine(self, *, follow: bool = False) -> "Engine":
        """The archive's engine, with outlets under their other names; see `open_engine`."""
        from search.embedded import open_engine  # what only writes, or sets, need not load it

        engine = open_engine(self.archive, follow=follow)
        if not self.outlets:
            return engine
        from search.aliases import AliasedEngine  # most people give no names

        return AliasedEngine(engine, self.outlets)

    def folder_to_write(self) -> Path:
        """The archive's, for a command that changes what is there; on a shared file system, with a warning."""
        from index.file_systems import network_file_system  # who only searches need not load it

        if kind := network_file_system(self.archive):
            say(
                [
                    f"The archive is on a shared file system ({kind}): two machines writing at once could damage"
                    " it. Keep it on a local disk, and back it up there."
                ]
            )
        return self.archive


def archive_for(named: Path | None, config: Config) -> Path:
    """The archive to use: the one named, or the one that is set, or the usual one."""
    if named:
        return named
    return Path(config.archive).expanduser() if config.archive else user_data_path("morgue")


def session_from(context: click.Context) -> Session:
    """The session of a command line that is being typed, for which nothing has been set up. Raises ConfigInvalid."""
    config = read_config()
    named = context.find_root().params.get("archive")
    return Session(archive_for(named, config), Display(), outlets=config.outlets)


def examples(*lines: str) -> str:
    """The end of a command's help: its examples, as they are typed."""
    # click keeps the line ends of a paragraph that begins with a backspace.
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


pass_session = click.make_pass_decorator(Session)


def _or_before_the_command(context: click.Context, parameter: click.Parameter, value: bool) -> bool:
    session = context.find_object(Session)
    return value or (session is not None and session.json)


json_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    callback=_or_before_the_command,
    help="Answer in JSON; see docs/json.md.",
)
