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


class KeyLine(Static):
    """As many as fit. Each can be clicked."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._shown: tuple[tuple[Command, ...], bool] = ((), False)

    def show(self, commands: Sequence[Command], remapped: Mapping[str, str], *, typing: bool) -> None:
        """Show these, the first surely; while one types with keys that are no letters."""
        if (now := (tuple(commands), typing)) != self._shown:
            self._shown = now
            self.update(
                Content("  ").join([_key(command, remapped, typing=typing) for command in commands]),
                layout=False,
            )


def _key(command: Command, remapped: Mapping[str, str], *, typing: bool) -> Content:
    if typing:
        command = command._replace(keys=",".join(command.typing_keys))
    keys = shown_keys(command, remapped).split(" ")[0]
    title = command.title.partition(":")[0].removesuffix(" while typing")
    content = Content.assemble((keys, "bold $text-accent"), " ", (title, QUIET))
    pressed = keys_of(command, remapped)
    click = Style.from_meta({"@click": f"app.simulate_key({pressed[0]!r})"}) if pressed else Style()
    return content.stylize(click)
