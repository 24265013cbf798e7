import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ROOT, environment, on_terminal, run_program, search
from newsroom import STORM, TEN, article, build

from index import file_systems
from index.archive import Archive
from index.file_systems import Mount


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return build(tmp_path / "archive").path


def shell(archive: Path, line: str) -> "subprocess.CompletedProcess[bytes]":
    typed = f'set -o pipefail; search() {{ "{sys.executable}" -m tui.cli "$@"; }}\n{line}'
    return subprocess.run(
        ["bash", "-c", typed], cwd=ROOT, env=environment(archive), capture_output=True, check=False
    )


def test_a_backup_says_what_it_holds_and_can_be_restored(archive: Path, tmp_path: Path) -> None:
    file, again = tmp_path / "morgue.tar", tmp_path / "again"
    run = search(archive, "backup", str(file))
    assert (run.code, run.err) == (0, "")
    size = run.out.split("(")[1].split(")")[0]
    assert run.out == f"Backed up 10 articles ({size}) to {file}.\n"
    restored = search(again, "restore", str(file))
    assert (restored.code, restored.err) == (0, "")
    assert restored.out == f"Restored 10 articles ({size}) to {again}.\n"
    asked = ("query", "harbour storm", "--sort", "newest")
    assert search(again, *asked).out == search(archive, *asked).out != ""


def test_a_file_that_is_there_is_replaced_only_by_force(archive: Path, tmp_path: Path) -> None:
    (notes := tmp_path / "notes.txt").write_text("Not to be lost.\n")
    for as_json in ([], ["--json"]):
        run = search(archive, "backup", str(notes), *as_json)
        assert (run.code, run.out) == (2, "")
        assert run.err.splitlines() == [
            f"search: cannot back up to {notes}: it is there already",
            "Name another file, or replace it with --force.",
        ]
        assert notes.read_text() == "Not to be lost.\n"
    assert search(archive, "backup", "--force", str(notes)).code == 0
    assert search(tmp_path / "again", "restore", str(notes)).code == 0


def test_in_json_both_say_the_same(archive: Path, tmp_path: Path) -> None:
    stats, manifest = Archive.open(archive).stats(), Archive.open(archive).snapshot().manifest
    backed_up = search(archive, "backup", "--json", str(tmp_path / "morgue.tar"))
    restored = search(tmp_path / "again", "--json", "restore", str(tmp_path / "morgue.tar"))
    record = {"version": 1, "articles": 10, "bytes": stats.bytes_on_disk, "created": manifest.created}
    assert json.loads(backed_up.out) == json.loads(restored.out) == record
    assert backed_up.err == restored.err == ""


def test_a_backup_goes_through_a_pipe(archive: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    ended = shell(archive, f"search backup - | search --archive {again} restore -")
    assert ended.returncode == 0
    assert b"Backed up 10 articles" in ended.stderr
    assert ended.stdout.startswith(b"Restored 10 articles")
    assert Archive.open(again).article(STORM.id)


def test_a_pipe_that_closes_is_trouble_and_not_the_end_of_an_answer(archive: Path) -> None:
    many = [article(f"Log {n}", f"The ferry passed buoy {n}. " * 200, name=f"{n}.txt") for n in range(200)]
    with Archive.open(archive).writer() as writer:
        writer.put(many)
    ended = shell(archive, "search backup - | true")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr == b"search: the backup cannot be written: Broken pipe\n"


def test_a_terminal_gets_no_tar_and_stdout_not_two_answers(archive: Path) -> None:
    code, shown = on_terminal(archive, "backup", "-")
    assert code == 2
    assert shown.startswith(b"search: a terminal cannot show a backup\r\n")
    run = search(archive, "backup", "-", "--json")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("search: stdout cannot have both")


def test_damage_is_trouble_that_names_the_file(archive: Path, tmp_path: Path) -> None:
    (damaged,) = archive.glob("segments/*/articles")
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\0")
    run = search(archive, "backup", str(tmp_path / "morgue.tar"))
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"search: {damaged} is damaged: ")
    assert "search verify" in run.err
    assert not list(tmp_path.glob("morgue.tar*"))


def test_restoring_over_an_archive_says_what_to_do(archive: Path, tmp_path: Path) -> None:
    search(archive, "backup", str(tmp_path / "morgue.tar"))
    run = search(archive, "restore", str(tmp_path / "morgue.tar"))
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines() == [
        f"search: cannot restore to {archive}: the folder is not empty",
        "Name a folder that is not there yet: search --archive DIR restore FILE",
    ]


def test_what_is_no_backup_is_named(tmp_path: Path) -> None:
    (page := tmp_path / "page.txt").write_text("A headline\n\nAnd a sentence.\n")
    run = search(tmp_path / "archive", "restore", str(page))
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"search: cannot restore {page}: ")
    assert search(tmp_path / "archive", "restore", str(tmp_path / "none.tar")).code == 2
    assert os.listdir(tmp_path) == ["page.txt"]  # noqa: PTH208 - the names alone are asked


def test_on_a_terminal_progress_is_shown_and_gone_at_the_end(archive: Path, tmp_path: Path) -> None:
    code, shown = on_terminal(archive, "backup", str(tmp_path / "morgue.tar"))
    assert code == 0
    before, _, after = shown.partition(b"Backed up")
    assert b"B of " in before
    assert before.endswith(b" \r")
    assert after.endswith(b"morgue.tar.\r\n")


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the test is on a network file system."""
    monkeypatch.setattr(file_systems, "_mounts", lambda: iter([Mount(str(tmp_path), "nfs4")]))


WARNING = (
    "The archive is on a shared file system (nfs4): two machines writing at once could damage it."
    " Keep it on a local disk, and back it up there.\n"
)


@pytest.mark.usefixtures("shared")
def test_every_command_that_writes_warns_of_a_shared_file_system(archive: Path, tmp_path: Path) -> None:
    (page := tmp_path / "page.txt").write_text("A headline\n\nThe ferry sailed on time, said the harbour.\n")
    assert search(archive, "backup", str(tmp_path / "morgue.tar")).err == ""
    for place, args in (
        (archive, ["index", str(page)]),
        (tmp_path / "new", ["index", str(page)]),
        (archive, ["remove", "--yes", STORM.id]),
        (archive, ["optimize"]),
        (archive, ["gc"]),
        (tmp_path / "again", ["restore", str(tmp_path / "morgue.tar")]),
    ):
        run = search(place, *args)
        assert (run.code, run.err) == (0, WARNING), args


@pytest.mark.usefixtures("shared")
def test_no_command_that_only_reads_warns(archive: Path, tmp_path: Path) -> None:
    (page := tmp_path / "page.txt").write_text("A headline\n\nThe ferry sailed on time, said the harbour.\n")
    for args in (
        ["query", "storm"],
        ["stats"],
        ["facets"],
        ["show", TEN[0].id],
        ["index", "--dry-run", str(page)],
    ):
        run = search(archive, *args)
        assert run.code == 0
        assert "shared file system" not in run.err


def test_a_query_loads_nothing_of_backups(archive: Path) -> None:
    code = "import sys; from tui.cli import main; main(['query', 'ferry']); print(sorted(sys.modules))"
    ended = run_program(archive, code)
    loaded = ended.out.splitlines()[-1]
    assert "'index.archive'" in loaded
    for module in ("tarfile", "index.upkeep.backup", "index.upkeep.restore", "index.file_systems"):
        assert f"'{module}'" not in loaded
