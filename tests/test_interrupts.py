"""Ctrl-C ends a command without a word from Python, whenever it comes, and keeps what was taken in."""

import errno
import signal
import subprocess
import sys
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from command_line import ROOT, environment
from newsroom import TEN, build

from index.archive import Archive
from index.ingest.run import Ending, Progress, ingest
from index.storage import FolderStorage
from index.upkeep.verify import verify
from index.writer import ArchiveWriter

AT_IMPORT = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from tui.entry import main
sys.exit(main())
"""

AT_THE_END = """
import atexit, os, signal, sys
from tui.entry import main

atexit.register(os.kill, os.getpid(), signal.SIGINT)
sys.exit(main())
"""


def run(folder: Path, program: str, *args: str) -> tuple[int, str]:
    ended = subprocess.run(
        [sys.executable, "-c", program, *args],
        cwd=ROOT,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stderr


@pytest.mark.parametrize(
    ("module", "says"),
    [("click", ""), ("index.errors", ""), ("tui.cli.stats", "\nsearch: interrupted\n")],
)
def test_an_interruption_while_a_command_is_loaded_is_quiet(folder: Path, module: str, says: str) -> None:
    assert run(folder, AT_IMPORT.format(module=module), "stats") == (130, says)


def test_an_interruption_while_the_process_ends_is_quiet(folder: Path) -> None:
    assert run(folder, AT_THE_END, "--version") == (130, "")


PAGE = "The ferry number {0} sails\n\nBy Ines Falk\n\n2031-02-01\n\nThe ferry {0} sailed on Monday, it was said.\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    for number in range(5):
        (tmp_path / "pages" / f"{number}.txt").write_text(PAGE.format(number))
    return tmp_path / "pages"


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def held(archive: Archive) -> int:
    """How many articles there are, in an archive that has nothing else."""
    assert list(verify(FolderStorage(archive.path), lambda progress: None)) == []
    return archive.stats().articles


def test_who_stops_indexing_keeps_what_was_taken_in(folder: Path, pages: Path) -> None:
    archive = Archive.open_or_create(folder)
    committed: list[int] = []
    endings: list[Ending] = []

    def stop(progress: Progress) -> None:
        committed.append(progress.committed)
        if progress.articles == 2 and not progress.committed:
            interrupt()

    with pytest.raises(KeyboardInterrupt):
        ingest(archive, [pages], on_progress=stop, on_endings=endings.extend)
    assert (held(archive), committed[-1], len(endings)) == (2, 2, 2)
    assert ingest(archive, [pages]).added == 3


def test_an_interruption_waits_for_the_end_of_a_change(
    folder: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive.open_or_create(folder)
    put = ArchiveWriter._put

    def stop(*args: Any) -> Any:
        interrupt()
        return put(*args)

    monkeypatch.setattr(ArchiveWriter, "_put", stop)
    with pytest.raises(KeyboardInterrupt):
        ingest(archive, [pages])
    assert held(archive) == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_stops_amid_a_commit_has_the_archive_of_before_and_no_segments_that_are_nobodys(
    folder: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive.open_or_create(folder)
    with monkeypatch.context() as amid, pytest.raises(KeyboardInterrupt):
        amid.setattr("index.writer.full_tiers", lambda *args: interrupt())
        ingest(archive, [pages])
    assert held(archive) == 0
    assert ingest(archive, [pages]).added == 5


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(errno.ENOSPC, "injected")])
def test_a_merge_that_ends_before_its_time_leaves_no_segment_that_is_nobodys(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    build(folder, TEN[:5])
    archive = build(folder, TEN[5:])

    def end(*args: object) -> None:
        raise error

    with monkeypatch.context() as full, pytest.raises((KeyboardInterrupt, OSError)):
        full.setattr("index.committing.with_merged_keys", end)
        archive.optimize()
    assert held(archive) == 10


def test_who_stops_where_the_disk_is_full_is_interrupted_all_the_same(
    folder: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive.open_or_create(folder)

    def refuse(*args: object) -> None:
        raise OSError(errno.ENOSPC, "injected")

    with monkeypatch.context() as full, pytest.raises(KeyboardInterrupt):
        full.setattr("index.committing.publish", refuse)
        ingest(archive, [pages], on_progress=lambda progress: interrupt())
    assert held(archive) == 0


def test_who_stops_removes_nothing_from_an_archive_that_was_begun_in_the_place_of_its_own(
    folder: Path,
) -> None:
    build(folder, TEN[:5])
    other = folder / "segments" / "00000000deadbeef"
    with pytest.raises(KeyboardInterrupt), Archive.open(folder).writer() as writer:
        writer.put(TEN[5:])
        rmtree(folder)
        build(folder, TEN[:1])
        other.mkdir()
        (other / "arrays").write_bytes(b"being written")
        raise KeyboardInterrupt
    assert (other / "arrays").exists()
