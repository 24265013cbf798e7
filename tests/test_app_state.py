"""The steps from one state of the search screen to the next, without a terminal."""

from dataclasses import replace

from fake_engine import FakeEngine, article

from search.engine import SearchRequest
from search.language import parse
from tui.app.problems import Problem
from tui.app.state import (
    Answer,
    Question,
    SearchState,
    answered,
    failed,
    moved,
    next_page,
    opened,
    question,
    resorted,
    typed,
)

ENGINE = FakeEngine(tuple(article(n, f"Ferry {n}", "x") for n in range(70)))


def answer_to(asked: Question | None) -> Answer:
    assert asked is not None
    query = parse(asked.text)
    return Answer(
        asked, query, ENGINE.search(SearchRequest(query, limit=asked.length, offset=asked.offset)), 0.0
    )


def searched(text: str) -> SearchState:
    state = typed(SearchState(), text)
    return answered(state, answer_to(question(state)))


def test_typing_waits_for_an_answer_to_the_latest_text() -> None:
    state = typed(typed(SearchState(), "f"), "ferry")
    assert question(state) == Question("ferry", generation=2)
    assert state.waiting
    assert not answered(state, answer_to(question(state))).waiting


def test_an_answer_to_an_earlier_text_changes_nothing() -> None:
    first = typed(SearchState(), "ferry")
    second = typed(first, "ferry 1")
    assert answered(second, answer_to(question(first))) is second


def test_an_answer_after_the_text_is_deleted_changes_nothing() -> None:
    first = typed(SearchState(), "ferry")
    empty = typed(first, "")
    assert empty.view == "start"
    assert answered(empty, answer_to(question(first))) is empty


def test_a_failure_of_an_earlier_text_changes_nothing() -> None:
    first = typed(SearchState(), "ferry")
    asked = question(first)
    assert asked is not None
    second = typed(first, "ferry 1")
    assert failed(second, asked, Problem("no")) is second


def test_the_page_of_an_earlier_order_is_not_added() -> None:
    state = searched("ferry")
    waiting, asked = next_page(moved(state, state.hits[-1]))
    other = resorted(waiting)
    assert answered(other, answer_to(asked)) is other


def test_a_page_is_added_once() -> None:
    state = searched("ferry")
    waiting, asked = next_page(moved(state, state.hits[-1]))
    both = answered(waiting, answer_to(asked))
    assert [hit.rank for hit in both.hits] == list(range(1, 71))
    assert answered(both, answer_to(asked)) is both
    assert next_page(moved(both, both.hits[-1]))[1] is None


def test_a_page_is_not_asked_for_twice_nor_before_the_cursor_nears_the_end() -> None:
    state = searched("ferry")
    assert next_page(state)[1] is None
    waiting, _ = next_page(moved(state, state.hits[45]))
    assert next_page(waiting)[1] is None


def test_an_engine_that_runs_out_early_is_not_asked_for_ever() -> None:
    state = searched("ferry")
    waiting, asked = next_page(moved(state, state.hits[-1]))
    answer = answer_to(asked)
    after = answered(waiting, replace(answer, page=answer.page._replace(hits=())))
    assert next_page(after)[1] is None


def test_moving_to_a_hit_that_is_gone_changes_nothing() -> None:
    old, new = searched("ferry"), searched("ferry 1")
    assert moved(new, old.hits[3]) is new


def test_an_open_article_stays_open_when_it_is_not_on_the_first_page_of_another_order() -> None:
    state = opened(searched("ferry"))
    other = resorted(state)
    answer = answer_to(question(other))
    without = replace(answer, page=answer.page._replace(hits=answer.page.hits[1:]))
    assert answered(other, answer).to_read == answer.page.hits[0]
    assert answered(other, without).to_read == state.to_read
    assert answered(other, without).cursor == 0


def test_typing_closes_an_open_article() -> None:
    assert not typed(opened(searched("ferry")), "ferry 1").reading


def test_the_start_is_shown_only_while_nothing_is_typed() -> None:
    assert typed(SearchState(), "ferry").view == "nothing"
    assert searched("ferry").view == "hits"
    assert typed(searched("ferry"), " ").view == "start"


def test_an_archive_that_changed_between_two_pages_is_asked_anew_for_both() -> None:
    state = searched("ferry")
    waiting, asked = next_page(moved(state, state.hits[-1]))
    page = answer_to(asked).page
    for changed in (page._replace(total=71), page._replace(hits=state.hits[:1] + page.hits[1:])):
        after = answered(waiting, replace(answer_to(asked), page=changed))
        assert after.hits == state.hits
        # Longer each time: an engine that never gives the same order twice is not asked for ever.
        assert question(after) == Question("ferry", waiting.generation + 1, length=100)
        assert len(answered(after, answer_to(question(after))).hits) == 70
