"""`search gc`: what crashes, old generations and repairs have left goes.

Writing does the same by itself as far as it can, and never touches what a repair has
set aside. Here what cannot be removed is trouble, because somebody wanted it gone.
"""

import click

from index.archive import Archive
from index.upkeep.unfinished import clear_unfinished
from tui.cli.ending import FOUND, TROUBLE
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.output import put, put_json, say
from tui.render.upkeep import cleared_lines, garbage_lines, garbage_record, refusal_lines


@click.command("gc", epilog=examples("search gc", "search gc --damaged"))
@click.option("--damaged", is_flag=True, help="Remove also the damaged files that repairs have set aside.")
@json_option
@pass_session
def command(session: Session, damaged: bool, as_json: bool) -> int:
    """Remove files that the archive no longer needs.

    Crashes leave such files, and so does writing while others search: what they have
    open stays until they have finished. No article is lost.
    """
    archive = Archive.open(session.folder_to_write())
    say(cleared_lines(clear_unfinished(archive.path.resolve())))
    garbage = archive.collect_garbage(damaged=damaged)
    if as_json:
        put_json(garbage_record(garbage))
    else:
        put(garbage_lines(garbage), session.display)
    say(refusal_lines(garbage))
    return TROUBLE if garbage.refused else FOUND
