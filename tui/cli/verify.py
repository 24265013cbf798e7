"""`search verify`: every byte of the archive is read and compared with what was written."""

import click

from index.storage import FolderStorage
from index.upkeep.verify import Progress, verify
from tui.cli.ending import FOUND, TROUBLE
from tui.cli.progress import shown_in_place
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.output import put, put_json, say
from tui.render.verification import (
    finding_lines,
    orphan_lines,
    summary_line,
    verification_record,
    verifying_line,
)


@click.command("verify", epilog=examples("search verify", "search verify --json"))
@json_option
@pass_session
def command(session: Session, as_json: bool) -> int:
    """Check every byte of the archive, and what it means.

    What is damaged is listed, a line each, with the articles that depend on it. Nothing
    is changed. Articles can be added and searched meanwhile: what is checked is the
    archive as it was when this began.
    """
    last = Progress(0, 0, 0, 0)
    with shown_in_place(verifying_line) as show:

        def on_progress(progress: Progress) -> None:
            nonlocal last
            last = progress
            show(progress)

        findings = list(verify(FolderStorage(session.archive), on_progress))
    damage = [finding for finding in findings if not finding.harmless]
    orphans = [finding for finding in findings if finding.harmless]
    if as_json:
        put_json(verification_record(damage, orphans, last))
    else:
        put(finding_lines(damage), session.display)
        say(orphan_lines(orphans))
        put([summary_line(damage, last)], session.display)
    say(["Save what can be read with: search repair"] if damage else [])
    return TROUBLE if damage else FOUND
