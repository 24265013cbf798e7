"""KeyLine: the keys that do something now, on the last line.

Textual's own footer mounts a widget for each key, anew whenever the keys change; that was
measured at more time than a letter may take to appear. This is one line of text.
"""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from tui.app.commands import Command, keys_of, shown_keys
from tui.app.styled import QUIET

_BETWEEN = "  "


class KeyLine(Static):
    """Those that fit, whole. Each can be clicked."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._shown: tuple[tuple[Command, ...], bool] = ((), False)
        self._keys: Sequence[Content] = ()

    def show(self, commands: Sequence[Command], remapped: Mapping[str, str], *, typing: bool) -> None:
        """Show these, the first surely; while one types with keys that are no letters."""
        if (now := (tuple(commands), typing)) != self._shown:
            self._shown = now
            self._keys = [_key(command, remapped, typing=typing) for command in commands]
            self._fit()

    def on_resize(self) -> None:
        """There is room for more, or for fewer."""
        self._fit()

    def _fit(self) -> None:
        width = self.content_size.width or self.app.size.width - 2
        self.update(fitting(self._keys, width), layout=False)


def fitting(keys: Sequence[Content], width: int) -> Content:
    """Those for which there is room in a line, the first before the later."""
    line = Content()
    for key in keys:
        longer = line + _BETWEEN + key if line else key
        if longer.cell_length <= width:
            line = longer
    return line


def _key(command: Command, remapped: Mapping[str, str], *, typing: bool) -> Content:
    if typing:
        command = command._replace(keys=",".join(command.typing_keys))
    shown = shown_keys(command, remapped).split(" ")[0]
    content = Content.assemble((shown, "bold $text-accent"), " ", (command.foot, QUIET))
    pressed = keys_of(command, remapped)
    click = Style.from_meta({"@click": f"app.simulate_key({pressed[0]!r})"}) if pressed else Style()
    return content.stylize(click)
