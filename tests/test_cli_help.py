import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import click
import pytest
from command_line import ROOT, search, spawn
from newsroom import build

from tui.cli.main import COMMANDS, cli, main


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_of_a_command_what_the_command_says_of_itself(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command and command.name == name
    assert (command.help or "").splitlines()[0] == COMMANDS[name].summary


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example_on_a_line_of_its_own(tmp_path: Path, name: str) -> None:
    run = search(tmp_path, name, "--help")
    assert run.code == 0
    examples = run.out.split("Examples:\n")[1].splitlines()
    assert examples
    assert all(line.startswith("    search ") and name in line for line in examples)


def test_help_on_the_commands_imports_none_of_them() -> None:
    code = "import sys; from tui.cli import main; main(['--help']); print('whoosh' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, text=True, capture_output=True, check=True)
    assert ended.stdout.splitlines()[-1] == "False"


def test_without_a_command_and_a_terminal_there_is_help(tmp_path: Path) -> None:
    run = spawn(tmp_path)
    assert run.code == 0
    assert run.out.startswith("Usage: search ")


def test_the_version_is_said_in_one_line(tmp_path: Path) -> None:
    run = search(tmp_path, "--version")
    assert run.code == 0
    assert run.out.startswith("search (Morgue)") and run.out.count("\n") == 1


def test_the_window_needs_a_terminal(tmp_path: Path) -> None:
    run = spawn(tmp_path, "tui")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("search: the window needs a terminal\n")


class Terminal(TextIOWrapper):
    """A stream that says a person is there."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("args", "asked"), [([], ""), (["tui"], ""), (["tui", "storm", "-ferry"], "storm -ferry")]
)
def test_on_a_terminal_the_window_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], asked: str
) -> None:
    opened: list[tuple[int, str]] = []
    monkeypatch.setattr(
        "tui.cli.tui.run_app", lambda opener, text, settings: opened.append((opener().size(), text))
    )
    monkeypatch.setenv("SEARCH_ARCHIVE", str(build(tmp_path / "archive").path))
    for name in ("stdin", "stdout"):
        monkeypatch.setattr(sys, name, Terminal(BytesIO()))
    assert main(args) == 0
    assert opened == [(10, asked)]


def test_the_window_does_not_open_with_a_word_that_is_not_utf_8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("tui.cli.tui.run_app", lambda opener, text, settings: opened.append(text))
    monkeypatch.setenv("SEARCH_ARCHIVE", str(build(tmp_path / "archive").path))
    for name in ("stdin", "stdout"):
        monkeypatch.setattr(sys, name, Terminal(BytesIO()))
    assert main(["tui", "caf\udce9"]) == 2
    assert not opened


def test_the_window_has_no_json(tmp_path: Path) -> None:
    run = search(tmp_path, "--json", "tui")
    assert (run.code, run.out) == (2, "")
