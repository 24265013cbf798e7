"""`search help`: the query language, or what a command does."""

from typing import cast

import click

from tui.cli.ending import FOUND
from tui.cli.session import Session, examples, pass_session
from tui.cli.table import CommandTable
from tui.render.output import put

_LANGUAGE = "query"


@click.command(
    "help", epilog=examples("search help query", "search help index", "search help --man > search.1")
)
@click.argument("topic", default="")
@click.option("--man", "as_manual", is_flag=True, help="Write all of the help as a man page.")
@click.pass_context
@pass_session
def command(session: Session, context: click.Context, topic: str, as_manual: bool) -> int:
    """The query language (`search help query`), or what a command does.

    TOPIC is query, or any other command; without one, this lists the commands.
    """
    if as_manual:
        from importlib.metadata import version

        from tui.cli.manual import manual_lines

        put(
            manual_lines(cast(click.Group, context.find_root().command), version("newsmorgue")),
            session.display,
        )
        return FOUND
    if topic == _LANGUAGE:
        from tui.render.reference import reference_lines

        put(reference_lines(session.display), session.display)
        return FOUND
    above = context.parent or context
    if topic and isinstance(above.command, CommandTable):
        found = above.command.get_command(above, topic)
        if not found:
            from tui.cli.words import ALL_THAT_CAN_BE_ASKED  # loads the query language, for a mistake alone

            meant = above.command.meant_by(topic)
            advice = f"Did you mean: search help {meant}" if meant else ALL_THAT_CAN_BE_ASKED
            raise click.UsageError(f"there is no command {topic!r}\n{advice}", context)
        above = click.Context(found, parent=above, info_name=topic)
    put(above.get_help().splitlines(), session.display)
    return FOUND
