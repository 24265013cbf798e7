"""Completions: what the half-typed word can become, in a box under it."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from tui.app.completing import Completion
from tui.app.styled import QUIET, plain


class Completions(Static):
    """A few lines, one of which Tab would take. It never has the focus."""

    def show(self, completions: Sequence[Completion], at: int, column: int) -> None:
        """Show these under a column; none hide the box."""
        self.display = bool(completions)
        if not completions:
            return
        lines = [
            Content.assemble(
                plain(completion.shown, "bold reverse" if i == at else ""),
                (f"  {completion.articles:,}" if completion.articles is not None else "", QUIET),
            )
            for i, completion in enumerate(completions)
        ]
        self.update(Content("\n").join([*lines, Content.styled("Tab takes it", QUIET)]))
        self.styles.offset = (max(column, 0), 0)
