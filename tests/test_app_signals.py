"""A request to end leaves the terminal as it was."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

APP = "from fake_engine import FakeEngine; from tui.app import run_app; run_app(FakeEngine)"
TESTS = Path(__file__).parent
LEAVE_ALTERNATE_SCREEN, NO_MOUSE = b"\x1b[?1049l", b"\x1b[?1000l"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_to_end_puts_the_terminal_in_order(number: signal.Signals, code: int) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    before = termios.tcgetattr(theirs)
    process = subprocess.Popen(
        [sys.executable, "-c", APP],
        cwd=TESTS.parent,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    shown = read_until(ours, b"10 articles")
    process.send_signal(number)
    shown += read_until(ours, LEAVE_ALTERNATE_SCREEN)
    assert process.wait(10) == code
    assert NO_MOUSE in shown
    assert b"Traceback" not in shown
    assert termios.tcgetattr(theirs) == before
    os.close(theirs)
    os.close(ours)


def read_until(terminal: int, sign: bytes) -> bytes:
    """What is shown up to a sign, which must come."""
    shown = b""
    while sign not in shown:
        assert select.select([terminal], [], [], 10)[0], shown[-200:]
        shown += os.read(terminal, 65536)
    return shown
