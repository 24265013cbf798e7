"""Reading the paragraphs of a page, and what holds for every page."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_pages import BODY, FIRST, HEADLINE, QUOTE, SECOND, day, read, read_one

from index.clean import clean


def test_every_long_line_is_a_paragraph() -> None:
    (article,) = read(f"{HEADLINE}\n\n{FIRST}\n{SECOND}\n{QUOTE}\n")
    assert article.body == f"{BODY}\n\n{QUOTE}"


@pytest.mark.parametrize("width", [60, 72, 80])
def test_hard_wrapped_lines_are_joined(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in (FIRST, SECOND, QUOTE))
    (article,) = read(f"{HEADLINE}\nBy Marta Quill\n9 March 2021\n\n{wrapped}\n")
    assert (article.title, article.authors, day(article)) == (HEADLINE, ("Marta Quill",), "2021-03-09")
    assert article.body == f"{BODY}\n\n{QUOTE}"


def test_an_indented_line_opens_a_paragraph_of_a_wrapped_text() -> None:
    one, two = "wall " * 13 + "fell", "hall " * 13 + "rose"
    (article,) = read(f"{HEADLINE}\n\n    {one}\n{one}\n{one}\n    {two}\n{two}\n{two}\n")
    assert article.body == f"{one} {one} {one}\n\n{two} {two} {two}"


def test_a_byline_under_a_full_line_of_wrapped_text_stands_alone() -> None:
    headline = "Harbour wall gives way in the night as the storm of the year comes in"
    wrapped = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in (FIRST, SECOND, QUOTE))
    (article,) = read(f"{headline}\nBy Marta Quill\n\n{wrapped}\n")
    assert (article.title, article.authors) == (headline, ("Marta Quill",))


def test_a_list_in_a_wrapped_text_stays_a_list() -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in (FIRST, SECOND, QUOTE))
    (article,) = read(f"{HEADLINE}\n\n{wrapped}\n\nAnna Berg\nOlav Dahl\nPer Moen\n")
    assert article.body.endswith("Anna Berg\n\nOlav Dahl\n\nPer Moen")


def test_a_word_broken_at_its_hyphen_is_made_whole() -> None:
    text = "x" * 60 + " an intelligence-\nsharing pact that " + "y" * 50 + "\n" + "z" * 70 + " end.\n"
    (article,) = read(f"{HEADLINE}\n\n{text}")
    assert "intelligence-sharing pact" in article.body


def test_alternative_text_glued_to_the_first_sentence_is_cut() -> None:
    article = read_one(
        HEADLINE,
        "Harbour Wall OsloThe Harbour Wall in Oslo gave way after midnight, the council said.",
        SECOND,
    )
    assert article.body.startswith("The Harbour Wall in Oslo gave way")


def test_a_single_word_is_glue_only_if_the_sentence_begins_with_it() -> None:
    article = read_one(
        HEADLINE, "OsloOslo gave up its harbour wall on Monday, the council said at noon.", SECOND
    )
    assert article.body.startswith("Oslo gave up")


@pytest.mark.parametrize(
    "text",
    [
        "Ronald McHarbour said on Monday, as Ronald often does, that the wall had been his own idea.",
        "DeepHarbour, the firm that dug the Deep Channel, said on Monday that the wall had not been theirs.",
        "Otto YouTube Brandt, as Otto is called, said that You and he were one, and YouTube the other.",
    ],
)
def test_a_name_with_a_capital_inside_is_not_glue(text: str) -> None:
    assert read_one(HEADLINE, text, SECOND).body.startswith(text)


def test_hostile_text_comes_out_clean() -> None:
    article = read_one(
        "\x1b[31mHarbour\x1b[0m wall gives way", "By Marta \u202eQuill", f"{FIRST}\x07", SECOND
    )
    assert (article.title, article.authors) == ("Harbour wall gives way", ("Marta Quill",))
    assert article.body == BODY


def test_a_page_is_the_same_article_each_time_it_is_read() -> None:
    assert read(f"{HEADLINE}\n\n{BODY}") == read(f"{HEADLINE}\r\n\r\n{BODY}\r\n")


_LINES = st.sampled_from(
    [HEADLINE, FIRST, SECOND, QUOTE, "", "", "By Marta Quill", "9 March 2021", "Leave a Reply", "Related",
     "Author: Otto Brandt | Date: 11 March 2021 | Permalink", "Reuters", "OSLO (AP) -", "Home > Local", "2 Comments",
     "Posted by", "Marta Quill is a journalist who writes on ports.", "World"]
)  # fmt: skip


@given(st.lists(st.one_of(_LINES, st.text(max_size=60)), max_size=14))
def test_any_page_is_read_and_no_line_is_invented(lines: list[str]) -> None:
    page = "\n".join(lines)
    for article in read(page):
        assert article.title or article.body
        assert clean(article.body) == article.body
        assert all(paragraph.strip() for paragraph in article.body.split("\n\n") if article.body)
        words = set(clean(page).split())
        assert set((article.title or "").split()) <= words
        assert set(article.body.split()) <= words
