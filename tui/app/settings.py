"""Settings: what the app is told from outside: where things are, and how the reader wants them."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_NO_KEYS: Mapping[str, str] = {}
DARK, LIGHT, TERMINAL = "textual-dark", "textual-light", "terminal"
THEMES: Mapping[str, str] = {"dark": DARK, "light": LIGHT, "terminal": TERMINAL}
"""The themes, as a reader names them and as Textual does."""


class Settings(NamedTuple):
    """How the app is set up."""

    archive: Path | None = None
    """The folder of the archive; None where it is in none, and then nothing can be indexed."""
    state: Path | None = None
    """The folder for recent queries and saved searches; None keeps neither."""
    keys: Mapping[str, str] = _NO_KEYS
    """Keys to use in place of a command's own, by its id."""
    theme: str = "dark"
    """A name in `THEMES`."""
