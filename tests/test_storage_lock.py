"""One writer at a time: who else wants to write is told who does, and no dead process is in the way."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.errors import ArchiveLocked
from index.lock import WriterLock
from index.storage import FolderStorage

HOLDER = """
import sys
from pathlib import Path
from index.lock import WriterLock
from index.storage import FolderStorage

lock = WriterLock(FolderStorage(Path(sys.argv[1])))
lock.announce()
print("locked", flush=True)
sys.stdin.read()
"""

PARENT = """
import os, sys, time
from pathlib import Path
from index.lock import WriterLock
from index.storage import FolderStorage

lock = WriterLock(FolderStorage(Path(sys.argv[1])))
if not os.fork():
    print(os.getpid(), flush=True)
    time.sleep(600)
sys.stdin.read()
"""


@pytest.fixture
def storage(folder: Path) -> FolderStorage:
    return FolderStorage.create(folder)


def start(program: str, storage: FolderStorage) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program, str(storage.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )


def first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def holder(storage: FolderStorage) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has the lock."""
    with start(HOLDER, storage) as process:
        assert first_line(process) == "locked"
        yield process
        process.kill()


def test_a_second_lock_in_the_same_process_is_refused(storage: FolderStorage) -> None:
    with WriterLock(storage), pytest.raises(ArchiveLocked):
        WriterLock(storage)
    WriterLock(storage).release()


def test_the_refusal_names_the_process_and_since_when(
    storage: FolderStorage, holder: "subprocess.Popen[str]"
) -> None:
    with pytest.raises(ArchiveLocked) as refused:
        WriterLock(storage)
    assert refused.value.pid == holder.pid
    since = datetime.fromisoformat(refused.value.since or "")
    assert timedelta(0) <= datetime.now(UTC) - since < timedelta(minutes=5)
    assert f"process {holder.pid} has been writing" in str(refused.value)
    assert str(storage.path) in str(refused.value)
    assert refused.value.advice


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whose a lock is")
@pytest.mark.parametrize("said", [b"", b"{", b'{"pid":', b'{"pid":0,"since":"2031-02-01"}'])
def test_the_refusal_names_a_process_that_has_not_said_yet_who_it_is(
    storage: FolderStorage, holder: "subprocess.Popen[str]", said: bytes
) -> None:
    storage.write("LOCK", [said])
    with pytest.raises(ArchiveLocked, match=f"process {holder.pid} is writing"):
        WriterLock(storage)


def test_a_killed_process_leaves_no_lock(storage: FolderStorage, holder: "subprocess.Popen[str]") -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    WriterLock(storage).release()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forked workers there")
def test_a_worker_that_outlives_its_killed_writer_holds_no_lock(storage: FolderStorage) -> None:
    with start(PARENT, storage) as parent:
        worker = int(first_line(parent))
        parent.kill()
        parent.wait()
        try:
            os.kill(worker, 0)
            WriterLock(storage).release()
        finally:
            os.kill(worker, signal.SIGKILL)


@pytest.mark.parametrize("said", [b"", b"{", b'{"pid":', b"[]", b'{"pid":null,"since":1}', b"x" * 10_000])
def test_a_lock_that_says_nothing_sensible_is_still_a_lock(storage: FolderStorage, said: bytes) -> None:
    with WriterLock(storage):
        storage.write("LOCK", [said])
        with pytest.raises(ArchiveLocked, match=r"process( [0-9]+)? is writing"):
            WriterLock(storage)


def test_where_nobody_says_whose_a_lock_is_it_is_another_process(
    storage: FolderStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locks in (storage.path / "missing", storage.path / "LOCK"):
        monkeypatch.setattr("index.lock._LOCKS", locks)
        with WriterLock(storage), pytest.raises(ArchiveLocked, match="another process is writing"):
            WriterLock(storage)


def test_a_full_disk_has_a_lock_too(storage: FolderStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "injected")

    monkeypatch.setattr(FolderStorage, "write", refuse)
    with WriterLock(storage) as lock, pytest.raises(ArchiveLocked):
        lock.announce()
        WriterLock(storage)


def test_what_a_killed_writer_said_of_itself_names_nobody(
    storage: FolderStorage, holder: "subprocess.Popen[str]"
) -> None:
    holder.kill()
    holder.wait()
    with WriterLock(storage), pytest.raises(ArchiveLocked) as refused:
        WriterLock(storage)
    assert refused.value.pid != holder.pid


def test_a_lock_that_announces_nothing_writes_nothing(storage: FolderStorage) -> None:
    with WriterLock(storage) as lock:
        lock.announce()
    assert storage.size("LOCK") == 0
    before = (storage.path / "LOCK").stat().st_mtime_ns
    WriterLock(storage).release()
    assert (storage.path / "LOCK").stat().st_mtime_ns == before


def test_an_old_message_does_not_lock(storage: FolderStorage) -> None:
    storage.write("LOCK", [b'{"pid":1,"since":"2019-08-22T09:00:00+00:00"}'])
    WriterLock(storage).release()
