"""Reading the head of a page: headline, standfirst, section and dates."""

import pytest
from invented_pages import BODY, FIRST, HEADLINE, SECOND, day, read_one


def test_a_headline_said_three_times_is_said_once() -> None:
    article = read_one(HEADLINE, HEADLINE, HEADLINE, FIRST, SECOND)
    assert (article.title, article.body) == (HEADLINE, BODY)


def test_a_non_breaking_space_in_a_headline_becomes_a_space_and_in_the_body_stays() -> None:
    article = read_one("Harbour wall\u00a0gives way", FIRST.replace("wall gave", "wall\u00a0gave"))
    assert article.title == "Harbour wall gives way"
    assert "wall\u00a0gave" in article.body


def test_a_breadcrumb_gives_the_section_and_the_headline() -> None:
    article = read_one(f"Home Local News {HEADLINE}", HEADLINE, FIRST, SECOND)
    assert (article.title, article.section, article.body) == (HEADLINE, "Local News", BODY)


def test_a_breadcrumb_with_arrows_gives_its_first_section() -> None:
    article = read_one("Home > Local > Weather", HEADLINE, FIRST, SECOND)
    assert (article.title, article.section, article.body) == (HEADLINE, "Local", BODY)


@pytest.mark.parametrize(
    "headline",
    [
        "Home prices rise for a third month by the harbour",
        "Home: where the harbour is",
        "Home/work divide grows by the harbour",
        "Home | A story of the harbour",
    ],
)
def test_a_headline_may_begin_with_home(headline: str) -> None:
    article = read_one(headline, "By Marta Quill", FIRST, SECOND)
    assert (article.title, article.section, article.body) == (headline, None, BODY)


def test_a_year_and_a_month_on_a_path_are_no_section() -> None:
    article = read_one(f"Home » 2019 » August » {HEADLINE}", HEADLINE, FIRST, SECOND)
    assert (article.title, article.section, article.body) == (HEADLINE, None, BODY)


def test_a_path_that_does_not_begin_at_home_is_no_headline() -> None:
    article = read_one("News > Local > Harbour", HEADLINE, FIRST, SECOND)
    assert (article.title, article.body) == (HEADLINE, BODY)


@pytest.mark.parametrize("name", ["Ida Holm", "New Quay Times", "The Quayside Courier"])
def test_a_person_or_a_paper_over_the_headline_is_no_section(name: str) -> None:
    article = read_one(name, "Harbour wall gives way in the night storm", "By Marta Quill", FIRST, SECOND)
    assert (article.title, article.section) == ("Harbour wall gives way in the night storm", None)
    assert (article.authors, article.outlet) == (("Marta Quill",), None)
    assert article.body == f"{name}\n\n{BODY}"


@pytest.mark.parametrize(
    "tail", ["| Live updates", "– Analysis", "- Book Review", "| Local News", "| Reuters", "| |"]
)
def test_what_stands_behind_a_headline_is_an_outlet_only_if_named_like_one(tail: str) -> None:
    article = read_one(f"{HEADLINE} {tail}", HEADLINE, FIRST, SECOND)
    assert (article.title, article.outlet, article.section) == (HEADLINE, None, None)


def test_the_first_of_two_repeated_lines_is_the_headline() -> None:
    standfirst = "Forty households spend the night in the sports hall"
    article = read_one(
        "The paper that the coast reads", HEADLINE, HEADLINE, standfirst, standfirst, FIRST, SECOND
    )
    assert (article.title, article.standfirst) == (HEADLINE, standfirst)


def test_a_page_title_gives_outlet_and_section() -> None:
    article = read_one(f"{HEADLINE} | Local | The Quayside Courier", HEADLINE, FIRST, SECOND)
    assert (article.title, article.section, article.outlet) == (HEADLINE, "Local", "The Quayside Courier")
    assert article.body == BODY


def test_a_headline_with_a_dash_is_no_page_title() -> None:
    article = read_one("Harbour wall gives way - Again", FIRST, SECOND)
    assert (article.title, article.outlet) == ("Harbour wall gives way - Again", None)


def test_a_section_above_the_headline_is_a_guess() -> None:
    article = read_one("Ports and Harbours (Coast)", HEADLINE, "2021-03-09", FIRST, SECOND)
    assert (article.title, article.section) == (HEADLINE, "Ports and Harbours (Coast)")
    assert article.provenance["section"].confidence == "low"


def test_a_kicker_is_no_section() -> None:
    assert read_one("EXCLUSIVE", HEADLINE, "2021-03-09", FIRST, SECOND).section is None


def test_somebody_speaking_is_no_headline() -> None:
    article = read_one("“It is over,” she said.", FIRST, SECOND)
    assert (article.title, article.body) == (None, f"“It is over,” she said.\n\n{BODY}")


def test_a_long_first_sentence_is_text_and_the_headline_unknown() -> None:
    article = read_one(FIRST, SECOND)
    assert (article.title, article.body) == (None, BODY)


def test_a_headline_alone_is_a_stub() -> None:
    article = read_one(HEADLINE)
    assert (article.title, article.body, article.body_kind) == (HEADLINE, "", "stub")


def test_a_question_may_be_a_headline() -> None:
    question = "Will the storm finally close the old harbour road to all but the boats?"
    assert read_one(question, FIRST, SECOND).title == question


def test_a_menu_above_the_headline_is_neither_headline_nor_text() -> None:
    article = read_one(
        "Skip to content", "World", "Local", "Weather", HEADLINE, "By Marta Quill", FIRST, SECOND
    )
    assert (article.title, article.section, article.body) == (HEADLINE, None, BODY)


def test_a_pair_of_lines_after_the_headline_is_the_standfirst() -> None:
    standfirst = "Forty households spend the night in the sports hall as pumps run"
    article = read_one(HEADLINE, HEADLINE, f"{standfirst}\n{standfirst}", FIRST, SECOND)
    assert (article.title, article.standfirst, article.body) == (HEADLINE, standfirst, BODY)


def test_a_pair_under_a_headline_said_once_is_the_standfirst() -> None:
    standfirst = "Forty households spent the whole of the night in the sports hall as the pumps ran."
    article = read_one(HEADLINE, standfirst, standfirst, FIRST, SECOND)
    assert (article.title, article.standfirst, article.body) == (HEADLINE, standfirst, BODY)


def test_the_one_line_between_headline_and_byline_is_the_standfirst() -> None:
    standfirst = "Forty households spent the whole of the night in the sports hall as the pumps ran."
    article = read_one(HEADLINE, standfirst, "By Marta Quill", FIRST, SECOND)
    assert (article.standfirst, article.authors, article.body) == (standfirst, ("Marta Quill",), BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Ida Holm Political editor",
        "Photo by Ida Holm",
        "Archive photograph by Ida Holm of the quay as it was before the storm",
        "Paid for by Northern Lines",
        "Paid for by Northern Lines and by the friends of the old harbour wall",
        "Arrived: 5 July 2016",
        "Listen: what the harbour master had to say on the night of the storm",
        "“The sea is all that we have ever had here, and all we will.”",
    ],
)
def test_a_line_between_headline_and_credit_needs_the_form_of_a_standfirst(line: str) -> None:
    article = read_one(HEADLINE, line, "By Marta Quill", FIRST, SECOND)
    assert (article.title, article.standfirst, article.authors) == (HEADLINE, None, ("Marta Quill",))
    assert article.body == f"{line}\n\n{BODY}"


def test_an_unexplained_line_under_the_headline_stays_text() -> None:
    article = read_one(HEADLINE, "What we know so far", FIRST, SECOND)
    assert (article.standfirst, article.body) == (None, f"What we know so far\n\n{BODY}")


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("2021-03-09", "2021-03-09", None),
        ("Tuesday, 9 March 2021 14:05 GMT", "2021-03-09T14:05:00", None),
        ("Published: March 9, 2021", "2021-03-09", None),
        ("Updated March 10, 2021 9:05 AM EDT", None, "2021-03-10T09:05:00"),
        ("Published 9 March 2021 | Updated 10 March 2021", "2021-03-09", "2021-03-10"),
        ("March 9, 2021 / 2:05 PM / Updated 3 hours ago", "2021-03-09T14:05:00", None),
    ],
)
def test_a_date_line_under_the_headline_dates_the_article(
    line: str, published: str | None, modified: str | None
) -> None:
    article = read_one(HEADLINE, line, FIRST, SECOND)
    assert (day(article), article.modified and article.modified.value) == (published, modified)
    assert (article.title, article.body) == (HEADLINE, BODY)


@pytest.mark.parametrize("line", ["Mar. 9", "March 9", "Tuesday", "2021", "03/04/2021", "9 March 2031"])
def test_less_than_a_date_leaves_the_article_undated_and_stays_text(line: str) -> None:
    article = read_one(HEADLINE, line, FIRST, SECOND)
    assert (article.published, article.title) == (None, HEADLINE)
    assert line in article.body


def test_days_in_the_text_do_not_date_the_article() -> None:
    text = "The treaty of 9 March 2021 ended on Aug. 22, after a vote on Saturday, August 2, that few had foreseen."
    assert read_one(HEADLINE, text, SECOND).published is None


def test_a_chronicle_is_not_dated_by_its_first_entry() -> None:
    article = read_one(HEADLINE, "8 March 2021", FIRST, "9 March 2021", SECOND)
    assert article.published is None
    assert article.body == f"8 March 2021\n\n{FIRST}\n\n9 March 2021\n\n{SECOND}"


def test_a_date_high_above_the_headline_is_the_mastheads() -> None:
    article = read_one("Tuesday, 9 March 2021", "World", "Local", "Weather", HEADLINE, "By Marta Quill", BODY)
    assert article.published is None


def test_a_bare_date_under_the_text_does_not_date_it() -> None:
    article = read_one(HEADLINE, FIRST, SECOND, "9 March 2021")
    assert (article.published, article.body) == (None, f"{BODY}\n\n9 March 2021")
