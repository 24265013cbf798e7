"""However the app ends, it leaves the terminal as it was, and the exit code says how it ended."""

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
from time import monotonic, sleep

import pytest

from tui.app.keyboard import given_over, keyboard_held

APP = "from fake_engine import FakeEngine; from tui.app import run_app; run_app(FakeEngine)"
BROKEN = f"from tui.app.app import MorgueApp; MorgueApp.on_mount = lambda app: app.nothing; {APP}"
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
    process, ours, theirs, before = start(APP)
    shown = read_until(ours, b"10 articles")
    process.send_signal(number)
    shown += read_until(ours, LEAVE_ALTERNATE_SCREEN)
    assert process.wait(10) == code
    assert NO_MOUSE in shown
    assert b"Traceback" not in shown
    assert termios.tcgetattr(theirs) == before
    os.close(theirs)
    os.close(ours)


def test_an_app_that_breaks_ends_with_the_code_of_trouble() -> None:
    process, ours, theirs, _ = start(BROKEN)
    read_until(ours, b"AttributeError")
    assert process.wait(10) == 2
    os.close(theirs)
    os.close(ours)


def test_a_signal_ends_an_app_that_waits_for_a_terminal_which_takes_nothing_any_more() -> None:
    process, ours, theirs, _ = start(DEAF)
    try:
        read_until(ours, b"opened")
        os.write(ours, b"ferry")
        process.send_signal(signal.SIGHUP)
        assert process.wait(5) == 129
    finally:
        process.kill()
        os.close(theirs)
        os.close(ours)


def test_keys_are_for_the_window_before_it_is_loaded_and_none_is_left_to_the_shell() -> None:
    process, ours, theirs, before = start(APP)
    deadline = monotonic() + 10
    while termios.tcgetattr(theirs)[0] & termios.IXON:
        assert monotonic() < deadline
        sleep(0.001)
    os.write(ours, b"ferry\r")
    read_until(ours, b"5 articles")
    os.write(ours, b"\x11rm *\n")
    read_until(ours, LEAVE_ALTERNATE_SCREEN)
    assert process.wait(10) == 0
    assert termios.tcgetattr(theirs) == before
    assert not select.select([theirs], [], [], 0)[0]
    os.close(theirs)
    os.close(ours)


def test_the_keyboard_is_held_until_it_is_given_over_and_set_back_where_it_never_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    with os.fdopen(theirs) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        with keyboard_held():
            assert not termios.tcgetattr(theirs)[0] & termios.IXON
            assert not termios.tcgetattr(theirs)[3] & termios.ECHO
        assert termios.tcgetattr(theirs) == before
        with keyboard_held():
            assert given_over() == before
            assert given_over() is None
    os.close(ours)


def start(code: str) -> tuple[subprocess.Popen[bytes], int, int, list[object]]:
    """Run code in a terminal: the process, both ends of the terminal, and how that was set before."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    before = termios.tcgetattr(theirs)
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=TESTS.parent,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    return process, ours, theirs, before


def read_until(terminal: int, sign: bytes) -> bytes:
    """What is shown up to a sign, which must come."""
    shown = b""
    while sign not in shown:
        assert select.select([terminal], [], [], 10)[0], shown[-200:]
        shown += os.read(terminal, 65536)
    return shown
