"""`search stats`: the archive in figures."""

import click

from index.archive import Archive
from tui.cli.ending import ended
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.output import put, put_json, say
from tui.render.records import stats_record
from tui.render.tables import stats_lines


@click.command("stats", epilog=examples("search stats", "search --archive ~/clippings.morgue stats --json"))
@json_option
@pass_session
def command(session: Session, as_json: bool) -> int:
    """What the archive holds, in figures."""
    archive = Archive.open(session.archive)
    stats = archive.stats()
    if as_json:
        put_json(stats_record(archive.path, stats))
    else:
        put(stats_lines(archive.path, stats, session.display), session.display)
    say([stats.damage] if stats.damage else [])
    return ended(stats, damage=stats.damage)
