"""What repairing and upgrading did, as text and as JSON.

It stands apart from the other renderers because answering a query must not load what
writes archives.
"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from index.clean import clean
from index.generations import DAMAGED
from index.upkeep.diagnosis import Progress
from index.upkeep.repair import Repair
from index.upkeep.upgrade import Upgrade
from tui.render.hits import count_of
from tui.render.records import VERSION, Record, cleaned
from tui.render.upkeep import part_of

_DONE = {"checking": "checked", "comparing": "compared", "reading": "read", "writing": "written"}


def mending_line(progress: Progress) -> str:
    """How far it is."""
    match progress.step:
        case "checking" | "comparing":
            return f"{part_of(progress.done, progress.total)} {_DONE[progress.step]}"
        case _:
            return f"{progress.done:,} of {progress.total:,} articles {_DONE[progress.step]}"


def flaw_lines(repair: Repair) -> Iterator[str]:
    """What was wrong, a line for each file."""
    for flaw in repair.flaws:
        yield clean(f"damaged: {flaw.path}: {flaw.reason}", one_line=True)
    if repair.flaws and repair.generation is None:
        yield "No manifest says what the archive should be: the articles of all segments on the disk are taken."


def repair_lines(repair: Repair, *, dry_run: bool) -> Iterator[str]:
    """What was saved and lost: counts, then a line for each lost article."""
    if not repair.flaws:
        yield f"Nothing is damaged: {count_of(repair.kept, 'article')}, and nothing was changed."
        return
    lost = len(repair.lost) + repair.unnamed
    saved, lost_as = ("Would save", "would lose") if dry_run else ("Saved", "lost")
    whole = f"; {repair.kept:,} more are in segments that are whole" if repair.kept else ""
    yield f"{saved} {count_of(repair.saved, 'article')} and {lost_as} {lost:,}{whole}."
    for one in repair.lost:
        names = (one.id, one.source or one.url or "")
        yield "  ".join(clean(name, one_line=True) for name in names if name)
    if repair.unnamed:
        yield f"and {count_of(repair.unnamed, 'article')} whose names are lost too"


def advice_lines(repair: Repair, archive: Path, *, dry_run: bool) -> Iterator[str]:
    """What else there is to know after a repair."""
    if not repair.flaws:
        return
    if repair.returned is None:
        yield "Articles that had been removed may have come back: which they were cannot be told any more."
    elif repair.returned:
        which = f"up to {repair.returned:,} of those saved"
        yield f"Articles that had been removed may have come back, {which}: their segment cannot tell any more."
    if dry_run:
        yield "Nothing was changed."
        return
    if repair.set_aside:
        place = clean(str(archive / DAMAGED), one_line=True)
        yield f"The damaged files are in {place} until: search gc --damaged"
    if repair.lost or repair.unnamed:
        yield "To bring lost articles back, index their files again: search index FOLDER"


def repair_record(repair: Repair, *, dry_run: bool) -> Record:
    """What was wrong, saved and lost."""
    return {
        "version": VERSION,
        "dry_run": dry_run,
        "damaged": [cleaned({"file": flaw.path, "reason": flaw.reason}) for flaw in repair.flaws],
        "generation": repair.generation,
        "articles_kept": repair.kept,
        "articles_saved": repair.saved,
        "articles_lost": len(repair.lost) + repair.unnamed,
        "lost": [cleaned(asdict(one)) for one in repair.lost],
        "may_have_returned": repair.returned,
        "set_aside": list(repair.set_aside),
    }


def upgrade_line(upgrade: Upgrade) -> str:
    """What was upgraded."""
    articles = count_of(upgrade.articles, "article")
    if not upgrade.was_needed:
        return f"The archive is already up to date: {articles} in archive format {upgrade.version}."
    return f"Upgraded {articles} from archive format {upgrade.version}."


def upgrade_record(upgrade: Upgrade) -> Record:
    """What was upgraded."""
    return {
        "version": VERSION,
        "upgraded": upgrade.was_needed,
        "format_before": upgrade.version,
        "articles": upgrade.articles,
    }
