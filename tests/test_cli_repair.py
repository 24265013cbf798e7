import json
from pathlib import Path
from shutil import copytree

import pytest
from command_line import search, spawn
from newsroom import CUTS, FUND, HARBOUR, STORM, TEN, build

from index.article import Article
from index.generations import load_current
from index.manifest import FORMAT_VERSION
from index.storage import FolderStorage
from tui.cli.main import COMMANDS

WHOLE = TEN[4:]
BLOCK = (HARBOUR, STORM, FUND, CUTS)
"""The articles of the first segment, which is one block."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Ten articles in two segments."""
    path = build(tmp_path / "archive", BLOCK).path
    return build(path, WHOLE).path


def file_of(archive: Path, name: str) -> Path:
    """A file of the first segment."""
    entry = load_current(FolderStorage(archive)).segments[0]
    return archive / "segments" / entry.id / name


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def lines_of(articles: tuple[Article, ...]) -> list[str]:
    return [f"{article.id}  {article.source.path}" for article in articles]


def test_nothing_is_said_to_be_damaged_where_nothing_is(archive: Path) -> None:
    run = search(archive, "repair")
    assert (run.code, run.err) == (0, "")
    assert run.out == "Nothing is damaged: 10 articles, and nothing was changed.\n"


def test_damaged_postings_cost_nothing_and_that_is_success(archive: Path) -> None:
    before = search(archive, "query", "harbour", "--json")
    flip(damaged := file_of(archive, "arrays"))
    run = search(archive, "repair")
    assert run.code == 0
    assert run.out == "Saved 4 articles and lost 0; 6 more are in segments that are whole.\n"
    assert run.err.splitlines() == [
        f"damaged: {damaged.relative_to(archive)}: it is not what was written",
        f"The damaged files are in {archive / 'damaged'} until: search gc --damaged",
    ]
    assert search(archive, "query", "harbour", "--json") == before


def test_lost_articles_are_listed_with_their_files_and_are_trouble(archive: Path) -> None:
    flip(file_of(archive, "articles"))
    run = search(archive, "repair")
    assert run.code == 2
    first, *lost = run.out.splitlines()
    assert first == "Saved 0 articles and lost 4; 6 more are in segments that are whole."
    assert lost == lines_of(BLOCK)
    assert run.err.splitlines()[-1] == (
        "To bring lost articles back, index their files again: search index FOLDER"
    )
    assert search(archive, "query", "ferry", "--count").out == "1\n"
    assert search(archive, "repair").code == 0


def test_a_dry_run_says_what_would_be_and_does_nothing(archive: Path) -> None:
    flip(damaged := file_of(archive, "articles"))
    content = damaged.read_bytes()
    run = search(archive, "repair", "--dry-run")
    assert run.code == 2
    assert run.out.startswith("Would save 0 articles and would lose 4;")
    assert run.err.splitlines()[-1] == "Nothing was changed."
    assert damaged.read_bytes() == content
    assert not (archive / "damaged").exists()


def test_the_json_says_all_of_it(archive: Path) -> None:
    flip(damaged := file_of(archive, "articles"))
    run = search(archive, "repair", "--json")
    name = damaged.relative_to(archive)
    assert run.code == 2
    assert json.loads(run.out) == {
        "version": 1,
        "dry_run": False,
        "damaged": [{"file": str(name), "reason": "it is not what was written"}],
        "generation": 3,
        "articles_kept": 6,
        "articles_saved": 0,
        "articles_lost": 4,
        "lost": [{"id": one.id, "source": one.source.path, "url": None} for one in BLOCK],
        "may_have_returned": 0,
        "set_aside": [str(name.with_name("arrays")), str(name)],
    }


def test_a_lost_segment_is_counted_where_it_has_no_names(archive: Path) -> None:
    for name in ("arrays", "articles"):
        file_of(archive, name).unlink()
    run = search(archive, "repair")
    assert run.code == 2
    assert run.out.splitlines()[1:] == ["and 4 articles whose names are lost too"]


def test_a_damaged_manifest_is_said_to_leave_in_doubt_what_had_been_removed(archive: Path) -> None:
    flip(archive / "manifest-3.json")
    assert search(archive, "query", "harbour").code == 2
    run = search(archive, "repair")
    assert (run.code, run.out) == (0, "Saved 10 articles and lost 0.\n")
    assert "No manifest says what the archive should be" in run.err
    assert "Articles that had been removed may have come back" in run.err
    assert search(archive, "query", "harbour").code == 0


def test_articles_that_may_be_back_are_counted(archive: Path) -> None:
    search(archive, "remove", HARBOUR.id, "--yes")
    flip(file_of(archive, "deleted-4"))
    run = search(archive, "repair")
    assert run.code == 0
    assert "Articles that had been removed may have come back, up to 1 of those saved" in run.err


def test_hostile_text_in_names_does_not_reach_the_terminal(archive: Path) -> None:
    manifest = archive / "manifest-3.json"
    manifest.rename(archive / "segments" / "manifest\x1b[31m")
    run = search(archive, "repair")
    assert "\x1b" not in run.out + run.err


def test_where_no_archive_is_that_is_said(tmp_path: Path) -> None:
    run = search(tmp_path / "none", "repair")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"search: no archive at {tmp_path / 'none'}")


def test_the_real_command_repairs_and_upgrades(archive: Path) -> None:
    flip(file_of(archive, "arrays"))
    assert spawn(archive, "query", "storm").code == 2
    assert spawn(archive, "repair").code == 0
    assert spawn(archive, "query", "storm").code == 0
    run = spawn(archive, "upgrade")
    assert (run.code, run.out) == (
        0,
        f"The archive is already up to date: 10 articles in archive format {FORMAT_VERSION}.\n",
    )


def test_an_upgrade_is_said_in_words_and_in_json(tmp_path: Path) -> None:
    kept = Path(__file__).parent / "archives" / "format-1"
    for name in ("words", "json"):
        copytree(kept, tmp_path / name)
    assert search(tmp_path / "words", "upgrade").out == "Upgraded 8 articles from archive format 1.\n"
    assert json.loads(search(tmp_path / "json", "upgrade", "--json").out) == {
        "version": 1,
        "upgraded": True,
        "format_before": 1,
        "articles": 8,
    }


def test_the_help_of_upgrade_says_how_much_room_it_needs(tmp_path: Path) -> None:
    assert "room for both" in " ".join(search(tmp_path, "upgrade", "--help").out.split())


def test_both_are_found_by_the_names_that_other_programs_have_for_them(tmp_path: Path) -> None:
    assert "search repair" in search(tmp_path, "fix").err
    assert "search upgrade" in search(tmp_path, "migrate").err
    assert {"repair", "upgrade"} <= COMMANDS.keys()
