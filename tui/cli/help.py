"""`search help`: the query language, or what a command does."""

import click

from tui.cli.ending import FOUND
from tui.cli.session import Session, examples, pass_session
from tui.cli.table import CommandTable
from tui.render.output import put

_LANGUAGE = "query"


@click.command("help", epilog=examples("search help query", "search help index"))
@click.argument("topic", default="")
@click.pass_context
@pass_session
def command(session: Session, context: click.Context, topic: str) -> int:
    """The query language (`search help query`), or what a command does.

    TOPIC is query, or any other command; without one, this lists the commands.
    """
    if topic == _LANGUAGE:
        from tui.render.reference import reference_lines

        put(reference_lines(session.display), session.display)
        return FOUND
    above = context.parent or context
    if topic and isinstance(above.command, CommandTable):
        _, found, _ = above.command.resolve_command(above, [topic])
        if found:
            above = click.Context(found, parent=above, info_name=topic)
    put(above.get_help().splitlines(), session.display)
    return FOUND
