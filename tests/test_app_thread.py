"""What the search thread asks of the engine, what it makes of trouble there, and what the window then shows."""

from pathlib import Path

import pytest
from app_pilot import drive, press, screen_of, shown, until
from fake_engine import ARTICLES, FakeEngine
from msgspec.structs import replace
from newsroom import STORM, TEN, build
from textual.pilot import Pilot

from search.embedded.engine import EmbeddedEngine
from search.embedded.matching.limits import DeadlinePassed
from search.engine import SearchPage, SearchRequest, Suggestion, Without
from search.language import parse
from tui.app.state import Answer, Question, SearchState
from tui.app.steps import advised, answered, typed


class Slow(FakeEngine):
    """Has no time for `ferry`: nothing at all, or for some of the articles."""

    def __init__(self, *, finds: int) -> None:
        super().__init__()
        self._finds = finds

    def search(self, request: SearchRequest, *, stop: object = None) -> SearchPage:
        page = super().search(request)
        if request.query.text != "ferry":
            return page
        if not self._finds:
            raise DeadlinePassed
        notice = "The time ran out after 5 s, before all articles were looked through"
        return page._replace(
            total=self._finds, hits=page.hits[: self._finds], notices=(notice,), partial=True
        )


def test_what_was_found_before_the_time_ran_out_is_shown_and_said_to_be_a_part() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "2 articles" in shown(pilot)
        assert "The time ran out after 5 s" in shown(pilot)
        assert "Harbour ferry returns" in shown(pilot)

    engine = Slow(finds=2)
    drive(steps, engine=engine, text="ferry", size=(120, 40))
    asked = [request for request in engine.requests if request.limit]
    assert len(asked) == 1, "a part is not asked for again in other words"


def test_a_search_that_finds_nothing_in_its_time_is_a_notice_and_the_articles_stay() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "ctrl+u", *"ferry")
        assert "the query takes longer than it may" in shown(pilot)
        assert "Ask for rarer words" in shown(pilot)
        assert "Council votes on a ferry bridge" in shown(pilot)
        await press(pilot, *" fares")
        assert "takes longer" not in shown(pilot)

    drive(steps, engine=Slow(finds=0), text="ferr", size=(120, 40))


def test_other_spellings_are_looked_for_only_when_the_typing_pauses() -> None:
    engine = FakeEngine()

    async def steps(pilot: Pilot[int]) -> None:
        assert screen_of(pilot).state.offered == "ferry"

    drive(steps, engine=engine, text="fery")
    first, *_, last = engine.requests
    assert (first.suggest, first.limit > 0) == (False, True)
    assert (last.suggest, last.limit, last.snippets, last.facets) == (True, 0, 0, ())


def test_words_are_left_out_only_where_nothing_else_finds_anything() -> None:
    engine = FakeEngine()

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *"zeppelin x", "enter")

    drive(steps, engine=engine)
    asked = [
        (request.query.text, request.query.begun, request.relax)
        for request in engine.requests
        if request.limit
    ]
    assert asked[-5:] == [
        ("zeppelin x", "x", False),
        ("zeppelin x", "", True),
        ("zeppelin x", "", False),
        ("zeppelin x", "x", False),
        ("zeppelin x", "", True),
    ]


def found_nothing() -> tuple[SearchState, Question]:
    asked = Question(parse("fery x"), 1)
    page = SearchPage(0, (), (), "fery AND x")
    return answered(typed(SearchState(), "fery x"), Answer(asked, page, 0.0)), asked


def test_advice_is_waited_for_where_little_is_found_and_then_shown() -> None:
    state, asked = found_nothing()
    assert state.unadvised
    offer, rest = Suggestion("fery", "ferry", 5, "ferry x"), Without("x", 2, "fery")
    after = advised(state, asked, (offer,), (rest,))
    assert not after.unadvised
    assert after.offered == "ferry x"
    assert after.answer is not None
    assert after.answer.page.without == (rest,)


def test_advice_on_another_question_changes_nothing() -> None:
    state, asked = found_nothing()
    assert advised(state, Question(asked.query, asked.generation), (), ()) is state
    assert advised(SearchState(), asked, (), ()) == SearchState()


def test_that_the_archive_changed_is_noticed_though_it_holds_as_many_articles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.app.screens.search._LOOK_AGAIN", 0.02)
    engine = FakeEngine()

    async def steps(pilot: Pilot[int]) -> None:
        engine.generation = 2
        await until(pilot, lambda: "the archive changed since: F5 asks again" in shown(pilot))
        await press(pilot, "f5")
        assert "F5 asks again" not in shown(pilot)
        engine.articles, engine.generation = ARTICLES[:8], 3
        await until(pilot, lambda: "2 articles went since: F5 asks again" in shown(pilot))

    drive(steps, engine=engine, text="ferry")


def test_every_commit_is_another_generation(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive", TEN)
    engine = EmbeddedEngine(archive)
    before = engine.generation
    assert engine.generation == before
    build(tmp_path / "archive", [replace(STORM, title="Storm again")])
    assert engine.generation != before
