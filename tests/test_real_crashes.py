"""Real processes on a real file system: killed, interrupted, out of room, not allowed to write, robbed of their folder."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from shutil import copytree, rmtree

import pytest
from command_line import ROOT, Run, environment, spawn
from newsroom import TEN, article, build
from real_crashes import held, log, strays
from torture.mounts import why_not

from index.archive import Archive
from index.errors import ArchiveMissing, NewsError
from index.generations import load_current
from index.storage import FolderStorage
from search.embedded import open_engine
from search.engine import SearchRequest
from search.language import parse

EACH_FILE = "index.ingest.commits.MOST_PENDING = 1"
"""A run with this commits after each file."""
IN_WORKERS = "index.writer._BATCH = 8; os.cpu_count = lambda: 2"


def command(settings: str, folder: Path) -> list[str]:
    """`search index`, with a few numbers of its own so that a short run has much to interrupt."""
    code = f"import os, sys, index.ingest.commits, index.writer; {settings}; from tui.cli import main; sys.exit(main())"
    return [sys.executable, "-c", code, "index", str(folder)]


def begin(archive: Path, settings: str, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command(settings, folder),
        cwd=ROOT,
        env=environment(archive),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def generation(archive: Path) -> int:
    with suppress(NewsError):
        return load_current(FolderStorage(archive)).generation
    return 0


def commit_one(archive: Path) -> None:
    with Archive.open(archive).writer() as writer:
        writer.put([log(1, Random(1))])  # noqa: S311 -- any article


def limited(archive: Path, blocks: int, words: list[str]) -> Run:
    """Run something that may write no file larger than so many KiB.

    Nor may Python, which does not notice that what it keeps of a module's code was cut short.
    """
    ended = subprocess.run(
        ["bash", "-c", f'ulimit -f {blocks}; exec "$@"', "bash", *words],
        cwd=ROOT,
        env=environment(archive, PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(ended.returncode, ended.stdout, ended.stderr)


def cli(*words: str) -> list[str]:
    return [sys.executable, "-m", "tui.cli", *words]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = tmp_path_factory.mktemp("desk")
    for page in range(300):
        (desk / f"{page:03}.txt").write_text(f"Log {page}\n\nThe ferry sailed {page} times, and on time.\n")
    return desk


@pytest.mark.parametrize("seed", range(1, 4))
def test_killed_writers_lose_nothing(tmp_path: Path, seed: int) -> None:
    """Thirty in all; `make torture` kills 2,000 over one archive."""
    ended = subprocess.run(
        [sys.executable, "-m", "torture.kills", "--kills", "10", "--seed", str(seed)],
        cwd=ROOT,
        env=environment(
            tmp_path, PYTHONPATH=str(ROOT / "tests"), TMPDIR=str(tmp_path), OPENBLAS_NUM_THREADS="1"
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout + ended.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGHUP, 129)])
def test_what_an_interrupted_run_calls_kept_is_kept(
    tmp_path: Path, desk: Path, number: signal.Signals, code: int
) -> None:
    archive = tmp_path / "archive"
    process = begin(archive, EACH_FILE, desk)
    while generation(archive) < 8 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(number)
    _, said = process.communicate()
    assert process.returncode == code, said
    kept = re.match(r"Stopped: (\d+) articles are kept", said)
    # One more may have been committed before the run could count it.
    assert kept and len(held(archive)) - int(kept[1]) in (0, 1)
    assert int(kept[1]) >= 6
    commit_one(archive)
    assert strays(archive) == set()


@pytest.mark.parametrize("blocks", [1, 4])
def test_a_disk_that_refuses_leaves_the_archive_as_it_was(tmp_path: Path, desk: Path, blocks: int) -> None:
    archive = build(tmp_path / "archive").path
    before = held(archive)
    run = limited(archive, blocks, cli("index", str(desk)))
    assert (run.code, run.out) == (2, "")
    assert "File too large" in run.err and "Traceback" not in run.err
    assert held(archive) == before
    assert spawn(archive, "query", "ferry", "--count").code == 0
    assert spawn(archive, "index", str(desk)).code == 0
    assert len(held(archive)) == len(TEN) + 300
    commit_one(archive)
    assert strays(archive) == set()


@pytest.mark.parametrize("words", [["remove", "--yes", "--query", "ferry"], ["optimize"]])
def test_a_disk_that_refuses_keeps_what_was_to_be_removed_or_merged(tmp_path: Path, words: list[str]) -> None:
    archive = build(tmp_path / "archive", TEN[:5]).path
    build(archive, TEN[5:])
    before = held(archive)
    run = limited(archive, 0, cli(*words))
    assert (run.code, run.out) == (2, "")
    assert "File too large" in run.err and "Traceback" not in run.err
    assert held(archive) == before
    assert spawn(archive, *words).code == 0


def test_a_worker_that_cannot_write_says_why(tmp_path: Path, desk: Path) -> None:
    archive = build(tmp_path / "archive").path
    before = held(archive)
    few = copytree(desk, tmp_path / "few", ignore=lambda _, names: sorted(names)[40:])
    run = limited(archive, 1, command(IN_WORKERS, few))
    assert run.code == 2
    assert "/arrays: File too large\nMake room, " in run.err and "Traceback" not in run.err
    assert held(archive) == before


def may_not_write(archive: Path, *words: str) -> Run:
    """Run `search` where the archive may be read and not written."""
    for path in (archive, *archive.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        if not os.access(archive, os.W_OK):
            return spawn(archive, *words)
        # Modes are nothing to root; a file system that is mounted for reading is.
        if reason := why_not():
            pytest.skip(f"root may write anywhere, and for a read-only mount this {reason}")
        folder = str(archive)
        mounted = f'mount --bind "{folder}" "{folder}" && mount -o remount,ro,bind "{folder}" && exec "$@"'
        ended = subprocess.run(
            ["unshare", "--mount", "sh", "-c", mounted, "sh", *cli(*words)],
            cwd=ROOT,
            env=environment(archive),
            capture_output=True,
            text=True,
            check=False,
        )
        return Run(ended.returncode, ended.stdout, ended.stderr)
    finally:
        for path in (archive, *archive.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)


def test_an_archive_that_may_only_be_read_can_be_searched(tmp_path: Path) -> None:
    run = may_not_write(build(tmp_path / "archive").path, "query", "harbour")
    assert run.code == 0 and "Harbour wall to be rebuilt" in run.out


@pytest.mark.parametrize(
    "words", [["index", "seeds"], ["remove", "--yes", "--query", "harbour"], ["optimize"]]
)
def test_an_archive_that_may_only_be_read_says_so_to_who_writes(tmp_path: Path, words: list[str]) -> None:
    archive = build(tmp_path / "archive").path
    before = held(archive)
    run = may_not_write(archive, *words)
    assert (run.code, run.out) == (2, "")
    first, *_ = run.err.splitlines()
    assert str(archive) in first and re.search("Read-only file system|Permission denied", first)
    assert "Traceback" not in run.err
    assert held(archive) == before


def test_a_folder_removed_underneath_a_reader_is_a_missing_archive(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive").path
    engine = open_engine(archive)
    rmtree(archive)
    with pytest.raises(ArchiveMissing, match=str(archive)):
        engine.search(SearchRequest(parse("harbour")))
    with pytest.raises(ArchiveMissing):
        engine.article(TEN[0].id)


@pytest.mark.parametrize("seed", range(4))
def test_a_folder_removed_file_by_file_gives_readers_answers_or_clear_errors(
    tmp_path: Path, seed: int
) -> None:
    archive = build(tmp_path / "archive", TEN[:5]).path
    build(archive, TEN[5:])
    kept = open_engine(archive)
    files = sorted(path for path in archive.rglob("*") if path.is_file())
    Random(seed).shuffle(files)  # noqa: S311 -- the same order every time
    for path in files:
        path.unlink()
        with suppress(NewsError):
            assert kept.search(SearchRequest(parse("harbour"))).total
        with suppress(NewsError):
            page = open_engine(archive).search(SearchRequest(parse("harbour")))
            assert page.total or page.incomplete


def test_a_folder_removed_underneath_a_writer_ends_it_with_a_clear_error(tmp_path: Path, desk: Path) -> None:
    archive = tmp_path / "archive"
    process = begin(archive, EACH_FILE, desk)
    while generation(archive) < 4 and process.poll() is None:
        time.sleep(0.01)
    while process.poll() is None:
        rmtree(archive, ignore_errors=True)
    _, said = process.communicate()
    assert process.returncode == 2
    assert "search: " in said and "archive" in said and "Traceback" not in said
    assert spawn(archive, "index", str(desk)).code == 0
    assert len(held(archive)) == 300


def test_the_oracle_sees_another_body_and_a_file_that_nothing_names(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive", [article("Ferry", "on time")]).path
    before = held(archive)
    build(archive, [article("Ferry", "late")])
    assert held(archive) != before
    commit_one(archive)
    assert strays(archive) == set()
    (archive / "segments" / ("0" * 16)).mkdir()
    (archive / "manifest-9.json").write_text("{}")
    assert strays(archive) == {"segments/" + "0" * 16, "manifest-9.json"}
