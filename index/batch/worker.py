"""One process that turns batches of articles into segments: `python -m index.batch.worker ARCHIVE`.

It reads parts of a batch on stdin, each a length of 8 bytes and that many bytes of articles as
JSON lines; a length of zero ends the batch, and is answered with one line of JSON, the
segment's entry. What passes between processes is JSON, because nothing here is ever
unpickled. A worker ends when its stdin does, or where it fails; then its last line states the failure.
"""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from index.article import from_json
from index.batch.inverter import Inverter
from index.manifest import segment_folder
from index.memory import expect_no_cycles, give_back_freed
from index.segment_files import write_articles
from index.storage import FolderStorage

LENGTH = 8
"""Bytes of a part's length, little-endian."""


def work(archive: Path, parts: BinaryIO, entries: BinaryIO) -> None:
    """Answer batches until there are no more."""
    storage, inverter = FolderStorage(archive), Inverter()
    while header := parts.read(LENGTH):
        if length := int.from_bytes(header, "little"):
            lines = parts.read(length).splitlines()
            inverter.read([from_json(line) for line in lines], lines)
            continue
        entry = write_articles(storage, inverter)
        for file in entry.files:
            # Publishing does this too; what is on its way to the disk by then is not waited for twice.
            storage.sync(f"{segment_folder(entry.id)}/{file.name}")
        entries.write(json.dumps(asdict(entry)).encode() + b"\n")
        entries.flush()
        give_back_freed()  # the writer may merge segments before the next batch comes


def main() -> int:
    """Work for who started this process; the exit code."""
    expect_no_cycles()
    try:
        work(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
    except Exception as error:  # noqa: BLE001 - the boundary of a worker: who waits for the segment raises it
        with suppress(OSError):  # where nobody waits any more
            sys.stdout.buffer.write(_failure(error))
            sys.stdout.buffer.flush()
        return 1
    return 0


def _failure(error: Exception) -> bytes:
    """A line of JSON with what went wrong; of what the system refused, all that it said."""
    said = ": ".join(filter(None, [type(error).__name__, str(error)]))
    refused = error if isinstance(error, OSError) and error.errno else None
    system = refused and [refused.errno, refused.strerror, refused.filename]
    return json.dumps({"failure": said, "system": system}).encode() + b"\n"


if __name__ == "__main__":
    sys.exit(main())
