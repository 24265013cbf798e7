"""How a run ends: every error as text on stderr, and the exit code.

0 something found, 1 nothing found, 2 trouble, 129 hung up, 130 interrupted, 143 terminated. A
reader who closes the pipe has seen enough: that is 0. click's own `main` is not
used, because it ends a closed pipe with 1, which here means that nothing was found.
Python too ends with 1 when an exception escapes, so none does.
"""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from threading import current_thread, main_thread
from types import FrameType

import click

from index.clean import clean
from index.errors import MAKE_ROOM, NO_ROOM, NewsError, as_said
from tui.cli.table import CommandTable
from tui.entry import leave
from tui.render.output import say, silence
from tui.render.width import display_width

FOUND, NOTHING_FOUND, TROUBLE, INTERRUPTED = 0, 1, 2, 130

_PREFIX = "search: "
_WHOLE_LINE = 80
"""Columns in which a message is on one row of any terminal, so that a caret can stand under it."""
_EXCERPT = 30
_ALIKE = 0.75


class NothingFound(NewsError):
    """What was asked for by name is not in the archive."""


def absent(message: str, *, advice: str = "", damage: str | None) -> NewsError:
    """That something asked for by name is not there: trouble where not all could be looked through."""
    return NewsError(f"{message}; but {damage}") if damage else NothingFound(message, advice=advice)


def ended(found: object, *, damage: object) -> int:
    """The exit code of an answer; one that lacks something because of damage is trouble, as it is for grep."""
    if damage:
        return TROUBLE
    return FOUND if found else NOTHING_FOUND


class Terminated(KeyboardInterrupt):
    """SIGTERM came, or SIGHUP as the terminal went away. Whatever ends well on Ctrl-C ends well on this."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number


def run(command: click.Command, args: Sequence[str]) -> int:
    """Run a command line; the exit code. Commands return theirs."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A headline must not fail to print because a terminal lacks one of its letters.
            stream.reconfigure(errors="replace")
    code = _run(command, args)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            silence(stream)
    return code


def _run(command: click.Command, args: Sequence[str]) -> int:
    try:
        with _interruptible(), command.make_context("search", list(args)) as context:
            code: int | None = command.invoke(context)
            return code or FOUND
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except Terminated as terminated:
        say(["", "search: terminated"])
        return terminated.code
    except (KeyboardInterrupt, click.Abort):
        say(["", "search: interrupted"])
        return INTERRUPTED
    except NewsError as error:
        say(error_lines(error))
        return NOTHING_FOUND if isinstance(error, NothingFound) else TROUBLE
    except click.ClickException as error:
        say(_lines_of_usage(error))
        return TROUBLE
    except BrokenPipeError:
        return FOUND
    except OSError as error:
        say([clean(f"{_PREFIX}{as_said(error)}", one_line=True)])
        if error.errno in NO_ROOM and error.filename:
            say([MAKE_ROOM])
        return TROUBLE
    except Exception as error:  # noqa: BLE001 - the outermost boundary: Python would end with 1, "nothing found"
        say(_lines_of_failure(error))
        return TROUBLE


@contextmanager
def _interruptible() -> Iterator[None]:
    """Within this, SIGTERM, SIGHUP and Ctrl-C end the run once, and a second one waits for the cleaning up.

    Not where whoever started the process has other plans for them, as `nohup` has.
    """
    here = current_thread() is main_thread()
    before = {number: signal.getsignal(number) for number in _ENDS} if here else {}
    ours = {number: end for number, end in before.items() if end in _NOBODYS}
    for number in ours:
        signal.signal(number, _ENDS[number])
    try:
        yield
    finally:
        for number, end in ours.items():
            signal.signal(number, end)


def _terminate(number: int, frame: FrameType | None) -> None:
    _ignore_others()
    raise Terminated(number)


def _interrupt(number: int, frame: FrameType | None) -> None:
    _ignore_others()
    raise KeyboardInterrupt


def _ignore_others() -> None:
    """Let no second signal, of whichever kind, interrupt the cleaning up."""
    for number, end in _ENDS.items():
        if signal.getsignal(number) is end:
            signal.signal(number, signal.SIG_IGN)


_ENDS = {signal.SIGTERM: _terminate, signal.SIGINT: _interrupt}
if hasattr(signal, "SIGHUP"):  # Windows has none
    _ENDS[signal.SIGHUP] = _terminate
_NOBODYS = (signal.SIG_DFL, signal.default_int_handler, leave)
"""What happens on a signal where nobody else has plans for it."""


def _lines_of_failure(error: Exception) -> Iterator[str]:
    """An error that is a mistake of the program, not of its user."""
    if os.environ.get("SEARCH_DEBUG"):
        from traceback import format_exception  # needed for a mistake alone

        yield from clean("".join(format_exception(error))).splitlines()
    what = ": ".join(filter(None, [type(error).__name__, str(error)]))
    yield clean(f"{_PREFIX}something went wrong inside: {what}", one_line=True)
    if not os.environ.get("SEARCH_DEBUG"):
        yield "Run it again with SEARCH_DEBUG=1 for the traceback."


def error_lines(error: NewsError) -> Iterator[str]:
    """What went wrong, where in the query, and what to try."""
    message = clean(str(error), one_line=True)
    yield _PREFIX + message
    # Asked of the value, not of its class: importing QueryError would load the query language for every command.
    text, column = getattr(error, "text", ""), getattr(error, "column", None)
    if isinstance(column, int) and text.strip():
        if message.startswith(text) and display_width(_PREFIX + message) <= _WHOLE_LINE:
            yield " " * display_width(_PREFIX + text[:column]) + "^"
        else:
            yield from _pointed(text, column)
    if error.advice:
        yield clean(error.advice)


def _pointed(text: str, column: int) -> Iterator[str]:
    """The query around the column, and a caret under it."""
    start, end = max(column - _EXCERPT, 0), column + _EXCERPT
    before = ("…" if start else "") + clean(text[start:column])
    after = clean(text[column:end]) + ("…" if end < len(text) else "")
    yield "  " + (before + after).replace("\n", " ")
    yield "  " + " " * display_width(before) + "^"


def _lines_of_usage(error: click.ClickException) -> Iterator[str]:
    """What click found wrong; a message of ours may have its advice on a second line."""
    message, _, advice = error.format_message().partition("\n")
    if isinstance(error, click.NoSuchOption):
        message, advice = f"there is no option {error.option_name}", _advice_on_option(error)
    if not advice:
        context = error.ctx if isinstance(error, click.UsageError) else None
        advice = f"Try: {context.command_path if context else 'search'} --help"
    yield _PREFIX + clean(message[:1].lower() + message[1:], one_line=True)
    yield clean(advice)


def _advice_on_option(error: click.NoSuchOption) -> str:
    name, context = error.option_name, error.ctx
    if context and context.parent and any(name in param.opts for param in context.parent.command.params):
        return f"It goes before the command: search {name} … {context.info_name} …"
    if context and isinstance(context.command, CommandTable):
        for command in context.command.commands_with(name):
            return f"It goes after the command: search {command} … {name} …"
    from tui.cli.elsewhere import option_meant  # needed for a mistake alone

    taken = {option for param in context.command.params for option in param.opts} if context else set()
    if meant := option_meant(name, taken):
        return f"Did you mean: {meant}"
    if error.possibilities:
        from difflib import get_close_matches  # as above

        # click's own idea of what is alike is wide: where something is nearer, that alone is meant.
        near = get_close_matches(name, error.possibilities, cutoff=_ALIKE) or error.possibilities
        return f"Did you mean: {' or '.join(sorted(near))}"
    if context and any(param.name == "words" for param in context.command.params):
        from tui.cli.words import advice_to_search  # as above

        return advice_to_search([name])
    return ""


def _open_closed_streams() -> None:
    """Python has None for a stream that the caller closed, as in `search query x >&-`.

    Talk goes nowhere then. An answer fails, as it would on what was closed: a script must not take
    for found what it cannot have got.
    """
    for name, flags, mode in (
        ("stdin", os.O_RDONLY, "r"),
        ("stdout", os.O_RDONLY, "w"),
        ("stderr", os.O_WRONLY, "w"),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))
