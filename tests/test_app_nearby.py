"""What is near an article: similar ones, its copies, and what else reports the same event."""

import pytest
from app_pilot import drive, press, screen_of, shown
from fake_engine import ARTICLES, FakeEngine
from newsroom import published
from textual.pilot import Pilot

from search.engine import Copy, Story
from tui.app.widgets.reader import Reader


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
        await press(pilot, "d")
        assert "Rain [b]closes[/]" in shown(pilot)
        await press(pilot, "enter")
        assert "Rain fell for a week." in shown(pilot)
        await press(pilot, "escape", "d", "j", "enter")
        assert "no longer in the archive" in shown(pilot)
        await press(pilot, "s")
        assert "Similar articles" in shown(pilot)
        await press(pilot, "enter")
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
        await press(pilot, "a")
        assert "Also on this story" in shown(pilot)
        await press(pilot, "enter")
        assert "Rain fell for a week." in shown(pilot)
        assert "listed below the text" not in shown(pilot)
        await press(pilot, "a")
        assert "no other article here is known to report the same event" in shown(pilot)

    drive(steps, engine=engine, text="ferry", size=(100, 40))


@pytest.mark.parametrize("size", [(80, 24), (50, 15), (40, 12)])
def test_a_long_list_leaves_room_for_the_word_below_it(size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "s")
        assert "Similar articles" in shown(pilot)
        assert "Enter chooses, Esc closes" in shown(pilot)

    drive(steps, text="ferry", size=size)


def test_no_list_of_nothing_is_opened() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        for key, says in (
            ("a", "open an article first"),
            ("d", "none of the other matches is a copy"),
            ("s", "nothing else here is on the subject"),
            ("L", "no search is saved yet"),
        ):
            await press(pilot, "enter" if key == "a" else "k", key)
            assert says in shown(pilot)
            assert pilot.app.screen is screen_of(pilot)
        await press(pilot, "slash", "ctrl+u", "escape", "a")
        assert "there is no article here" in shown(pilot)

    drive(steps, engine=FakeEngine(ARTICLES[:1]), text="ferry")


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


def test_what_reports_the_event_of_a_copy_reports_that_of_the_article() -> None:
    engine = FakeEngine()
    copy, other = (Copy(ARTICLES[n].id, f"Rain {n}", "Port Gazette", None, None) for n in (8, 9))
    engine.copies[ARTICLES[0].id] = ((copy,), 1)
    engine.stories[copy.id] = Story(copy.id, (other,), 1)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter", "a")
        assert "Also on this story" in shown(pilot)
        assert "Rain 9" in shown(pilot)
        await press(pilot, "enter")
        assert screen_of(pilot).query_one(Reader).showing == other.id

    drive(steps, engine=engine, text="ferry", size=(100, 40))


def test_two_stories_of_copies_are_one_list_in_the_order_of_publication() -> None:
    engine = FakeEngine()
    late, copy, early = (
        Copy(ARTICLES[n].id, f"Rain {n}", None, None, published(day))
        for n, day in ((7, "2031-03-02"), (8, "2031-03-01"), (9, "2031-02-28"))
    )
    engine.copies[ARTICLES[0].id] = ((copy,), 1)
    engine.stories[ARTICLES[0].id] = Story(ARTICLES[0].id, (late,), 1)
    engine.stories[copy.id] = Story(copy.id, (early,), 1)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "enter")
        assert screen_of(pilot).story == Story(ARTICLES[0].id, (early, late), 2)

    drive(steps, engine=engine, text="ferry", size=(100, 40))
