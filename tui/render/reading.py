"""What indexing read, rejected and recorded, as text and as JSON.

It stands apart from the other renderers because it alone knows the words of
ingestion, and answering a query must not load the readers of inputs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from index.article import Article, article_to_json
from index.clean import clean
from index.errors import InputRejected
from index.ingest.formats import Format
from index.ingest.run import PAPERWORK, Ending, Progress, Report, Unused
from index.ingest.streams import COMPRESSED_SUFFIXES
from tui.render.article import moment
from tui.render.hits import count_of, place_of
from tui.render.marked import joined, plain_lines
from tui.render.records import VERSION, Record, cleaned
from tui.render.style import Display, paint
from tui.render.width import pad

_LABEL = 16
_MOST_KINDS = 8
"""Of files that are not read, that are counted each by itself."""
_MOST_COLUMNS = 12
"""Of one kind of table, that are named."""
_SOONEST_RATE = 2.0
"""Seconds, before which a pace says nothing."""


def reading_lines(articles: Iterable[Article], display: Display) -> Iterator[str]:
    """Every field of articles that were read but not recorded, and where each was read."""
    for number, article in enumerate(articles):
        if number:
            yield ""
        yield from _lines_of_reading(article, display)


def _lines_of_reading(article: Article, display: Display) -> Iterator[str]:
    yield paint(place_of(article), "title", display)
    for name, value in _recorded_fields(article):
        found = article.provenance.get(name)
        where = f"[{found.where}; {found.confidence}]" if found and value else ""
        yield from plain_lines(
            joined([value or "unknown", where], "   "),
            display,
            first=pad(f"  {name}", _LABEL + 5),
            indent=" " * (_LABEL + 5),
        )


def report_lines(report: Report) -> Iterator[str]:
    """What one run of indexing did."""
    counts = f"Added {report.added:,}, updated {report.updated:,}, unchanged {report.unchanged:,}"
    yield f"{counts}, rejected {len(report.rejected):,}."
    yield from passed_over_lines(report.passed_over)


def skipped_lines(skipped: Mapping[str, int], read: int) -> Iterator[str]:
    """How many files were passed over, if any were, and how their names end.

    A README is mentioned only where no article was `read`: with a folder of articles it is no news.
    """
    found = {kind: number for kind, number in skipped.items() if not read or kind != PAPERWORK}
    kinds = sorted(found.items(), key=lambda kind: (-kind[1], kind[0]))
    if not kinds:
        return
    named = [f"{kind} {number:,}" for kind, number in kinds[:_MOST_KINDS]]
    others = sum(number for _, number in kinds[_MOST_KINDS:])
    listed = ", ".join([*named, *([f"others {others:,}"] if others else [])])
    yield f"Skipped {count_of(sum(found.values()), 'file')} of kinds that are not read: {listed}."


def passed_over_lines(passed_over: Mapping[str, int]) -> Iterator[str]:
    """How many pieces of inputs were passed over, by kind."""
    for kind, number in sorted(passed_over.items()):
        yield f"Passed over {kind}: {number:,}."


def unused_lines(unused: Unused) -> Iterator[str]:
    """Which columns of tables were not used, if there are any, and how to have one used."""
    for kind, columns in unused.items():
        named = [clean(column, one_line=True) for column in columns]
        more = f" and {len(named) - _MOST_COLUMNS} more" if len(named) > _MOST_COLUMNS else ""
        tables = f"{clean(kind, one_line=True)} tables" if kind else "tables"
        yield f"Columns of {tables} that were not used: {', '.join(named[:_MOST_COLUMNS])}{more}."
    if unused:
        yield "To use one, say which field of an article it holds: --map FIELD=COLUMN, such as --map outlet=paper"


def stopped_line(committed: int, again: str = "run the same command again") -> str:
    """What remains of a run that was stopped after so many articles were committed, and how to go on with it."""
    kept = f"{count_of(committed, 'article')} {'is' if committed == 1 else 'are'} kept"
    return f"Stopped: {kept if committed else 'nothing was recorded yet'}; {again} to go on."


def rejection_lines(rejected: Iterable[InputRejected]) -> Iterator[str]:
    """Each input that was rejected, and why."""
    for error in rejected:
        yield f"rejected: {clean(str(error), one_line=True)}"


def progress_line(progress: Progress) -> str:
    """How far indexing has come, on one short line."""
    files = f"{progress.inputs_done:,} of {count_of(progress.inputs_total, 'file')}"
    rejected = f", {progress.rejected:,} rejected" if progress.rejected else ""
    return (
        f"{files}, {count_of(progress.articles, 'article')}{_rate(progress)}{rejected}{_time_left(progress)}"
    )


def _rate(progress: Progress) -> str:
    if progress.seconds < _SOONEST_RATE:
        return ""
    return f" ({progress.articles_read / progress.seconds:,.0f}/s)"


def _time_left(progress: Progress) -> str:
    """As long as the bytes that are left take at the pace so far; nothing before there is a pace."""
    if progress.seconds < _SOONEST_RATE or not progress.bytes_done:
        return ""
    left = progress.seconds * (progress.bytes_total - progress.bytes_done) / progress.bytes_done
    minutes, seconds = divmod(int(left), 60)
    hours, minutes = divmod(minutes, 60)
    return f", {hours}:{minutes:02}:{seconds:02} left" if hours else f", {minutes}:{seconds:02} left"


def batch_line(report: Report, time: str) -> str:
    """What one batch of a watched folder brought."""
    return f"{time}  {next(report_lines(report))}"


def ending_record(ending: Ending) -> Record:
    """What became of an input or of a member of one; a line of a report."""
    return {"version": VERSION, **cleaned(ending._asdict() | _file(ending.path))}


def format_lines(formats: Mapping[str, Format]) -> Iterator[str]:
    """The formats that are read, as a table, and what more may stand behind a name."""
    rows = [
        (name, " ".join(sorted(kind.suffixes)), f"{kind.summary}{f' [{kind.extra}]' if kind.extra else ''}")
        for name, kind in formats.items()
    ]
    widths = [max(len(row[column]) for row in rows) + 2 for column in range(2)]
    for name, suffixes, summary in rows:
        yield pad(name, widths[0]) + pad(suffixes, widths[1]) + summary
    yield ""
    yield f"Each also compressed: {' '.join(sorted(COMPRESSED_SUFFIXES))}"
    if any(kind.extra for kind in formats.values()):
        yield "What stands in brackets has to be installed: pip install 'newsmorgue[NAME]'"


def formats_record(formats: Mapping[str, Format]) -> Record:
    """The formats that are read."""
    return {
        "version": VERSION,
        "formats": [
            {
                "name": name,
                "suffixes": sorted(kind.suffixes),
                "summary": kind.summary,
                "extra": kind.extra,
            }
            for name, kind in formats.items()
        ],
        "compressions": sorted(COMPRESSED_SUFFIXES),
    }


def report_record(report: Report) -> Record:
    """What one run of indexing did."""
    return {
        "version": VERSION,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": sum(report.skipped.values()),
        "recognised": report.recognised,
        "passed_over": dict(sorted(report.passed_over.items())),
        "unused_columns": _unused_columns(report.unused),
        "rejected": _rejections(report.rejected),
    }


def readings_record(articles: Iterable[Article], rejected: Sequence[InputRejected], unused: Unused) -> Record:
    """What a dry run read."""
    return {
        "version": VERSION,
        "articles": [cleaned(article_to_json(article)) for article in articles],
        "unused_columns": _unused_columns(unused),
        "rejected": _rejections(rejected),
    }


def _recorded_fields(article: Article) -> list[tuple[str, str | None]]:
    paragraphs = count_of(len(article.body.split("\n\n")), "paragraph")
    body = f"{paragraphs}, {count_of(len(article.body), 'character')}" if article.body else None
    return [
        ("id", article.id),
        ("title", article.title),
        ("standfirst", article.standfirst),
        ("section", article.section),
        ("outlet", article.outlet),
        ("outlet_domain", article.outlet_domain),
        ("authors", ", ".join(article.authors)),
        ("agency", article.agency),
        ("place", article.place),
        ("published", moment(article.published)),
        ("modified", moment(article.modified)),
        ("language", article.language),
        ("url", article.url),
        ("body", body),
        ("body_kind", article.body_kind),
    ]


def _file(path: Path) -> Record:
    """How a file is called; where that cannot be printed as it is, also in letters by which it can be opened."""
    name = str(path)
    return {"path": name, "uri": None if clean(name) == name else path.absolute().as_uri()}


def _unused_columns(unused: Unused) -> Record:
    return {clean(kind): cleaned(list(columns)) for kind, columns in unused.items()}


def _rejections(rejected: Iterable[InputRejected]) -> list[Record]:
    return [
        cleaned({**_file(error.path), "member": error.member, "reason": error.reason}) for error in rejected
    ]
