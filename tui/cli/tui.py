"""`search tui`: the way into the full-screen window, and the only command that loads it."""

import sys

import click
from platformdirs import user_state_path

from tui.app import run_app
from tui.app.settings import Settings
from tui.cli.ending import FOUND
from tui.cli.session import Session, examples, pass_session
from tui.cli.words import WordsCommand, text_of, words_argument
from tui.config import read_config


@click.command("tui", cls=WordsCommand, epilog=examples("search tui", "search tui harbour strike"))
@words_argument()
@pass_session
def command(session: Session, words: tuple[str, ...]) -> int:
    """Search in a full-screen window.

    It opens with the answer to WORDS, if there are any.
    """
    if session.json:
        raise click.UsageError("the window has no JSON\nTry: search query WORDS --json")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("the window needs a terminal\nTry: search query WORDS")
    config = read_config()
    # Opened by the app, once its first screen is painted.
    run_app(
        lambda: session.engine(follow=True),
        text_of(words),
        Settings(session.archive, user_state_path("morgue"), config.keys, config.theme or "dark"),
    )
    return FOUND
