"""What is set once for all: its precedence, its mistakes, and the file it stays in."""

import json
from pathlib import Path

import pytest
from command_line import Run, search
from newsroom import TEN, build


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return build(tmp_path / "archive", TEN).path


@pytest.fixture
def file(archive: Path) -> Path:
    return archive.parent / "config" / "morgue" / "config.toml"


def config(archive: Path, *args: str) -> Run:
    return search(archive, "config", *args)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_what_is_set_is_read_back(archive: Path, file: Path) -> None:
    assert config(archive, "set", "limit", "1").code == 0
    assert config(archive, "set", "facets", "outlet, year").code == 0
    assert config(archive, "set", "outlets.nytimes.com", "The New York Times").code == 0
    assert file.read_text() == (
        'limit = 1\nfacets = ["outlet", "year"]\n\n[outlets]\n"nytimes.com" = "The New York Times"\n'
    )
    assert config(archive, "get", "facets").out == "outlet,year\n"
    assert config(archive, "get", "outlets.nytimes.com").out == "The New York Times\n"
    assert "limit       1\n" in config(archive).out
    assert json.loads(config(archive, "list", "--json").out)["settings"]["limit"] == 1
    assert config(archive, "path").out == f"{file}\n"


def test_what_is_not_set_is_1(archive: Path) -> None:
    assert config(archive, "get", "limit").code == 1
    assert config(archive, "unset", "limit").code == 1
    assert config(archive).out == "Nothing is set.\n"


def test_comments_stay(archive: Path, file: Path) -> None:
    write(file, "# mine\nlimit = 3  # few\ncolor = 'never'\n")
    assert config(archive, "set", "limit", "4").code == 0
    assert file.read_text() == "# mine\nlimit = 4  # few\ncolor = 'never'\n"
    assert config(archive, "unset", "color").code == 0
    assert file.read_text() == "# mine\nlimit = 4  # few\n"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("limit", "few"),
        ("limit", "-1"),
        ("color", "pink"),
        ("facets", "outlets"),
        ("outlets", "x"),
        ("limit.x", "1"),
        ("colour", "never"),
        ("outlets.x", " "),
    ],
)
def test_what_cannot_be_is_not_set(archive: Path, file: Path, key: str, value: str) -> None:
    run = config(archive, "set", key, value)
    assert run.code == 2
    assert run.err.startswith("search: ")
    assert not file.exists()


def test_a_misspelt_key_gets_the_nearest(archive: Path) -> None:
    assert config(archive, "set", "colour", "never").err.endswith("Did you mean: color\n")


def test_a_key_for_a_command_there_is_not_is_not_set(archive: Path, file: Path) -> None:
    run = config(archive, "set", "keys.brows", "b")
    assert run.code == 2
    assert "the window has no command 'brows'" in run.err
    assert "Did you mean: keys.browse" in run.err
    assert not file.exists()


@pytest.mark.parametrize("text", ["limit = ", "limt = 3", "limit = 'x'", "archive = 'clippings'", "\xff"])
def test_a_file_with_a_mistake_is_trouble_that_names_it(archive: Path, file: Path, text: str) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode("latin-1"))
    run = search(archive, "query", "storm")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"search: {file}: ")
    assert config(archive, "path").code == 0
    assert config(archive, "set", "limit", "3").code == 2
    assert file.read_bytes() == text.encode("latin-1")


def test_an_option_comes_before_what_is_set(archive: Path, file: Path) -> None:
    write(file, "limit = 1\nfacets = ['outlet']\ncolor = 'always'\n")
    run = search(archive, "query", "harbour")
    assert run.out.count("/held/") == 1
    assert "Outlet" in run.out and "\x1b[" in run.out
    run = search(archive, "--color", "never", "query", "harbour", "--limit", "2", "--facets", "year")
    assert run.out.count("/held/") == 2
    assert "Outlet" not in run.out and "\x1b[" not in run.out


def test_the_environment_comes_before_what_is_set_and_that_before_the_default(
    archive: Path, file: Path, tmp_path: Path
) -> None:
    write(file, f"archive = '{archive}'\n")
    assert search(tmp_path / "none", "query", "storm", XDG_CONFIG_HOME=str(file.parents[1])).code == 2
    run = search(tmp_path / "none", "query", "storm", SEARCH_ARCHIVE="", XDG_CONFIG_HOME=str(file.parents[1]))
    assert run.code == 0


def test_facets_that_are_set_are_for_people(archive: Path, file: Path) -> None:
    write(file, "facets = ['outlet']\n")
    assert json.loads(search(archive, "query", "harbour", "--json").out)["facets"] == {}
    assert search(archive, "query", "harbour", "--count").out == "4\n"
    assert search(archive, "query", "harbour", "--csv").code == 0
    assert search(archive, "query", "harbour", "--csv", "--facets", "outlet").code == 2


def test_an_outlet_is_shown_and_found_by_its_other_name(archive: Path, file: Path) -> None:
    write(file, "[outlets]\n'Halden Gazette' = 'The Daily Halden'\n'Stone & Sea' = 'The Daily Halden'\n")
    run = search(archive, "query", 'outlet:"daily halden"', "--facets", "outlet")
    assert run.out.count("The Daily Halden") == 4
    assert "\n  The Daily Halden  3" in run.out
    for clause in ('outlet:="The Daily Halden"', "outlet:dail*", "outlet:gazette OR outlet:stone"):
        assert search(archive, "query", clause, "--count").out == "3\n"
    assert search(archive, "query", "-outlet:daily", "harbour", "--count").out == "1\n"
