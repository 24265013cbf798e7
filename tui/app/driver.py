"""The driver of the terminal: Textual's own, which hands over the keys that came at once all together.

Textual's makes a task and a message of each, and a long text that is pasted without brackets held the
window up for a quarter of a minute.
"""

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

from tui.app.bursts import Pressed
from tui.app.keyboard import given_over


class WindowDriver(LinuxDriver):
    """Textual's driver, for a keyboard that has been held until it starts."""

    _pressed: Pressed | None = None

    def start_application_mode(self) -> None:
        """Take the terminal over, to be left as it was before it was held."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if (before := given_over()) is not None:
            self.attrs_before = before

    def send_message(self, message: Message) -> None:
        """Pass a message on; a key with those before it that the app has not taken yet."""
        if not isinstance(message, Key):
            self._pressed = None  # what comes after is not to overtake it
            super().send_message(message)
        elif self._pressed is None or not self._pressed.add(message):
            self._pressed = Pressed()
            self._pressed.add(message)
            super().send_message(self._pressed)
