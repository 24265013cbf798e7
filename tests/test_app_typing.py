"""While a query is typed: its last word is a beginning, and what is unfinished is no mistake."""

import re
from dataclasses import replace

import pytest
from app_pilot import drive, press, query_text, screen_of, settle, shown
from fake_engine import ARTICLES, FakeEngine, article
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from search.engine import Completion, SearchPage, SearchRequest
from search.language import parse
from tui.app.bursts import Pressed
from tui.app.completing import half_typed, values_of
from tui.app.search_thread import _in_turn
from tui.app.state import Answer, Question, SearchState
from tui.app.steps import left, question, typed
from tui.app.unfinished import finished_part, without_unfinished
from tui.app.widgets.hit_list import HitList
from tui.app.widgets.query_bar import QueryBar
from tui.app.widgets.status_line import status
from tui.app.widgets.suggestions import Choices


class Whole(FakeEngine):
    """Knows which words are whole, where the other matches any letters."""

    def search(self, request: SearchRequest, *, stop: object = None) -> SearchPage:
        page = super().search(request)
        is_whole = request.query.text.split()[-1] in ("ferry", "fer")
        if request.query.begun or is_whole:
            return page._replace(understood=request.query.text + "…" * bool(request.query.begun))
        return page._replace(total=0, hits=(), facets=())


def test_a_word_that_is_typed_is_a_beginning_until_the_query_is_left() -> None:
    engine = Whole()

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *"fer")
        assert "5 articles · 0 ms · fer… · … is any ending, Enter ends the word" in shown(pilot)
        assert engine.requests[-1].query.begun == "fer"
        await press(pilot, "enter")
        assert "any ending" not in shown(pilot)
        assert engine.requests[-1].query == parse("fer")

    drive(steps, engine=engine)


def test_what_leads_only_on_stays_when_the_query_is_left_and_says_so() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *"ferr", "enter")
        assert "no word ferr, but words that begin so" in shown(pilot)
        assert screen_of(pilot).state.total == 5
        assert isinstance(screen_of(pilot).focused, HitList)

    drive(steps, engine=Whole(), size=(120, 40))


def test_a_tick_narrows_what_leads_only_on_as_it_was_read() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *"ferr", "enter", "f", "space")
        assert query_text(pilot) == 'ferr* outlet:="The Tern"'

    drive(steps, engine=Whole())


def test_a_space_or_a_query_that_no_key_typed_asks_for_whole_words() -> None:
    engine = FakeEngine()

    async def steps(pilot: Pilot[int]) -> None:
        assert engine.requests[-1].query == parse("ferry")
        await press(pilot, "space")
        await press(pilot, "b")
        assert [request.query.begun for request in engine.requests[-2:]] == ["", "b"]

    drive(steps, engine=engine, text="ferry")


def test_a_query_that_is_the_same_when_it_is_left_is_not_asked_again() -> None:
    state = typed(SearchState(), 'ferry "night boat"', typing=True)
    assert left(state).generation == state.generation
    assert not left(state).typing
    assert left(typed(SearchState(), "ferry", typing=True)).generation == 2


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("ferry agency:", "ferry"),
        ("ferry agency:=", "ferry"),
        ('ferry outlet:"The T', "ferry"),
        ("agency:", ""),
        ("date:20", ""),
        ("ferry date:2019-0", "ferry"),
        ("ferry date:2019..", "ferry"),
        ("ferry since:1987-0", "ferry"),
        ("ferry kind:st", "ferry"),
        ("ferry title:(oil pri", "ferry title:(oil)"),
        ("ferry OR ", "ferry"),
        ("ferry NEAR/", "ferry"),
        ("ferry -", "ferry"),
        ('"night -fer', '"night"'),
        ('ferry "', "ferry"),
        ("police AND (", "police"),
        ("police AND (officer O", "police AND (officer)"),
        ("police AND ((officer OR guard) str", "police AND ((officer OR guard))"),
        ("author:(smith OR jo", "author:(smith)"),
        ("ferry NOT (", "ferry"),
        ("ferry words:200..4", "ferry"),
        ("ferry atleast3:(", "ferry"),
        ("ferry date:yest", "ferry"),
        ('ferry date:"22 Aug', "ferry"),
        ("ferry lang:fren", "ferry"),
        ("ferry^", "ferry"),
    ],
)
def test_what_is_unfinished_is_left_out_and_no_mistake_until_the_query_is_left(text: str, asked: str) -> None:
    state = typed(SearchState(), text, typing=True)
    assert state.problem is None
    assert question(state) == (Question(parse(asked), 1) if asked else None)


@pytest.mark.parametrize(
    "text",
    [
        'police AND (officer OR station) -"night shift" NEAR/5 strike',
        'title:("oil price" OR gas) date:2019-08-22..2019-09 (a b) || (c d)',
        'atleast3:(oil OR gas) lead:("a b" OR c) title:(oil OR (gas price))',
        'ferry NOT (weather OR "bad sea") AND NOT NOT (a) =renewal *ology wom?n',
        '"night ferry"~3 words:200..400 oil^2 lang:french id:0a1b2c3d story:0a1b2c3d kind:partial',
        'date:"last week" since:yesterday date:august-2019 before:"22 August 2019" after:märz-2020',
    ],
)
def test_no_beginning_of_a_query_is_a_mistake_while_it_is_typed(text: str) -> None:
    for end in range(len(text)):
        assert typed(SearchState(), text[:end], typing=True).problem is None, text[:end]


@pytest.mark.parametrize(
    "text",
    ["(a b) NEAR/5 c", "a)) b", "oulet:x (a", "date:x", "lang:xq", "date:2019-13 (a OR", "words:9..1 a"],
)
def test_what_no_more_letters_put_right_is_a_mistake_at_once(text: str) -> None:
    assert finished_part(text) is None
    assert typed(SearchState(), text, typing=True).problem is not None


@pytest.mark.parametrize(
    "text",
    [
        "ferry",
        "date:2019-13",
        "date:x",
        "(ferry",
        "kind:full",
        "title:(oil) pri",
        "agency:Reu",
        "co-op",
        '"a b"',
        'a "b',
    ],
)
def test_what_is_finished_is_not_left_out(text: str) -> None:
    assert without_unfinished(text) is None


def test_the_count_says_how_many_are_listed_without_copies() -> None:
    page = SearchPage(total=2, hits=(), facets=(), understood="ferry", folded=1)
    asked = Question(parse("ferry"), 0)
    state = replace(SearchState(), text="ferry", query=asked.query, answer=Answer(asked, page, 0.0))
    assert status(state).plain.startswith("2 articles, 1 without copies · ")
    single = replace(state, answer=Answer(asked, page._replace(folded=0), 0.0))
    assert status(single).plain.startswith("2 articles · ")


def test_an_unfinished_field_is_told_once_the_query_is_left() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *" outlet:")
        assert "needs a value" not in shown(pilot)
        assert "5 articles" in shown(pilot)
        assert "Tab takes it" in shown(pilot)
        await press(pilot, "enter")
        assert "outlet: needs a value right after the colon" in shown(pilot)

    drive(steps, text="ferry")


def test_the_count_stays_in_sight_beside_the_completions() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *" outlet:p")
        lines = shown(pilot).splitlines()
        assert "articles" in lines[1]
        assert "╭" in lines[2]
        assert "│ Port Gazette  4 │" in lines[3]

    drive(steps, text="ferry")


def test_times_are_offered_behind_the_name_that_was_typed() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *" since:2")
        assert "Tab takes it" in shown(pilot)
        await press(pilot, "tab")
        assert re.fullmatch("ferry since:20[0-9]{2} ", query_text(pilot))

    drive(steps, text="ferry")


def test_kinds_are_offered() -> None:
    half = half_typed("ferry kind:f", len("ferry kind:f"))
    assert half and [one.text for one in values_of(half, [Completion("full", 3)])] == ["kind:full"]


def test_escape_closes_the_completions_before_it_leaves_the_query() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *" outlet:p", "escape")
        assert "Tab takes it" not in shown(pilot)
        assert isinstance(screen_of(pilot).focused, QueryBar)
        await press(pilot, "escape")
        assert isinstance(screen_of(pilot).focused, HitList)

    drive(steps, text="ferry")


def test_a_spelling_is_offered_with_the_key_that_takes_it() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert "did you mean ferry? Alt+M takes it" in shown(pilot)
        await press(pilot, "alt+m")
        assert query_text(pilot) == "ferry"

    drive(steps, text="fery")


def test_a_query_that_is_chosen_leads_to_what_it_finds() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "ctrl+u", "slash", "ctrl+u", "down")
        assert isinstance(screen_of(pilot).focused, Choices)
        await press(pilot, "enter")
        assert query_text(pilot) == "ferry"
        assert isinstance(screen_of(pilot).focused, HitList)

    drive(steps, text="ferry")


def test_queries_are_tried_in_turn() -> None:
    whole = parse("night fer")
    begun = question(typed(SearchState(), "night fer", typing=True))
    assert begun is not None
    assert list(_in_turn(begun)) == [(begun.query, False), (whole, True)]
    assert list(_in_turn(Question(whole, 1))) == [(whole, False), (begun.query, False), (whole, True)]
    assert list(_in_turn(Question(whole, 1, page=2))) == [(whole, True)]
    assert list(_in_turn(Question(parse("-fer"), 1))) == [(parse("-fer"), True)]


def test_what_is_typed_is_only_half_so_no_other_spelling_is_looked_for() -> None:
    engine = FakeEngine((*ARTICLES, article(90, "Harbourmaster", "He is the harbourmaster.")))

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *"harbourm")
        assert not any(request.suggest for request in engine.requests)
        await press(pilot, "enter")
        assert any(request.suggest for request in engine.requests)

    drive(steps, engine=engine)


def test_a_field_that_is_begun_alone_asks_for_more() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *"outlet:")
        assert "there is more to come: type on" in shown(pilot)
        assert "The Tern  5" in shown(pilot)

    drive(steps)


async def _press_with_alt(pilot: Pilot[int], *letters: str) -> None:
    """As the driver hands over ESC and a letter, which Textual takes for a letter with a name."""
    pressed = Pressed()
    for letter in letters:
        pressed.add(Key(f"alt+{letter}", letter))
    pilot.app.post_message(pressed)
    await pilot.pause()
    await settle(pilot)


def test_alt_and_a_letter_take_what_is_offered_and_type_nothing() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await _press_with_alt(pilot, "z", "m")
        assert query_text(pilot) == "ferry"
        await press(pilot, "enter", "f", "i")
        await _press_with_alt(pilot, "z")
        assert isinstance(pilot.app.focused, Input)
        assert pilot.app.focused.value == ""
        await press(pilot, "escape", "escape", "S", *"boats")
        await _press_with_alt(pilot, "z")
        assert pilot.app.screen.query_one(Input).value == "boats"

    drive(steps, text="fery", size=(120, 40))
