"""What backing up, restoring and clearing did, as text and as JSON.

It stands apart from the other renderers because answering a query must not load what
reads and writes backups.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from index.clean import clean
from index.garbage import Garbage
from index.upkeep.backup import Backup
from tui.render.hits import count_of
from tui.render.records import VERSION, Record, cleaned
from tui.render.tables import size_of


def backup_line(done: str, backup: Backup, place: Path | None) -> str:
    """What was backed up to a file or restored to a folder; None for a stream."""
    where = f" to {clean(str(place), one_line=True)}" if place else ""
    return f"{done} {count_of(backup.articles, 'article')} ({size_of(backup.bytes)}){where}."


def cleared_lines(cleared: Iterable[Path]) -> Iterator[str]:
    """What was removed that nobody will finish any more."""
    for path in cleared:
        yield clean(f"Removed what a run that was killed had left: {path}", one_line=True)


def part_of(done: int, total: int) -> str:
    """How many bytes of how many."""
    return f"{size_of(done)} of {size_of(total)}"


def garbage_lines(garbage: Garbage) -> Iterator[str]:
    """What was removed, and what stays for readers."""
    if garbage.files:
        yield f"Removed {count_of(garbage.files, 'file')} ({size_of(garbage.bytes)})."
    else:
        yield "Nothing to remove."
    if garbage.held == 1:
        yield "1 earlier state of the archive is still open somewhere; its files stay until it is closed."
    elif garbage.held:
        yield (
            f"{garbage.held:,} earlier states of the archive are still open somewhere; their files stay until"
            " they are closed."
        )


def refusal_lines(garbage: Garbage) -> Iterator[str]:
    """What could not be removed, and why."""
    for error in garbage.refused:
        yield clean(f"not removed: {error}", one_line=True)


def backup_record(backup: Backup) -> Record:
    """What was backed up or restored."""
    return {"version": VERSION, **cleaned(asdict(backup))}


def garbage_record(garbage: Garbage) -> Record:
    """What was removed, and what could not be."""
    return {
        "version": VERSION,
        "files_removed": garbage.files,
        "bytes_removed": garbage.bytes,
        "states_held": garbage.held,
        "not_removed": [clean(str(error), one_line=True) for error in garbage.refused],
    }
