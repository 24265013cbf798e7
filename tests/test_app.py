"""What the app does when keys are pressed, over an engine of invented articles."""

from app_pilot import burst, drive, press, query_text, resize, screen_of, settle, shown
from fake_engine import FakeEngine, Gate, article
from textual.pilot import Pilot

from tui.app.widgets.hit_list import HitList
from tui.app.widgets.query_bar import QueryBar


def test_typing_searches_without_enter() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *"ferry")
        assert "5 articles" in shown(pilot)
        assert "Council votes on a ferry bridge" in shown(pilot)

    drive(steps)


def test_a_query_from_the_command_line_is_searched_at_once() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert query_text(pilot) == "ferry"
        assert "5 articles" in shown(pilot)

    drive(steps, text="ferry")


def test_letters_that_are_keys_elsewhere_are_letters_in_the_query() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *"qfnjs?/")
        assert query_text(pilot) == "qfnjs?/"

    drive(steps)


def test_ticking_a_facet_edits_the_query_and_unticking_restores_it() -> None:
    async def steps(pilot: Pilot[int]) -> None:
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
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f", "down", "space")
        await press(pilot, "slash", *" zeppelin")
        assert "0 articles" in shown(pilot)
        await press(pilot, "tab")
        assert "[x] The Tern" in shown(pilot)
        await press(pilot, "space")
        assert query_text(pilot) == "ferry zeppelin"

    drive(steps, text="ferry")


def test_a_tick_is_taken_away_by_the_same_key_before_its_answer_has_come() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f", "down")
        await burst(pilot, "space", "space")
        assert query_text(pilot) == "ferry"

    drive(steps, text="ferry")


def test_a_long_facet_is_filtered_by_letters_and_escape_shows_all_fields_again() -> None:
    many = tuple(
        article(n, "Ferry", "x", outlet=f"Paper {n:03}", author=f"Author {n:04}") for n in range(300)
    )

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f", "down", "down", "down", "down", "down", "down", "enter")
        assert "Paper 019" in shown(pilot)
        assert "[ ] Author 0000" not in shown(pilot)
        await press(pilot, *"r 017")
        assert "Paper 017" in shown(pilot)
        assert "Paper 019" not in shown(pilot)
        await press(pilot, "enter", "space")
        assert query_text(pilot) == 'ferry outlet:="Paper 017"'
        await press(pilot, "escape")
        assert "[ ] Author 0017" in shown(pilot)

    drive(steps, engine=FakeEngine(many), text="ferry", size=(120, 40))


def test_months_stand_under_their_year_where_it_is_unfolded() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f", "G", "k", "k", "l")
        assert "▾ 2021" in shown(pilot)
        assert "[ ] 2021-05" in shown(pilot)
        await press(pilot, "j", "space")
        assert query_text(pilot) == "ferry date:2021-06"
        await press(pilot, "space")
        assert query_text(pilot) == "ferry"
        await press(pilot, "h")
        assert "2021-05 " not in shown(pilot)

    drive(steps, text="ferry", size=(120, 40))


def test_enter_opens_the_article_and_escape_returns_to_it_in_the_list() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "j", "enter")
        assert "A bridge would end the ferry." in shown(pilot)
        assert "Harbour ferry returns" not in shown(pilot)
        await press(pilot, "escape")
        assert "Harbour ferry returns" in shown(pilot)
        assert screen_of(pilot).query_one(HitList).has_focus
        assert screen_of(pilot).query_one(HitList).cursor == 1

    drive(steps, text="ferry", size=(79, 24))


def test_n_goes_from_match_to_match_and_around() -> None:
    async def steps(pilot: Pilot[int]) -> None:
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
    async def steps(pilot: Pilot[int]) -> None:
        assert "Stop 1 on the line" in shown(pilot)
        assert "[ ] The Tern" in shown(pilot)
        await press(pilot, "enter", "j")
        assert "Stop 1 on the line" not in shown(pilot)

    drive(steps, text="ferry", size=(120, 40))


def test_a_terminal_made_wider_keeps_the_article_open() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "j", "enter")
        await resize(pilot, 120, 40)
        assert shown(pilot).count("A bridge would end the ferry.") == 2

    drive(steps, text="ferry")


def test_a_terminal_made_wider_shows_the_article_under_the_cursor() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "j")
        await resize(pilot, 120, 40)
        assert "2 matches in this article" in shown(pilot)

    drive(steps, text="ferry")


def test_a_small_terminal_shows_one_column_and_one_too_small_says_so() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f")
        assert "[ ] The Tern" in shown(pilot)
        assert "Harbour ferry" not in shown(pilot)
        await press(pilot, "f", "enter")
        assert "4 matches" in shown(pilot)
        await resize(pilot, 39, 12)
        assert "39×12 is too small" in shown(pilot)
        assert "matches" not in shown(pilot)
        await resize(pilot, 40, 12)
        assert "4 matches" in shown(pilot)

    drive(steps, text="ferry", size=(50, 15))


def test_a_stale_answer_is_dropped() -> None:
    engine = FakeEngine()
    engine.before_search = gate = Gate("ferry")

    async def steps(pilot: Pilot[int]) -> None:
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

    async def steps(pilot: Pilot[int]) -> None:
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


def test_the_cursor_stays_on_its_article_when_the_answer_changes() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        hits = screen_of(pilot).query_one(HitList)
        await press(pilot, "enter", "j", "j", "j", "j")
        await press(pilot, "slash", *" fares")
        assert hits.cursor == 0
        await press(pilot, *["backspace"] * 6)
        assert hits.cursor == 4

    drive(steps, text="ferry")


def test_the_cursor_stays_at_the_top_until_the_reader_moves_it() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *["backspace"] * 6)
        assert screen_of(pilot).query_one(HitList).cursor == 0

    drive(steps, text="ferry fares")


def test_r_changes_the_order() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "r")
        assert "newest first" in shown(pilot)
        assert "1 Ferry fares rise by a tenth" in shown(pilot)

    drive(steps, text="ferry")


def test_a_click_opens_an_article() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await pilot.click(HitList, offset=(10, 5))
        await settle(pilot)
        assert "A bridge would end the ferry." in shown(pilot)
        assert screen_of(pilot).state.reading

    drive(steps, text="ferry")


def test_q_quits_and_so_does_ctrl_q_while_typing() -> None:
    async def quit_by_q(pilot: Pilot[int]) -> None:
        await pilot.press("enter", "q")
        await pilot.pause()
        assert not pilot.app.is_running

    async def quit_by_ctrl_q(pilot: Pilot[int]) -> None:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not pilot.app.is_running

    drive(quit_by_q, text="ferry")
    drive(quit_by_ctrl_q, text="ferry")


def test_escape_leaves_the_query_even_where_nothing_is_found() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await pilot.press("escape", "q")
        await pilot.pause()
        assert not pilot.app.is_running

    drive(steps, text="zeppelin")
