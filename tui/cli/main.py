"""The table of contents: every command with the module that holds it, and what holds for all of them.

The summaries stand here as well as in the commands, so that `search --help` need
not import every command and the engine with them; a test keeps the two alike.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from tui.cli.ending import run
from tui.cli.session import Session, archive_for, examples
from tui.cli.starting import loaded, start_process
from tui.cli.table import CommandTable, Entry
from tui.config import Config, read_config
from tui.render.style import ColorChoice, display_for

COMMANDS = {
    "index": Entry("tui.cli.index", "Take the articles in PATH into the archive.", ("add", "import")),
    "query": Entry("tui.cli.query", "Articles that match WORDS, best first.", ("find", "grep", "search")),
    "show": Entry(
        "tui.cli.show",
        "The whole of one article, by its rank in the last answer or its id.",
        ("cat", "read"),
    ),
    "open": Entry(
        "tui.cli.open",
        "Open an article where it was published, by its rank in the last answer or its id.",
        ("browse", "launch"),
    ),
    "similar": Entry(
        "tui.cli.similar", "Articles on the same subject as one you name.", ("like", "more", "related")
    ),
    "facets": Entry("tui.cli.facets", "How many articles there are per outlet, author, year and so on."),
    "export": Entry("tui.cli.export", "Write all articles that match WORDS to a file, each as a whole."),
    "timeline": Entry(
        "tui.cli.timeline",
        "How many articles that match WORDS there are in each day, week, month or year.",
        ("history", "trend"),
    ),
    "stats": Entry("tui.cli.stats", "What the archive holds, in figures.", ("info", "status")),
    "optimize": Entry(
        "tui.cli.optimize",
        "Merge the archive's segments into one, which makes it quicker and mostly smaller.",
        ("compact", "merge", "vacuum"),
    ),
    "remove": Entry("tui.cli.remove", "Remove articles from the archive.", ("delete", "rm")),
    "verify": Entry(
        "tui.cli.verify", "Check every byte of the archive, and what it means.", ("check", "fsck", "test")
    ),
    "repair": Entry(
        "tui.cli.repair", "Save what can be read of a damaged archive.", ("fix", "recover", "salvage")
    ),
    "upgrade": Entry(
        "tui.cli.upgrade",
        "Bring an archive that an earlier version wrote up to date.",
        ("convert", "migrate"),
    ),
    "backup": Entry(
        "tui.cli.backup",
        "Write the archive to FILE, one tar that is checked while it is written.",
        ("dump", "save"),
    ),
    "restore": Entry(
        "tui.cli.restore",
        "Make the archive again from FILE, which `search backup` wrote.",
        ("load", "unpack"),
    ),
    "gc": Entry("tui.cli.gc", "Remove files that the archive no longer needs.", ("clean", "prune")),
    "config": Entry(
        "tui.cli.config",
        "What is set once for all: the archive, colours, facets, the limit, names of outlets.",
        ("configure", "set", "settings"),
    ),
    "completion": Entry(
        "tui.cli.completion", "Print what makes a shell complete commands, options, and values of fields."
    ),
    "tui": Entry("tui.cli.tui", "Search in a full-screen window."),
    "help": Entry(
        "tui.cli.help",
        "The query language (`search help query`), or what a command does.",
        ("man", "syntax", "usage"),
    ),
}


def _version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version  # slow to import, and rarely asked for

        try:
            click.echo(f"search (Morgue) {version('newsmorgue')}")
        except PackageNotFoundError:
            click.echo("search (Morgue), run from a checkout that is not installed")
        context.exit()


@click.group(
    cls=CommandTable,
    entries=COMMANDS,
    invoke_without_command=True,
    epilog=examples("search index ~/clippings", 'search query "ferry strike" outlet:times', "search show 1"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--archive",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="SEARCH_ARCHIVE",
    show_default="in your data folder",
    show_envvar=True,
    metavar="DIR",
    help="The archive to use.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    help="When to use colour; auto, the default, means on a terminal, unless NO_COLOR is set.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON, whatever the command.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
)
@click.pass_context
def cli(context: click.Context, archive: Path | None, color: ColorChoice | None, as_json: bool) -> None:
    """Search a news archive: ranked hits, phrases, fields, dates and facets.

    Without a command, on a terminal, this opens the full-screen window.
    """
    config = _config_for(context.invoked_subcommand)
    context.obj = Session(
        archive_for(archive, config),
        display_for(sys.stdout, color or config.color or "auto"),
        as_json,
        config.outlets,
    )
    context.default_map = {"query": _defaults_of_query(config)}
    if context.invoked_subcommand is None:
        if sys.stdin.isatty() and sys.stdout.isatty() and not as_json:
            from tui.cli.tui import command as tui_command  # loads textual

            loaded()
            context.invoke(tui_command)
        else:
            click.echo(context.get_help())


def _config_for(command: str | None) -> Config:
    """What is set; nothing for the one command that must work to mend the file. Raises ConfigInvalid."""
    return Config() if command == "config" else read_config()


def _defaults_of_query(config: Config) -> dict[str, Any]:
    """What is set for `search query`, by the names of its options."""
    limit = {} if config.limit is None else {"limit": config.limit}
    return {**limit, "facets": list(config.facets)} if config.facets else limit


def main(args: Sequence[str] | None = None) -> int:
    """Run one command line, by default the process's own; the exit code."""
    if args is None:
        start_process()
        args = sys.argv[1:]
        if asked := os.environ.get("_SEARCH_COMPLETE"):
            from tui.cli.completion import answer_shell  # a shell asks, and no person

            return answer_shell(cli, asked)
    return run(cli, args)
