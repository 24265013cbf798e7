"""Every key of the table does what the table says, and the palette and the config know the same commands."""

import stat
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from app_pilot import drive, press, query_text, screen_of, settle, shown, until
from fake_engine import ARTICLES, FakeEngine
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input

from search.engine import Copy, Facet, FacetCount, SearchPage, Story, Without
from search.language import parse
from tui.app.app import MorgueApp
from tui.app.commands import BY_ID, COMMANDS, keys_of, shown_keys, with_ways_cleared
from tui.app.facet_rows import Heading, Unknown, Value, facet_rows, filtered_rows
from tui.app.screens.ask import AskScreen
from tui.app.screens.choose import ChooseScreen
from tui.app.screens.help import HelpScreen
from tui.app.settings import Settings
from tui.app.state import Answer, Question, SearchState
from tui.app.suggesting import page
from tui.app.widgets.date_bars import DateBars
from tui.app.widgets.facet_panel import FacetRows, FilterBox
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.query_bar import QueryBar
from tui.app.widgets.reader import Reader, ReaderPage

TRIED: set[str] = set()


async def try_keys(pilot: Pilot[int], command_id: str, check: Callable[[], bool], undo: str = "") -> None:
    """Press each key of a command, see that it did what it should, and press what takes it back."""
    for key in keys_of(BY_ID[command_id], {}):
        await press(pilot, key)
        assert check(), f"{command_id} by {key}"
        if undo:
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
        await try_keys(pilot, "saved-searches", lambda: isinstance(app.screen, ChooseScreen), "escape")
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
        for command, place in (("lists.first", 0), ("lists.up", 3), ("lists.page-up", 1)):
            for key in keys_of(BY_ID[command], {}):
                await press(pilot, "G", key)
                assert hits.cursor <= place, key
            TRIED.add(command)
        await press(pilot, "g", "enter")
        await try_keys(pilot, "reader.down", lambda: page.scroll_y == 1, "g")
        await try_keys(pilot, "reader.page-down", lambda: page.scroll_y > 5, "g")
        await try_keys(pilot, "reader.end", lambda: page.scroll_y == page.max_scroll_y, "g")
        for command in ("reader.up", "reader.page-up", "reader.top"):
            for key in keys_of(BY_ID[command], {}):
                await press(pilot, "G", key)
                assert page.scroll_y < page.max_scroll_y, key
            TRIED.add(command)
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


def test_the_palette_does_what_is_chosen() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        await pilot.press("ctrl+p")
        await pilot.pause(0.1)
        await pilot.press(*"brush dat")
        for _ in range(50):
            await pilot.pause(0.05)
            if pilot.app.screen.query("CommandList") and "Brush dates" in shown(pilot):
                break
        await pilot.press("enter")
        await settle(pilot)
        await pilot.pause(0.1)
        assert isinstance(pilot.app.focused, DateBars)

    drive(steps, text="ferry")


def test_over_a_dialog_the_palette_has_the_commands_of_the_whole_app(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(MorgueApp, "action_quit", _noting(called, "quit"))

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "S")
        assert isinstance(pilot.app.screen, AskScreen)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Quit" in shown(pilot))
        assert "Brush dates" not in shown(pilot)
        await pilot.press(*"quit")
        await until(pilot, lambda: "To the shell" not in shown(pilot) and "Quit" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: called == ["quit"])
        assert isinstance(pilot.app.screen, AskScreen)

    drive(steps, text="ferry")


def test_keys_can_be_changed_and_the_help_says_so() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "z")
        assert isinstance(pilot.app.focused, FacetRows)
        await press(pilot, "z", "f")
        assert isinstance(pilot.app.focused, HitList)
        assert "z Facets" in shown(pilot)

    drive(steps, text="ferry", settings=Settings(keys={"facets": "z"}))


def test_a_key_that_is_changed_wins_over_what_had_it() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "b")
        assert "this article has no address" in shown(pilot)
        await press(pilot, "j", "enter", "b")
        assert "this article has no address" in shown(pilot)
        await press(pilot, "escape", "z")
        assert isinstance(pilot.app.focused, FacetRows)
        await press(pilot, "z", "r")
        assert "Similar articles" in shown(pilot)

    drive(steps, text="ferry", settings=Settings(keys={"browse": "b", "facets": "z", "similar": "r"}))


def test_what_has_lost_a_key_is_shown_without_it() -> None:
    keys = with_ways_cleared({"browse": "b", "similar": "r", "facet": "z"})
    assert shown_keys(BY_ID["lists.page-up"], keys) == "PgUp Ctrl+B"
    assert shown_keys(BY_ID["order"], keys) == ""
    assert "reader.next" not in keys


def test_keys_for_commands_there_are_not_are_told() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "no command is called facet or nonsense" in shown(pilot)

    drive(steps, settings=Settings(keys={"nonsense": "y", "facet": "z"}))


def test_marked_articles_are_exported_and_nothing_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "mine.md"

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "space", "space", "x")
        pilot.app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter")
        assert "wrote 2 articles" in shown(pilot)
        await press(pilot, "x")
        pilot.app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter")
        # The dialog is still there, and says why.
        assert pilot.app.screen.query_one(Input).value == str(file)
        assert "already" in shown(pilot)

    drive(steps, text="ferry", size=(200, 40), settings=Settings(tmp_path / "archive"))
    assert file.read_text().count("The Tern") == 2


def test_a_saved_search_is_kept_and_offered_at_the_start(tmp_path: Path) -> None:
    async def save(pilot: Pilot[int]) -> None:
        # Typed over the name that is offered.
        await press(pilot, "enter", "S", *"boats", "enter")
        assert "saved as boats" in shown(pilot)
        await until(pilot, lambda: bool(screen_of(pilot).searches[0].looked))

    async def come_back(pilot: Pilot[int]) -> None:
        await until(pilot, lambda: "ferry   boats · 1 new" in shown(pilot))
        await press(pilot, "down", "enter")
        assert query_text(pilot) == "ferry"

    settings = Settings(tmp_path / "archive", tmp_path)
    drive(save, text="ferry", settings=settings)
    new = replace(ARTICLES[0], id="e" * 16, first_seen="2025-01-01")
    drive(come_back, engine=FakeEngine((*ARTICLES, new)), settings=settings)


def test_the_mouse_draws_a_brush_over_the_dates() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await pilot.mouse_down(DateBars, offset=(2, 0))
        await pilot.hover(DateBars, offset=(9, 0))
        await pilot.mouse_up(DateBars, offset=(9, 0))
        await settle(pilot)
        assert query_text(pilot) == "ferry date:2020-11..2020-12"

    drive(steps, text="ferry", size=(79, 24))


def test_similar_articles_and_copies_are_chosen_from_and_one_that_is_gone_is_told() -> None:
    engine = FakeEngine()
    engine.copies[ARTICLES[0].id] = (
        (
            Copy(ARTICLES[8].id, "Rain [b]closes[/]", "Port Gazette", None, None),
            Copy("f" * 16, None, None, "Wire", None),
        ),
        2,
    )

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        assert "+ 2 copies (Port Gazette, Wire)" in shown(pilot)
        await try_keys(pilot, "duplicates", lambda: "Rain [b]closes[/]" in shown(pilot), "escape")
        await press(pilot, "d", "enter")
        assert "Rain fell for a week." in shown(pilot)
        await press(pilot, "escape", "d", "j", "enter")
        assert "no longer in the archive" in shown(pilot)
        await try_keys(pilot, "similar", lambda: "Similar articles" in shown(pilot), "escape")
        await press(pilot, "s", "enter")
        assert screen_of(pilot).state.to_read
        assert "A bridge would end the ferry." in shown(pilot)

    drive(steps, engine=engine, text="ferry", size=(100, 30))


def test_what_else_is_on_a_story_stands_below_it_and_is_chosen_from() -> None:
    engine = FakeEngine()
    others = (Copy(ARTICLES[8].id, "Rain [b]closes[/]", "Port Gazette", None, None),)
    engine.stories[ARTICLES[0].id] = Story(ARTICLES[0].id, others, 1)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter")
        assert "1, listed below the text" in shown(pilot)
        await press(pilot, "G")
        assert "Rain [b]closes[/]" in shown(pilot)
        await try_keys(pilot, "story", lambda: "Also on this story" in shown(pilot), "escape")
        await press(pilot, "a", "enter")
        assert "Rain fell for a week." in shown(pilot)
        assert "listed below the text" not in shown(pilot)
        await press(pilot, "a")
        assert "Open an article that others report" in shown(pilot)

    drive(steps, engine=engine, text="ferry", size=(100, 40))


def test_a_copy_is_not_listed_again_among_its_story() -> None:
    engine = FakeEngine()
    copy, other = (Copy(ARTICLES[n].id, f"Rain {n}", "Port Gazette", None, None) for n in (8, 9))
    engine.copies[ARTICLES[0].id] = ((copy,), 1)
    engine.copies[ARTICLES[1].id] = ((copy,), 1)
    engine.stories[ARTICLES[0].id] = Story(ARTICLES[0].id, (copy, other), 2)
    engine.stories[ARTICLES[1].id] = Story(ARTICLES[1].id, (copy,), 1)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter")
        screen = screen_of(pilot)
        assert screen.story == Story(ARTICLES[0].id, (other,), 1)
        await press(pilot, "J")
        assert screen.state.to_read
        assert screen.state.to_read.article == ARTICLES[1]
        assert screen.story is None

    drive(steps, engine=engine, text="ferry", size=(100, 40))


def test_a_story_is_ticked_by_its_headline() -> None:
    count = FacetCount("0a1b2c3d4e5f6071", 3, selected=False, label="Dam [b]cracks[/]")
    rows = facet_rows((Facet("story", (count,), 90),), frozenset())
    assert rows == (Heading("story"), Value("story", count))
    assert filtered_rows(Facet("story", (count,), 90), "cracks")[1:] == (Value("story", count),)


def test_a_story_that_leaves_nothing_is_named_by_its_headline() -> None:
    text = "zeppelin story:0a1b2c3d4e5f6071"
    count = FacetCount("0a1b2c3d4e5f6071", 0, selected=True, label="Dam [b]cracks[/]")
    without = (Without("story:0a1b2c3d4e5f6071", 3, "zeppelin"),)
    found = SearchPage(0, (), (Facet("story", (count,), 0),), text, without=without)
    asked = Question(parse(text), 1)
    state = SearchState(text, asked.query, generation=1, answer=Answer(asked, found, 0.0))
    lines = [suggestion.line.plain for suggestion in page(state, (), ()).suggestions]
    assert lines == ["without the story “Dam [b]cracks[/]”   3 articles"]


def test_what_has_no_date_can_be_ticked_and_unticked() -> None:
    year = Facet("year", (FacetCount("2021", 2, selected=False),), 3)
    outlet = Facet("outlet", (FacetCount("The Tern", 2, selected=False),), 3)
    rows = facet_rows((outlet, year), frozenset())
    assert rows[2] == Unknown("outlet", 3, None)  # no query asks for it
    assert rows[-1] == Unknown("year", 3, selected=False)
    assert facet_rows((Facet("year", (), 3),), frozenset(), is_undated=True) == (
        Heading("year"),
        Unknown("year", 3, selected=True),
    )

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f", "G", "space")
        assert query_text(pilot) == "ferry date:unknown"
        assert "[x] unknown" in shown(pilot)
        await press(pilot, "space")
        assert query_text(pilot) == "ferry"

    drive(steps, text="ferry", size=(120, 40))


def test_a_list_of_nothing_has_no_last_row_to_go_to() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f", "G", "g", "j", "k", "pagedown", "space")
        assert query_text(pilot) == "zeppelin"

    drive(steps, text="zeppelin", size=(120, 40))


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
