"""Every example in the help of every command is typed, in the order in which it stands there.

Each command starts from the same desk: an archive of invented articles, whose last
answer was to `strike`, with the files, folders and programs that the examples name.
"""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from command_line import ROOT, environment, on_terminal, search
from msgspec.structs import replace
from newsroom import TEN, article, build

from index.article import Article
from index.ingest.inputs import Inputs, find_inputs
from tui.cli.main import cli

PAGE = "Ferry crews strike\n\nThe crews of the night ferry began a strike at the harbour on Monday.\n"


def strike(day: int, article_id: str, outlet: str, date: str, more: str) -> Article:
    told = article(
        f"Harbour strike, day {day}",
        f"The night ferry strike went on at the harbour. {more}",
        date=date,
        outlet=outlet,
        name=f"{day}.txt",
    )
    return replace(told, id=f"{article_id:0<16}", url=f"https://quay.example/{day}")


ARTICLES = (
    strike(
        1,
        "3f9a17c2",
        "Harbour Times",
        "2019-07-01",
        "Crews stood at the gates until the tide turned, and sang.",
    ),
    strike(2, "ab01", "The Daily Copy", "2011-07-02", "Owners offered a penny more an hour; nobody took it."),
    strike(
        3,
        "cd02",
        "Harbour Times",
        "2020-07-03",
        "The economy felt the strike: fish rotted while the council met.",
    ),
)
ASK_FIRST = ("search open 1", "search remove")
NEED_A_WINDOW = ("search tui",)
"""These are opened in test_cli_help."""


def examples(command: click.Command, context: click.Context, name: str) -> Iterator[tuple[str, str]]:
    """The examples of a command and of those below it, each with the command's name."""
    for line in (command.epilog or "").splitlines():
        if line.strip().startswith("search "):
            yield name, line.strip()
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            below = command.get_command(context, part)
            assert below
            yield from examples(below, context, f"{name} {part}")


EXAMPLES = list(examples(cli, click.Context(cli), "search"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("desk")
    archive = build(home / "archive", [*TEN, *ARTICLES]).path
    shutil.copytree(archive, home / "clippings.morgue")
    for folder in ("clippings", "parts", "bin", ".zfunc", ".config/fish/completions"):
        (home / folder).mkdir(parents=True)
    (home / ".local/share/bash-completion/completions").mkdir(parents=True)
    for page in ("clippings/page.txt", "parts/page.txt", "page.txt"):
        (home / page).write_text(PAGE)
    (home / "stories.csv").write_text(
        "headline,text\nFerry crews strike,The crews began a strike on Monday.\n"
    )
    (home / "stories.jsonl").write_text('{"title": "Crews strike", "text": "The crews began a strike."}\n')
    (home / "draft.txt").write_text(PAGE)
    (home / "names.txt").write_text("harbour\nferry\n")
    for program, script in {
        "ssh": 'exec sh -c "$2"',
        "search": f'exec "{sys.executable}" -m tui.cli "$@"',
    }.items():
        (home / "bin" / program).write_text(f"#!/bin/sh\n{script}\n")
        (home / "bin" / program).chmod(0o755)
    assert search(archive, "config", "set", "limit", "20").code == 0
    assert search(archive, "backup", str(home / "morgue.tar")).code == 0
    return home


@pytest.mark.parametrize("command", dict.fromkeys(owner for owner, _ in EXAMPLES))
def test_every_example_of_a_command_works(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    home = tmp_path / "home"
    shutil.copytree(desk, home)
    monkeypatch.chdir(home)
    monkeypatch.setattr("webbrowser.open", lambda address: True)
    assert search(home / "archive", "query", "strike").code == 0
    monkeypatch.setattr("index.ingest.watch.INTERVAL", 0)
    monkeypatch.setattr("index.ingest.watch.find_inputs", interrupted_after(3, find_inputs))
    if command == "search restore":
        shutil.rmtree(home / "archive")
    if command == "search backup":
        (home / "morgue.tar").unlink()
    for owner, line in EXAMPLES:
        if owner == command and not line.startswith(NEED_A_WINDOW):
            assert typed(line, home) == (130 if "--watch" in line else 0), line


def interrupted_after(rounds: int, look: Callable[..., Inputs]) -> Callable[..., Inputs]:
    """A look at the inputs, as Ctrl-C ends the watching of a folder after so many."""
    left = iter(range(rounds))

    def look_again(*paths: Any) -> Inputs:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return look(*paths)

    return look_again


def typed(line: str, home: Path) -> int:
    """Type an example; its exit code."""
    archive = home / "archive"
    words = [word.replace("~/", f"{home}/") for word in shlex.split(line)[1:]]
    words = [str(home / "parts") if word == "/archive" else word for word in words]
    if line.startswith(ASK_FIRST):
        return on_terminal(archive, *words, keys=b"y\n", env={"BROWSER": "true", "HOME": str(home)})[0]
    if not set(words) & {"|", ">", "<"}:
        return search(archive, *words, HOME=str(home)).code
    env = environment(archive, HOME=str(home), PYTHONPATH=str(ROOT))
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        env=env | {"PATH": f"{home / 'bin'}:{env['PATH']}"},
        capture_output=True,
        check=False,
    )
    return ended.returncode
