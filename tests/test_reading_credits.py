"""Reading who wrote a page, for which wire service and where; and how several articles are told apart."""

import pytest
from invented_pages import BODY, FIRST, HEADLINE, QUOTE, SECOND, day, read, read_one


def test_an_agency_line_gives_place_and_agency_and_no_author() -> None:
    article = read_one(HEADLINE, "BERGEN-Agence France-Presse", FIRST, SECOND)
    assert (article.place, article.agency, article.authors) == ("BERGEN", "Agence France-Presse", ())
    assert (article.outlet, article.body) == (None, BODY)


def test_a_dateline_in_the_first_sentence_is_read_and_stays() -> None:
    article = read_one(HEADLINE, f"BERGEN, March 9 (Reuters) - {FIRST}", SECOND)
    assert (article.place, article.agency, article.published) == ("BERGEN", "Reuters", None)
    assert article.body == f"BERGEN, March 9 (Reuters) - {BODY}"


def test_a_dateline_with_a_year_dates_the_article_only_if_nothing_else_does() -> None:
    dateline = f"BEIJING, March 9, 2021 (Xinhua) -- {FIRST}"
    assert day(read_one(HEADLINE, dateline, SECOND)) == "2021-03-09"
    assert day(read_one(HEADLINE, "10 March 2021", dateline, SECOND)) == "2021-03-10"


def test_a_byline_and_an_agency_are_told_apart() -> None:
    article = read_one(HEADLINE, "By Marta Quill and Otto Brandt, Reuters", FIRST, SECOND)
    assert (article.authors, article.agency) == (("Marta Quill", "Otto Brandt"), "Reuters")


def test_a_staff_line_is_an_agency() -> None:
    article = read_one(HEADLINE, "Reuters Staff", "3 Min Read", f"(Reuters) - {FIRST}", SECOND)
    assert (article.authors, article.agency, article.outlet) == ((), "Reuters", None)


def test_an_agency_that_the_text_mentions_is_not_credited() -> None:
    article = read_one(
        HEADLINE, FIRST, "An officer told Reuters, and later NHK, that the wall had been old.", SECOND
    )
    assert (article.agency, article.outlet) == (None, None)


def test_lines_that_name_one_agency_after_another_are_text() -> None:
    article = read_one(HEADLINE, "Reuters", "AFP", FIRST, SECOND)
    assert (article.agency, article.body) == (None, f"Reuters\n\nAFP\n\n{BODY}")


def test_a_place_without_an_agency_is_read_before_the_very_first_words_only() -> None:
    assert read_one(HEADLINE, f"OSLO — {FIRST}", SECOND).place == "OSLO"
    assert read_one(HEADLINE, FIRST, f"OSLO — {SECOND}").place is None


def test_a_label_on_a_line_of_its_own_belongs_to_the_next() -> None:
    article = read_one(HEADLINE, "By", "Marta Quill", "Published", "March 9, 2021", FIRST, SECOND)
    assert (article.authors, day(article), article.body) == (("Marta Quill",), "2021-03-09", BODY)


def test_a_line_of_labelled_fields_is_read_whole() -> None:
    article = read_one(
        "Title: The wall\nAuthor: Marta Quill\nDate: 2021-03-09\nSource: The Quayside Courier\nSection: Local",
        BODY,
    )
    assert (article.title, article.authors, day(article)) == ("The wall", ("Marta Quill",), "2021-03-09")
    assert (article.outlet, article.section, article.body) == ("The Quayside Courier", "Local", BODY)


def test_a_user_name_is_no_author_but_the_date_beside_it_counts() -> None:
    article = read_one(HEADLINE, "Posted on March 9, 2021 by mquill77", FIRST, SECOND)
    assert (article.authors, day(article)) == ((), "2021-03-09")
    assert "mquill77" in article.body


def test_a_name_without_a_label_is_no_author() -> None:
    article = read_one(HEADLINE, "Marta Quill", FIRST, SECOND)
    assert article.authors == ()
    assert "Marta Quill" in article.body


def test_credits_under_each_article_part_the_page() -> None:
    one, two = read(
        f"The wall falls\n\n{FIRST}\n\nAuthor: Marta Quill | Date: 9 March 2021 | Permalink\n\n"
        f"The hall reopens\n\n{SECOND}\n\n{QUOTE}\n\nAuthor: Otto Brandt | Date: 11 March 2021 | Permalink\n\n"
        "Older posts\n"
    )
    assert (one.title, one.authors, day(one), one.body) == (
        "The wall falls",
        ("Marta Quill",),
        "2021-03-09",
        FIRST,
    )
    assert (two.title, two.authors, day(two)) == ("The hall reopens", ("Otto Brandt",), "2021-03-11")
    assert two.body == f"{SECOND}\n\n{QUOTE}"
    assert [one.source.member, two.source.member] == ["1", "2"]
    assert one.id != two.id


def test_credits_over_each_article_part_the_page() -> None:
    one, two = read(
        f"The wall falls\nBy Marta Quill | 9 March 2021\n{FIRST}\n“It is over,” she said.\n"
        f"The hall reopens\nBy Otto Brandt | 11 March 2021\n{SECOND}\n"
    )
    assert (one.title, one.authors, one.body) == (
        "The wall falls",
        ("Marta Quill",),
        f"{FIRST}\n\n“It is over,” she said.",
    )
    assert (two.title, two.authors, two.body) == ("The hall reopens", ("Otto Brandt",), SECOND)


def test_one_credit_line_parts_nothing() -> None:
    article = read_one(
        "The wall falls", FIRST, SECOND, "Author: Marta Quill | Date: 9 March 2021 | Permalink"
    )
    assert (article.source.member, article.authors, article.body) == (None, ("Marta Quill",), BODY)


def test_lines_drawn_between_articles_part_the_page_and_are_no_text() -> None:
    one, two, three = read(
        f"The wall falls\n\nBy Marta Quill\n\n9 March 2021\n\n{FIRST}\n\n* * *\n\n"
        f"The hall reopens\n\nBy Otto Brandt\n\n{SECOND}\n\n* * *\n\n"
        f"Port dues rise\n\n11 March 2021\n\n{FIRST}\n"
    )
    assert (one.title, one.authors, day(one), one.body) == (
        "The wall falls",
        ("Marta Quill",),
        "2021-03-09",
        FIRST,
    )
    assert (two.title, two.authors, day(two), two.body) == (
        "The hall reopens",
        ("Otto Brandt",),
        None,
        SECOND,
    )
    assert (three.title, day(three), three.body) == ("Port dues rise", "2021-03-11", FIRST)


@pytest.mark.parametrize(
    "under", [[SECOND], ["The second night", SECOND], ["Port dues rise", "By Otto Brandt"]]
)
def test_a_line_drawn_within_an_article_parts_nothing(under: list[str]) -> None:
    article = read_one("The wall falls", "By Marta Quill", FIRST, "-----", *under)
    assert (article.title, article.authors) == ("The wall falls", ("Marta Quill",))
    assert "\n\n-----\n\n" in article.body


@pytest.mark.parametrize("rule", ["* * *", "-----", "==========", "___", "###", "• • •"])
def test_a_drawn_line_is_no_headline(rule: str) -> None:
    article = read_one(rule, HEADLINE, rule, "By Marta Quill", FIRST, SECOND, rule)
    assert (article.title, article.authors, article.standfirst) == (HEADLINE, ("Marta Quill",), None)
    assert article.body.endswith(SECOND)


@pytest.mark.parametrize("picture", ["Otto Brandt/AFP", "Reuters/Otto Brandt", "Otto Brandt / AP"])
def test_a_name_and_an_agency_between_a_slash_credit_a_picture(picture: str) -> None:
    article = read_one(HEADLINE, picture, FIRST, SECOND)
    assert (article.authors, article.title) == ((), HEADLINE)
    assert picture in article.body


def test_a_labelled_byline_wins_over_a_name_and_an_agency() -> None:
    article = read_one(HEADLINE, "Otto Brandt, AFP", "By Marta Quill", FIRST, SECOND)
    assert (article.authors, article.agency) == (("Marta Quill",), None)
    assert "Otto Brandt, AFP" in article.body


@pytest.mark.parametrize("headline", ["By Popular Demand", "By Invitation Only", "By Candle Lamp"])
def test_a_headline_that_begins_with_by_is_no_byline(headline: str) -> None:
    article = read_one(headline, "By Marta Quill", FIRST, SECOND)
    assert (article.title, article.authors, article.body) == (headline, ("Marta Quill",), BODY)


def test_a_headline_of_common_words_after_by_is_one_without_a_byline_too() -> None:
    article = read_one("By Popular Demand", "9 March 2021", FIRST, SECOND)
    assert (article.title, article.authors, day(article)) == ("By Popular Demand", (), "2021-03-09")


def test_figures_have_a_source_and_an_article_a_paper() -> None:
    assert read_one(HEADLINE, "Source: The Quayside Courier", FIRST, SECOND).outlet == "The Quayside Courier"
    article = read_one(HEADLINE, "Source: Ministry of Tides", FIRST, SECOND)
    assert (article.outlet, article.title) == (None, HEADLINE)
    assert "Source: Ministry of Tides" in article.body


@pytest.mark.parametrize("kicker", ["BREAKING (AP) —", "UPDATE (AP) -", "Analysis (AP) -"])
def test_a_kicker_before_an_agency_is_no_place(kicker: str) -> None:
    article = read_one(HEADLINE, f"{kicker} {FIRST}", SECOND)
    assert (article.place, article.agency) == (None, "Associated Press")
