"""FacetPanel: what the matching articles have in common, with counts over all of them.

A tick is not kept here: it is announced, the screen edits the query text, and the next
answer says what is ticked. The query, a saved search and this panel cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from search.engine import Facet, FacetField
from tui.app.cards import count_line
from tui.app.commands import bindings
from tui.app.facet_rows import (
    TITLES,
    Heading,
    More,
    Nothing,
    Row,
    Unknown,
    Value,
    facet_rows,
    filtered_rows,
    shown_name,
)
from tui.app.styled import QUIET, plain
from tui.app.widgets.pane import Pane
from tui.app.widgets.rows import Rows

_INDENTS: Mapping[FacetField, str] = MappingProxyType({"month": "  ", "day": "    "})
"""What stands before parts of a year, under it."""


class FacetRows(Rows):
    """Fields and their values."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("facets")

    @dataclass
    class Ticked(Message):
        """The reader ticked a value, or took its tick away."""

        field: FacetField
        value: str | None
        """None for what has none."""

    @dataclass
    class Filtering(Message):
        """The reader wants to see all values of a field; of none, to see all fields again."""

        field: FacetField | None

    @dataclass
    class Folded(Message):
        """The reader folded the months of a year away, or out again."""

        year: str
        away: bool

    def __init__(self) -> None:
        super().__init__(id="facet-rows")
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: tuple[Row, ...]) -> None:
        """Show these; the cursor stays on its value when that is still there."""
        if rows == self._rows:
            return
        here = _place_of(self._rows[self.cursor]) if self._rows else None
        self._rows = rows
        places = [_place_of(row) for row in rows]
        first = next((i for i in range(len(rows)) if self.can_stand_on(i)), 0)
        self.fill(len(rows), places.index(here) if here and here in places else first)
        if not here or here not in places:
            self.scroll_to(y=0, animate=False)
        self.show_cursor()

    @property
    def cursor_shown(self) -> bool:
        """Only where the keys go to it."""
        return self.has_focus

    def can_stand_on(self, index: int) -> bool:
        """Values, and what unfolds to more."""
        row = self._rows[index]
        return isinstance(row, Value | More | Unknown)

    def row(self, index: int, width: int) -> list[Content]:
        """One line, with its count at the edge."""
        match self._rows[index]:
            case Heading(field):
                return [Content.styled(TITLES[field], "bold $text-accent")]
            case Value(field, value, unfolds):
                fold = "" if unfolds is None else ("▸ " if unfolds else "▾ ")
                tick = _INDENTS.get(field, "") + ("[x] " if value.selected else "[ ] ") + fold
                text = Content.assemble(tick, plain(shown_name(value), "bold" if value.selected else ""))
                return [count_line(text, Content.styled(f"{value.articles:,}", QUIET), width)]
            case More(_, values):
                more = Content.styled("    … more", QUIET)
                return [count_line(more, Content.styled(f"{values:,}", QUIET), width)]
            case Nothing(_, letters):
                return ["    " + plain(f"none has “{letters}”" if letters else "no values", QUIET)]
            case Unknown(_, articles, selected):
                tick = "[x]" if selected else "[ ]"
                unknown = Content.styled(f"{tick} unknown", "bold" if selected else QUIET)
                return [count_line(unknown, Content.styled(f"{articles:,}", QUIET), width)]

    def chose(self) -> None:
        """Tick a value, or see the rest of its field."""
        row = self._rows[self.cursor]
        if isinstance(row, Value):
            self.post_message(self.Ticked(row.field, row.value.value))
        elif isinstance(row, More):
            self.post_message(self.Filtering(row.field))
        elif isinstance(row, Unknown):
            self.post_message(self.Ticked(row.field, None))

    def action_unfold(self) -> None:
        """Show the months of a year, or all values of a field."""
        row = self._rows[self.cursor] if self._rows else None
        if isinstance(row, Value) and row.unfolds:
            self.post_message(self.Folded(row.value.value, away=False))
        elif isinstance(row, More):
            self.post_message(self.Filtering(row.field))

    def action_fold(self) -> None:
        """Fold the months of a year away."""
        row = self._rows[self.cursor] if self._rows else None
        if isinstance(row, Value) and (row.field in _INDENTS or row.unfolds is False):
            self.post_message(self.Folded(row.value.value[:4], away=True))

    def action_filter(self) -> None:
        """See all values of the field that the cursor is in."""
        row = self._rows[self.cursor] if self._rows else None
        if row is not None:
            self.post_message(self.Filtering("year" if row.field in _INDENTS else row.field))


def _place_of(row: Row) -> tuple[type[Row], FacetField, str | None]:
    return type(row), row.field, row.value.value if isinstance(row, Value) else None


class FilterBox(Input):
    """Letters that the values of a field are to have."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter", "leave", "To the values", show=False),
        Binding("escape", "stop", "All fields", show=False),
    ]

    def action_leave(self) -> None:
        """On to the values."""
        self.screen.set_focus(self.screen.query_one(FacetRows))

    def action_stop(self) -> None:
        """See all fields again."""
        self.post_message(FacetRows.Filtering(None))


class FacetPanel(Pane):
    """The facets, or one of them with a box to filter its values."""

    def __init__(self) -> None:
        super().__init__()
        self._facets: tuple[Facet, ...] = ()
        self._without: frozenset[FacetField] = frozenset()
        self._unfolded: frozenset[str] = frozenset()
        self._field: FacetField | None = None

    def compose(self) -> ComposeResult:
        """The box stands above the values, while there is a need of it."""
        yield FilterBox(placeholder="Filter", id="filter", max_length=80)
        yield FacetRows()

    @property
    def rows(self) -> FacetRows:
        """What takes the focus."""
        return self.query_one(FacetRows)

    @property
    def filtering(self) -> bool:
        """True while one field is shown with all its values."""
        return self._field is not None

    def on_mount(self) -> None:
        """There is no need of the box yet."""
        self.query_one(FilterBox).display = False

    def show(self, facets: tuple[Facet, ...], without: frozenset[FacetField]) -> None:
        """Show these counts, of a query that asks for what has no value of the fields `without`."""
        if facets is not self._facets:
            self._facets, self._without = facets, without
            self._fill()

    def stop_filtering(self) -> None:
        """Show all fields again."""
        if self.filtering:
            self._filter(None)
            self.screen.set_focus(self.rows)

    def forget_filter(self) -> None:
        """Show all fields again, whoever has the focus."""
        if self.filtering:
            self._filter(None)

    def _fill(self) -> None:
        facet = next((facet for facet in self._facets if facet.field == self._field), None)
        if facet is not None:
            self.rows.show(filtered_rows(facet, self.query_one(FilterBox).value))
        else:
            self.rows.show(facet_rows(self._facets, self._unfolded, self._without))

    @on(FacetRows.Filtering)
    def _on_filtering(self, event: FacetRows.Filtering) -> None:
        event.stop()
        self._filter(event.field)
        self.screen.set_focus(self.query_one(FilterBox) if event.field else self.rows)

    def _filter(self, field: FacetField | None) -> None:
        box = self.query_one(FilterBox)
        self._field, box.display = field, field is not None
        box.placeholder = f"Filter: {TITLES[field]}" if field else ""
        with self.prevent(Input.Changed):
            box.value = ""
        self._fill()

    @on(Input.Changed)
    def _on_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._fill()

    @on(FacetRows.Folded)
    def _on_folded(self, event: FacetRows.Folded) -> None:
        event.stop()
        self._unfolded = self._unfolded - {event.year} if event.away else self._unfolded | {event.year}
        self._fill()
