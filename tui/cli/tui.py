"""`search tui`: the way into the full-screen window, and the only command that loads it."""

import sys

import click

from tui.app import run_app
from tui.cli.ending import FOUND
from tui.cli.session import Session, examples, pass_session
from tui.cli.words import WordsCommand, text_of, words_argument


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
    run_app(session.engine(follow=True), text_of(words))
    return FOUND
