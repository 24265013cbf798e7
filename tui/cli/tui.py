"""`search tui`: the way into the full-screen window, and the only command that loads it."""

import sys

import click
from platformdirs import user_state_path

from search.engine import Engine
from tui.app import run_app
from tui.app.settings import Settings
from tui.cli.ending import FOUND
from tui.cli.session import Session, examples, pass_session
from tui.cli.words import WordsCommand, text_of


@click.command("tui", cls=WordsCommand, epilog=examples("search tui", "search tui harbour strike"))
@click.argument("words", nargs=-1)
@pass_session
def command(session: Session, words: tuple[str, ...]) -> int:
    """Search in a full-screen window.

    It opens with the answer to WORDS, if there are any.
    """
    if session.json:
        raise click.UsageError("the window has no JSON\nTry: search query WORDS --json")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("the window needs a terminal\nTry: search query WORDS")

    def open_archive() -> Engine:
        from search.embedded import open_engine  # the first screen is painted before this is loaded

        return open_engine(session.archive)

    run_app(open_archive, text_of(words), Settings(session.archive, user_state_path("morgue")))
    return FOUND
