"""Reading lists of particulars: of an event, a work or a person, which are no credits of the article."""

import pytest
from invented_pages import BODY, FIRST, HEADLINE, SECOND, day, read_one


@pytest.mark.parametrize(
    "listed",
    [
        ["Date: 5 July 2016", "Place: Old Quay"],
        ["Where: Town Hall", "When: 5 July 2016", "Date: 5 July 2016"],
        ["Author: Otto Brandt", "Publisher: Quay Press", "Published: 5 May 1851"],
        ["Director: Ida Holm", "Written by Otto Brandt"],
        ["Music by Ida Holm", "Words by Otto Brandt"],
        ["Name: Otto Brandt", "Title: Chief Executive", "Location: Oslo"],
        ["Name: Nordlys", "Built: 3 May 1990", "Published: 5 July 2001"],
    ],
)
def test_a_list_of_particulars_stays_text_and_gives_nothing(listed: list[str]) -> None:
    article = read_one(HEADLINE, *listed, FIRST, SECOND)
    assert (article.title, article.authors, article.published) == (HEADLINE, (), None)
    assert (article.place, article.outlet, article.standfirst) == (None, None, None)
    assert article.body == "\n\n".join([*listed, BODY])


def test_a_byline_beside_particulars_is_the_articles() -> None:
    article = read_one(
        "The Night Boat", "Author: Otto Brandt", "Publisher: Quay Press", "By Marta Quill", FIRST
    )
    assert (article.title, article.authors) == ("The Night Boat", ("Marta Quill",))
    assert article.body == f"Author: Otto Brandt\n\nPublisher: Quay Press\n\n{FIRST}"


def test_a_bare_date_beside_particulars_is_the_articles() -> None:
    assert day(read_one(HEADLINE, "Director: Ida Holm", "12 May 2016", FIRST, SECOND)) == "2016-05-12"


def test_a_date_with_its_label_alone_is_the_articles() -> None:
    assert day(read_one(HEADLINE, "Date: 12 May 2016", FIRST, SECOND)) == "2016-05-12"


@pytest.mark.parametrize(
    "line", ["Data: 12 May 2016", "Created: 12 May 2016", "Arrived: 12 May 2016", "Place: Second"]
)
def test_a_label_that_other_things_have_is_no_credit(line: str) -> None:
    article = read_one(HEADLINE, line, FIRST, SECOND)
    assert (article.published, article.place) == (None, None)
    assert article.body == f"{line}\n\n{BODY}"


def test_a_title_under_a_headline_is_somebodys() -> None:
    article = read_one(HEADLINE, "Title: Harbour master", FIRST, SECOND)
    assert (article.title, article.body) == (HEADLINE, f"Title: Harbour master\n\n{BODY}")


@pytest.mark.parametrize(
    "headline",
    [
        "The wall disaster, a hundred years on",
        "Town marks anniversary of the flood",
        "From our archive: the flood",
    ],
)
def test_a_bare_date_under_a_headline_that_looks_back_is_the_events(headline: str) -> None:
    article = read_one(headline, "14 April 1912", FIRST, SECOND)
    assert (article.title, article.published) == (headline, None)
    assert article.body == f"14 April 1912\n\n{BODY}"
    assert day(read_one(headline, "Published: 14 April 2012", FIRST, SECOND)) == "2012-04-14"
