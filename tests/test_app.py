"""What the app does when keys are pressed, over an engine of invented articles."""

import pytest
from app_pilot import drive, press, query_text, screen_of, settle, shown
from fake_engine import FakeEngine, Gate, article
from textual.pilot import Pilot
from textual.widgets import Static

from index.article import Article
from index.errors import NewsError
from search.engine import MarkedArticle
from search.language import Query
from tui.app.screens.help import HelpScreen
from tui.app.screens.search import SearchScreen
from tui.app.widgets.facet_panel import FacetPanel
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.query_bar import QueryBar


def test_an_empty_query_shows_how_much_there_is_and_what_to_type() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        assert "10 articles to search" in shown(pilot)
        assert "flood warning" in shown(pilot)

    drive(steps)


def test_typing_searches_without_enter() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, *"ferry")
        assert "5 articles" in shown(pilot)
        assert "Council votes on a ferry bridge" in shown(pilot)

    drive(steps)


def test_a_query_from_the_command_line_is_searched_at_once() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        assert query_text(pilot) == "ferry"
        assert "5 articles" in shown(pilot)

    drive(steps, text="ferry")


def test_deleting_the_query_goes_back_to_the_start() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+u")
        assert "10 articles to search" in shown(pilot)

    drive(steps, text="ferry")


def test_an_example_becomes_the_query() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "down", "enter")
        assert query_text(pilot) == "flood warning"
        assert "No article matches flood warning" in shown(pilot)
        assert "Leave out a word" in shown(pilot)

    drive(steps)


def test_letters_that_are_keys_elsewhere_are_letters_in_the_query() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, *"qfnjs?/")
        assert query_text(pilot) == "qfnjs?/"

    drive(steps)


def test_ticking_a_facet_edits_the_query_and_unticking_restores_it() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "f")
        await press(pilot, "down", "space")
        assert query_text(pilot) == 'ferry outlet:="The Tern"'
        assert "[x] The Tern" in shown(pilot)
        assert "2 articles" in shown(pilot)
        await press(pilot, "space")
        assert query_text(pilot) == "ferry"
        assert "5 articles" in shown(pilot)

    drive(steps, text="ferry")


def test_a_tick_can_be_taken_away_when_nothing_is_left() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "f", "down", "space")
        await press(pilot, "slash", *" zeppelin")
        assert "0 articles" in shown(pilot)
        await press(pilot, "tab")
        assert "[x] The Tern" in shown(pilot)
        await press(pilot, "space")
        assert query_text(pilot) == "ferry zeppelin"

    drive(steps, text="ferry")


def test_a_long_facet_unfolds() -> None:
    many = tuple(article(n, "Ferry", "x", outlet=f"Paper {n:02}") for n in range(20))

    async def steps(pilot: Pilot[None]) -> None:
        panel = screen_of(pilot).query_one(FacetPanel)
        before = panel.option_count
        await press(pilot, "enter", "f", "down", "down", "down", "down", "down", "down", "enter")
        assert panel.option_count > before
        assert "Paper 19" in shown(pilot)
        assert query_text(pilot) == "ferry"

    drive(steps, engine=FakeEngine(many), text="ferry", size=(120, 40))


def test_enter_opens_the_article_and_escape_returns_to_it_in_the_list() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "j", "enter")
        assert "A bridge would end the ferry." in shown(pilot)
        assert "Harbour ferry returns" not in shown(pilot)
        await press(pilot, "escape")
        assert "Harbour ferry returns" in shown(pilot)
        assert screen_of(pilot).query_one(HitList).has_focus
        assert screen_of(pilot).query_one(HitList).highlighted == 1

    drive(steps, text="ferry")


def test_n_goes_from_match_to_match_and_around() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "enter")
        assert "4 matches in this article" in shown(pilot)
        await press(pilot, "n")
        assert "1/4" in shown(pilot)
        await press(pilot, "n", "n", "n")
        assert "4/4" in shown(pilot)
        assert "The last ferry of the day" in shown(pilot)
        await press(pilot, "n")
        assert "1/4" in shown(pilot)
        assert "The last ferry of the day" not in shown(pilot)
        await press(pilot, "N")
        assert "4/4" in shown(pilot)

    drive(steps, text="ferry")


def test_a_wide_terminal_shows_the_article_beside_the_list() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        assert "Stop 1 on the line" in shown(pilot)
        assert "[ ] The Tern" in shown(pilot)
        await press(pilot, "enter", "j")
        assert "Stop 1 on the line" not in shown(pilot)

    drive(steps, text="ferry", size=(120, 40))


def test_a_terminal_made_wider_keeps_the_article_open() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "j", "enter")
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert shown(pilot).count("A bridge would end the ferry.") == 2

    drive(steps, text="ferry")


def test_a_terminal_made_wider_shows_the_article_under_the_cursor() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "j")
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert "2 matches in this article" in shown(pilot)

    drive(steps, text="ferry")


def test_a_tiny_terminal_is_usable() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "f")
        assert "[ ] The Tern" in shown(pilot)
        await press(pilot, "f", "enter")
        assert "4 matches" in shown(pilot)

    drive(steps, text="ferry", size=(30, 10))


def test_a_stale_answer_is_dropped() -> None:
    engine = FakeEngine()
    engine.before_search = gate = Gate("ferry")

    async def steps(pilot: Pilot[None]) -> None:
        bar = screen_of(pilot).query_one(QueryBar)
        bar.put("ferry")
        while not gate.reached.is_set():
            await pilot.pause(0.01)
        bar.put("bell")
        await pilot.pause(0.1)
        gate.open.set()
        await settle(pilot)
        assert "School bell rings again" in shown(pilot)
        assert "ferry" not in shown(pilot)

    drive(steps, engine=engine)


def test_keys_work_while_a_search_takes_long_and_only_the_latest_text_follows() -> None:
    engine = FakeEngine()
    engine.before_search = gate = Gate("f")

    async def steps(pilot: Pilot[None]) -> None:
        bar = screen_of(pilot).query_one(QueryBar)
        bar.put("f")
        while not gate.reached.is_set():
            await pilot.pause(0.01)
        for text in ("fe", "fer", "ferry"):
            bar.put(text)
            await pilot.pause(0.1)
        assert query_text(pilot) == "ferry"
        gate.open.set()
        await settle(pilot)
        assert [asked for asked, _ in engine.asked] == ["f", "ferry"]

    drive(steps, engine=engine)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            NewsError("the archive moved away", advice="Build it again."),
            "the archive moved away · Build it again.",
        ),
        (ZeroDivisionError("by [red]zero[/]"), "the search failed: ZeroDivisionError: by [red]zero[/]"),
    ],
)
def test_an_engine_that_fails_is_a_notice_and_the_next_search_works(error: Exception, words: str) -> None:
    engine = FakeEngine()

    def fail(text: str) -> None:
        if text == "ferry":
            raise error

    engine.before_search = fail

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, *"ferry")
        assert words in shown(pilot)
        await press(pilot, "backspace")
        assert "5 articles" in shown(pilot)
        assert words not in shown(pilot)

    drive(steps, engine=engine)


def test_a_query_error_names_its_column_and_keeps_the_articles() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, *' "un')
        assert "column 7:" in shown(pilot)
        assert "Council votes on a ferry bridge" in shown(pilot)

    drive(steps, text="ferry")


def test_notices_stand_before_the_query_as_understood() -> None:
    engine = FakeEngine()
    engine.notices = ("2 articles could [b]not[/b] be read.",)

    async def steps(pilot: Pilot[None]) -> None:
        assert "2 articles could [b]not[/b] be read. · ferry" in shown(pilot)

    drive(steps, engine=engine, text="ferry")


def test_more_articles_come_when_the_cursor_nears_the_end() -> None:
    engine = FakeEngine(tuple(article(n, f"Ferry {n}", "x") for n in range(120)))

    async def steps(pilot: Pilot[None]) -> None:
        hits = screen_of(pilot).query_one(HitList)
        assert hits.option_count == 50
        first = hits.options[0]
        await press(pilot, "enter", "G")
        assert hits.option_count == 100
        assert hits.options[0] is first
        assert hits.highlighted == 49
        await press(pilot, "G")
        assert hits.option_count == 120
        await press(pilot, "G", "j")
        assert hits.highlighted == 119
        assert engine.asked == [("ferry", 0), ("ferry", 50), ("ferry", 100)]

    drive(steps, engine=engine, text="ferry")


def test_the_cursor_stays_on_its_article_when_the_answer_changes() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        hits = screen_of(pilot).query_one(HitList)
        await press(pilot, "enter", "j", "j", "j", "j")
        await press(pilot, "slash", *" fares")
        assert hits.highlighted == 0
        await press(pilot, *["backspace"] * 6)
        assert hits.highlighted == 4

    drive(steps, text="ferry")


def test_the_cursor_stays_at_the_top_until_the_reader_moves_it() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, *["backspace"] * 6)
        assert screen_of(pilot).query_one(HitList).highlighted == 0

    drive(steps, text="ferry fares")


def test_s_changes_the_order() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "s")
        assert "newest first" in shown(pilot)
        assert "1 Ferry fares rise by a tenth" in shown(pilot)

    drive(steps, text="ferry")


def test_a_click_opens_an_article() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await pilot.click(HitList, offset=(10, 5))
        await settle(pilot)
        assert "A bridge would end the ferry." in shown(pilot)
        assert screen_of(pilot).state.reading

    drive(steps, text="ferry")


def test_q_quits_and_so_does_ctrl_q_while_typing() -> None:
    async def quit_by_q(pilot: Pilot[None]) -> None:
        await pilot.press("enter", "q")
        await pilot.pause()
        assert not pilot.app.is_running

    async def quit_by_ctrl_q(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not pilot.app.is_running

    drive(quit_by_q, text="ferry")
    drive(quit_by_ctrl_q, text="ferry")


def test_the_help_screen_has_every_key_and_closes() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        text = str(pilot.app.screen.query_one(Static).content)
        assert "n  Next match" in text
        assert "Ctrl+Q  Quit, also while typing" in text
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SearchScreen)

    drive(steps, text="ferry", size=(120, 60))


def test_f1_opens_the_help_while_typing() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, HelpScreen)

    drive(steps)


def test_escape_leaves_the_query_even_where_nothing_is_found() -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await pilot.press("escape", "q")
        await pilot.pause()
        assert not pilot.app.is_running

    drive(steps, text="zeppelin")


def test_an_article_whose_matches_cannot_be_found_can_still_be_read() -> None:
    class Unmarking(FakeEngine):
        def mark(self, article: Article, query: Query, *, exact: bool = False) -> MarkedArticle:
            raise NewsError("the text is gone")

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "enter")
        assert "the text is gone" in shown(pilot)
        assert "Stop 1 on the line" in shown(pilot)
        assert "no matches in this article" in shown(pilot)

    drive(steps, engine=Unmarking(), text="ferry")
