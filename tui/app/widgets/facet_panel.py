"""FacetPanel: what the matching articles have in common, with counts over all of them.

A tick is not kept here: it is announced, the screen edits the query text, and the next
answer says what is ticked. The query, a saved search and this panel cannot disagree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from search.engine import Facet, FacetCount, FacetField
from tui.app.state import FACETS
from tui.app.styled import QUIET, plain
from tui.app.visuals import CountLine

_TITLES: Mapping[FacetField, str] = MappingProxyType(
    {
        "outlet": "Outlet",
        "author": "Author",
        "section": "Section",
        "agency": "Agency",
        "place": "Place",
        "language": "Language",
        "year": "Year",
        "month": "Month",
    }
)
_SHORT = 6
"""Values of a field before the rest is folded into one line."""


class _ValueOption(Option):
    def __init__(self, field: FacetField, value: FacetCount) -> None:
        tick = "[x] " if value.selected else "[ ] "
        text = Content.assemble(tick, plain(value.value, "bold" if value.selected else ""))
        super().__init__(CountLine(text, Content.styled(f"{value.articles:,}", QUIET)))
        self.field = field
        self.value = value


class _MoreOption(Option):
    def __init__(self, field: FacetField, count: int) -> None:
        super().__init__(CountLine(Content.styled("… more", QUIET), Content.styled(f"{count:,}", QUIET)))
        self.field = field


class FacetPanel(OptionList):
    """Fields and their values, most frequent first; ticking one narrows the query."""

    BINDING_GROUP_TITLE = "Facets"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "select", "Tick"),
        Binding("j,down", "cursor_down", "Next", show=False),
        Binding("k,up", "cursor_up", "Before", show=False),
    ]

    @dataclass
    class Ticked(Message):
        """The reader ticked a value, or took its tick away."""

        field: FacetField
        value: str

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._facets: tuple[Facet, ...] = ()
        self._unfolded: frozenset[FacetField] = frozenset()

    def show(self, facets: tuple[Facet, ...]) -> None:
        """Show these counts; the cursor stays on its value when that is still there."""
        if facets is self._facets:
            return
        self._facets = facets
        self._rebuild()

    def _rebuild(self) -> None:
        here, scrolled = _place_of(self.highlighted_option), self.scroll_y
        self.set_options(self._options_of(self._facets))
        places = [_place_of(option) for option in self.options]
        if here is not None and here in places:
            self.highlighted = places.index(here)
        else:
            self.action_first()
        self.scroll_to(y=scrolled, animate=False)

    def _options_of(self, facets: Sequence[Facet]) -> Iterator[Option]:
        for facet in sorted(facets, key=lambda facet: FACETS.index(facet.field)):
            if not facet.counts:
                continue
            yield Option(Content.styled(_TITLES[facet.field], "bold $text-accent"), disabled=True)
            folded = len(facet.counts) > _SHORT + 1 and facet.field not in self._unfolded
            shown = [c for i, c in enumerate(facet.counts) if not folded or i < _SHORT or c.selected]
            for value in shown:
                yield _ValueOption(facet.field, value)
            if len(shown) < len(facet.counts):
                yield _MoreOption(facet.field, len(facet.counts) - len(shown))
            if facet.unknown:
                unknown = CountLine(
                    Content.styled("    unknown", QUIET), Content.styled(f"{facet.unknown:,}", QUIET)
                )
                yield Option(unknown, disabled=True)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Nobody needs to know."""
        event.stop()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick a value, or unfold the rest of its field."""
        event.stop()
        if isinstance(event.option, _ValueOption):
            self.post_message(self.Ticked(event.option.field, event.option.value.value))
        elif isinstance(event.option, _MoreOption):
            self._unfold(event.option.field)

    def _unfold(self, field: FacetField) -> None:
        """Show all values of a field, with the cursor on the first that was not to be seen before."""
        before = {_place_of(option) for option in self.options}
        self._unfolded |= {field}
        self._rebuild()
        places = [_place_of(option) for option in self.options]
        self.highlighted = next(
            i for i, place in enumerate(places) if place and place[0] == field and place not in before
        )


def _place_of(option: Option | None) -> tuple[FacetField, str | None] | None:
    """The field and value of a line; None for the value of "… more"."""
    if isinstance(option, _ValueOption):
        return option.field, option.value.value
    return (option.field, None) if isinstance(option, _MoreOption) else None
