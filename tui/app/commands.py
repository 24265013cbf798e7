"""Commands: the one table of everything that can be done by a key.

The bindings of each part of the screen, the palette, the help and the line of keys at
the foot are all drawn from it, so none of them can say what another does not. A
command is known to the configuration by its `id`, with which its keys can be changed.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from textual.binding import Binding, BindingType
from textual.keys import format_key

Part = Literal["anywhere", "query", "articles", "reader", "facets", "dates", "lists"]

PART_TITLES: Mapping[Part, str] = {
    "anywhere": "Anywhere",
    "query": "While typing",
    "articles": "Articles",
    "reader": "Reader",
    "facets": "Facets",
    "dates": "Dates",
    "lists": "Any list",
}


class Command(NamedTuple):
    """Something the reader can do."""

    id: str
    part: Part
    """Where its keys work."""
    keys: str
    """Names of keys as Textual writes them, with commas between."""
    action: str
    title: str
    foot: str = ""
    """What it is called on the line of keys, which is short; empty where it is not there."""
    priority: bool = False
    """True when its keys work while a text is typed."""
    in_palette: bool = True

    @property
    def typing_keys(self) -> tuple[str, ...]:
        """Those of its keys that are no letters, and so work while one types."""
        return tuple(key for key in self.keys.split(",") if len(key) > 1 and key not in _LETTERS)


_LETTERS = frozenset({"question_mark", "slash", "vertical_line", "space", "backspace", "delete"})
"""Keys with longer names that edit a text as letters do."""

COMMANDS: tuple[Command, ...] = (
    Command("help", "anywhere", "question_mark,f1", "help", "Help", "Help"),
    Command("quit", "anywhere", "q", "app.quit", "Quit", "Quit"),
    Command("leave", "anywhere", "ctrl+q", "app.quit", "Quit while typing", "Quit", priority=True, in_palette=False),
    Command("palette", "anywhere", "ctrl+p", "app.command_palette", "All commands", "Commands", priority=True, in_palette=False),
    Command("shell", "anywhere", "ctrl+z", "app.suspend_process", "To the shell; fg returns", priority=True),
    Command("edit-query", "anywhere", "slash", "edit_query", "Query", "Query"),
    Command("facets", "anywhere", "f", "facets", "Facets; back from them", "Facets"),
    Command("dates", "anywhere", "B", "dates", "Brush dates; back from them", "Dates"),
    Command("all-dates", "anywhere", "backspace,delete", "all_dates", "All dates again", "All dates"),
    Command("back", "anywhere", "escape", "back", "Back", "Back", in_palette=False),
    Command("next-match", "anywhere", "n", "next_match(1)", "Next match", "Next match"),
    Command("match-before", "anywhere", "N", "next_match(-1)", "Match before"),
    Command("order", "anywhere", "r", "order", "Order: best, newest, oldest, outlet", "Order"),
    Command("correct", "anywhere", "m,alt+m", "take_offer", "Take the spelling that is offered", "Take the spelling"),
    Command("refresh", "anywhere", "f5,ctrl+r", "refresh_answer", "Ask again"),
    Command("timeline", "anywhere", "t", "timeline", "Timeline", "Timeline"),
    Command("similar", "anywhere", "s", "similar", "Similar articles", "Similar"),
    Command("duplicates", "anywhere", "d", "duplicates", "Copies of this article"),
    Command("story", "anywhere", "a", "story", "Also on this story"),
    Command("browse", "anywhere", "o", "browse", "Open in the browser", "Browser"),
    Command("edit", "anywhere", "e", "edit", "Read in $EDITOR"),
    Command("page", "anywhere", "vertical_line", "page", "Read in $PAGER"),
    Command("copy", "anywhere", "y", "copy", "Copy citation, link or text", "Copy"),
    Command("save-search", "anywhere", "S", "save_search", "Save this search"),
    Command("saved-searches", "anywhere", "L", "saved_searches", "Saved searches"),
    Command("export", "anywhere", "x", "export", "Export the marked articles"),
    Command("unmark", "anywhere", "U", "unmark", "Unmark all"),
    Command("index", "anywhere", "I", "index_folder", "Index a folder"),
    Command("theme", "anywhere", "T", "theme", "Theme: dark, light, terminal's own"),
    Command("query.down", "query", "down", "down", "Next completion; later query; articles", in_palette=False),
    Command("query.up", "query", "up", "up", "Completion before; earlier query", in_palette=False),
    Command("query.show", "query", "enter", "screen.leave_query", "Articles", "Articles", in_palette=False),
    Command("query.complete", "query", "tab", "complete", "Complete, or on to the next part", in_palette=False),
    Command("query.clear", "query", "ctrl+u", "clear", "Clear the query", "Clear"),
    Command("articles.open", "articles", "enter", "screen.open_hit", "Open", "Open", in_palette=False),
    Command("articles.mark", "articles", "space", "mark", "Mark", "Mark"),
    Command("reader.down", "reader", "j,down", "scroll_down", "Down", in_palette=False),
    Command("reader.up", "reader", "k,up", "scroll_up", "Up", in_palette=False),
    Command("reader.page-down", "reader", "space,pagedown,ctrl+f", "page_down", "Page down", in_palette=False),
    Command("reader.page-up", "reader", "b,pageup,ctrl+b", "page_up", "Page up", in_palette=False),
    Command("reader.top", "reader", "g,home", "scroll_home", "To the top", in_palette=False),
    Command("reader.end", "reader", "G,end", "scroll_end", "To the end", in_palette=False),
    Command("reader.next", "reader", "J", "screen.next_article(1)", "Next article", "Next article"),
    Command("reader.before", "reader", "K", "screen.next_article(-1)", "Article before"),
    Command("facets.tick", "facets", "space,enter", "select", "Tick", "Tick", in_palette=False),
    Command("facets.unfold", "facets", "l,right", "unfold", "Unfold a year or a field", in_palette=False),
    Command("facets.fold", "facets", "h,left", "fold", "Fold", in_palette=False),
    Command("facets.filter", "facets", "i", "filter", "Filter the values of a field", "Filter"),
    Command("dates.later", "dates", "l,right", "step(1)", "Later", in_palette=False),
    Command("dates.earlier", "dates", "h,left", "step(-1)", "Earlier", in_palette=False),
    Command("dates.longer", "dates", "L,shift+right", "stretch(1)", "Stretch to later", in_palette=False),
    Command("dates.shorter", "dates", "H,shift+left", "stretch(-1)", "Stretch to earlier", in_palette=False),
    Command("dates.apply", "dates", "enter,space", "apply", "Narrow to these dates", "Narrow", in_palette=False),
    Command("lists.down", "lists", "j,down", "cursor_down", "Down", in_palette=False),
    Command("lists.up", "lists", "k,up", "cursor_up", "Up", in_palette=False),
    Command("lists.page-down", "lists", "pagedown,ctrl+f", "page_down", "Page down", in_palette=False),
    Command("lists.page-up", "lists", "b,pageup,ctrl+b", "page_up", "Page up", in_palette=False),
    Command("lists.first", "lists", "g,home", "first", "First", in_palette=False),
    Command("lists.last", "lists", "G,end", "last", "Last", in_palette=False),
    Command("lists.choose", "lists", "enter", "select", "Choose", in_palette=False),
)  # fmt: skip
_NO_KEY = "none"
"""Stands where a command has lost all its keys."""
BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}


def bindings(part: Part) -> list[BindingType]:
    """The bindings of one part of the screen."""
    return [
        Binding(
            command.keys, command.action, command.title, show=False, priority=command.priority, id=command.id
        )
        for command in COMMANDS
        if command.part == part
    ]


def with_ways_cleared(remapped: Mapping[str, str]) -> Mapping[str, str]:
    """The keys that the configuration changes, and the commands that lose theirs to them.

    Textual gives a key to the innermost part that knows it: a list's own key would win over one
    that the reader has given to a command that works anywhere.
    """
    cleared = dict(remapped)
    for command in COMMANDS:
        if command.id not in remapped:
            own = keys_of(command, {})
            taken = {
                key
                for name in remapped.keys() & BY_ID.keys()
                if _meet(BY_ID[name].part, command.part)
                for key in keys_of(BY_ID[name], remapped)
            }
            if not taken.isdisjoint(own):
                # Textual takes no keys at all for the command's own.
                cleared[command.id] = ",".join(key for key in own if key not in taken) or _NO_KEY
    return cleared


def unknown_commands(names: Iterable[str]) -> list[str]:
    """Those of these ids that no command has, in order."""
    return sorted(set(names) - BY_ID.keys())


def _meet(part: Part, other: Part) -> bool:
    """True where a key of one part would be in the way of the other's."""
    return part in (other, "anywhere") or {part, other} <= {"lists", "articles", "facets"}


def keys_of(command: Command, remapped: Mapping[str, str]) -> tuple[str, ...]:
    """The names of a command's keys, after what the configuration says of them."""
    keys = (key.strip() for key in remapped.get(command.id, command.keys).split(","))
    return tuple(key for key in keys if key and key != _NO_KEY)


def shown_keys(command: Command, remapped: Mapping[str, str]) -> str:
    """A command's keys as a reader knows them: "? F1"."""
    return " ".join(map(_shown, keys_of(command, remapped)))


def _shown(key: str) -> str:
    head, plus, last = key.rpartition("+")
    if plus:
        return f"{head.title()}+{last.upper() if len(last) == 1 else format_key(last)}"
    return {"escape": "Esc", "space": "Space", "enter": "Enter", "tab": "Tab", "home": "Home", "end": "End",
            "pagedown": "PgDn", "pageup": "PgUp", "backspace": "Bksp", "delete": "Del"}.get(key, _name(key))  # fmt: skip


def _name(key: str) -> str:
    return key.upper() if key[:1] == "f" and key[1:].isdigit() else format_key(key)
