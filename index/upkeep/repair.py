"""Repair: what can be read of damaged segments is written anew, and becomes the archive with the rest.

Postings are made again from the articles, because every article can be checked and
read without them. Damaged files are never written to: they are set aside, in a folder
for each segment, before a generation without them is published. So a repair that is
interrupted leaves the archive as it was, and one that saved less than hoped can be
looked into.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.article import Article
from index.committing import next_manifest
from index.errors import ArchiveMissing, ArchiveUnusable
from index.garbage import collect_garbage
from index.generations import DAMAGED, publish
from index.keys import with_keys
from index.lock import WriterLock
from index.manifest import SegmentEntry, manifest_generation, paths_of
from index.snapshot import live_docs, open_segment
from index.storage import Storage
from index.upkeep.diagnosis import (
    Diagnosis,
    Flaw,
    OnProgress,
    Progress,
    diagnose,
    has_remains,
    segments_on_disk,
)
from index.upkeep.rewriting import rewriting, write_in_batches
from index.upkeep.segment_check import check_segment
from index.upkeep.survey import Survey, survey
from index.upkeep.wreck import Lost, Wreck, wreck_of, wreck_on_disk


@dataclass(frozen=True, slots=True)
class Repair:
    """What was wrong with an archive, and what became of its articles."""

    flaws: tuple[Flaw, ...]
    """Empty when nothing was wrong; then nothing was done."""
    generation: int | None
    """Whose manifest was followed; None where none could be, and every segment on the disk was read."""
    kept: int
    """Live articles in segments that are whole and stay as they are."""
    saved: int
    """Articles that could be read in the other segments."""
    lost: tuple[Lost, ...]
    unnamed: int
    """Articles that are lost, and of which nothing is known."""
    returned: int | None
    """Of the saved, at most so many had been removed; None where that cannot be told."""
    set_aside: tuple[str, ...]
    """The files that were set aside, as they were called in the archive."""


def repair(
    storage: Storage,
    *,
    dry_run: bool = False,
    processes: int = 1,
    on_progress: OnProgress = lambda progress: None,
) -> Repair:
    """Make an archive whole again; with `dry_run`, only say what that would do.

    `processes` is how many turn articles into segments. Raises ArchiveLocked,
    ArchiveMissing, ArchiveOutdated, ArchiveUnusable for an archive of a newer format, and
    OSError or WorkerDied, which leave the archive as it was.
    """
    if not has_remains(storage):
        raise ArchiveMissing(storage.path)
    with WriterLock(storage) as lock:
        diagnosis = diagnose(storage, on_progress)
        diagnosis = replace(diagnosis, flaws=(*diagnosis.flaws, *_nonsense(storage, diagnosis, on_progress)))
        parts = _parts(storage, diagnosis)
        wrecks = [part for part in parts if isinstance(part, Wreck)]
        kept = [part for part in parts if isinstance(part, SegmentEntry)]
        found = survey(wrecks, _presence(storage, kept), on_progress)
        if wrecks and not found.kept and diagnosis.manifest is None:
            # As if it were of another format: then what reads it must not find it empty.
            raise ArchiveUnusable(
                storage.path, f"{diagnosis.flaws[0].path} is damaged, and no article can be read"
            )
        aside = _to_set_aside(storage, diagnosis, wrecks)
        if diagnosis.flaws and not dry_run:
            lock.announce()
            _replace(storage, parts, found, aside, processes, on_progress)
    return Repair(
        flaws=diagnosis.flaws,
        generation=diagnosis.manifest.generation if diagnosis.manifest else None,
        kept=sum(entry.live_count for entry in kept),
        saved=len(found.kept),
        lost=found.lost,
        unnamed=found.unnamed,
        returned=found.returned if diagnosis.manifest else None,
        set_aside=tuple(path for paths in aside.values() for path in paths),
    )


def _nonsense(storage: Storage, diagnosis: Diagnosis, on_progress: OnProgress) -> Iterator[Flaw]:
    """What is wrong with segments of which every file is as it was written."""
    entries = diagnosis.manifest.segments if diagnosis.manifest else ()
    damaged = {flaw.segment for flaw in diagnosis.flaws}
    whole = [entry for entry in entries if entry.id not in damaged]
    total = sum(file.size for entry in whole for file in paths_of(entry).values())
    done = 0

    def on_read(count: int) -> None:
        nonlocal done
        done = min(done + count, total)
        on_progress(Progress("comparing", done, total))

    for entry in whole:
        for finding in check_segment(storage, entry, {}, on_read):
            yield Flaw(finding.file, finding.reason)


def _parts(storage: Storage, diagnosis: Diagnosis) -> list[SegmentEntry | Wreck]:
    """The segments the archive consists of, in order; all of them wrecks where no manifest says so."""
    if diagnosis.manifest is None:
        return [wreck_on_disk(storage, name, diagnosis.flaws) for name in segments_on_disk(storage)]
    damaged = {flaw.segment for flaw in diagnosis.flaws}
    return [
        wreck_of(storage, entry, diagnosis.flaws) if entry.id in damaged else entry
        for entry in diagnosis.manifest.segments
    ]


def _presence(storage: Storage, entries: Sequence[SegmentEntry]) -> Callable[[str], bool]:
    """Whether an article with an id is live in some segments, which are whole."""
    segments = [open_segment(storage, entry) for entry in entries]

    def is_there(article_id: str) -> bool:
        term = article_id.encode()
        numbers = ((segment, segment.find("id", term)) for segment in segments)
        return any(number >= 0 and len(live_docs(segment, "id", number)) for segment, number in numbers)

    return is_there


def _to_set_aside(
    storage: Storage, diagnosis: Diagnosis, wrecks: Sequence[Wreck]
) -> dict[str, Collection[str]]:
    """The files that are damaged or belong to a damaged segment, by the folder that they are set aside in."""
    found = {
        f"{DAMAGED}/{wreck.id}": wreck.paths for wreck in wrecks if diagnosis.manifest or not wreck.is_whole
    }
    for flaw in diagnosis.flaws:
        # A folder as a segment's, so that `search gc` knows it.
        if (generation := manifest_generation(flaw.path)) and flaw.path in storage.list(""):
            found[f"{DAMAGED}/{generation:016x}"] = [flaw.path]
    return found


def _replace(
    storage: Storage,
    parts: Sequence[SegmentEntry | Wreck],
    found: Survey,
    aside: Mapping[str, Collection[str]],
    processes: int,
    on_progress: OnProgress,
) -> None:
    """Publish a generation with new segments in the places of the wrecks."""
    wrecks = [part for part in parts if isinstance(part, Wreck)]
    written = 0

    def counted(articles: Iterator[Article]) -> Iterator[Article]:
        nonlocal written
        for article in articles:
            yield article
            written += 1
            on_progress(Progress("writing", written, len(found.kept)))

    after: list[SegmentEntry] = []
    with rewriting(storage, len(found.kept), processes) as indexers:
        for part in parts:
            if isinstance(part, SegmentEntry):
                after.append(part)
            else:
                articles = found.articles(wrecks, wrecks.index(part))
                after += write_in_batches(indexers, counted(articles))
        after = with_keys(storage, after, {entry.id for entry in after})
    for folder, paths in aside.items():
        _set_aside(storage, folder, paths)
    manifest = next_manifest(storage, after)
    publish(storage, manifest, over_damage=True)
    collect_garbage(storage, manifest)


def _set_aside(storage: Storage, folder: str, paths: Collection[str]) -> None:
    """Give files a second name in a folder, durably."""
    storage.make_folder(DAMAGED)
    storage.list(DAMAGED)  # refuses a link that would lead out of the archive
    storage.make_folder(folder)
    there = storage.list(folder)
    for path in paths:
        name = path.rpartition("/")[2]
        second = f"{folder}/{name}"
        if name in there:  # of a repair that was interrupted, and perhaps half a copy
            storage.remove(second)
        storage.link(path, second)
        storage.sync(second)
    storage.sync(folder)
    storage.sync(DAMAGED)
