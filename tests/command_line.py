"""How tests run `search`: in this process, in one of its own, and on a pseudo-terminal."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from tui.cli import main

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


def environment(archive: Path, **more: str) -> dict[str, str]:
    """What `search` may see of the environment: its own archive and state, and 80 columns."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {
        "SEARCH_ARCHIVE": str(archive),
        "XDG_STATE_HOME": str(archive.parent / "state"),
        "XDG_CONFIG_HOME": str(archive.parent / "config"),
        "COLUMNS": "80",
    }
    return {**kept, **own, "PYTHONUTF8": "1", **more}


def search(archive: Path, *args: str, **more: str) -> Run:
    """Run a command line in this process, into pipes."""
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with (
        patch.dict(os.environ, environment(archive, **more), clear=True),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = main(args)
    return Run(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())


def run_program(archive: Path, program: str) -> Run:
    """Run some lines of Python in a process of their own; they must succeed."""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment(archive),
        capture_output=True,
        text=True,
        check=True,
    )
    return Run(ended.returncode, ended.stdout, ended.stderr)


def spawn(archive: Path, *args: str, **more: str) -> Run:
    """Run a command line in a process of its own, into pipes."""
    ended = subprocess.run(
        [sys.executable, "-m", "tui.cli", *args],
        cwd=ROOT,
        env=environment(archive, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(ended.returncode, ended.stdout, ended.stderr)


def on_terminal(
    archive: Path, *args: str, keys: bytes = b"", columns: int = 80, env: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Run a command line on a pseudo-terminal where `keys` are typed; the exit code and every byte shown."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    variables = {**environment(archive), "TERM": "xterm-256color", **(env or {})}
    del variables["COLUMNS"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", *args],
        cwd=ROOT,
        env=variables,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    os.write(ours, keys)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # how Linux says that the other side has closed
        pass
    os.close(ours)
    return process.wait(), shown


def assert_golden(name: str, text: str) -> None:
    """Compare with a file in tests/golden; RENEW_GOLDEN=1 writes it instead, for the diff to be read."""
    path = GOLDEN / name
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
