"""One indexing run: paths in, articles into the archive, what became of each out.

Work is committed every few seconds or some thousand articles, so that a run that is killed
loses the last moments alone, and one that is interrupted, which commits once more, nothing
that was taken in. Either can be started again: a file that has been read
whole is known again by its size and the time of its last change, and not opened; what
is held of the others is recognised and not written twice.
"""

import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from index.archive import Archive
from index.arrival import Arrival
from index.errors import InputRejected
from index.finished import FinishedInput
from index.ingest.commits import Commits
from index.ingest.elsewhere import to_read_again
from index.ingest.formats import is_paperwork
from index.ingest.inputs import EVERYTHING, PIPED, Inputs, Part, find_inputs
from index.ingest.readers import Readers
from index.ingest.reading import UNREAD_FORMAT, Job, Reading, joined
from index.ingest.stamps import Stamp, stamp_of
from index.ingest.streams import plain_name
from index.interruptions import Interruptions
from index.writer import ArchiveWriter, Outcome

_NO_MAPPING: Mapping[str, str] = {}
_MOST_REJECTED = 1_000
"""Members that hold no article; an input with more is read again by every run."""
NOT_AGAIN = "it has not changed since it was read"
NO_FILE = "neither a file nor a folder, or a link"
NO_FILES = "links and devices"
PAPERWORK = "README and the like"
"""What is counted of files that stand beside articles and are none."""
Unused = dict[str, dict[str, None]]
"""Columns of tables of which no field was made, in order, by how the names of the files end: ".csv", or ""."""
_MOST_UNUSED = 100
"""Columns of one kind of file that are kept."""
_SUFFIX = re.compile(r"\.\w{1,12}")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    inputs_done: int
    inputs_total: int
    articles: int
    rejected: int
    committed: int
    """Of the articles, those that an interruption would not lose."""
    bytes_done: int = 0
    """Of the inputs that are done."""
    bytes_total: int = 0
    seconds: float = 0.0
    """Since reading began."""
    articles_read: int = 0
    """Of the articles, those of inputs that were not recognised."""


class Ending(NamedTuple):
    """What became of an input, or of a member of one."""

    path: Path
    member: str | None
    outcome: Literal["added", "updated", "unchanged", "partial", "rejected", "skipped"]
    """Partial: added or updated with only a part of its text."""
    reason: str | None = None
    id: str | None = None
    """Of the article, where it is one."""
    articles: int = 1
    """How many this tells of, where it is of articles."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did."""

    added: int
    updated: int
    unchanged: int
    """Also the articles of inputs that were not read again."""
    rejected: tuple[InputRejected, ...]
    skipped: Mapping[str, int]
    """How many files in folders are in no format that is read, by the end of their names, see `kind_of`."""
    recognised: int = 0
    """Inputs that were not read again."""
    passed_over: Mapping[str, int] = field(default_factory=dict)
    """How many members of inputs are of kinds that are not read, by kind."""
    unused: Unused = field(default_factory=dict)


@dataclass(slots=True)
class _Course:
    """A run under way."""

    writer: ArchiveWriter
    inputs: Inputs
    stamps: Mapping[Path, Stamp]
    """Of the inputs that are to be read."""
    on_endings: Callable[[Sequence[Ending]], None]
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    rejected: list[InputRejected] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    unused: Unused = field(default_factory=dict)
    recognised: int = 0
    not_read: int = 0
    """Articles of the inputs that were recognised."""
    endings: list[Ending] = field(default_factory=list)
    """Not told yet, since they are not committed."""
    open_inputs: dict[Path, "_OpenInput"] = field(default_factory=dict)
    inputs_done: int = 0
    bytes_done: int = 0
    committed: int = 0
    begun_at: float = field(default_factory=time.monotonic)
    commits: Commits = field(init=False)

    def __post_init__(self) -> None:
        self.commits = Commits(self.writer)

    def recognise(self, read: FinishedInput) -> None:
        """Count an input that is not read again."""
        path = Path(read.path)
        self.recognised += 1
        self.inputs_done += 1
        self.outcomes["unchanged"] += read.articles
        self.not_read += read.articles
        if read.articles:
            self.endings.append(Ending(path, None, "unchanged", NOT_AGAIN, articles=read.articles))
        self._reject(InputRejected(path, reason, member=member) for member, reason in read.rejected)
        self._pass_over(path, dict(read.passed_over))

    def skip(self, path: Path, reason: str) -> None:
        """Count what is no input, or in no format that is read."""
        self.skipped[kind_of(path) if reason == UNREAD_FORMAT else NO_FILES] += 1
        self.endings.append(Ending(path, None, "skipped", reason))

    def take(self, reading: Reading, *, is_last: bool) -> None:
        """Put what was read into the archive."""
        one = self.open_inputs.setdefault(reading.path, _OpenInput())
        outcomes = self.writer.put(reading.arrivals)
        self.outcomes.update(outcomes)
        self.endings += map(_ending, (reading.path for _ in outcomes), reading.arrivals, outcomes)
        self._reject(reading.rejected)
        self._pass_over(reading.path, reading.passed_over)
        if reading.is_skipped:
            self.skip(reading.path, UNREAD_FORMAT)
        note_unused(self.unused, reading)
        one.add(reading)
        if is_last:
            self.inputs_done += 1
            stamp = self.stamps.get(reading.path)
            self.bytes_done += stamp.size if stamp else 0
            if finished := self.open_inputs.pop(reading.path).finished(reading.path, stamp):
                self.writer.finish(finished)

    def follow(
        self, readings: Iterable[tuple[Reading, bool]], on_progress: Callable[[Progress], None]
    ) -> None:
        """Take all that is read, and commit; also what an interruption leaves."""
        try:
            with Interruptions() as interruptions:
                for reading, is_last in readings:
                    interruptions.hold()
                    self.take(reading, is_last=is_last)
                    interruptions.release()
                    if self.commits.is_due:
                        self.commits.begin(self._committed(on_progress))
                    on_progress(self.progress())
                self.commits.end(self._committed(on_progress))
        except KeyboardInterrupt:
            self.commits.keep(self._committed(on_progress))
            raise

    def _committed(self, on_progress: Callable[[Progress], None]) -> Callable[[], None]:
        """What tells, once all that was taken until now is committed, that it is, also to who stops meanwhile."""
        articles = self.outcomes.total()
        endings, self.endings = self.endings, []

        def tell() -> None:
            self.committed = articles
            self.on_endings(endings)
            on_progress(self.progress())

        return tell

    def progress(self) -> Progress:
        """How far it has come."""
        return Progress(
            self.inputs_done,
            len(self.inputs.files),
            self.outcomes.total(),
            len(self.rejected),
            self.committed,
            self.bytes_done,
            sum(stamp.size for stamp in self.stamps.values()),
            time.monotonic() - self.begun_at,
            self.outcomes.total() - self.not_read,
        )

    def report(self) -> Report:
        """What it did."""
        order = {path: number for number, path in enumerate(self.inputs.files)}
        self.rejected.sort(key=lambda error: (order[error.path], _natural(error.member)))
        added, updated, unchanged = (self.outcomes[outcome] for outcome in ("added", "updated", "unchanged"))
        return Report(
            added,
            updated,
            unchanged,
            tuple(self.rejected),
            self.skipped,
            self.recognised,
            self.passed_over,
            self.unused,
        )

    def _pass_over(self, path: Path, kinds: Mapping[str, int]) -> None:
        self.passed_over.update(kinds)
        self.endings += [Ending(path, None, "skipped", kind, articles=count) for kind, count in kinds.items()]

    def _reject(self, errors: Iterable[InputRejected]) -> None:
        for error in errors:
            self.rejected.append(error)
            self.endings.append(Ending(error.path, error.member, "rejected", error.reason))


@dataclass(slots=True)
class _OpenInput:
    """What is known of an input that is being read."""

    articles: int = 0
    rejected: list[tuple[str, str]] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    is_final: bool = True

    def add(self, reading: Reading) -> None:
        """Some more of it was read."""
        self.articles += len(reading.arrivals)
        self.passed_over.update(reading.passed_over)
        self.rejected += [(error.member, error.reason) for error in reading.rejected if error.member]
        is_whole = all(error.member for error in reading.rejected) and not reading.is_skipped
        self.is_final = self.is_final and reading.is_final and is_whole

    def finished(self, path: Path, stamp: Stamp | None) -> FinishedInput | None:
        """What is noted of it, now that it has been read; None where it should be read again."""
        if stamp is None or not self.is_final or not stamp.is_settled or len(self.rejected) > _MOST_REJECTED:
            return None
        return FinishedInput(
            str(path),
            stamp.size,
            stamp.mtime_ns,
            stamp.how,
            self.articles,
            tuple(self.rejected),
            tuple(self.passed_over.items()),
        )


def kind_of(path: Path) -> str:
    """By what a file that is not read is counted: ".jpg", or that its name has no such end."""
    if is_paperwork(path):
        return PAPERWORK
    suffix = path.suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else "without a suffix"


def note_unused(unused: Unused, reading: Reading) -> None:
    """Add the columns that were not used of an input to those of its kind."""
    if reading.unused:
        columns = unused.setdefault(Path(plain_name(reading.path)).suffix, {})
        columns.update(dict.fromkeys(reading.unused[: max(_MOST_UNUSED - len(columns), 0)]))


def read_only(
    paths: Sequence[str | Path],
    part: Part = EVERYTHING,
    mapping: Mapping[str, str] = _NO_MAPPING,
    piped: Path | None = None,
) -> list[Reading]:
    """What every input under `paths` holds, in the order of `find_inputs`; nothing is written.

    `piped` is the file that holds standard input, where that is among the paths.
    """
    inputs = find_inputs(paths, part)
    readings: dict[Path, list[Reading]] = {path: [] for path in inputs.files}
    with Readers(os.cpu_count() or 1) as readers:
        for reading, _ in readers.read(_jobs(inputs, inputs.files, mapping, piped), in_order=True):
            readings[reading.path].append(reading)
    return [
        *(joined(path, pieces) for path, pieces in readings.items()),
        *(Reading(path, is_skipped=True) for path in inputs.skipped),
    ]


def ingest(
    archive: Archive,
    paths: Sequence[str | Path] | Inputs,
    *,
    part: Part = EVERYTHING,
    mapping: Mapping[str, str] = _NO_MAPPING,
    piped: Path | None = None,
    reread: bool = False,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    on_endings: Callable[[Sequence[Ending]], None] = lambda endings: None,
) -> Report:
    """Read every input under `paths` into the archive and commit.

    A bad input is reported and the rest goes on. `mapping` says which column of a table
    holds which field; `piped` is as in `read_only`. What was read before and has not changed since is read again only with
    `reread`. `on_endings` is told what became of inputs, and of their members, once that is
    committed. Raises ArchiveLocked while another process writes.
    """
    inputs = paths if isinstance(paths, Inputs) else find_inputs(paths, part)
    stamps = {path: stamp for path in inputs.files if path != PIPED and (stamp := stamp_of(path, mapping))}
    processes = os.cpu_count() or 1
    with archive.writer(processes) as writer, Readers(processes) as readers:
        known = {} if reread else writer.finished_inputs()
        before = {
            path: known[str(path)] for path, stamp in stamps.items() if stamp.is_of(known.get(str(path)))
        }
        left = [path for path in inputs.files if path not in before]
        waiting = {path: read for path, read in before.items() if read.elsewhere}
        unread = {path: stamp for path, stamp in stamps.items() if path not in before or path in waiting}
        course = _Course(writer, inputs, unread, on_endings)
        for path in inputs.skipped:
            course.skip(path, NO_FILE)
        for path, read in before.items():
            if path not in waiting:
                course.recognise(read)
        course.follow(
            readers.read(_jobs(inputs, left, mapping, piped), is_wanted=lambda: writer.is_idle), on_progress
        )
        again = to_read_again(writer, waiting, before, stamps)
        for path in sorted(waiting.keys() - again):
            course.recognise(waiting[path])
        if again:
            with Readers(processes) as others:
                course.follow(others.read(_jobs(inputs, again, mapping, piped)), on_progress)
    return course.report()


def _jobs(
    inputs: Inputs, files: Iterable[Path], mapping: Mapping[str, str], piped: Path | None
) -> Iterator[Job]:
    today = date.today()
    return (
        Job(path, today, path in inputs.named, mapping, held=piped if path == PIPED else None)
        for path in files
    )


def _ending(path: Path, arrival: Arrival, outcome: Outcome) -> Ending:
    member, kind = arrival.place
    is_partial = kind == "partial" and outcome != "unchanged"
    return Ending(path, member, "partial" if is_partial else outcome, id=arrival.id)


def _natural(member: str | None) -> tuple[bool, list[tuple[int, str]]]:
    """A key to sort members by, numbers as such; what is said of the whole input, or its rest, is last.

    Numbers are compared by their digits: a name of others may be a number too long to read.
    """
    pieces = re.split(r"([0-9]+)", member or "")
    return member is None, [
        (len(number), number) if (number := piece.lstrip("0")).isdecimal() else (0, piece) for piece in pieces
    ]
