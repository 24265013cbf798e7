"""Timelines: what is counted in which period, and how it is drawn."""

import json
from pathlib import Path

import pytest
from command_line import search
from hypothesis import given
from hypothesis import strategies as st
from newsroom import article, build

from index.errors import NewsError
from search.embedded import open_engine
from search.embedded.engine import EmbeddedEngine
from search.language import parse
from search.news.timeline import EVERY, Every, timeline
from tui.render.style import Display
from tui.render.timeline import timeline_lines
from tui.render.width import display_width

LEFT_OUT = "1 article has no date exact to the year: left out here.\n"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    told = [
        ("2031-03-02", "Gazette", "ferry"),
        ("2031-03-02", "Gazette", "ferry"),
        ("2031-03-03", "Post", "ferry"),
        ("2031-03-04", "Post", "museum"),
        ("2031-06-11T09:30:00", "Post", "ferry"),
        ("2031-05", "Post", "ferry"),
        ("2030", "Gazette", "ferry"),
        (None, "Gazette", "ferry"),
        (None, "Gazette", "museum"),
    ]
    articles = [
        article(f"Log {n}", f"The {word} of page {n}.", date=date, outlet=outlet, name=f"{n}.txt")
        for n, (date, outlet, word) in enumerate(told)
    ]
    return build(tmp_path_factory.mktemp("timeline") / "archive", articles).path


@pytest.fixture(scope="module")
def ferries(archive: Path) -> EmbeddedEngine:
    return open_engine(archive)


def test_periods_follow_each_other_and_silence_is_nought(ferries: EmbeddedEngine) -> None:
    found = timeline(ferries, parse("ferry"), every="month")
    assert found.periods == ("2031-03", "2031-04", "2031-05", "2031-06")
    assert found.series[0].counts == (3, 0, 1, 1)
    assert found.series[0].held == (4, 0, 1, 1)
    assert found.series[0].shares() == (0.75, None, 1.0, 1.0)


def test_a_week_begins_on_monday(ferries: EmbeddedEngine) -> None:
    found = timeline(ferries, parse("ferry date:2031-03"), every="week")
    assert found.periods == ("2031-W09", "2031-W10")
    assert found.series[0].counts == (2, 1)


@pytest.mark.parametrize(("every", "undated"), [("day", 3), ("week", 3), ("month", 2), ("year", 1)])
def test_an_article_without_a_date_as_exact_as_a_period_is_undated(
    ferries: EmbeddedEngine, every: Every, undated: int
) -> None:
    found = timeline(ferries, parse("ferry"), every=every)
    assert (found.undated, found.undated_held) == (undated, undated + 1)
    assert found.series[0].total + undated == found.page.total == 7


def test_values_are_compared_each_beside_what_is_held_of_it(ferries: EmbeddedEngine) -> None:
    found = timeline(ferries, parse("ferry"), every="month", by="outlet")
    series = {one.value: (one.counts, one.held) for one in found.series}
    assert series["Gazette"] == ((2, 0, 0, 0), (2, 0, 0, 0))
    assert series["Post"] == ((1, 0, 1, 1), (2, 0, 1, 1))
    assert list(series) == [None, "Gazette", "Post"]
    assert len(timeline(ferries, parse("ferry"), every="month", by="outlet", most=1).series) == 2


def test_an_alternative_stays_one_when_values_are_compared(ferries: EmbeddedEngine) -> None:
    found = timeline(ferries, parse("ferry OR museum"), every="year", by="outlet")
    assert sum(one.total for one in found.series[1:]) == found.series[0].total


def test_without_a_choice_periods_are_as_short_as_reads_well(ferries: EmbeddedEngine) -> None:
    assert timeline(ferries, parse("ferry date:2031-03")).every == "day"
    assert timeline(ferries, parse("ferry date:2031-03-01..2031-06")).every == "month"


def test_nothing_found_has_no_periods(ferries: EmbeddedEngine) -> None:
    assert timeline(ferries, parse("zeppelin")).periods == ()


def test_a_relaxed_answer_is_on_the_timeline_as_it_is_in_the_list(archive: Path) -> None:
    args = ("timeline", "ferry", "zeppelin", "--every", "year", "--by", "outlet")
    run = search(archive, *args)
    assert run.code == 0 and run.out.startswith("all  6  ")
    assert run.err.endswith("By outlet is compared only what has every word.\n" + LEFT_OUT)
    record = json.loads(search(archive, *args, "--json").out)
    assert (record["total"], record["relaxed"], record["undated"]) == (7, True, 1)
    assert [one["counts"] for one in record["series"]] == [[1, 5]]


def test_the_values_of_a_name_are_not_read_as_sentences(tmp_path: Path) -> None:
    name = "department of trade and industry statistics"
    told = [(name, f"Paper {n % 5}") for n in range(10)] + [("trade statistics of industry", "Paper 1")] * 3
    articles = [
        article(f"No. {n}", f"{words}, part {n}.", date="2031-03-02", outlet=outlet, name=f"{n}.txt")
        for n, (words, outlet) in enumerate(told)
    ]
    found = timeline(open_engine(build(tmp_path / "a", articles).path), parse(name), by="outlet")
    assert {one.total for one in found.series[1:]} == {2}


def test_too_many_periods_are_refused_with_longer_ones(tmp_path: Path) -> None:
    dates = ("1900-01-01", "2031-01-01")
    engine = open_engine(build(tmp_path / "a", [article("Ferry", d, date=d, name=d) for d in dates]).path)
    with pytest.raises(NewsError, match="47,848 periods") as raised:
        timeline(engine, parse("ferry"), every="day")
    assert raised.value.advice == "Take longer ones: --every week"
    assert len(timeline(engine, parse("ferry"), every="month").periods) == 1573


days = st.dates().map(lambda day: day.isoformat())


@given(st.sets(days, min_size=1, max_size=4), st.sampled_from(EVERY))
def test_every_dated_article_is_in_one_period(dates: set[str], every: Every) -> None:
    from fake_engine import FakeEngine
    from fake_engine import article as invented

    engine = FakeEngine(tuple(invented(n, "ferry", "", day=day) for n, day in enumerate(sorted(dates))))
    try:
        found = timeline(engine, parse("ferry"), every=every)
    except NewsError:
        return
    assert found.series[0].total == len(dates)
    assert list(found.periods) == sorted(set(found.periods))
    for width in (20, 40, 200):
        lines = list(timeline_lines(found, Display(width=width), shares=False))
        assert all(display_width(line) <= width for line in lines if "without" not in line)


def test_the_command_draws_a_line_and_bars(archive: Path) -> None:
    run = search(archive, "timeline", "ferry", "--every", "month", COLUMNS="40")
    assert run.code == 0
    assert run.out == (
        "all  5  █·▃▃\n"
        "        2031-03 2031-06\n"
        "\n"
        "2031-03  3  ████████████████████████████\n"
        "2031-04  ·\n"
        "2031-05  1  █████████▍\n"
        "2031-06  1  █████████▍\n"
    )
    assert run.err == "7 articles for ferry\n2 articles have no date exact to the month: left out here.\n"


def test_a_long_silence_is_one_line(tmp_path: Path) -> None:
    archive = build(
        tmp_path / "a", [article("Ferry", d, date=d, name=d) for d in ("1980", "1981", "1999")]
    ).path
    out = search(archive, "timeline", "--every", "year").out
    assert "\n…  17 without a match, 1982 to 1998\n" in out


def test_normalised_numbers_say_of_how_many(archive: Path) -> None:
    out = search(archive, "timeline", "ferry", "--every", "month", "--normalise").out
    assert "\n2031-03   75.0% (3 of 4)  █" in out
    assert out == search(archive, "timeline", "ferry", "--every", "month", "--normalize").out


def test_the_record_has_counts_and_what_is_held(archive: Path) -> None:
    record = json.loads(
        search(archive, "timeline", "ferry", "--every", "year", "--by", "outlet", "--json").out
    )
    assert (record["every"], record["by"], record["periods"]) == ("year", "outlet", ["2030", "2031"])
    assert record["series"][0] == {
        "value": None, "total": 6, "counts": [1, 5], "held": [1, 6], "shares": [1.0, 5 / 6],
    }  # fmt: skip
    assert (record["undated"], record["undated_held"]) == (1, 2)


def test_nothing_found_is_1(archive: Path) -> None:
    run = search(archive, "timeline", "zeppelin")
    assert (run.code, run.out) == (1, "")
