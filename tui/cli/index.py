"""`search index`: articles come into the archive."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from index.archive import Archive
from index.ingest.run import Progress, ingest, read_only
from tui.cli.ending import FOUND, NOTHING_FOUND, TROUBLE
from tui.cli.progress import shown_in_place
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.output import put, put_json, say
from tui.render.reading import (
    progress_line,
    reading_lines,
    readings_record,
    rejection_lines,
    report_lines,
    report_record,
    skipped_lines,
    stopped_line,
)


def _paths(context: click.Context, parameter: click.Parameter, names: tuple[str, ...]) -> tuple[Path, ...]:
    """The paths. Raises BadParameter for an empty name, which `Path` would take for the current folder."""
    if "" in names:
        raise click.BadParameter("an empty name.\nFor the current folder: search index .", context, parameter)
    return tuple(map(Path, names))


@click.command("index", epilog=examples("search index ~/clippings", "search index --dry-run page.txt"))
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    type=click.Path(readable=False),  # what cannot be read is rejected by its reader, and the rest goes in
    callback=_paths,
)
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
    archive = Archive.open_or_create(session.folder_to_write())
    with _progress() as on_progress:
        report = ingest(archive, paths, on_progress=on_progress)
    say(rejection_lines(report.rejected))
    if as_json:
        put_json(report_record(report))
    else:
        put(report_lines(report), session.display)
    return _code(report.added + report.updated + report.unchanged, report.rejected)


def _dry_run(paths: Sequence[Path], session: Session, *, as_json: bool) -> int:
    readings = read_only(paths)
    articles = [article for reading in readings for article in reading.articles]
    rejected = [error for reading in readings for error in reading.rejected]
    say(rejection_lines(rejected))
    if as_json:
        put_json(readings_record(articles, rejected))
    else:
        put(reading_lines(articles, session.display), session.display)
        say(skipped_lines(sum(reading.is_skipped for reading in readings)))
    return _code(len(articles), rejected)


def _code(read: int, rejected: Sequence[Exception]) -> int:
    if rejected:
        return TROUBLE
    return FOUND if read else NOTHING_FOUND


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """Within this, a function to report to; whoever stops the run is told what stays."""
    committed = 0
    try:
        with shown_in_place(progress_line) as show:

            def report(progress: Progress) -> None:
                nonlocal committed
                committed = progress.committed
                show(progress)

            yield report
    except KeyboardInterrupt:
        say([stopped_line(committed)])
        raise
