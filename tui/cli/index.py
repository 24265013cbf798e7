"""`search index`: articles come into the archive."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

import click

from index.archive import Archive
from index.article import STANDARD_INPUT
from index.ingest.formats import FORMATS
from index.ingest.inputs import EVERYTHING, Part
from index.ingest.piped import kept_in_file
from index.ingest.run import Ending, Progress, Report, Unused, ingest, kind_of, note_unused, read_only
from index.ingest.watch import watch
from tui.cli.ending import FOUND, NOTHING_FOUND, TROUBLE
from tui.cli.progress import shown_in_place
from tui.cli.report_file import reporting
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.output import put, put_json, say
from tui.render.reading import (
    batch_line,
    format_lines,
    formats_record,
    passed_over_lines,
    progress_line,
    reading_lines,
    readings_record,
    rejection_lines,
    report_lines,
    report_record,
    skipped_lines,
    stopped_line,
    unused_lines,
)


def _paths(
    context: click.Context, parameter: click.Parameter, names: tuple[str, ...]
) -> tuple[str | Path, ...]:
    """The paths, "-" as it is. Raises BadParameter for an empty name, which `Path` would take for the current folder."""
    if "" in names:
        raise click.BadParameter("an empty name.\nFor the current folder: search index .", context, parameter)
    return tuple(name if name == STANDARD_INPUT else Path(name) for name in names)


def _part(context: click.Context, parameter: click.Parameter, text: str | None) -> Part:
    """The part that I/N names. Raises BadParameter where I is not one of 1 to N."""
    if text is None:
        return EVERYTHING
    found = re.fullmatch(r"([0-9]{1,9})/([0-9]{1,9})", text)
    part = Part(int(found[1]), int(found[2])) if found else None
    if not part or not 1 <= part.number <= part.of:
        raise click.BadParameter(
            f"{text!r} is no part.\nThe second of three parts: --part 2/3", context, parameter
        )
    return part


def _mapping(context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    """Which column holds which field. Raises BadParameter for what says no such thing."""
    if not texts:
        return {}
    from index.ingest.tables.mapping import read_mapping  # few inputs need one

    try:
        return read_mapping(*texts)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", context, parameter) from error


@click.command(
    "index",
    epilog=examples(
        "search index ~/clippings",
        "search index --dry-run page.txt",
        "search index --map title=headline,body=text stories.csv",
        "search index --part 1/4 /archive",
        "search index --watch ~/incoming",
        "search index - < stories.jsonl",
    ),
)
@click.argument(
    "paths",
    nargs=-1,
    metavar="PATH...",
    type=click.Path(readable=False),  # what cannot be read is rejected by its reader, and the rest goes in
    callback=_paths,
)
@click.option(
    "--dry-run", is_flag=True, help="Show what would be recorded, and where it was read; write nothing."
)
@click.option(
    "--part",
    metavar="I/N",
    callback=_part,
    help="Read the I-th input and every N-th behind it, so that N machines share the work.",
)
@click.option(
    "--map",
    "mapping",
    metavar="FIELD=COLUMN,…",
    multiple=True,
    callback=_mapping,
    help="For tables: the column that holds each field of an article. May be given several times.",
)
@click.option(
    "--report",
    "report_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write what became of every input and member to FILE, a line of JSON each.",
)
@click.option("--reread", is_flag=True, help="Read also files that have not changed since they were read.")
@click.option(
    "--watch", "is_watching", is_flag=True, help="Go on reading what is new or changes, until Ctrl-C."
)
@click.option("--formats", is_flag=True, help="List the formats that are read, and read nothing.")
@json_option
@pass_session
def command(
    session: Session,
    paths: tuple[str | Path, ...],
    dry_run: bool,
    part: Part,
    mapping: dict[str, str],
    report_file: Path | None,
    reread: bool,
    is_watching: bool,
    formats: bool,
    as_json: bool,
) -> int:
    """Take the articles in PATH into the archive.

    PATH is a file, a folder with everything below it, or - for standard input. Files that
    have not changed since they were read are not read again, so the same folder can be
    indexed again and again, and a run that was stopped goes on where it was. The archive is
    made if there is none.
    """
    if formats:
        return _formats(session, as_json=as_json)
    if not paths:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param_hint="'PATH...'", param_type="argument")
    if is_watching and (dry_run or as_json or reread or part != EVERYTHING or STANDARD_INPUT in paths):
        raise click.UsageError(
            "--watch goes with files, folders, --report and --map alone.", click.get_current_context()
        )
    with _piped(paths) as piped:
        if dry_run:
            return _dry_run(paths, part, mapping, piped, session, as_json=as_json)
        archive = Archive.open_or_create(session.folder_to_write())
        with reporting(report_file, paths) as report:
            on_endings = report.write if report else _unreported
            if is_watching:
                for batch in watch(archive, paths, mapping=mapping, on_endings=on_endings, watched=_progress):
                    _say_batch(batch)
                    if report:
                        report.check()
            with _progress() as on_progress:
                done = ingest(
                    archive,
                    paths,
                    part=part,
                    mapping=mapping,
                    piped=piped,
                    reread=reread,
                    on_progress=on_progress,
                    on_endings=on_endings,
                )
            code = _tell(done, session, as_json=as_json)
            if report:
                report.check()
    return code


def _unreported(endings: Sequence[Ending]) -> None:
    pass


def _tell(done: Report, session: Session, *, as_json: bool) -> int:
    """Say what a run did; its exit code."""
    say(rejection_lines(done.rejected))
    read = done.added + done.updated + done.unchanged
    say(skipped_lines(done.skipped, read))
    say(unused_lines(done.unused))
    if as_json:
        put_json(report_record(done))
    else:
        put(report_lines(done), session.display)
    return _code(read, done.rejected)


def _say_batch(report: Report) -> None:
    say(rejection_lines(report.rejected))
    say(unused_lines(report.unused))
    say([batch_line(report, datetime.now().astimezone().strftime("%H:%M:%S"))])


def _formats(session: Session, *, as_json: bool) -> int:
    if as_json:
        put_json(formats_record(FORMATS))
    else:
        put(format_lines(FORMATS), session.display)
    return FOUND


def _piped(paths: Sequence[str | Path]) -> AbstractContextManager[Path | None]:
    """Within this, the file that holds standard input, if that is one of the paths."""
    if STANDARD_INPUT not in paths:
        return nullcontext()
    if sys.stdin.isatty():
        say(["Reading what you type, or paste, as one input; end it with Ctrl-D on a line of its own."])
    return kept_in_file(sys.stdin.buffer)


def _dry_run(
    paths: Sequence[str | Path],
    part: Part,
    mapping: dict[str, str],
    piped: Path | None,
    session: Session,
    *,
    as_json: bool,
) -> int:
    readings = read_only(paths, part, mapping, piped)
    articles = [article for reading in readings for article in reading.articles]
    rejected = [error for reading in readings for error in reading.rejected]
    unused: Unused = {}
    for reading in readings:
        note_unused(unused, reading)
    say(rejection_lines(rejected))
    if as_json:
        put_json(readings_record(articles, rejected, unused))
    else:
        put(reading_lines(articles, session.display), session.display)
        say(passed_over_lines(sum((Counter(reading.passed_over) for reading in readings), Counter())))
        skipped = Counter(kind_of(reading.path) for reading in readings if reading.is_skipped)
        say(skipped_lines(skipped, len(articles)))
        say(unused_lines(unused))
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
