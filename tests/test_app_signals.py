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
DEAF = """
import os
from fake_engine import FakeEngine
from textual.drivers._writer_thread import WriterThread
from tui.app import run_app

def open_engine():
    os.write(2, b"opened")
    return FakeEngine()

WriterThread.run = lambda self: None
run_app(open_engine)
"""
TESTS = Path(__file__).parent
LEAVE_ALTERNATE_SCREEN, NO_MOUSE = b"\x1b[?1049l", b"\x1b[?1000l"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_to_end_puts_the_terminal_in_order(number: signal.Signals, code: int) -> None:
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    process = start(APP, theirs)
    shown = read_until(ours, b"10 articles")
    process.send_signal(number)
    shown += read_until(ours, LEAVE_ALTERNATE_SCREEN)
    assert process.wait(10) == code
    assert NO_MOUSE in shown
    assert b"Traceback" not in shown
    assert termios.tcgetattr(theirs) == before
    os.close(theirs)
    os.close(ours)


def test_a_signal_ends_an_app_that_waits_for_a_terminal_which_takes_nothing_any_more() -> None:
    ours, theirs = pty.openpty()
    process = start(DEAF, theirs)
    try:
        read_until(ours, b"opened")
        os.write(ours, b"ferry")
        process.send_signal(signal.SIGHUP)
        assert process.wait(5) == 129
    finally:
        process.kill()
        os.close(theirs)
        os.close(ours)


def start(script: str, terminal: int) -> subprocess.Popen[bytes]:
    """Run a script in a terminal."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=TESTS.parent,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )


def read_until(terminal: int, sign: bytes) -> bytes:
    """What is shown up to a sign, which must come."""
    shown = b""
    while sign not in shown:
        assert select.select([terminal], [], [], 10)[0], shown[-200:]
        shown += os.read(terminal, 65536)
    return shown
