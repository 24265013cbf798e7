"""`search verify`: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest
from command_line import on_terminal, search, spawn
from damaged import chooser, contents, flipped, three_segments
from newsroom import STORM, TEN

from index.codec.articles import HEAD, MAGIC
from index.generations import load_current
from index.manifest import segment_folder
from index.storage import FolderStorage


@pytest.fixture
def archive(folder: Path) -> Path:
    return three_segments(folder)


def damage_block(archive: Path) -> str:
    """Damage the first block of the first segment; the file's path in the archive."""
    first = load_current(FolderStorage(archive)).segments[0]
    path = f"{segment_folder(first.id)}/articles"
    (archive / path).write_bytes(flipped((archive / path).read_bytes(), len(MAGIC) + HEAD.size + 5, 2))
    return path


def test_a_whole_archive_is_said_to_be_so_with_how_much_was_read(archive: Path) -> None:
    size = sum(map(len, contents(archive).values()))
    run = search(archive, "verify")
    assert (run.code, run.err) == (0, "")
    assert run.out == f"9 files, {size / 1000:.1f} kB: everything is as it was written\n"


def test_damage_is_a_line_each_with_the_articles_and_what_to_do(archive: Path) -> None:
    path = damage_block(archive)
    ids = [one.id for one in TEN[:4] if one is not STORM][:2]
    run = search(archive, "verify")
    line, last = run.out.splitlines()
    assert run.code == 2
    assert line.startswith(f"{path}: its block 0 is not what was written there (2 articles: ")
    assert all(name in line for name in ids[:1])
    assert last.endswith(": 1 thing wrong")
    assert run.err == "Save what can be read with: search repair\n"


def test_json_has_each_finding_and_how_much_was_checked(archive: Path) -> None:
    path = damage_block(archive)
    (archive / "notes.txt").write_text("mine")
    run = search(archive, "verify", "--json")
    record = json.loads(run.out)
    assert run.code == 2
    (found,) = record.pop("damage")
    assert record == {
        "version": 1,
        "files": 9,
        "bytes": sum(map(len, contents(archive).values())),
        "harmless": [{"file": "notes.txt", "reason": "it is not part of the archive"}],
    }
    assert found.keys() == {"file", "reason", "segment", "articles", "ids"}
    assert (found["file"], found["articles"], len(found["ids"])) == (path, 2, 2)


def test_what_does_no_harm_is_mentioned_on_stderr_and_the_archive_is_well(archive: Path) -> None:
    (archive / "CURRENT.next").write_text("half")
    (archive / "\x1b[31mred").write_text("hostile")
    run = search(archive, "verify")
    assert run.code == 0
    assert run.out.count("\n") == 1
    assert run.err.startswith("harmless: ") and run.err.count("\n") == 2
    assert "\x1b" not in run.err


def test_a_damaged_manifest_is_the_last_thing_that_can_be_said(archive: Path) -> None:
    current = (archive / "CURRENT").read_text()
    another_digit = "1" if current[30] == "0" else "0"
    (archive / "CURRENT").write_text(f"{current[:30]}{another_digit}{current[31:]}")
    run = search(archive, "verify")
    assert run.code == 2
    line, last = run.out.splitlines()
    assert "do not belong together" in line
    assert last == "Nothing else can be checked while that is damaged."


def test_the_command_finds_a_flip_in_every_kind_of_file(archive: Path) -> None:
    choose = chooser(7)
    for path, data in contents(archive).items():
        for _ in range(4):
            (archive / path).write_bytes(flipped(data, choose.randrange(len(data)), choose.randrange(8)))
            run = search(archive, "verify")
            assert run.code == 2, path
            assert run.out.count("\n") == 2
        (archive / path).write_bytes(data)
    assert spawn(archive, "verify").code == 0


def test_without_an_archive_there_is_nothing_to_verify(tmp_path: Path) -> None:
    run = search(tmp_path / "none", "verify")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("search: no archive at")


def test_on_a_terminal_progress_is_shown_and_gone_at_the_end(archive: Path) -> None:
    code, shown = on_terminal(archive, "verify")
    assert code == 0
    assert b" checked" in shown
    assert shown.rstrip().endswith(b"everything is as it was written")
