"""Completion: what a shell is offered, asked as a shell asks."""

import os
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

import pytest
from command_line import ROOT, environment, search
from msgspec.structs import replace
from newsroom import STORM, TEN, build

from tui.cli.completion import answer_shell
from tui.cli.main import cli

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    held = [*TEN, replace(STORM, id="ab" * 8, outlet="$(id) `x` *;\x1b[31m")]
    return build(tmp_path_factory.mktemp("completion") / "archive", held).path


def offered(archive: Path, shell: str, line: str) -> list[str]:
    """What a shell is told to offer at the end of a line."""
    words = line.split(" ")
    asked = {
        "COMP_LINE": line,
        "COMP_POINT": str(len(line.encode())),
        "COMP_WORDBREAKS": ":",
        "COMP_WORDS": line,
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1),
    }
    out = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    with patch.dict(os.environ, environment(archive, **asked), clear=True), redirect_stdout(out):
        assert answer_shell(cli, f"{shell}_complete") == 0
    lines = out.buffer.getvalue().decode().splitlines()
    lines = lines[1::3] if shell == "zsh" else [one.partition(",")[2].partition("\t")[0] for one in lines]
    return list(filter(None, lines))


@pytest.mark.parametrize("shell", SHELLS)
def test_commands_and_options_are_offered(archive: Path, shell: str) -> None:
    assert {"query", "facets", "config"} <= set(offered(archive, shell, "search "))
    assert "--limit" in offered(archive, shell, "search query --li")
    assert offered(archive, shell, "search query --sort new") == ["newest"]


@pytest.mark.parametrize("shell", SHELLS)
def test_names_of_fields_are_offered(archive: Path, shell: str) -> None:
    assert offered(archive, shell, "search query storm out") == ["outlet:"]
    assert offered(archive, shell, "search query storm ") == []


@pytest.mark.parametrize(("shell", "head"), [("bash", ""), ("zsh", "outlet:"), ("fish", "outlet:")])
def test_values_that_the_archive_holds_are_offered(archive: Path, shell: str, head: str) -> None:
    escape = "\\" if shell == "bash" else ""
    assert offered(archive, shell, "search query outlet:hal") == [
        f'{head}{escape}"Halden{escape} Gazette{escape}"'
    ]
    assert offered(archive, shell, "search query outlet:zz") == []
    assert offered(archive, shell, "search facets storm lang:f") == [f"{'lang:' if head else ''}fr"]
    assert offered(archive, shell, "search query title:harb") == [f"{'title:' if head else ''}harbour"]
    assert offered(archive, shell, "search query by:zoe") == [
        f'{"by:" if head else ""}{escape}"Zoé{escape} Lambert{escape}"'
    ]
    assert offered(archive, shell, "search query outlet:gazette") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_times_and_kinds_are_offered(archive: Path, shell: str) -> None:
    def values(typed: str) -> list[str]:
        return [one.rpartition(":")[2] for one in offered(archive, shell, f"search query {typed}")]

    assert values("date:203") == values("before:203") == ["2031", "2030"]
    assert values("since:2031-0") == ["2031-06", "2031-05", "2031-03"]
    assert values("kind:") == ["full", "stub"]
    assert values("type:s") == ["stub"]


def test_a_value_cannot_act_on_the_shell(archive: Path) -> None:
    (value,) = offered(archive, "bash", "search query outlet:$")
    assert value == r"\"\$\(id\)\ \`x\`\ \*\;\""


def test_where_there_is_no_archive_nothing_is_offered(tmp_path: Path) -> None:
    assert offered(tmp_path / "none", "zsh", "search query outlet:t") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_names_the_command(archive: Path, shell: str) -> None:
    run = search(archive, "completion", shell)
    assert run.code == 0
    assert "_SEARCH_COMPLETE" in run.out and "search" in run.out


def test_bash_offers_what_it_is_told(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "search").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui.cli "$@"\n')
    (tmp_path / "search").chmod(0o755)
    line = "search query outlet:hal"
    script = f"""eval "$(search completion bash)"
COMP_LINE='{line}' COMP_POINT={len(line)} COMP_WORDS=(search query outlet : hal) COMP_CWORD=4
compopt() {{ :; }}
_search_completion search hal :
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    env = environment(archive, PYTHONPATH=str(ROOT))
    ended = subprocess.run(
        [shutil.which("bash") or "bash", "-c", script],
        env=env | {"PATH": f"{tmp_path}:{env['PATH']}"},
        text=True,
        capture_output=True,
        check=False,
    )
    assert (ended.stdout, ended.stderr) == ('\\"Halden\\ Gazette\\"\n', "")


@pytest.mark.parametrize(("own", "meant"), [("/usr/bin/zsh", "zsh"), ("/bin/tcsh", "bash"), ("", "bash")])
def test_without_a_shell_it_is_asked_for_which(archive: Path, own: str, meant: str) -> None:
    run = search(archive, "completion", SHELL=own)
    assert (run.code, run.out) == (2, "")
    assert run.err == f"search: for which shell: bash, zsh, fish?\nTry: search completion {meant}\n"
