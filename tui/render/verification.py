"""What a verification found, as text and as JSON.

It stands apart from the other renderers because answering a query must not load what
checks archives.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from index.clean import clean
from index.upkeep.segment_check import Finding
from index.upkeep.verify import Progress
from tui.render.hits import count_of
from tui.render.records import VERSION, Record, cleaned
from tui.render.tables import size_of
from tui.render.upkeep import part_of


def verifying_line(progress: Progress) -> str:
    """How far it is."""
    return f"{part_of(progress.read, progress.to_read)} checked"


def finding_lines(damage: Iterable[Finding]) -> Iterator[str]:
    """Each thing that is wrong: the file, what, and which articles depend on it."""
    for finding in damage:
        line = f"{finding.file}: {finding.reason}"
        if finding.segment:
            line += f" ({count_of(finding.articles, 'article')}{': ' if finding.ids else ''}{', '.join(finding.ids)})"
        yield clean(line, one_line=True)


def orphan_lines(orphans: Iterable[Finding]) -> Iterator[str]:
    """Each file that does no harm, and need not be there."""
    for finding in orphans:
        yield clean(f"harmless: {finding.file}: {finding.reason}", one_line=True)


def summary_line(damage: Sequence[Finding], checked: Progress) -> str:
    """How much was checked, and how it is."""
    if not checked.files:
        return "Nothing else can be checked while that is damaged."
    how = f"{count_of(len(damage), 'thing')} wrong" if damage else "everything is as it was written"
    return f"{count_of(checked.files, 'file')}, {size_of(checked.bytes)}: {how}"


def verification_record(damage: Sequence[Finding], orphans: Sequence[Finding], checked: Progress) -> Record:
    """What is wrong, what is only too much, and how much was checked."""
    return {
        "version": VERSION,
        "files": checked.files,
        "bytes": checked.bytes,
        "damage": [_record(finding) for finding in damage],
        "harmless": [cleaned({"file": finding.file, "reason": finding.reason}) for finding in orphans],
    }


def _record(finding: Finding) -> Record:
    record: Record = cleaned(asdict(finding))
    del record["harmless"]
    return record
