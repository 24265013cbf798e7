"""What the app says when something goes wrong, and that it is well again afterwards."""

from pathlib import Path

import pytest
from app_pilot import drive, press, query_text, screen_of, shown
from damaged import three_segments
from fake_engine import FakeEngine
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.pilot import Pilot

from index.archive import Archive
from index.article import Article
from index.errors import NewsError
from search.embedded.engine import EmbeddedEngine
from search.engine import MarkedArticle
from search.language import Query
from tui.app.cards import wrapped
from tui.app.problems import Problem, problem_of


class Unmarking(FakeEngine):
    """Cannot find the matches in an article, at first."""

    well = False

    def mark(self, article: Article, query: Query, *, exact: bool = False) -> MarkedArticle:
        if not self.well:
            raise NewsError("the text is gone")
        return super().mark(article, query, exact=exact)


class Uncounting(FakeEngine):
    """Cannot say how many articles there are, at first."""

    well = False

    def size(self) -> int:
        if not self.well:
            raise NewsError("the count is gone")
        return super().size()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            NewsError("the archive moved away", advice="Build it again."),
            "the archive moved away · Build it again.",
        ),
        (ZeroDivisionError("by [red]zero[/]"), "something went wrong: by [red]zero[/]"),
    ],
)
def test_an_engine_that_fails_is_a_notice_and_the_next_search_works(error: Exception, words: str) -> None:
    engine = FakeEngine()

    def fail(text: str) -> None:
        if text == "ferry":
            raise error

    engine.before_search = fail

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *"ferry")
        assert words in shown(pilot)
        await press(pilot, "backspace")
        assert "5 articles" in shown(pilot)
        assert words not in shown(pilot)

    drive(steps, engine=engine)


def test_an_error_of_the_machine_is_told_in_its_words_without_its_number() -> None:
    problem = problem_of(OSError(5, "Input/output error", "segments/7"))
    assert problem.message == "something went wrong: input/output error (segments/7)"
    assert problem_of(MemoryError()).message == "something went wrong: there is not enough memory"
    assert problem_of(ValueError()).message == "something went wrong: no reason was given"


def test_an_error_of_this_project_is_told_with_its_advice() -> None:
    assert problem_of(NewsError("no", advice="Try.")) == Problem("no", "Try.")


def test_a_query_error_names_its_column_and_keeps_the_articles() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *" date:x")
        assert "column 12:" in shown(pilot)
        assert "Council votes on a ferry bridge" in shown(pilot)
        assert "below: what ferry found" in shown(pilot)
        await press(pilot, *["backspace"] * 7)
        assert "below: what" not in shown(pilot)

    drive(steps, text="ferry")


def test_enter_stays_in_a_query_that_cannot_be_understood() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *" foo:x", "enter", "y")
        assert query_text(pilot) == "ferry foo:xy"
        assert "there is no field foo:" in shown(pilot)

    drive(steps, text="ferry")


def test_a_broken_query_takes_no_tick() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *" (", "escape", "f", "space")
        assert query_text(pilot) == "ferry ("
        assert "not ticked: column 8:" in shown(pilot)
        await press(pilot, "escape", "slash", *["backspace"] * 2, "enter", "f", "space")
        assert query_text(pilot) == 'ferry outlet:="Port Gazette"'
        assert "not ticked" not in shown(pilot)

    drive(steps, text="ferry")


def test_a_tick_that_would_break_the_query_is_refused() -> None:
    text = "ferry " * 128

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "f", "space")
        assert query_text(pilot) == text
        assert "not ticked: " in shown(pilot)

    drive(steps, text=text)


def test_an_article_whose_matches_cannot_be_found_can_still_be_read() -> None:
    engine = Unmarking()

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter")
        assert "the text is gone" in shown(pilot)
        assert "Stop 1 on the line" in shown(pilot)
        assert "its matches could not be marked" in shown(pilot)
        engine.well = True
        await press(pilot, "escape", "enter")
        assert "4 matches in this article" in shown(pilot)
        assert "the text is gone" not in shown(pilot)

    drive(steps, engine=engine, text="ferry")


def test_opening_an_article_again_tries_again_to_find_its_matches() -> None:
    engine = Unmarking()

    async def steps(pilot: Pilot[int]) -> None:
        assert "its matches could not be marked" in shown(pilot)
        engine.well = True
        await press(pilot, "enter", "enter")
        assert "4 matches in this article" in shown(pilot)
        assert "the text is gone" not in shown(pilot)

    drive(steps, engine=engine, text="ferry", size=(120, 40))


def test_an_archive_that_could_not_be_counted_is_counted_when_asked_again() -> None:
    engine = Uncounting()

    async def steps(pilot: Pilot[int]) -> None:
        assert "the count is gone" in shown(pilot)
        engine.well = True
        await press(pilot, "x", "backspace")
        assert "10 articles to search" in shown(pilot)
        assert "the count is gone" not in shown(pilot)

    drive(steps, engine=engine)


def test_notices_stand_before_the_query_as_understood() -> None:
    engine = FakeEngine()
    engine.notices = ("2 articles could [b]not[/b] be read.",)

    async def steps(pilot: Pilot[int]) -> None:
        assert "2 articles could [b]not[/b] be read. · ferry" in shown(pilot)

    drive(steps, engine=engine, text="ferry")


def test_a_long_notice_is_shown_to_its_end() -> None:
    engine = FakeEngine()
    engine.notices = ("None has all 3 words; shown are the 20 articles with 2 of them.",)

    async def steps(pilot: Pilot[int]) -> None:
        assert "with 2 of them." in " ".join(shown(pilot).split())
        assert screen_of(pilot).query_one("StatusLine").size.height == 3
        engine.notices = ()
        await press(pilot, "slash", "backspace")
        assert screen_of(pilot).query_one("StatusLine").size.height == 1

    drive(steps, engine=engine, text="ferry", size=(40, 24))


@given(st.text("ab 船", max_size=200), st.integers(2, 30), st.integers(1, 4))
def test_wrapped_text_keeps_to_its_lines_and_says_where_it_is_cut(text: str, width: int, most: int) -> None:
    lines = wrapped(Content(text), width, most)
    assert len(lines) <= most
    if most > 1:
        assert all(line.cell_length <= width for line in lines)
        cut = "".join(str(line) for line in lines).split() != "".join(text).split()
        assert str(lines[-1]).endswith("…") or "".join(map(str, lines)).replace(" ", "") == text.replace(
            " ", ""
        )
        assert cut or not str(lines[-1]).endswith("…")


def test_damage_stays_in_sight_at_the_start_in_an_answer_and_beside_a_problem() -> None:
    engine = FakeEngine()
    engine.damage = "1 of 4 segments is damaged"

    async def steps(pilot: Pilot[int]) -> None:
        assert "1 of 4 segments is damaged" in shown(pilot)
        await press(pilot, *"ferry")
        assert "1 of 4 segments is damaged · ferry" in shown(pilot)
        await press(pilot, *" date:x")
        assert "column 12:" in shown(pilot)
        assert "1 of 4 segments is damaged" in shown(pilot)
        await press(pilot, "ctrl+u")
        assert "1 of 4 segments is damaged" in shown(pilot)
        engine.damage = None
        await press(pilot, *"ferry")
        assert "damaged" not in shown(pilot)

    drive(steps, engine=engine)


def test_an_archive_damaged_under_the_app_is_a_notice_or_a_problem_and_no_crash(folder: Path) -> None:
    three_segments(folder)
    engine = EmbeddedEngine(Archive.open(folder))

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, *"title:zeppelin")
        assert "damaged" not in shown(pilot)
        for path in folder.glob("segments/*/articles"):
            # In place, as a failing disk would, where the app has it mapped and has not read it yet.
            with path.open("r+b") as file:
                file.seek(60)
                file.write(b"\0" * 40)
        await press(pilot, "ctrl+u", *"harbour OR museums OR mur")
        assert "all its segments are damaged" in " ".join(shown(pilot).split())
        await press(pilot, "ctrl+u")

    drive(steps, engine=engine, size=(120, 40))
