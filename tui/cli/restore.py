"""`search restore`: an archive again from a backup."""

from pathlib import Path

import click

from index.upkeep.restore import restore
from index.upkeep.unfinished import clear_unfinished
from tui.cli.ending import FOUND
from tui.cli.progress import shown_in_place
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.output import put, put_json, say
from tui.render.upkeep import backup_line, backup_record, cleared_lines, part_of


@click.command(
    "restore",
    epilog=examples("search restore ~/morgue.tar", "search --archive ~/restored.morgue restore ~/morgue.tar"),
)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@json_option
@pass_session
def command(session: Session, file: Path, as_json: bool) -> int:
    """Make the archive again from FILE, which `search backup` wrote.

    It is made where no archive is: name another place with --archive. Everything is
    checked on the way, and an archive is there only if all of FILE was right. With -
    the tar comes from stdin.
    """
    folder = session.folder_to_write()
    say(cleared_lines(clear_unfinished(folder.resolve())))
    with click.open_file(str(file), "rb") as stream, shown_in_place(part_of) as show:
        backup = restore(stream, str(file), folder, show)
    if as_json:
        put_json(backup_record(backup))
    else:
        put([backup_line("Restored", backup, folder)], session.display)
    return FOUND
