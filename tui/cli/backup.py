"""`search backup`: one consistent state of the archive in one file."""

import sys
from pathlib import Path

import click

from index.upkeep.backup import back_up, back_up_to_stream
from index.upkeep.unfinished import clear_unfinished
from tui.cli.ending import FOUND
from tui.cli.progress import shown_in_place
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.output import put, put_json, say
from tui.render.upkeep import backup_line, backup_record, cleared_lines, part_of


@click.command(
    "backup",
    epilog=examples("search backup ~/morgue.tar", "search backup - | ssh attic 'cat > morgue.tar'"),
)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@json_option
@pass_session
def command(session: Session, file: Path, force: bool, as_json: bool) -> int:
    """Write the archive to FILE, one tar that is checked while it is written.

    Indexing may go on meanwhile: FILE has the state of one moment. A FILE that is
    there stays; with --force it is replaced once the new one is whole. With - the tar goes to stdout.
    """
    if file == Path("-"):
        return _to_stdout(session, as_json=as_json)
    say(cleared_lines(clear_unfinished(file.resolve())))
    with shown_in_place(part_of) as show:
        backup = back_up(session.archive, file, show, overwrite=force)
    if as_json:
        put_json(backup_record(backup))
    else:
        put([backup_line("Backed up", backup, file)], session.display)
    return FOUND


def _to_stdout(session: Session, *, as_json: bool) -> int:
    if as_json:
        raise click.UsageError(
            "stdout cannot have both the backup and JSON\nName a file, or leave out --json."
        )
    if sys.stdout.isatty():
        raise click.UsageError(
            "a terminal cannot show a backup\nName a file, or redirect: search backup - > FILE"
        )
    with shown_in_place(part_of) as show:
        backup = back_up_to_stream(session.archive, sys.stdout.buffer, show)
    say([backup_line("Backed up", backup, None)])
    return FOUND
