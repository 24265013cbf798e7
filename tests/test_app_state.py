"""The steps from one state of the search screen to the next, without a terminal."""

from dataclasses import replace

from fake_engine import FakeEngine, article

from search.engine import SearchRequest
from search.language import parse
from tui.app.pages import LENGTH, Pages
from tui.app.problems import Problem
from tui.app.state import Answer, Question, SearchState
from tui.app.steps import (
    absent,
    answered,
    asked_again,
    counted,
    failed,
    looked,
    mark_turned,
    moved,
    next_page,
    opened,
    question,
    reordered,
    typed,
)
from tui.app.widgets.status_line import status

ENGINE = FakeEngine(tuple(article(n, f"Ferry {n}", "x") for n in range(270)))


def answer_to(asked: Question | None) -> Answer:
    assert asked is not None
    request = SearchRequest(asked.query, limit=LENGTH * asked.pages, offset=asked.page * LENGTH)
    return Answer(asked, ENGINE.search(request), 0.0)


def searched(text: str) -> SearchState:
    state = typed(SearchState(), text)
    return answered(state, answer_to(question(state)))


def paged(state: SearchState) -> SearchState:
    """With the page that is asked for next."""
    waiting, asked = next_page(state)
    return answered(waiting, answer_to(asked))


def test_typing_waits_for_an_answer_to_the_latest_text() -> None:
    state = typed(typed(SearchState(), "f"), "ferry")
    assert question(state) == Question(parse("ferry"), generation=2)
    assert state.waiting
    assert not answered(state, answer_to(question(state))).waiting


def test_a_wrong_query_is_told_at_once_and_asked_of_nobody() -> None:
    state = typed(searched("ferry"), "ferry date:x")
    assert state.problem is not None
    assert state.problem.column == 11
    assert question(state) is None
    assert not state.waiting
    assert state.total == 270


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
    waiting, asked = next_page(moved(searched("ferry"), 269))
    other = reordered(waiting)
    assert answered(other, answer_to(asked)) is other


def test_the_page_one_moves_to_is_fetched_and_those_between_are_not() -> None:
    state = paged(moved(searched("ferry"), 269))
    assert state.hit is not None
    assert state.hit.article.title == "Ferry 269"
    assert sorted(state.pages.held) == [0, 269 // LENGTH]
    assert state.pages.at(100) is None


def test_the_pages_one_looks_at_are_fetched_one_by_one() -> None:
    state = looked(searched("ferry"), 2 * LENGTH - 5, 2 * LENGTH + 5)
    state = paged(paged(state))
    assert sorted(state.pages.held) == [0, 1, 2]
    assert next_page(state)[1] is None


def test_a_page_is_not_asked_for_twice_nor_before_one_nears_it() -> None:
    state = looked(searched("ferry"), 0, LENGTH // 2)
    assert next_page(state)[1] is None
    waiting, _ = next_page(looked(state, LENGTH // 2, LENGTH))
    assert next_page(waiting)[1] is None


def test_an_engine_that_runs_out_early_is_not_asked_for_ever() -> None:
    waiting, asked = next_page(moved(searched("ferry"), 269))
    answer = answer_to(asked)
    after = answered(waiting, replace(answer, page=answer.page._replace(hits=())))
    assert next_page(after)[1] is None


def test_moving_to_a_hit_that_there_is_not_changes_nothing() -> None:
    state = searched("ferry 26")
    assert moved(state, state.total) is state


def test_as_many_hits_are_asked_for_as_the_list_shows_and_are_pages_like_others() -> None:
    state = typed(looked(searched("ferry"), 30, 30 + LENGTH + 3), "ferry 1")
    asked = question(state)
    assert asked is not None
    assert asked.pages == 2
    hits = answer_to(asked).page.hits
    assert len(hits) == 2 * LENGTH
    pages = Pages(100).added(0, hits)
    assert {number: len(page) for number, page in pages.held.items()} == {0: LENGTH, 1: LENGTH}
    assert [pages.at(i) for i in range(2 * LENGTH)] == list(hits)
    assert pages.missing(0, 2 * LENGTH) == 2


def test_only_the_latest_pages_are_kept_and_always_the_first() -> None:
    page = searched("ferry").pages.held[0]
    pages = Pages(10_000)
    for number in range(100):
        pages = pages.added(number, page)
    assert len(pages.held) == 80
    assert 0 in pages.held
    assert 99 in pages.held


def test_an_open_article_stays_open_when_it_is_not_on_the_first_page_of_another_order() -> None:
    state = opened(searched("ferry"))
    other = reordered(state)
    answer = answer_to(question(other))
    without = replace(answer, page=answer.page._replace(hits=answer.page.hits[1:]))
    assert answered(other, answer).to_read == answer.page.hits[0]
    assert answered(other, without).to_read == state.to_read
    assert answered(other, without).cursor == 0


def test_the_cursor_stays_where_it_is_when_the_same_is_asked_again() -> None:
    state = paged(moved(searched("ferry"), 200))
    again = asked_again(state)
    assert answered(again, answer_to(question(again))).cursor == 200


def test_typing_closes_an_open_article() -> None:
    assert not typed(opened(searched("ferry")), "ferry 1").reading


def test_the_start_is_shown_until_the_first_answer() -> None:
    assert typed(SearchState(), "ferry").view == "start"
    assert searched("ferry").view == "hits"
    assert typed(searched("ferry"), " ").view == "start"


def test_an_archive_that_changed_between_two_pages_is_asked_anew() -> None:
    state = searched("ferry")
    waiting, asked = next_page(moved(state, 60))
    page = answer_to(asked).page
    first = state.pages.at(0)
    assert first is not None
    for changed in (page._replace(total=271), page._replace(hits=(first, *page.hits[1:]))):
        after = answered(waiting, replace(answer_to(asked), page=changed))
        assert question(after) == Question(parse("ferry"), waiting.generation + 1)


def test_a_mark_is_made_and_taken_away_and_stays_when_the_query_changes() -> None:
    state = searched("ferry")
    hit = state.hit
    assert hit is not None
    marked = mark_turned(state, hit)
    assert typed(typed(marked, ""), "bell").marked == (hit,)
    assert mark_turned(marked, hit).marked == ()


def test_an_archive_that_grew_since_it_answered_is_noticed_until_it_is_asked_again() -> None:
    state = counted(searched("ferry"), 270, 0)
    assert state.grown is None
    grown = counted(state, 275, 1)
    assert grown.grown == 5
    assert counted(state, 270, 1).grown == 0
    again = asked_again(grown)
    assert answered(again, answer_to(question(again))).grown is None


def page_of_grown(state: SearchState) -> SearchState:
    """With the page that is asked for next, of an archive that has grown meanwhile."""
    waiting, asked = next_page(state)
    answer = answer_to(asked)
    return answered(waiting, replace(answer, page=answer.page._replace(total=300), archive=1))


def test_a_page_that_is_not_looked_at_yet_leaves_the_list_of_an_archive_that_grew() -> None:
    state = moved(looked(counted(searched("ferry"), 270, 0), 0, 7), 1)
    ahead = page_of_grown(state)
    assert (ahead.generation, ahead.pages, ahead.waiting) == (state.generation, state.pages, False)
    assert "since: F5 asks again" in status(ahead).plain
    assert next_page(ahead)[1] is None
    assert next_page(counted(state, 300, 1))[1] is None


def test_a_page_that_is_looked_at_asks_an_archive_that_grew_again_and_says_so() -> None:
    state = looked(counted(searched("ferry"), 270, 0), 8, 15)
    again = page_of_grown(moved(state, 9))
    assert again.generation == state.generation + 1
    assert question(again) is not None
    after = answered(again, answer_to(question(again)))
    assert "the archive changed: asked again" in status(after).plain


def test_what_was_found_goes_with_the_archive() -> None:
    gone = absent(typed(searched("ferry"), "oil"), Problem("no archive here"), can_be_made=True)
    assert gone.view == "missing"
    assert gone.answer is None
    assert not gone.total
    assert status(gone).plain == ""
    assert question(asked_again(counted(gone, 1, 1))) is not None
