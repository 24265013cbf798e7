"""Reading what stands under an article: its own credits and bio, and what only looks like them."""

import pytest
from invented_pages import BODY, FIRST, HEADLINE, SECOND, day, read_one


def test_who_signs_off_a_report_is_its_author() -> None:
    article = read_one(HEADLINE, FIRST, SECOND, "(Reporting by Marta Quill; Editing by Otto Brandt)")
    assert article.authors == ("Marta Quill",)
    assert article.provenance["authors"].confidence == "medium"


@pytest.mark.parametrize("label", ["Posted by", "About the author"])
def test_a_bio_under_its_label_names_the_author_and_is_cut(label: str) -> None:
    article = read_one(HEADLINE, FIRST, SECOND, label, "Marta Quill is a journalist who writes on ports.")
    assert (article.authors, article.body) == (("Marta Quill",), BODY)
    assert article.provenance["authors"].confidence == "medium"


def test_a_bio_of_whom_the_byline_names_is_cut() -> None:
    bio = "Marta Quill is a freelance journalist based in Oslo."
    article = read_one(HEADLINE, "By Marta Quill", FIRST, SECOND, bio)
    assert (article.authors, article.body) == (("Marta Quill",), BODY)


@pytest.mark.parametrize("byline", [(), ("By Otto Brandt",)])
@pytest.mark.parametrize(
    "last",
    [
        "Marta Quill is a journalist who has covered the port for ten years.",
        "Ostrava Nord is the country’s largest salt producer.",
        "Le Phare reports on the same quarrel in Calais, where the pumps stood still.",
        "Marta le Quill was a writer who often came here. She died in 2020.",
    ],
)
def test_a_last_sentence_about_somebody_makes_no_author_and_stays(byline: tuple[str, ...], last: str) -> None:
    article = read_one(HEADLINE, *byline, FIRST, SECOND, last)
    assert article.authors == tuple(line.removeprefix("By ") for line in byline)
    assert article.body == f"{BODY}\n\n{last}"


@pytest.mark.parametrize("line", ["By Marta Quill", "Author: Marta Quill", "By Marta Quill, 9 March 2021"])
def test_a_byline_right_under_the_text_is_the_articles(line: str) -> None:
    article = read_one(HEADLINE, FIRST, SECOND, line)
    assert (article.authors, article.body) == (("Marta Quill",), BODY)


@pytest.mark.parametrize(
    "foot",
    [
        ["Mayor resigns after row", "By Otto Brandt, 3 June 2019"],
        ["I was there too", "Posted by Otto Brandt on June 5, 2019"],
        [
            "I was there, and so were all the others, but it was dark.",
            "Posted by Otto Brandt on June 5, 2019",
        ],
        ["Posted by Otto Brandt"],
        ["Posted by", "Otto Brandt"],
        ["Written by Otto Brandt"],
        ["Text by Otto Emil Brandt"],
        ["Published by Otto Brandt, £20"],
        ["Story by Otto Brandt"],
        ["Date: 12 September 2017"],
        ["Where: Town Hall, Harbour Street", "Date: 12 September 2017"],
        ["Data: 31 March 2018"],
    ],
)
@pytest.mark.parametrize("byline", [(), ("By Marta Quill",)])
def test_a_credit_that_fits_something_else_as_well_stays_text(
    byline: tuple[str, ...], foot: list[str]
) -> None:
    article = read_one(HEADLINE, *byline, FIRST, SECOND, *foot)
    assert article.authors == tuple(line.removeprefix("By ") for line in byline)
    assert (article.published, article.modified) == (None, None)
    assert article.body == "\n\n".join([BODY, *foot])


def test_a_credit_under_the_text_never_speaks_against_the_head() -> None:
    article = read_one(HEADLINE, "By Marta Quill", FIRST, SECOND, "By Otto Brandt, 3 June 2019")
    assert (article.authors, article.published) == (("Marta Quill",), None)
    assert article.body.endswith("By Otto Brandt, 3 June 2019")


def test_whom_the_head_names_may_have_posted_and_dated_it_below() -> None:
    article = read_one(HEADLINE, "By Marta Quill", FIRST, SECOND, "Posted by Marta Quill on March 9, 2021")
    assert (article.authors, day(article), article.body) == (("Marta Quill",), "2021-03-09", BODY)


def test_a_labelled_date_right_under_the_text_dates_it() -> None:
    article = read_one(HEADLINE, FIRST, SECOND, "First published: 9 March 2021")
    assert (day(article), article.body) == ("2021-03-09", BODY)
