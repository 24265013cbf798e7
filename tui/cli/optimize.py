"""`search optimize`: the archive's segments become one.

The archive is opened again for its size afterwards, because an open archive stays at
the state it was opened in.
"""

import click

from index.archive import Archive
from tui.cli.ending import FOUND
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.output import put, put_json
from tui.render.records import optimizing_record
from tui.render.tables import size_of


@click.command("optimize", epilog=examples("search optimize", "search --archive ~/clippings.morgue optimize"))
@json_option
@pass_session
def command(session: Session, as_json: bool) -> int:
    """Merge the archive's segments into one, which makes it quicker and mostly smaller.

    Worth it once after a large archive was built, or when much of it was removed;
    searching works without it. Where long articles come together with many short ones it
    may take a little more room: the places of a word are packed as wide as the widest needs.
    """
    archive = Archive.open(session.folder_to_write())
    before = archive.stats().bytes_on_disk
    archive.optimize()
    after = Archive.open(session.archive).stats().bytes_on_disk
    if as_json:
        put_json(optimizing_record(before, after))
    else:
        put([f"The archive took {size_of(before)} and now takes {size_of(after)}."], session.display)
    return FOUND
