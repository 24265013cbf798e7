"""The man page: all of the help, and nothing in it that roff would take for a command."""

import re
import shutil
import subprocess
from collections.abc import Sequence

import click
import pytest

from tui.cli.main import COMMANDS, cli
from tui.cli.manual import manual_lines

MACROS = {".TH", ".SH", ".SS", ".TP", ".B", ".PP", ".nf", ".fi", ".RS", ".RE"}


@pytest.fixture(scope="module")
def page() -> list[str]:
    return list(manual_lines(cli, "0.0"))


def test_every_command_and_option_is_in_it(page: Sequence[str]) -> None:
    text = "\n".join(page).replace(r"\-", "-")
    for name in COMMANDS:
        assert f".SS search {name}" in text
        command = cli.get_command(click.Context(cli), name)
        assert command
        for option in (parameter for parameter in command.params if isinstance(parameter, click.Option)):
            assert option.opts[0] in text
    assert "search query harbour strike" in text


def test_only_our_macros_begin_a_line(page: Sequence[str]) -> None:
    for line in page:
        assert "\n" not in line
        assert line[:1] not in (".", "'") or line.split()[0] in MACROS
        assert not re.search(r"\\(?![-&e(])", line)


def test_what_roff_would_run_is_text() -> None:
    @click.group(help=".so /etc/passwd\n\n'x \\*[y] -z")
    def command() -> None:
        pass

    text = "\n".join(manual_lines(command, "0.0"))
    assert r"\&.so /etc/passwd" in text
    assert r"\(aqx \e*[y] \-z" in text


@pytest.mark.skipif(not shutil.which("man"), reason="there is no man here")
def test_man_reads_it_without_a_warning(page: Sequence[str]) -> None:
    ended = subprocess.run(
        ["man", "--warnings", "-l", "-"], input="\n".join(page), capture_output=True, text=True, check=False
    )
    assert ended.stderr == ""
