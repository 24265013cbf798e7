"""`search repair`: what damage has left of the archive is saved."""

import os

import click

from index.storage import FolderStorage
from index.upkeep.repair import repair
from tui.cli.ending import FOUND, TROUBLE
from tui.cli.progress import shown_in_place
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.mending import advice_lines, flaw_lines, mending_line, repair_lines, repair_record
from tui.render.output import put, put_json, say


@click.command("repair", epilog=examples("search repair --dry-run", "search repair"))
@click.option("--dry-run", is_flag=True, help="Say what would be saved and lost; change nothing.")
@json_option
@pass_session
def command(session: Session, dry_run: bool, as_json: bool) -> int:
    """Save what can be read of a damaged archive.

    Every file is checked. Articles in damaged segments are read one by one and written
    anew; whole segments stay as they are. The damaged files are kept in the archive's
    folder "damaged". Each lost article is listed with the file it was read from, as far
    as that is known, and the exit code is then 2.
    """
    with shown_in_place(mending_line) as show:
        done = repair(
            FolderStorage(session.folder_to_write()),
            dry_run=dry_run,
            processes=os.cpu_count() or 1,
            on_progress=show,
        )
    say(flaw_lines(done))
    if as_json:
        put_json(repair_record(done, dry_run=dry_run))
    else:
        put(repair_lines(done, dry_run=dry_run), session.display)
    say(advice_lines(done, session.archive, dry_run=dry_run))
    return TROUBLE if done.lost or done.unnamed else FOUND
