"""Elsewhere: inputs that have articles which are held as another input's, and may have to stand in for that.

What is held says which file it was read from. That may go, or have the article no longer, while
another file has it still: then this one is read again, and the article is held from it.
"""

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from index.finished import FinishedInput
from index.ingest.stamps import Stamp
from index.writer import ArchiveWriter


def to_read_again(
    writer: ArchiveWriter,
    waiting: Mapping[Path, FinishedInput],
    recognised: Collection[Path],
    stamps: Mapping[Path, Stamp],
) -> list[Path]:
    """Those of some inputs, `waiting` until all others of a run are read, some article of which may be held nowhere else.

    `recognised` were not read in this run. Raises what `writer.finished_inputs` does.
    """
    finished = writer.finished_inputs()

    def is_read(holder: str) -> bool:
        path = Path(holder)
        return path in stamps and path not in recognised and stamps[path].is_of(finished.get(holder))

    read = set(filter(is_read, {holder for each in waiting.values() for holder in each.held_at}))
    writer.holders.leave(read)

    def may_have_left(each: FinishedInput) -> bool:
        if not all(map(os.path.exists, each.held_at)):
            return True
        return not (read.isdisjoint(each.held_at) or writer.holders.has_met(each.elsewhere))

    return [path for path, each in waiting.items() if str(path) not in finished or may_have_left(each)]
