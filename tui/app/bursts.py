"""Bursts: keys that arrive faster than a hand presses them, and what of them is one text.

A terminal without bracketed paste sends a text as so many keys. Taken one by one, a long
one would hold the window up for minutes, and what stands after its first newline would be
taken for commands. A slow line sends what was typed meanwhile at once, too: "ferry", Enter,
"j" must stay what it was, so it takes some letters for a newline to be one of a text.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from textual.events import Key, Paste
from textual.message import Message

_QUICK = 0.02
"""Seconds between two keys, below which no hand pressed them; a key that is held repeats more slowly."""
_PASTED = 12
"""Letters in one burst, from which on its newlines are those of a text."""
_SPACES = frozenset({"enter", "ctrl+j", "tab"})
"""Keys that part words in a text."""


@dataclass
class Burst:
    """Keys that came at once."""

    letters: int = 0

    @property
    def is_text(self) -> bool:
        """True where so many came that somebody pasted them."""
        return self.letters >= _PASTED


class Pressed(Message):
    """Keys were pressed; those that come until the app takes them are among them."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[Key] = []
        self._lock = Lock()
        self._is_taken = False

    def add(self, key: Key) -> bool:
        """One more; False where they have been taken already."""
        with self._lock:
            if not self._is_taken:
                self._keys.append(key)
            return not self._is_taken

    def take(self) -> Sequence[Key]:
        """All of them, in order."""
        with self._lock:
            self._is_taken = True
            return self._keys


class Waiting:
    """The keys that have arrived and wait their turn."""

    def __init__(self) -> None:
        self._keys: deque[tuple[Key | Paste, Burst]] = deque()
        self._last, self._burst = 0.0, Burst()

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, event: Key | Paste) -> None:
        """One more has arrived. A letter with Alt is a command, or nothing, and never text."""
        if isinstance(event, Key) and event.key.startswith("alt+"):
            # As ESC and a letter, Textual takes it for the letter itself.
            event = Key(event.key, None)
        if event.time - self._last > _QUICK:
            self._burst = Burst()
        self._last = event.time
        self._burst.letters += isinstance(event, Key) and event.is_printable
        self._keys.append((event, self._burst))

    @property
    def may_go_on(self) -> bool:
        """True where the one that waits is a newline at the end of a text so far."""
        event, burst = self._keys[0]
        return len(self._keys) == 1 and _is_space(event) and burst.is_text

    def take(self) -> Key | Paste:
        """The next, as it came; but a line feed is Enter.

        So a terminal writes down what is pressed before the window has taken it over.
        """
        event = self._keys.popleft()[0]
        return Key("enter", "\r") if isinstance(event, Key) and event.key == "ctrl+j" else event

    def take_text(self) -> Key | Paste:
        """The next; all the letters that have come by now as one text, where it is one of several."""
        letters: list[str] = []
        while self._keys:
            event, burst = self._keys[0]
            if isinstance(event, Key) and event.is_printable and event.character:
                letters.append(event.character)
            elif _is_space(event) and burst.is_text and len(self._keys) > 1:
                letters.append(" ")
            else:
                break
            last = self.take()
        if not letters:
            return self.take()
        return Paste("".join(letters)) if len(letters) > 1 or _is_space(last) else last


def _is_space(event: Key | Paste) -> bool:
    return isinstance(event, Key) and event.key in _SPACES
