import json
from errno import EACCES
from pathlib import Path

import pytest
from command_line import search
from newsroom import CUTS, FUND, HARBOUR, STORM, WALL, build

from index.archive import Archive
from index.generations import foreign_names
from index.lock import WriterLock
from index.storage import FolderStorage

ORPHAN = "00000000deadbeef"


@pytest.fixture
def archive(folder: Path) -> Path:
    """Two segments, and nothing that is not needed."""
    archive = build(folder, [HARBOUR, STORM])
    with archive.writer() as writer:
        writer.put([FUND])
    del archive, writer
    assert search(folder, "gc").code == 0
    return folder


def add_orphan(archive: Path) -> None:
    """Leave what a crash leaves: a segment that was never published, and half a pointer."""
    (archive / "segments" / ORPHAN).mkdir()
    (archive / "segments" / ORPHAN / "arrays").write_bytes(bytes(1500))
    (archive / "CURRENT.next").write_bytes(bytes(10))
    (archive / "manifest-99.json").write_bytes(bytes(490))


def set_aside(archive: Path) -> Path:
    """Put what a repair puts aside where it does."""
    folder = archive / "damaged" / ORPHAN
    folder.mkdir(parents=True)
    (folder / "arrays").write_bytes(bytes(700))
    (folder / "articles").write_bytes(bytes(300))
    return folder


def files(archive: Path) -> set[str]:
    return {str(path.relative_to(archive)) for path in archive.rglob("*")}


def test_what_a_crash_left_goes_and_is_counted(archive: Path) -> None:
    before = files(archive)
    add_orphan(archive)
    run = search(archive, "gc")
    assert (run.code, run.out, run.err) == (0, "Removed 3 files (2.0 kB).\n", "")
    assert files(archive) == before
    assert Archive.open(archive).article(FUND.id)


@pytest.mark.parametrize("command", ["gc", "repair --dry-run", "repair", "upgrade", "optimize"])
def test_an_archive_that_may_not_be_written_is_said_with_the_file_and_what_to_try(
    archive: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def refuse(storage: FolderStorage, name: str) -> None:
        raise PermissionError(EACCES, "Permission denied", str(storage.path / name))

    monkeypatch.setattr(FolderStorage, "lock", refuse)
    run = search(archive, *command.split())
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        f"search: cannot write to the archive at {archive}: {archive / 'LOCK'}: Permission denied\n"
        "search query and search verify only read it. To change it, give yourself write permission,"
        " or name another with --archive DIR\n"
    )


def test_where_nothing_is_left_nothing_goes(archive: Path) -> None:
    before = files(archive)
    run = search(archive, "gc")
    assert (run.code, run.out, run.err) == (0, "Nothing to remove.\n", "")
    assert files(archive) == before


def test_in_json_the_figures_have_names(archive: Path) -> None:
    add_orphan(archive)
    assert json.loads(search(archive, "--json", "gc").out) == {
        "version": 1,
        "files_removed": 3,
        "bytes_removed": 2000,
        "states_held": 0,
        "not_removed": [],
    }


def test_what_others_have_open_stays_until_they_close_it(archive: Path) -> None:
    first = Archive.open(archive).snapshot()
    Archive.open(archive).remove([HARBOUR.id])
    second = Archive.open(archive).snapshot()
    with Archive.open(archive).writer() as writer:
        writer.put([CUTS])
        writer.optimize()
    assert search(archive, "gc").out.splitlines()[-1] == (
        "2 earlier states of the archive are still open somewhere; their files stay until they are closed."
    )
    assert first.article_with("id", HARBOUR.id)
    first.close()
    assert "1 earlier state of the archive is still open" in search(archive, "gc").out
    assert second.article_with("id", STORM.id)
    second.close()
    assert search(archive, "gc").out.startswith("Removed ")
    assert search(archive, "gc").out == "Nothing to remove.\n"
    (segment,) = (archive / "segments").iterdir()
    assert Archive.open(archive).snapshot().segments[0].folder == segment


def test_what_repairs_set_aside_goes_only_when_it_is_asked_for(archive: Path) -> None:
    folder = set_aside(archive)
    assert search(archive, "gc").out == "Nothing to remove.\n"
    with Archive.open(archive).writer() as writer:
        writer.put([WALL])
        writer.remove(WALL.id)
    assert len(list(folder.iterdir())) == 2
    assert search(archive, "gc", "--damaged").out == "Removed 2 files (1.0 kB).\n"
    assert not (archive / "damaged").exists()
    assert search(archive, "gc").out == "Nothing to remove.\n"


def test_in_the_folder_of_repairs_only_their_files_go(archive: Path, tmp_path: Path) -> None:
    set_aside(archive)
    (archive / "damaged" / "notes.txt").write_text("mine")
    (elsewhere := tmp_path / "elsewhere").mkdir()
    (elsewhere / "arrays").write_text("mine")
    (archive / "damaged" / "0123456789abcdef").symlink_to(elsewhere)
    run = search(archive, "gc", "--damaged")
    assert (run.code, run.out) == (2, "Removed 2 files (1.0 kB).\n")
    assert run.err.startswith("not removed: ") and "symbolic link" in run.err and run.err.count("\n") == 1
    assert (archive / "damaged" / "notes.txt").read_text() == (elsewhere / "arrays").read_text() == "mine"


def test_the_folder_of_repairs_is_the_archives_own(tmp_path: Path) -> None:
    set_aside(tmp_path)
    assert foreign_names(FolderStorage(tmp_path)) == []


def test_what_cannot_be_removed_is_trouble_and_the_rest_goes(archive: Path) -> None:
    add_orphan(archive)
    (archive / "segments" / ORPHAN / "a folder").mkdir()
    (archive / "segments" / ORPHAN / "a folder" / "mine").write_text("mine")
    run = search(archive, "gc", "--json")
    record = json.loads(run.out)
    assert (run.code, record["files_removed"], len(record["not_removed"])) == (2, 2, 1)
    assert "a folder" in record["not_removed"][0]
    assert run.err == f"not removed: {record['not_removed'][0]}\n"


def test_nothing_goes_while_another_process_writes(archive: Path) -> None:
    add_orphan(archive)
    before = files(archive)
    with WriterLock(FolderStorage(archive)):
        run = search(archive, "gc")
    assert (run.code, run.out) == (2, "")
    assert "is writing to the archive" in run.err
    assert files(archive) == before


def test_where_no_archive_is_nothing_is_made_or_removed(tmp_path: Path) -> None:
    (tmp_path / "segments" / ORPHAN).mkdir(parents=True)
    before = files(tmp_path)
    assert search(tmp_path, "gc").code == 2
    assert files(tmp_path) == before
