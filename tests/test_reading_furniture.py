"""Reading past the site around an article: what is cut, what stays, what names the outlet."""

import pytest
from invented_pages import BODY, FIRST, HEADLINE, SECOND, read_one


def test_a_comment_form_is_cut_and_is_no_outlet() -> None:
    form = ["Leave a Reply", "You are commenting using your WordPress.com account. ( Log Out / Change )",
            "Connecting to %s", "This site uses Akismet to reduce spam. Learn how your comment data is processed."]  # fmt: skip
    article = read_one(HEADLINE, FIRST, SECOND, *form)
    assert (article.body, article.outlet) == (BODY, None)


def test_comments_go_with_their_heading() -> None:
    article = read_one(
        HEADLINE,
        FIRST,
        SECOND,
        "2 Comments",
        "Otto says: I told them so, and so did everybody else in this town.",
    )
    assert article.body == BODY


def test_a_link_to_the_comments_over_the_text_does_not_cut_the_text() -> None:
    standfirst = "Forty households spent the whole of the night in the sports hall as the pumps ran."
    article = read_one(HEADLINE, standfirst, "By Marta Quill", "12 comments", *[FIRST, SECOND] * 4)
    assert SECOND in article.body


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Click to share on Twitter (Opens in new window)",
        "Sign up for our daily newsletter",
        "Join the quayside.example mailing list",
        "HARBOUR AID - Make a small donation in support of the harbour!",
        "Support our journalism",
        "We use cookies to make this site work.",
        "Advertisement",
        "Read more: The wall in ten pictures",
        "© 2021 Anybody. All rights reserved.",
    ],
)
def test_an_invitation_by_itself_is_furniture_wherever_it_stands(line: str) -> None:
    assert read_one(line, HEADLINE, FIRST, SECOND).body == BODY
    assert read_one(HEADLINE, FIRST, line, SECOND).body == BODY
    assert read_one(HEADLINE, FIRST, SECOND, line).body == BODY


@pytest.mark.parametrize(
    "sentence",
    [
        "“Sign up for our newsletter,” said the banner over the ruined stall when the water had gone.",
        "She asked them to make a donation.",
        "On the plate one reads Author: Jane Roe in small letters.",
        "The wall, copyright of nobody, fell.",
        "We use cookies in the bakery, he said, to feed the gulls.",
        "Comments were not to be had.",
        "Anna Berg",
    ],
)
def test_the_same_words_in_a_sentence_are_the_articles(sentence: str) -> None:
    article = read_one(HEADLINE, FIRST, sentence, SECOND)
    assert article.body == f"{FIRST}\n\n{sentence}\n\n{SECOND}"
    assert article.authors == ()


@pytest.mark.parametrize(
    "headline",
    [
        "Contribute to harbour fund, council tells rich towns",
        "Donate now or lose the museum, mayor tells city",
        "Follow me, says new bishop of the islands",
        "Make a gift of the wall, council tells state",
        "Support our work, pleads harbour master",
        "Send a donation to the wall fund says mayor",
        "Get vaccinated or lose your daily newsletter job, editors told",
        "Register of voters leaked through mailing list",
        "Powered by wind",
        "Connecting to nature",
        "Copyright 2019 rules anger the islands",
        "Share and share alike on the quay",
        "All rights reserved for the few, says bishop",
    ],
)
def test_a_headline_that_begins_like_an_invitation_is_the_articles(headline: str) -> None:
    article = read_one(headline, "By Marta Quill", FIRST, SECOND)
    assert (article.title, article.body) == (headline, BODY)
    assert headline in read_one(HEADLINE, FIRST, headline, SECOND).body


@pytest.mark.parametrize(
    "line", ["Join the conversation", "Comments", "12 Comments", "Leave a Reply", "Comments (3)"]
)
def test_a_link_to_comments_between_paragraphs_cuts_nothing_but_itself(line: str) -> None:
    assert read_one(HEADLINE, FIRST, SECOND, line, FIRST).body == f"{BODY}\n\n{FIRST}"


@pytest.mark.parametrize(
    "first", ["Your email address will not be published.", "Otto Brandt says:", "2 days ago"]
)
def test_a_comment_or_its_form_right_below_shows_that_comments_begin(first: str) -> None:
    article = read_one(
        HEADLINE, FIRST, SECOND, "Comments", first, "I was there, and nobody told us, because it was night."
    )
    assert article.body == BODY


def test_a_crosshead_that_begins_with_more_heads_no_box() -> None:
    article = read_one(HEADLINE, FIRST, "More on pensions", "What now", SECOND)
    assert article.body == f"{FIRST}\n\nMore on pensions\n\nWhat now\n\n{SECOND}"


def test_a_box_of_links_is_cut_up_to_the_next_sentence() -> None:
    article = read_one(
        HEADLINE, FIRST, "Related articles", "Port dues to rise", "A wall for the ages", SECOND
    )
    assert article.body == BODY


def test_a_short_sentence_after_a_box_is_text() -> None:
    article = read_one(HEADLINE, FIRST, SECOND, "Related", "Port dues to rise", "“It is over,” she said.")
    assert article.body == f"{BODY}\n\n“It is over,” she said."


def test_the_sites_own_mailing_list_names_the_outlet() -> None:
    article = read_one(HEADLINE, FIRST, SECOND, "NEWSLETTER\nJoin the QuaysideCourier.org mailing list")
    assert (article.outlet, article.body) == ("QuaysideCourier.org", BODY)
    assert article.provenance["outlet"].confidence == "low"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("© 2021 The Quayside Courier. All rights reserved.", "The Quayside Courier"),
        ("© 2021 Quayside Courier Holdings Ltd. All rights reserved.", None),
        ("© 2021 AFP", None),
        ("© 2021 Marta Quill", None),
        ("Blog at WordPress.com.", None),
    ],
)
def test_a_copyright_line_names_a_paper_but_no_company_agency_or_person(
    line: str, outlet: str | None
) -> None:
    assert read_one(HEADLINE, FIRST, SECOND, line).outlet == outlet


def test_a_copyright_year_dates_nothing() -> None:
    assert read_one(HEADLINE, FIRST, SECOND, "© 9 March 2021 The Quayside Courier").published is None


@pytest.mark.parametrize("ending", ["Subscribe to continue reading", "Continue reading →"])
def test_a_text_that_goes_on_behind_a_wall_is_partial(ending: str) -> None:
    article = read_one(HEADLINE, FIRST, SECOND, ending)
    assert (article.body, article.body_kind) == (BODY, "partial")


def test_a_link_to_more_in_the_middle_of_a_text_does_not_make_it_partial() -> None:
    article = read_one(HEADLINE, FIRST, "Read more", SECOND)
    assert (article.body, article.body_kind) == (BODY, "full")


def test_a_text_that_says_how_much_is_cut_is_partial_and_keeps_what_there_is() -> None:
    article = read_one(HEADLINE, FIRST, "The council had known sin… [+812 chars]")
    assert (article.body, article.body_kind) == (
        f"{FIRST}\n\nThe council had known sin… [+812 chars]",
        "partial",
    )


def test_a_text_that_breaks_off_is_partial() -> None:
    assert (
        read_one(HEADLINE, FIRST, "The council, which had known of the crack since May, said that…").body_kind
        == "partial"
    )
