"""Every key of the table does what the table says, and the palette and the config know the same commands."""

import stat
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from app_pilot import drive, press, query_text, screen_of, settle, shown
from fake_engine import ARTICLES, FakeEngine
from textual.command import CommandPalette
from textual.pilot import Pilot

from tui.app.app import MorgueApp
from tui.app.commands import BY_ID, COMMANDS, keys_of, shown_keys
from tui.app.screens.ask import AskScreen
from tui.app.screens.choose import ChooseScreen
from tui.app.screens.help import HelpScreen
from tui.app.settings import Settings
from tui.app.widgets.date_bars import DateBars
from tui.app.widgets.facet_panel import FacetRows, FilterBox
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.query_bar import QueryBar
from tui.app.widgets.reader import Reader, ReaderPage

TRIED: set[str] = set()


async def try_keys(
    pilot: Pilot[int], command_id: str, check: Callable[[], bool], undo: str = "", *, first: str = ""
) -> None:
    """Press the first key of a command, see that it does what it should, and press what takes it back.

    The others need not be pressed: they lead to the same action.
    """
    await press(pilot, *first.split())
    command = BY_ID[command_id]
    key, *others = keys_of(command, {})
    leads_to = {one: active.binding.action for one, active in pilot.app.screen.active_bindings.items()}
    assert {leads_to.get(one) for one in (key, *others)} == {command.action}, command_id
    await press(pilot, key)
    assert check(), f"{command_id} by {key}"
    await press(pilot, *undo.split())
    TRIED.add(command_id)


def test_the_keys_that_work_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    called: list[str] = []
    for name in ("action_suspend_process", "action_quit"):
        monkeypatch.setattr(MorgueApp, name, _noting(called, name))

    async def steps(pilot: Pilot[int]) -> None:
        app, screen = pilot.app, screen_of(pilot)
        hits, reader = screen.query_one(HitList), screen.query_one(Reader)
        await press(pilot, "enter")
        await try_keys(pilot, "help", lambda: isinstance(app.screen, HelpScreen), "escape")
        await try_keys(pilot, "palette", lambda: isinstance(app.screen, CommandPalette), "escape")
        await try_keys(pilot, "quit", lambda: called == ["action_quit"])
        await try_keys(pilot, "leave", lambda: called == ["action_quit"] * 2)
        await try_keys(pilot, "shell", lambda: "action_suspend_process" in called)
        await try_keys(pilot, "edit-query", lambda: isinstance(app.focused, QueryBar), "enter")
        await try_keys(pilot, "facets", lambda: isinstance(app.focused, FacetRows), "f")
        await try_keys(pilot, "dates", lambda: isinstance(app.focused, DateBars), "B")
        await try_keys(pilot, "back", lambda: isinstance(app.focused, QueryBar), "enter")
        await try_keys(pilot, "next-match", lambda: "1/4" in shown(pilot))
        await try_keys(pilot, "match-before", lambda: "4/4" in shown(pilot))
        await try_keys(pilot, "order", lambda: "newest first" in shown(pilot), "r r r")
        for key in keys_of(BY_ID["correct"], {}):
            screen.query_one(QueryBar).put("fery")
            await settle(pilot)
            await press(pilot, "escape" if isinstance(app.focused, QueryBar) else "b", key)
            assert query_text(pilot) == "ferry", key
        TRIED.add("correct")
        asked = len(engine.requests)
        await try_keys(pilot, "refresh", lambda: len(engine.requests) > asked)
        await try_keys(pilot, "timeline", lambda: isinstance(app.screen, ChooseScreen), "escape")
        await try_keys(pilot, "copy", lambda: isinstance(app.screen, ChooseScreen), "escape")
        await try_keys(pilot, "save-search", lambda: isinstance(app.screen, AskScreen), "escape")
        await try_keys(pilot, "saved-searches", lambda: "no search is saved yet" in shown(pilot))
        await try_keys(pilot, "duplicates", lambda: "is a copy of this article" in shown(pilot))
        await try_keys(pilot, "story", lambda: "report the same event" in shown(pilot))
        await try_keys(pilot, "similar", lambda: isinstance(app.screen, ChooseScreen), "escape")
        await try_keys(pilot, "export", lambda: isinstance(app.screen, AskScreen), "escape")
        await try_keys(pilot, "index", lambda: isinstance(app.screen, AskScreen), "escape")
        await try_keys(pilot, "theme", lambda: app.theme == "textual-light", "T T")
        await try_keys(pilot, "browse", lambda: "this article has no address" in shown(pilot))
        await try_keys(pilot, "edit", lambda: "lent to another program" in shown(pilot))
        await try_keys(pilot, "page", lambda: "lent to another program" in shown(pilot))
        hits.focus()
        await try_keys(pilot, "articles.mark", lambda: len(screen.state.marked) == 1)
        await try_keys(pilot, "unmark", lambda: not screen.state.marked)
        await try_keys(pilot, "articles.open", lambda: screen.state.reading)
        await try_keys(pilot, "reader.next", lambda: screen.state.cursor == 2)
        await try_keys(pilot, "reader.before", lambda: screen.state.cursor == 1)
        await press(pilot, "K")
        assert reader.showing == ARTICLES[0].id

    engine = FakeEngine()
    monkeypatch.setenv("EDITOR", "cat")
    monkeypatch.setenv("PAGER", "cat")
    monkeypatch.delenv("VISUAL", raising=False)
    drive(steps, engine=engine, text="ferry", size=(130, 40), settings=Settings(tmp_path / "archive"))


def _noting(called: list[str], name: str) -> Callable[[MorgueApp], Awaitable[None]]:
    async def note(app: MorgueApp) -> None:
        called.append(name)

    return note


def test_the_keys_of_lists_reader_facets_and_dates() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        app, screen = pilot.app, screen_of(pilot)
        hits, page = screen.query_one(HitList), screen.query_one(ReaderPage)
        rows, dates = screen.query_one(FacetRows), screen.query_one(DateBars)
        await press(pilot, "enter")
        await try_keys(pilot, "lists.down", lambda: hits.cursor == 1, "g")
        await try_keys(pilot, "lists.last", lambda: hits.cursor == 4, "g")
        await try_keys(pilot, "lists.page-down", lambda: hits.cursor > 1, "g")
        await try_keys(pilot, "lists.first", lambda: hits.cursor == 0, first="G")
        await try_keys(pilot, "lists.up", lambda: hits.cursor == 3, first="G")
        await try_keys(pilot, "lists.page-up", lambda: hits.cursor <= 1, first="G")
        await press(pilot, "g", "enter")
        await try_keys(pilot, "reader.down", lambda: page.scroll_y == 1, "g")
        await try_keys(pilot, "reader.page-down", lambda: page.scroll_y > 5, "g")
        await try_keys(pilot, "reader.end", lambda: page.scroll_y == page.max_scroll_y, "g")
        for command_id in ("reader.up", "reader.page-up", "reader.top"):
            await try_keys(pilot, command_id, lambda: page.scroll_y < page.max_scroll_y, first="G")
        await press(pilot, "escape", "f")
        await try_keys(pilot, "facets.tick", lambda: query_text(pilot) != "ferry", "space")
        await press(pilot, "G", "k", "k")
        await try_keys(pilot, "facets.unfold", lambda: "▾ 2021" in shown(pilot), "h")
        await press(pilot, "l")
        await try_keys(pilot, "facets.fold", lambda: "▾ 2021" not in shown(pilot), "l")
        await try_keys(pilot, "facets.filter", lambda: isinstance(app.focused, FilterBox), "escape")
        await press(pilot, "f", "B")
        last = dates.brushed
        await try_keys(pilot, "dates.earlier", lambda: dates.brushed < last, "l")
        await press(pilot, "h", "h")
        await try_keys(pilot, "dates.later", lambda: dates.brushed == (last[0] - 1, last[0] - 1), "h")
        await try_keys(pilot, "dates.longer", lambda: dates.brushed == (last[0] - 2, last[0] - 1), "H")
        await press(pilot, "l")
        await try_keys(pilot, "dates.shorter", lambda: dates.brushed == (last[0] - 2, last[0] - 1), "L")
        await press(pilot, "L", "L")
        await try_keys(pilot, "dates.apply", lambda: "date:202" in query_text(pilot), "backspace")
        await press(pilot, "enter")
        await try_keys(pilot, "all-dates", lambda: query_text(pilot) == "ferry", "enter")
        await press(pilot, "backspace")
        assert not rows.has_focus

    drive(steps, text="ferry", size=(100, 30))


def test_the_keys_of_the_query(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        app = pilot.app
        await try_keys(pilot, "query.show", lambda: isinstance(app.focused, HitList), "slash")
        await press(pilot, *" outlet:t")
        assert "The Tern" in shown(pilot)
        await try_keys(pilot, "query.complete", lambda: query_text(pilot) == 'ferry outlet:="The Tern" ')
        await try_keys(pilot, "query.clear", lambda: query_text(pilot) == "")
        await press(pilot, *"bell", "enter", "slash")
        await press(pilot, "up")
        assert query_text(pilot) == "bell"
        await try_keys(pilot, "query.up", lambda: query_text(pilot) == "ferry")
        await try_keys(pilot, "query.down", lambda: query_text(pilot) == "bell")
        await press(pilot, "ctrl+u", *"se", "tab")
        assert query_text(pilot) == "section:"

    drive(steps, text="ferry", settings=Settings(state=tmp_path))
    kept = tmp_path / "recent-queries.json"
    assert kept.read_text() == '["bell", "ferry"]'
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_no_two_commands_of_a_part_share_a_key_and_all_are_in_the_palette_or_only_move() -> None:
    for part in {command.part for command in COMMANDS}:
        keys = [key for command in COMMANDS if command.part == part for key in keys_of(command, {})]
        assert len(keys) == len(set(keys)), part
    assert len(BY_ID) == len(COMMANDS)


def test_the_page_on_the_window_has_every_command_with_its_keys() -> None:
    page = (Path(__file__).parent.parent / "docs" / "tui.md").read_text("utf-8")
    for command in COMMANDS:
        keys = shown_keys(command, {}).replace("|", "\\|")
        assert f"| {keys} | {command.title} | `{command.id}` |" in page


def test_every_command_of_the_table_has_been_tried() -> None:
    """Runs last, in the order of the file."""
    if TRIED:  # not where only this test is run, or another worker ran the others
        missing = {command.id for command in COMMANDS} - TRIED - {"lists.choose"}
        assert not missing or len(TRIED) < 20, missing
