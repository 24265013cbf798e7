"""Texts made to keep a reader busy: each is read, to the right result, in time in proportion to its length.

Nothing here measures time. The expressions that these texts were made against take
years over some of them, or hours, so if one comes back the suite does not end.
"""

import pytest
from invented_pages import BODY, FIRST, HEADLINE, SECOND, day, read, read_one

from index.ingest.text.paragraphs import LONGEST_LINE


@pytest.mark.parametrize(
    "line",
    [
        "share" + " : x" * 55 + " ?!",
        "share on x" + " and x" * 40 + " ?!",
        "FAQ" + "|" * 180 + "a" * 60,
        "FAQ" + " | ab" * 45 + " !?" * 5 + " |",
        "print" + " the" * 60 + "!",
        "subscribe" + " a.b" * 60 + "!",
        "we use cookies to " + "site " * 48 + "“",
        "(c)" + " ©" * 120 + "?",
        "By " + "Ada-" * 38 + "!",
        "By " + "Ada, " * 38 + "!",
        "Author: " + "A" * 150 + "|" * 40,
        "published " * 15 + "1",
        "OSLO" + "-" * 200,
        "OSLO" + " Ab" * 38 + " (AFP",
        "Home " + "> a " * 60 + "?",
    ],
)
def test_a_line_that_nearly_fits_a_form_is_text(line: str) -> None:
    assert line in read_one(HEADLINE, FIRST, line, SECOND).body


@pytest.mark.parametrize(
    "line", ["Home" + " " * 100_000 + ">", "a" + " " * 100_000 + "| b", "By" + " " * 100_000 + "x y"]
)
def test_a_line_of_spaces_is_no_heading_or_credit(line: str) -> None:
    article = read_one(HEADLINE, HEADLINE, line, FIRST, SECOND)
    assert (article.title, article.authors, article.section) == (HEADLINE, (), None)
    assert article.body.endswith(BODY)


@pytest.mark.parametrize(
    "unit", ["x", "((", ". ", "a-", "Aa", "AaBb ", "a | ", "> a ", "| x ", "© 2019 ", "a.", "“", "By "]
)
def test_one_long_line_is_text_whatever_it_is_made_of(unit: str) -> None:
    line = unit * (200_000 // len(unit))
    for article in (*read(line), *read(f"{HEADLINE}\n\n{line}\n\n{FIRST}\n")):
        assert article.title in (None, HEADLINE)
        assert line.strip() in article.body


def test_a_line_is_text_from_the_length_that_no_headline_has() -> None:
    assert read_one("x" * LONGEST_LINE, FIRST, SECOND).title == "x" * LONGEST_LINE
    assert read_one("x" * (LONGEST_LINE + 1), FIRST, SECOND).title is None


def test_a_page_of_thousands_of_credits_is_one_article_with_the_first() -> None:
    bylines = "".join(
        f"By Ada Quill{'o' * (number % 40)}, 9 March {1700 + number % 300}\n" for number in range(8_000)
    )
    (article,) = read(f"{HEADLINE}\n\n{bylines}")
    assert (article.title, article.authors, day(article)) == (HEADLINE, ("Ada Quill",), "1700-03-09")


def test_a_page_of_half_understood_lines_keeps_them() -> None:
    lines = "by a b\n" * 60_000
    (article,) = read(f"{HEADLINE}\n\n{lines}")
    assert article.body.count("by a b") >= 59_000


def test_thousands_of_labels_without_a_value_are_text() -> None:
    (article,) = read(f"{HEADLINE}\n\n{FIRST}\n" + "By\n" * 30_000)
    assert article.body.count("\nBy") == 30_000


def test_thousands_of_articles_between_drawn_lines_are_as_many() -> None:
    page = f"{HEADLINE}\nBy Marta Quill\n{FIRST}\n* * *\n"
    articles = read(page * 2_000)
    assert len(articles) == 2_000
    assert {article.body for article in articles} == {FIRST}


def test_a_headline_said_thousands_of_times_is_said_once_at_the_top() -> None:
    (article,) = read(f"{HEADLINE}\n" * 10_000 + FIRST)
    assert (article.title, article.body.endswith(FIRST)) == (HEADLINE, True)
