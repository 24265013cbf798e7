"""Outside: what leaves the app for the reader's other programs: browser, editor, pager, clipboard.

All that goes there was written by strangers. A browser gets nothing but an http or https
address, a program nothing but a file or its input, and every text has been cleaned.
"""

import os
import shlex
import shutil
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Thread

from textual.app import App, SuspendNotSupported

from index.article import Article
from index.clean import clean
from index.errors import NewsError
from tui.app.styled import details, moment
from tui.render.addresses import web_address

_CLIPBOARDS = (
    ("TMUX", ["tmux", "load-buffer", "-w", "-"]),
    ("WAYLAND_DISPLAY", ["wl-copy"]),
    ("DISPLAY", ["xclip", "-selection", "clipboard"]),
    ("DISPLAY", ["xsel", "--clipboard", "--input"]),
    ("", ["pbcopy"]),
)
"""Programs that copy, each with the variable of the environment without which it cannot."""
_TERMINAL_BROWSERS = frozenset(
    {"w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh", "carbonyl", "cha"}
)
_PATIENCE = 2.0
"""Seconds a clipboard program may take."""


def address_of(article: Article) -> str:
    """The article's address. Raises NewsError where it has none that a browser should be given."""
    if not article.url:
        raise NewsError("this article has no address")
    address = web_address(article.url)
    if address is None:
        said = clean(article.url, one_line=True)[:200]
        raise NewsError(f"this is no address of the web, and is not opened: {said}")
    return address


def browse(app: App[int], article: Article) -> str:
    """Open the article's address in the reader's browser; what was done. Raises NewsError.

    A browser for terminals has the terminal until it ends. Any other runs by itself, and what it
    says goes nowhere: it would be written over the screen.
    """
    url = address_of(article)
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        browser = None
    name = getattr(browser, "name", "")
    if browser is None or (isinstance(browser, webbrowser.GenericBrowser) and not shutil.which(name)):
        raise NewsError(f"there is no browser here for {url}", advice="y copies the link.")
    if Path(name).name in _TERMINAL_BROWSERS:
        with _suspended(app):
            browser.open(url)
    else:
        # In a Python of its own, because some browsers are waited for; apart from the folder one is in.
        opening = subprocess.Popen(  # noqa: S603  # an address of the web, and nothing else
            [sys.executable, "-I", "-m", "webbrowser", url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        Thread(target=opening.wait, daemon=True).start()
    return f"opened {url}"


def plain_text(article: Article) -> str:
    """The whole article as a text to be read elsewhere."""
    parts = [article.title, article.standfirst, str(details(article)), article.body]
    return "\n\n".join(clean(part) for part in parts if part) + "\n"


def citation(article: Article) -> str:
    """The article as a footnote has it; what is unknown is left out, and of an unknown paper the wire service stands for it."""
    title = f"“{article.title}”" if article.title else None
    day = moment(article.published) if article.published else None
    source = article.outlet or article.outlet_domain or article.agency
    parts = [", ".join(article.authors), title, source, day, article.url]
    return clean(", ".join(part for part in parts if part), one_line=True)


def read_in_editor(app: App[int], article: Article) -> str:
    """Have the reader's editor show the article; what was done. Raises NewsError."""
    command = _command("VISUAL", "EDITOR")
    # Kept until the editor ends; a name of ours, never the article's.
    with NamedTemporaryFile("w", encoding="utf-8", prefix="article-", suffix=".txt") as file:
        file.write(plain_text(article))
        file.flush()
        with _suspended(app):
            subprocess.run([*command, file.name], check=False)  # noqa: S603  # the reader's own editor
    return ""


def read_in_pager(app: App[int], article: Article) -> str:
    """Have the reader's pager show the article; what was done. Raises NewsError."""
    command = _command("PAGER", default="less")
    with _suspended(app):
        # A pager that is left early closes its input, which is no error.
        subprocess.run(  # noqa: S603  # the reader's own pager
            command, input=plain_text(article).encode(), check=False, env={**os.environ, "LESSSECURE": "1"}
        )
    return ""


def _command(*names: str, default: str = "") -> list[str]:
    text = next((os.environ[name] for name in names if os.environ.get(name)), default)
    try:
        words = shlex.split(text)
    except ValueError:
        words = []
    if not words or not shutil.which(words[0]):
        said = f"{text!r} is no program" if text else f"{names[-1]} is not set"
        raise NewsError(said, advice=f"Set {names[-1]} to the name of a program.")
    return words


@contextmanager
def _suspended(app: App[int]) -> Iterator[None]:
    try:
        with app.suspend():
            yield
    except SuspendNotSupported as error:
        raise NewsError("this terminal cannot be lent to another program") from error
    except OSError as error:
        raise NewsError(f"the program did not start: {error.strerror or error}") from error


def copy_elsewhere(text: str) -> bool:
    """Copy with a program of this machine, for terminals that ignore what the app asks of them; True if one did."""
    for needs, command in _CLIPBOARDS:
        if (not needs or os.environ.get(needs)) and shutil.which(command[0]):
            try:
                subprocess.run(  # noqa: S603  # one of the table
                    command, input=text.encode(), check=True, timeout=_PATIENCE, capture_output=True
                )
            except (OSError, subprocess.SubprocessError):
                continue
            return True
    return False
