"""What a killed backup, restore or export has left goes with the next one, and nothing else does."""

from pathlib import Path

import pytest
from command_line import search
from newsroom import HARBOUR, build

from index.lock import WriterLock
from index.storage import FolderStorage
from index.upkeep.unfinished import clear_unfinished, unfinished_beside, unfinished_name
from tui.files import whole_file


@pytest.fixture
def archive(folder: Path) -> Path:
    return build(folder, [HARBOUR]).path


def left_folder(beside: Path) -> Path:
    """What a restore leaves that is killed halfway."""
    left = beside.with_name(unfinished_name(beside))
    (left / "segments" / "0123456789abcdef").mkdir(parents=True)
    (left / "segments" / "0123456789abcdef" / "arrays").write_bytes(b"half")
    return left


def test_a_backup_removes_what_one_to_the_same_file_left_and_says_so(archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "morgue.tar"
    left = tmp_path / unfinished_name(file)
    left.write_bytes(b"half")
    other = tmp_path / unfinished_name(tmp_path / "other.tar")
    other.write_bytes(b"half")
    run = search(archive, "backup", str(file))
    assert (run.code, run.err) == (0, f"Removed what a run that was killed had left: {left}\n")
    assert (left.exists(), other.exists()) == (False, True)


def test_a_restore_removes_what_one_to_the_same_place_left_and_says_so(archive: Path, tmp_path: Path) -> None:
    file, place = tmp_path / "morgue.tar", tmp_path / "again"
    search(archive, "backup", str(file))
    left = left_folder(place)
    run = search(place, "restore", str(file))
    assert (run.code, run.err) == (0, f"Removed what a run that was killed had left: {left}\n")
    assert not left.exists()
    assert unfinished_beside(place) == []


def test_verify_names_what_a_restore_left_and_gc_removes_it(archive: Path) -> None:
    left = left_folder(archive)
    run = search(archive, "verify")
    assert run.code == 0
    assert run.err.startswith(f"harmless: {left}: an archive that search restore did not finish")
    assert search(archive, "gc").err == f"Removed what a run that was killed had left: {left}\n"
    assert not left.exists()


def test_what_somebody_is_at_or_has_put_something_into_stays(tmp_path: Path) -> None:
    place = tmp_path / "place"
    busy, used = left_folder(place), left_folder(place)
    (used / "notes.txt").write_text("Not to be lost.")
    with whole_file(tmp_path / "stories.csv") as stream, WriterLock(FolderStorage(busy)):
        stream.write("half")
        assert clear_unfinished(place) == clear_unfinished(tmp_path / ".stories.csv") == []
    (tmp_path / "place.12345678.part").symlink_to(tmp_path / "stories.csv")
    assert clear_unfinished(place) == [busy]
    assert (tmp_path / "stories.csv").read_text() == "half"


def test_an_export_removes_what_one_to_the_same_file_left(archive: Path, tmp_path: Path) -> None:
    left = tmp_path / unfinished_name(tmp_path / ".stories.csv")
    left.write_text("half")
    assert search(archive, "export", "harbour", "--to", str(tmp_path / "stories.csv")).code == 0
    assert not left.exists()
