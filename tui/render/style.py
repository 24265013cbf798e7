"""Style: whether colour is wanted, how wide the page is, and the few styles there are.

Only SGR sequences from the table below and links are ever written, each closed on its own
line, so that `head`, `grep` and a pager cannot leave a terminal coloured. The
colours are the terminal's own: bold red shows on dark and light grounds alike.
"""

import os
import shutil
from collections.abc import Mapping
from typing import Literal, NamedTuple, TextIO

ColorChoice = Literal["auto", "always", "never"]
Style = Literal["plain", "title", "match", "faint", "bar"]

_SGR: dict[Style, str] = {"title": "1", "match": "1;31", "faint": "2", "bar": "36"}
_WITH_LINKS = frozenset(
    {"WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "VTE_VERSION", "ALACRITTY_WINDOW_ID"}
)
_WITHOUT_LINKS = frozenset({"STY", "TMUX"})
"""Screen has none, and tmux only where it is told that the terminal around it has."""
_PROGRAMS_WITH_LINKS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"})
_TERMS_WITH_LINKS = ("xterm-kitty", "xterm-ghostty", "foot", "alacritty", "wezterm")
_NARROWEST, _WIDEST = 20, 100


class Display(NamedTuple):
    """What the text will be seen on."""

    width: int = 80
    """Columns; longer lines are hard to read, so a very wide terminal is not filled."""
    color: bool = False
    interactive: bool = False
    """True when a person sees stdout as it is written; False for a file or a pipe."""
    links: bool = False
    """True where the terminal makes a text a link to an address (OSC 8)."""


def display_for(stream: TextIO, choice: ColorChoice, environ: Mapping[str, str] = os.environ) -> Display:
    """The display behind `stream`; in a pipe 80 columns, or as many as COLUMNS says."""
    interactive = stream.isatty()
    color = interactive and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    columns = shutil.get_terminal_size(fallback=(80, 24)).columns
    return Display(
        width=min(max(columns, _NARROWEST), _WIDEST),
        color=choice == "always" or (choice == "auto" and color),
        interactive=interactive,
        links=interactive and has_links(environ),
    )


def has_links(environ: Mapping[str, str]) -> bool:
    """Whether a terminal is known to have links, or FORCE_HYPERLINK says so; none can be asked."""
    if force := environ.get("FORCE_HYPERLINK"):
        return force != "0"
    if environ.get("TERM") == "dumb" or not environ.keys().isdisjoint(_WITHOUT_LINKS):
        return False
    return (
        not environ.keys().isdisjoint(_WITH_LINKS)
        or environ.get("TERM_PROGRAM") in _PROGRAMS_WITH_LINKS
        or environ.get("TERM", "").startswith(_TERMS_WITH_LINKS)
    )


def linked(text: str, address: str | None, display: Display) -> str:
    """The text, a link to an address where the terminal has links.

    The address must be printable ASCII, as `addresses` makes them: it stands inside an escape sequence.
    """
    if not (address and text and display.links):
        return text
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def paint(text: str, style: Style, display: Display) -> str:
    """The text in a style where colour is wanted, else as it is."""
    if not display.color or not text or style == "plain":
        return text
    return f"\x1b[{_SGR[style]}m{text}\x1b[0m"
