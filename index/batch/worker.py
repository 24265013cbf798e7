"""One process that turns batches of articles into segments: `python -m index.batch.worker ARCHIVE`.

It reads batches on stdin, each a length of 8 bytes and that many bytes of articles as
JSON lines, and answers each with one line of JSON, the segment's entry. What passes
between processes is JSON, because nothing here is ever unpickled. A worker ends when
its stdin does.
"""

import json
import sys
from contextlib import suppress
from ctypes import CDLL
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from index.arrival import from_json
from index.batch.inverter import Inverter
from index.segment_files import write_articles
from index.storage import FolderStorage

LENGTH = 8
"""Bytes of a batch's length, little-endian."""


def work(archive: Path, batches: BinaryIO, entries: BinaryIO) -> None:
    """Answer batches until there are no more."""
    storage, inverter = FolderStorage(archive), Inverter()
    while header := batches.read(LENGTH):
        lines = batches.read(int.from_bytes(header, "little")).splitlines()
        articles = [from_json(line) for line in lines]
        entry = write_articles(storage, inverter, articles, lines)
        entries.write(json.dumps(asdict(entry)).encode() + b"\n")
        entries.flush()
        del lines, articles
        _give_back_memory()


def _give_back_memory() -> None:
    """Let the system have what the batch took: the writer may merge segments before the next one comes."""
    with suppress(OSError, AttributeError, TypeError):  # of other systems than those with glibc
        CDLL(None).malloc_trim(0)


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
