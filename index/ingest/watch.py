"""Watching: what comes into a folder, or changes in it, is read soon after.

The folder is looked at again and again, which works on every file system, also where files come
from another machine; looking costs one `stat` a file. A file is left until it has stopped
changing between two looks, because whoever writes it may not have finished. The
writer's lock is held only while a batch is read: others may write in between, and where
one does so just then, the batch waits for the next look.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from index.archive import Archive
from index.errors import ArchiveLocked
from index.ingest.inputs import find_inputs
from index.ingest.run import Ending, Progress, Report, ingest
from index.ingest.stamps import Stamp, stamp_of

INTERVAL = 1.0
"""Seconds between two looks."""


def watch(
    archive: Archive,
    paths: Sequence[str | Path],
    *,
    mapping: Mapping[str, str],
    on_endings: Callable[[Sequence[Ending]], None],
    watched: Callable[[], AbstractContextManager[Callable[[Progress], None]]] = lambda: nullcontext(
        _to_nobody
    ),
    wait: Callable[[float], None] = time.sleep,
) -> Iterator[Report]:
    """Read what is under `paths` now, then what comes, for ever; a report for each batch that held anything.

    Each batch is read within a `watched`, which says whom to tell how far it has come.
    """
    done: dict[Path, Stamp | None] = {}
    seen: dict[Path, Stamp | None] = {}
    while True:
        inputs = find_inputs(paths)
        before, seen = seen, {path: _bare(stamp_of(path, mapping)) for path in inputs.files}
        ready = tuple(
            path
            for path, stamp in seen.items()
            if path in before and before[path] == stamp and done.get(path, 0) != stamp
        )
        if ready:
            try:
                with watched() as on_progress:
                    report = ingest(
                        archive,
                        replace(inputs, files=ready, skipped=()),
                        mapping=mapping,
                        on_progress=on_progress,
                        on_endings=on_endings,
                    )
            except ArchiveLocked:
                pass
            else:
                done.update((path, seen[path]) for path in ready)
                yield report
        wait(INTERVAL)


def _to_nobody(progress: Progress) -> None:
    pass


def _bare(stamp: Stamp | None) -> Stamp | None:
    """The stamp without what passes with time alone."""
    return stamp and stamp._replace(is_settled=True)
