"""What processes that index leave behind for Python's collector, which they let rest."""

import gc
from io import BytesIO
from pathlib import Path

from newsroom import TEN

from index.article import to_json
from index.batch.worker import LENGTH, work

_BATCHES = 12


def test_a_process_that_writes_segments_leaves_nothing_behind_from_batch_to_batch(tmp_path: Path) -> None:
    part = b"\n".join(map(to_json, TEN))
    batch = len(part).to_bytes(LENGTH, "little") + part + bytes(LENGTH)
    work(tmp_path, BytesIO(batch), BytesIO())  # what is loaded, and compiled, by the first
    gc.collect()
    gc.disable()
    try:
        work(tmp_path, BytesIO(batch * _BATCHES), BytesIO())
        assert gc.collect() < _BATCHES  # not one object for a batch, whatever else goes on in this process
    finally:
        gc.enable()
