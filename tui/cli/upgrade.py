"""`search upgrade`: an archive of an earlier version becomes one of this version."""

import os

import click

from index.storage import FolderStorage
from index.upkeep.upgrade import upgrade
from tui.cli.ending import FOUND
from tui.cli.progress import shown_in_place
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.mending import mending_line, upgrade_line, upgrade_record
from tui.render.output import put, put_json


@click.command("upgrade", epilog=examples("search upgrade", "search --archive ~/clippings.morgue upgrade"))
@json_option
@pass_session
def command(session: Session, as_json: bool) -> int:
    """Bring an archive that an earlier version wrote up to date.

    It is written anew, and the old files go once that is done: the disk must have room
    for both, so as much again as the archive takes. Interrupted, it leaves the archive
    as it was. Searching with the earlier version works meanwhile.
    """
    with shown_in_place(mending_line) as show:
        done = upgrade(
            FolderStorage(session.folder_to_write()), processes=os.cpu_count() or 1, on_progress=show
        )
    if as_json:
        put_json(upgrade_record(done))
    else:
        put([upgrade_line(done)], session.display)
    return FOUND
