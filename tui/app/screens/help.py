"""The help screen: every key, drawn from the table of commands, so that it cannot be out of date."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.app.commands import COMMANDS, PART_TITLES, Part, bindings, shown_keys
from tui.app.styled import QUIET


class HelpPage(VerticalScroll):
    """It scrolls like an article."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in bindings("reader")
        if isinstance(binding, Binding) and "article" not in binding.action
    ]


class HelpScreen(ModalScreen[None]):
    """Keys by the part of the screen they work in."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss", "Close", show=False),
    ]

    def __init__(self, remapped: Mapping[str, str]) -> None:
        """`remapped` are the keys that the configuration changes, by the id of their command."""
        super().__init__()
        self._remapped = remapped

    def compose(self) -> ComposeResult:
        """One page, which scrolls when the terminal is small."""
        with HelpPage(id="help"):
            yield Static(
                Content("\n\n").join([_CLOSING, *[keys(part, self._remapped) for part in PART_TITLES]])
            )


_CLOSING = Content.styled(
    "Esc ? F1 q close this, j k scroll.\nWhile typing, letters are text.\nCtrl+P finds a command by its name;\nsearch config set keys.NAME KEYS changes its keys.",
    QUIET,
)


def keys(part: Part, remapped: Mapping[str, str]) -> Content:
    """The keys of one part of the screen, under its name."""
    lines = [Content.styled(PART_TITLES[part], "bold underline $text-accent")]
    for command in COMMANDS:
        if command.part == part:
            names = shown_keys(command, remapped)
            lines.append(
                Content.assemble((f"{names:>14}  ", "bold"), command.title, (f"  {command.id}", QUIET))
            )
    return Content("\n").join(lines)
