"""The help screen: every key, read from the bindings themselves, so that it cannot be out of date."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.app.styled import QUIET
from tui.app.widgets.page import Page


class HelpScreen(ModalScreen[None]):
    """Keys by the part of the screen they work in."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss", "Close"),
    ]

    def __init__(self, parts: Sequence[type[DOMNode]]) -> None:
        """`parts` are the classes whose keys to show, in that order."""
        super().__init__()
        self._parts = parts

    def compose(self) -> ComposeResult:
        """One page, which scrolls when the terminal is small."""
        with Page(id="help"):
            yield Static(Content("\n\n").join([_CLOSING, *[group(part) for part in self._parts]]))


_CLOSING = Content.styled("Esc ? F1 q close this, j k scroll.\nWhile typing, letters are text.", QUIET)


def group(part: type[DOMNode]) -> Content:
    """The keys of one part of the screen, under its name; those that do the same share a line."""
    keys: dict[str, str] = {}
    for binding in part.BINDINGS:
        if isinstance(binding, Binding):
            names = binding.key_display or " ".join(_name(key) for key in binding.key.split(","))
            keys[binding.description] = f"{keys.get(binding.description, '')} {names}".strip()
    lines = [Content.styled(part.BINDING_GROUP_TITLE or part.__name__, "bold underline $text-accent")]
    for description, names in keys.items():
        lines.append(Content.assemble((f"{names:>14}  ", "bold"), (description, QUIET)))
    return Content("\n").join(lines)


def _name(key: str) -> str:
    return "Ctrl+" + key.removeprefix("ctrl+").upper() if key.startswith("ctrl+") else format_key(key)
