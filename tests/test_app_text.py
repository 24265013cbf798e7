"""How the app shows text that others wrote: literally, harmlessly, with its matches on the right words."""

import pytest
from app_pilot import drive, press, query_text, shown
from fake_engine import FakeEngine, article
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.pilot import Pilot

from index.clean import clean
from search.engine import Facet, FacetCount, Hit, Snippet, Span
from search.language import parse
from tui.app.bins import Bin
from tui.app.cards import around_match, timeline_line
from tui.app.facet_rows import facet_rows, filtered_rows
from tui.app.reading import set_out
from tui.app.styled import MATCH, detail, hanging, highlighted, safe


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_hostile_article_is_shown_literally_and_does_nothing(size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        assert "[/bold] [@click=app.quit]x[/] red" in shown(pilot)
        await press(pilot, "enter", "n")
        assert "The hostile page says [/bold]" in shown(pilot)
        assert shown(pilot).count("[@click=app.quit]x[/] red") >= 2
        await press(pilot, "escape", "f", "space")
        assert "[red]Evil[/]" in shown(pilot)
        assert "[red]Evil[/]" in query_text(pilot)
        assert not set("\x1b\x07\u202e") & set(shown(pilot) + query_text(pilot))
        assert pilot.app.is_running

    drive(steps, text="hostile", size=size)


def test_a_hostile_query_is_cleaned() -> None:
    async def steps(pilot: Pilot[int]) -> None:
        assert query_text(pilot) == "[b]fer ry[/]"
        assert "No article matches [b]fer ry[/]" in shown(pilot)

    drive(steps, text="[b]fer\n\x1b]52;c;aGk=\x07ry[/]")


def test_a_match_is_bold_and_underlined_so_that_it_shows_without_colours() -> None:
    content = highlighted(Snippet("one ferry", (Span(4, 9),)))
    assert [(span.start, span.end) for span in content.spans] == [(4, 9)]
    assert {"bold", "underline"} <= set(MATCH.split())


def test_spans_stay_on_their_words_when_cleaning_shortens_the_text() -> None:
    shown_text = safe(Snippet("a\x1b[31m red \x00ferry\x1b[0m!", (Span(12, 17),)))
    assert shown_text == Snippet("a red ferry!", (Span(6, 11),))


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_what_is_shown_is_clean_and_its_spans_lie_inside(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = tuple(Span(start, end) for start, end in sorted(pairs))
    result = safe(Snippet(text, spans), one_line=True)
    assert clean(result.text) == result.text
    assert "\n" not in result.text
    assert str(highlighted(Snippet(text, spans))) == result.text
    end = 0
    for span in result.spans:
        assert end <= span.start < span.end <= len(result.text)
        end = span.end


def test_a_long_snippet_is_cut_around_its_first_match() -> None:
    text = "before " * 30 + "the ferry came " + "after " * 30
    start = text.index("ferry")
    lines = around_match(highlighted(Snippet(text, (Span(start, start + 5),))), 40)
    assert len(lines) == 2
    assert "ferry" in str(lines[0])
    assert str(lines[1]).endswith("…")
    assert all(line.cell_length <= 40 for line in lines)


def test_a_long_article_is_read_in_blocks_that_lose_nothing() -> None:
    body = "\n\n".join(f"ferry {n} came in. " + "Water. " * 20 for n in range(100))
    long = article(50, "Long", body)
    spans = tuple(Span(i, i + 5) for i in range(len(body)) if body.startswith("ferry", i))
    marked = FakeEngine().mark(long, parse("ferry"))
    assert marked.body.spans == spans
    reading = set_out(marked)
    assert "\n\n".join(str(block) for block in reading.blocks[2:]) == body
    assert len(reading.matches) == 100
    for match in reading.matches:
        assert str(reading.blocks[match.block])[match.start : match.end] == "ferry"


def test_a_text_of_megabytes_is_shown_in_part_and_says_so() -> None:
    body = "\n\n".join("ferry " + "water goes by. " * 30 for _ in range(11_000))
    reading = set_out(FakeEngine().mark(article(51, "Huge " * 2000, body), parse("ferry")))
    assert sum(len(block) for block in reading.blocks) < 220_000
    assert "more characters are not shown" in str(reading.blocks[-1])
    assert all(match.block < len(reading.blocks) for match in reading.matches)


def test_ten_thousand_authors_are_filtered_by_letters() -> None:
    counts = tuple(FacetCount(f"Author {n:05}", 1, n == 7) for n in range(10_000))
    facet = Facet("author", counts, 0)
    assert len(facet_rows((facet,), frozenset())) == 9  # a heading, six, the ticked one, the rest
    found = filtered_rows(facet, "999")
    assert len(found) == 1 + sum("999" in count.value for count in counts)


def test_details_hang_beside_their_names() -> None:
    known = Content("\n").join(
        [detail("Date", "2030-01-05  ‹ JSON-LD datePublished"), detail("File", "a" * 25)]
    )
    assert hanging(known, 29).plain.split("\n") == [
        "Date     2030-01-05 ‹ JSON-LD",
        "         datePublished",
        "File     aaaaaaaaaaaaaaaaaaaa",
        "         aaaaa",
    ]
    assert hanging(known, 60).plain == known.plain


def test_a_timeline_names_what_has_no_headline_by_how_its_text_begins() -> None:
    untitled = article(1, None, "Fog held the ferry.\n\nIt \x1b[31msailed at noon.")
    best = Hit(1, 1.0, untitled, Snippet(""), ())
    line = timeline_line(Bin("2030", "2030", 2), 4, best).plain
    assert line.endswith("2  (no headline) Fog held the ferry. It sailed at noon.")
