"""Middle: what stands where the articles are listed: a start, the hits, or the news that there are none.

It says which of its parts takes the focus, because a view that has none (an empty archive,
a search still going on) must not leave the keys with a list that is no longer to be seen.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import ContentSwitcher, OptionList, Static
from textual.widgets.option_list import Option

from tui.app.state import SearchState
from tui.app.styled import QUIET, plain
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.status_line import articles

EXAMPLES = ("flood warning", '"prime minister" resigns', "election date:2019..2021")


class Examples(OptionList):
    """Queries to begin with."""

    BINDING_GROUP_TITLE = "Examples"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Search"),
        Binding("j,down", "cursor_down", "Next", show=False),
        Binding("k,up", "cursor_up", "Before", show=False),
    ]

    @dataclass
    class Picked(Message):
        """The reader wants to see what this one finds."""

        text: str

    def __init__(self) -> None:
        super().__init__(*[Option(plain(example)) for example in EXAMPLES], markup=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Nobody needs to know."""
        event.stop()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say it in the words of this app."""
        event.stop()
        self.post_message(self.Picked(EXAMPLES[event.option_index]))


class Middle(ContentSwitcher):
    """One of three views, as the state has it."""

    def __init__(self) -> None:
        super().__init__(initial="start")

    def compose(self) -> ComposeResult:
        """All three, of which the state picks one."""
        with VerticalScroll(id="start", can_focus=False):
            yield Static(id="welcome")
            yield Examples()
            yield Static(id="hints")
        yield HitList()
        with VerticalScroll(id="nothing", can_focus=False):
            yield Static(id="advice")

    def show(self, state: SearchState) -> None:
        """Show the view of this state."""
        self.query_one("#welcome", Static).update(welcome(state.size))
        self.query_one(Examples).display = state.size != 0
        self.query_one("#hints", Static).update(hints(state.size))
        self.query_one("#advice", Static).update(advice(state))
        self.query_one(HitList).show(state.hits, state.cursor, state.total)
        self.current = state.view

    @property
    def target(self) -> Examples | HitList | None:
        """What takes the focus in the view that is shown, if anything does."""
        if self.current == "hits":
            return self.query_one(HitList)
        examples = self.query_one(Examples)
        return examples if self.current == "start" and examples.display else None


def hints(size: int | None) -> Content:
    """The keys to begin with."""
    keys = [("↓ Enter", "pick an example"), ("F1", "all keys"), ("Ctrl+Q", "quit")]
    return Content("\n").join(
        [Content.assemble((f"{key:<9}", "bold"), (what, QUIET)) for key, what in keys[size == 0 :]]
    )


_PHRASE = re.compile(r'(?:^|[\s(])["“„«]')
"""A quotation mark that opens a phrase, not the name of an outlet."""


def welcome(size: int | None) -> Content:
    """How much there is to search."""
    if size == 0:
        return Content.assemble(
            ("This archive is empty.\n\n", "bold"),
            "Fill it from the command line with:\n  search index FOLDER\n",
        )
    count = "" if size is None else f"{articles(size)} to search."
    return Content.assemble((count, "bold"), "\n\nType a query, for example:")


def advice(state: SearchState) -> Content:
    """What to try when nothing matches."""
    if state.answer is None:
        return Content()
    text = state.answer.question.text
    tries = ["Leave out a word, or check its spelling."]
    if _PHRASE.search(text):
        tries.append("Take the quotation marks away: the words may stand apart.")
    if ":" in text:
        tries.append("Take away what narrows it, such as a date or an outlet.")
    return Content.assemble(
        ("No article matches ", "bold"),
        plain(text, "bold"),
        ("\n\nTo try:\n", QUIET),
        *[f"  • {one}\n" for one in tries],
    )
