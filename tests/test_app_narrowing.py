"""Ticks and brushes are text in the query, and there is a way back from each."""

from unittest.mock import patch

import pytest
from app_pilot import drive, press, query_text, screen_of, settle, shown
from fake_engine import ARTICLES, FakeEngine, article
from textual.pilot import Pilot

from search.engine import Facet, FacetCount, SearchPage, Without
from search.language import parse, tick, widen
from tui.app.bins import Bin, bins
from tui.app.facet_rows import Heading, Unknown, Value, facet_rows, filtered_rows
from tui.app.state import Answer, Question, SearchState
from tui.app.suggesting import page
from tui.app.widgets.date_bars import DateBars
from tui.app.widgets.facet_panel import FacetPanel


def test_a_brush_over_a_time_without_articles_says_so_and_leaves_the_query() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "B", "left")
        assert "2021-05: 1 · Enter narrows" in shown(pilot)
        await press(pilot, "left", "enter")
        assert "2021-04: no articles" in shown(pilot)
        assert query_text(pilot) == "ferry"
        await pilot.mouse_down(DateBars, offset=(9, 0))
        await pilot.mouse_up(DateBars, offset=(9, 0))
        await settle(pilot)
        assert "2020-12: no articles" in shown(pilot)
        assert query_text(pilot) == "ferry"

    drive(steps, text="ferry", size=(79, 24))


@pytest.mark.parametrize("text", ["ferry date:unknown", "zeppelin date:2020"])
def test_all_dates_come_back_where_there_are_none_to_be_seen(text: str) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "All dates" not in shown(pilot)
        await press(pilot, "enter")
        assert "Bksp All dates" in shown(pilot)
        await press(pilot, "backspace")
        assert query_text(pilot) == text.partition(" ")[0]
        assert "All dates" not in shown(pilot)

    drive(steps, text=text, size=(120, 24))


def test_the_mouse_draws_a_brush_over_the_dates() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await pilot.mouse_down(DateBars, offset=(2, 0))
        await pilot.hover(DateBars, offset=(9, 0))
        await pilot.mouse_up(DateBars, offset=(9, 0))
        await settle(pilot)
        assert query_text(pilot) == "ferry date:2020-11..2020-12"

    drive(steps, text="ferry", size=(79, 24))


def test_the_year_of_a_ticked_month_is_shown_however_many_years_there_are() -> None:
    years = tuple(FacetCount(str(year), 1, selected=False) for year in range(2030, 2000, -1))
    month = FacetCount("2003-07", 1, selected=True)
    rows = facet_rows((Facet("year", years, 0), Facet("month", (month,), 0)), frozenset())
    assert rows[-3:-1] == (Value("year", years[27], unfolds=False), Value("month", month))


@pytest.mark.parametrize(
    ("ticked", "bars"),
    [
        ({"2003-07"}, [("2003-07", 1)]),
        ({"2003", "2003-07"}, [("2003-07", 1)]),
        ({"2003"}, [("2003-07", 1), ("2003-08", 9)]),
        ({"2003-07", "2004"}, [("2003", 1), ("2004", 5)]),
    ],
)
def test_bars_are_of_the_ticked_months_and_no_others_of_their_year(
    ticked: set[str], bars: list[tuple[str, int]]
) -> None:
    def counted(**found: int) -> tuple[FacetCount, ...]:
        names = ((name[1:].replace("_", "-"), n) for name, n in found.items())
        return tuple(FacetCount(name, n, selected=name in ticked) for name, n in names)

    facets = (
        Facet("year", counted(_2004=5, _2003=10), 0),
        Facet("month", counted(_2003_08=9, _2003_07=1), 0),
    )
    assert [(one.first, one.articles) for one in bins(facets, 60)] == bars


def test_what_is_narrowed_to_few_days_has_a_bar_for_each_and_can_be_narrowed_to_one() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "2021-03-01" in shown(pilot)
        assert "2021-03-04" in shown(pilot)
        await press(pilot, "enter", "B", "enter")
        assert query_text(pilot) == "ferry date:2021-03-04"
        await press(pilot, "B")
        assert "[x] 2021-03-04" in shown(pilot)
        assert "[ ] ▾ 2021" in shown(pilot)

    days = ("2021-03-01", "2021-03-01", "2021-03-04", "2020-05-06")
    found = [article(n, f"Ferry {n}", "x", day=day) for n, day in enumerate(days)]
    drive(steps, engine=FakeEngine(tuple(found)), text="ferry date:2021-03", size=(100, 30))


def test_bars_are_of_the_ticked_days_where_a_day_is_ticked() -> None:
    days = Facet("day", (FacetCount("2003-07-04", 2, selected=True), FacetCount("2003-07-05", 9, False)), 0)
    around = (
        Facet("year", (FacetCount("2004", 7, False), FacetCount("2003", 20, False)), 0),
        Facet("month", (FacetCount("2003-08", 9, False), FacetCount("2003-07", 11, False)), 0),
    )
    assert bins((*around, days), 60) == (Bin("2003-07-04", "2003-07-04", 2),)
    rows = [row.value.value for row in facet_rows((*around, days), frozenset()) if isinstance(row, Value)]
    assert rows == ["2004", "2003", "2003-08", "2003-07", "2003-07-04"]


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
    lines = [suggestion.line(60).plain for suggestion in page(state, (), ()).suggestions]
    assert lines == ["without the story “Dam [b]cracks[/]”   3 articles"]


def test_a_ticked_story_that_no_match_is_on_has_its_headline_though_nobody_ticked_it_here() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "[x] Council votes on … 0" in shown(pilot)
        assert "matches zeppelin airship the story" in shown(pilot)
        assert "without the story “Council votes" in shown(pilot)
        assert "…   3 articles" in shown(pilot)
        await press(pilot, "enter", "f", "space")
        assert query_text(pilot) == "zeppelin airship"

    engine = FakeEngine()
    clause = f"story:{ARTICLES[1].id}"
    with patch.object(engine, "_without", lambda words: [Without(clause, 3, "zeppelin")]):
        drive(steps, engine=engine, text=f"zeppelin airship {clause}")


def test_what_has_no_date_can_be_ticked_and_unticked() -> None:
    year = Facet("year", (FacetCount("2021", 2, selected=False),), 3)
    outlet = Facet("outlet", (FacetCount("The Tern", 2, selected=False),), 3)
    rows = facet_rows((outlet, year), frozenset())
    assert rows[2] == Unknown("outlet", 3, selected=False)
    assert rows[-1] == Unknown("year", 3, selected=False)
    assert facet_rows((Facet("year", (), 3),), frozenset(), frozenset(["year"])) == (
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


def test_what_has_no_author_can_be_ticked_beside_one_who_is_known() -> None:
    text = tick(tick("ferry", "author", "Ada Quill"), "author", None)
    assert text == 'ferry author:(="Ada Quill" OR unknown)'
    assert widen(text, "author", "Ada Quill") == "ferry author:unknown"
    assert widen(text, "author", None) == 'ferry author:="Ada Quill"'
    assert tick("ferry author:=unknown", "author", None) == "ferry author:(=unknown OR unknown)"

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f", "j", "j", "j", "j", "space")
        assert query_text(pilot) == "ferry author:unknown"
        assert "[x] unknown" in shown(pilot)
        await press(pilot, "space")
        assert query_text(pilot) == "ferry"

    drive(steps, text="ferry", size=(120, 40))


def test_a_list_of_nothing_has_no_last_row_to_go_to() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f", "G", "g", "j", "k", "pagedown", "space")
        assert query_text(pilot) == "zeppelin"

    drive(steps, text="zeppelin", size=(120, 40))


def test_where_nothing_is_found_no_empty_column_stands_and_no_word_is_to_be_left_out_in_vain() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "No one word is to blame" in shown(pilot)
        assert "Check how they are spelt" in shown(pilot)
        assert "Leave out a word" not in shown(pilot)
        assert not pilot.app.screen.query_one(FacetPanel).display
        await press(pilot, "enter")
        assert "f Facets" not in shown(pilot)
        await press(pilot, "f")
        assert not pilot.app.screen.query_one(FacetPanel).display
        await press(pilot, "slash", "ctrl+u", *"ferry", "enter", "f")
        assert pilot.app.screen.query_one(FacetPanel).display

    drive(steps, text="zeppelin airship", size=(120, 40))


def test_what_is_ticked_stays_in_sight_where_it_leaves_nothing() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "[x] unknown" in shown(pilot)

    drive(steps, text="zeppelin date:unknown", size=(100, 30))


@pytest.mark.parametrize(("width", "columns"), [(80, 27), (120, 27), (200, 34), (60, 60)])
def test_facets_are_wider_where_there_is_room(width: int, columns: int) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f")
        assert screen_of(pilot).query_one(FacetPanel).outer_size.width == columns

    drive(steps, text="ferry", size=(width, 24))
