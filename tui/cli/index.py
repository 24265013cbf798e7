"""`search index`: articles come into the archive."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from index.archive import Archive
from index.ingest.reading import read_inputs
from index.ingest.run import Progress, ingest
from tui.cli.ending import FOUND, NOTHING_FOUND, TROUBLE
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.output import put, put_json, say
from tui.render.reading import (
    progress_line,
    reading_lines,
    readings_record,
    rejection_lines,
    report_lines,
    report_record,
)
from tui.render.width import pad

_SECONDS_BETWEEN = 0.1


@click.command("index", epilog=examples("search index ~/clippings", "search index --dry-run page.txt"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--dry-run", is_flag=True, help="Show what would be recorded, and where it was read; write nothing."
)
@json_option
@pass_session
def command(session: Session, paths: tuple[Path, ...], dry_run: bool, as_json: bool) -> int:
    """Take the articles in PATH into the archive.

    PATH is a file, or a folder with everything below it. What is there already and
    has not changed is left alone, so the same folder can be indexed again and again.
    The archive is made if there is none.
    """
    if dry_run:
        return _dry_run(paths, session, as_json=as_json)
    archive = Archive.open_or_create(session.archive)
    with _progress() as on_progress:
        report = ingest(archive, paths, on_progress=on_progress)
    say(rejection_lines(report.rejected))
    if as_json:
        put_json(report_record(report))
    else:
        put(report_lines(report), session.display)
    return _code(report.added + report.updated + report.unchanged, report.rejected)


def _dry_run(paths: Sequence[Path], session: Session, *, as_json: bool) -> int:
    readings = list(read_inputs(paths))
    articles = [article for reading in readings for article in reading.articles]
    rejected = [error for reading in readings for error in reading.rejected]
    say(rejection_lines(rejected))
    if as_json:
        put_json(readings_record(articles, rejected))
    else:
        put(reading_lines(articles, session.display), session.display)
    return _code(len(articles), rejected)


def _code(read: int, rejected: Sequence[Exception]) -> int:
    if rejected:
        return TROUBLE
    return FOUND if read else NOTHING_FOUND


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None] | None]:
    """One line on stderr that says how far it is, gone at the end; nothing where nobody looks on."""
    shown_at = 0.0
    width = 0

    def show(progress: Progress) -> None:
        nonlocal shown_at, width
        if time.monotonic() - shown_at < _SECONDS_BETWEEN:
            return
        shown_at = time.monotonic()
        line = progress_line(progress)
        click.echo("\r" + pad(line, max(width, len(line))), nl=False, err=True)
        width = max(width, len(line))

    try:
        yield show if sys.stderr.isatty() else None
    except KeyboardInterrupt:
        say(["", "Stopped. What was recorded until now stays and can be searched."])
        raise
    finally:
        if width:
            click.echo("\r" + " " * width + "\r", nl=False, err=True)
