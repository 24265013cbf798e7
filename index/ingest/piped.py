"""Standard input as an input: kept in a temporary file while a run lasts.

Several processes read an input, and one that ends before its time is followed by another, which
begins again. So what can be read once only is written down first, as it comes and in no more
memory than a piece of it takes. Compressed it stays compressed.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from index.errors import InputRejected
from index.ingest.inputs import PIPED

_PIECE = 1 << 20
_LEAST_FREE = 256 << 20
"""Bytes of the temporary folder's file system that are left to others."""


@contextmanager
def kept_in_file(stream: BinaryIO) -> Iterator[Path]:
    """The file that holds all of a stream, within this context.

    Raises InputRejected when that is more than the temporary folder can hold.
    """
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        path = Path(folder, "stdin")
        try:
            with path.open("xb") as file:
                is_done = False
                while not is_done:
                    piece = stream.read(_PIECE)
                    is_done = len(piece) < _PIECE  # a terminal that is asked once more waits for more
                    if shutil.disk_usage(folder).free < _LEAST_FREE:
                        raise _too_large(folder)
                    file.write(piece)
        except OSError as error:
            raise _too_large(folder, error) from error
        yield path


def _too_large(folder: str, error: OSError | None = None) -> InputRejected:
    place = os.path.dirname(folder)  # noqa: PTH120 - for people
    why = f"cannot be kept in {place}: {error.strerror}" if error else f"more than {place} has room for"
    return InputRejected(PIPED, f"{why}; name a folder with room for it: TMPDIR=FOLDER search index -")
