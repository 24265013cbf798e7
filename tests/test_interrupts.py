"""Ctrl-C ends a command without a word from Python, whenever it comes."""

import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ROOT, environment

AT_IMPORT = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from tui.entry import main
sys.exit(main())
"""

AT_THE_END = """
import atexit, os, signal, sys
from tui.entry import main

atexit.register(os.kill, os.getpid(), signal.SIGINT)
sys.exit(main())
"""


def run(folder: Path, program: str, *args: str) -> tuple[int, str]:
    ended = subprocess.run(
        [sys.executable, "-c", program, *args],
        cwd=ROOT,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stderr


@pytest.mark.parametrize(
    ("module", "says"),
    [("click", ""), ("index.errors", ""), ("tui.cli.stats", "\nsearch: interrupted\n")],
)
def test_an_interruption_while_a_command_is_loaded_is_quiet(folder: Path, module: str, says: str) -> None:
    assert run(folder, AT_IMPORT.format(module=module), "stats") == (130, says)


def test_an_interruption_while_the_process_ends_is_quiet(folder: Path) -> None:
    assert run(folder, AT_THE_END, "--version") == (130, "")
