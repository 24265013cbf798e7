"""The table of contents: every command with the module that holds it, and what holds for all of them.

The summaries stand here as well as in the commands, so that `search --help` need
not import every command and the engine with them; a test keeps the two alike.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from platformdirs import user_data_path

from tui.cli.ending import run
from tui.cli.session import Session, examples
from tui.cli.starting import loaded, start_process
from tui.cli.table import CommandTable, Entry
from tui.render.style import ColorChoice, display_for

COMMANDS = {
    "index": Entry("tui.cli.index", "Take the articles in PATH into the archive.", ("add", "import")),
    "query": Entry("tui.cli.query", "Articles that match WORDS, best first.", ("find", "grep", "search")),
    "show": Entry(
        "tui.cli.show",
        "The whole of one article, by its rank in the last answer or its id.",
        ("cat", "open", "read"),
    ),
    "facets": Entry("tui.cli.facets", "How many articles there are per outlet, author, year and so on."),
    "stats": Entry("tui.cli.stats", "What the archive holds, in figures.", ("info", "status")),
    "optimize": Entry(
        "tui.cli.optimize",
        "Merge the archive's segments into one, which makes it smaller and quicker.",
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
        ("dump", "export", "save"),
    ),
    "restore": Entry(
        "tui.cli.restore",
        "Make the archive again from FILE, which `search backup` wrote.",
        ("load", "unpack"),
    ),
    "gc": Entry("tui.cli.gc", "Remove files that the archive no longer needs.", ("clean", "prune")),
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
    default=lambda: user_data_path("morgue"),
    show_default="in your data folder",
    show_envvar=True,
    metavar="DIR",
    help="The archive to use.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to use colour; auto means on a terminal, unless NO_COLOR is set.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON, whatever the command.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
)
@click.pass_context
def cli(context: click.Context, archive: Path, color: ColorChoice, as_json: bool) -> None:
    """Search a news archive: ranked hits, phrases, fields, dates and facets.

    Without a command, on a terminal, this opens the full-screen window.
    """
    context.obj = Session(archive, display_for(sys.stdout, color), as_json)
    if context.invoked_subcommand is None:
        if sys.stdin.isatty() and sys.stdout.isatty() and not as_json:
            from tui.cli.tui import command as tui_command  # loads textual

            loaded()
            context.invoke(tui_command)
        else:
            click.echo(context.get_help())


def main(args: Sequence[str] | None = None) -> int:
    """Run one command line, by default the process's own; the exit code."""
    if args is None:
        start_process()
        args = sys.argv[1:]
    return run(cli, args)
