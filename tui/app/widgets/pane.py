"""Pane: a part of the screen that stays where it is, whatever is in it.

Textual lays the whole screen out a second time when a part of it has come to another size, in
case its content moves something. Here nothing does: each pane has its place by itself.
"""

from textual.containers import Vertical
from textual.geometry import Size
from textual.reactive import Reactive


class Pane(Vertical):
    """Widgets below one another."""

    virtual_size = Reactive(Size(0, 0), repaint=False)
    """Without that layout, and without being drawn for it."""


class Backdrop(Pane):
    """A pane that its content covers: it is drawn as one blank line, not line by line."""

    BLANK = True
