"""The datasets of news that are passed around, each by its own columns."""

import json
from pathlib import Path
from typing import Any

import pytest
from dataset_files import article_in, read

TEXT = "The harbour wall gave way on Monday.\nNobody was hurt, the council said."
BODY = "The harbour wall gave way on Monday.\n\nNobody was hurt, the council said."


def as_json(tmp_path: Path, record: dict[str, Any]) -> Any:
    return article_in(tmp_path / "article.json", json.dumps(record))


def test_an_article_as_news_please_writes_it(tmp_path: Path) -> None:
    article = as_json(
        tmp_path,
        {
            "authors": ["Ada Brook", "Jon Reyes"],
            "date_download": "2031-03-09 08:00:00",
            "date_modify": "2031-03-05 10:30:00",
            "date_publish": "2031-03-04 09:15:00",
            "description": "A wall and its end.",
            "filename": "x.json",
            "image_url": "https://halden.example/wall.jpg",
            "language": "en",
            "maintext": TEXT,
            "source_domain": "www.haldengazette.co.uk",
            "text": None,
            "title": "Wall gives way",
            "title_page": "Wall gives way | Halden Gazette",
            "url": "https://www.haldengazette.co.uk/2031/wall",
        },
    )
    assert (article.title, article.body, article.authors) == (
        "Wall gives way",
        BODY,
        ("Ada Brook", "Jon Reyes"),
    )
    assert article.published.value == "2031-03-04T09:15:00"
    assert article.modified.value == "2031-03-05T10:30:00"
    assert (article.outlet_domain, article.language) == ("haldengazette.co.uk", "en")
    assert (article.standfirst, article.body_kind) == ("A wall and its end.", "full")
    assert article.source.member is None


def test_the_text_that_news_please_extracted_outranks_what_else_is_called_text(tmp_path: Path) -> None:
    page = (
        "Menu. Subscribe now to read all that the harbour has to say, every day, for a crown a week. " + TEXT
    )
    assert as_json(tmp_path, {"title": "Wall", "text": page, "maintext": TEXT}).body == BODY


def test_a_row_of_all_the_news(tmp_path: Path) -> None:
    head = ",id,title,publication,author,date,year,month,url,content\n"
    row = f'0,17283,Wall gives way,Halden Gazette,Ada Brook,2031-03-04,2031.0,3.0,,"{TEXT}"\n'
    article = article_in(tmp_path / "articles1.csv", head + row)
    assert (article.outlet, article.published and article.published.value) == ("Halden Gazette", "2031-03-04")
    assert (article.body, article.url) == (BODY, None)


def test_a_month_without_a_day_is_known_to_the_month(tmp_path: Path) -> None:
    article = article_in(tmp_path / "a.csv", "title,year,month,date\nWall gives way,2031.0,3.0,\n")
    assert article.published and (article.published.value, article.published.precision) == (
        "2031-03",
        "month",
    )


def test_a_date_that_is_none_leaves_the_month_to_the_other_columns(tmp_path: Path) -> None:
    article = article_in(tmp_path / "a.csv", "title,year,month,day,date\nWall gives way,2031,3,4,n.d.\n")
    assert article.published and article.published.value == "2031-03-04"


def test_a_summary_that_is_none_is_no_text(tmp_path: Path) -> None:
    assert as_json(tmp_path, {"title": "Wall", "summary": "NaN"}).body_kind == "stub"


def test_a_year_alone_is_no_date_of_publication(tmp_path: Path) -> None:
    assert article_in(tmp_path / "a.csv", "title,year,month\nWall gives way,2031.0,\n").published is None


def test_an_answer_of_newsapi_has_partial_articles(tmp_path: Path) -> None:
    answer = {
        "status": "ok",
        "totalResults": 2,
        "articles": [
            {
                "source": {"id": None, "name": "Halden Gazette"},
                "author": "By Ada Brook",
                "title": "Wall gives way",
                "description": "What the council knew.",
                "url": "https://haldengazette.co.uk/wall",
                "publishedAt": "2031-03-04T09:15:00Z",
                "content": "The harbour wall gave way on Monday and… [+1234 chars]",
            },
            {"title": "[Removed]", "url": "https://removed.example.com", "content": "[Removed]"},
        ],
    }
    [article], reasons = read(tmp_path / "answer.json", json.dumps(answer))
    assert (article.outlet, article.authors, article.standfirst) == (
        "Halden Gazette",
        ("Ada Brook",),
        "What the council knew.",
    )
    assert (article.body, article.body_kind) == ("The harbour wall gave way on Monday and", "partial")
    assert article.published and (article.published.value, article.published.offset) == (
        "2031-03-04T09:15:00",
        "Z",
    )
    assert article.source.member == "1"
    assert reasons == ["2: neither a title nor a text in it"]


def test_what_gdelt_lists_is_a_stub_without_a_date_of_publication(tmp_path: Path) -> None:
    seen = {
        "url": "https://haldengazette.co.uk/wall",
        "title": "Wall gives way",
        "seendate": "20310304T091500Z",
        "domain": "haldengazette.co.uk",
        "language": "English",
        "sourcecountry": "United Kingdom",
    }
    article = as_json(tmp_path, {"articles": [seen]})
    assert (article.body_kind, article.published, article.language) == ("stub", None, "en")
    assert article.outlet_domain == "haldengazette.co.uk"


def test_headlines_with_compact_days_are_stubs(tmp_path: Path) -> None:
    article = article_in(tmp_path / "a.csv", "publish_date,headline_text\n20310304,wall gives way\n")
    assert (article.title, article.body_kind) == ("wall gives way", "stub")
    assert article.published and article.published.value == "2031-03-04"


def test_a_short_description_alone_is_a_partial_article(tmp_path: Path) -> None:
    article = as_json(
        tmp_path,
        {
            "link": "https://haldengazette.co.uk/wall",
            "headline": "Wall gives way",
            "category": "LOCAL",
            "short_description": "Nobody was hurt when the harbour wall gave way.",
            "authors": "Ada Brook and Jon Reyes, Contributors",
            "date": "2031-03-04",
        },
    )
    assert (article.body, article.body_kind) == ("Nobody was hurt when the harbour wall gave way.", "partial")
    assert (article.section, article.standfirst) == ("LOCAL", None)
    assert article.authors[:2] == ("Ada Brook", "Jon Reyes")


def test_the_time_at_which_c4_fetched_a_page_is_no_date_of_publication(tmp_path: Path) -> None:
    line = {"text": TEXT, "timestamp": "2031-03-09T08:00:00Z", "url": "https://haldengazette.co.uk/wall"}
    article = as_json(tmp_path, line)
    assert (article.published, article.title, article.body) == (None, None, BODY)


@pytest.mark.parametrize(
    "answer",
    [
        {"response": {"status": "ok", "results": [{"webTitle": "Wall", "fields": {"bodyText": TEXT}}]}},
        {"response": {"docs": [{"headline": {"main": "Wall", "kicker": None}, "text": TEXT}]}},
        {"took": 3, "hits": {"total": 1, "hits": [{"_id": "7", "_source": {"title": "Wall", "body": TEXT}}]}},
        {"about": {"pages": 1}, "collection": [{"title": "Wall", "body": TEXT}]},
        [{"title": "Wall", "body": TEXT}],
    ],
)
def test_records_are_found_in_the_list_that_an_answer_wraps(tmp_path: Path, answer: Any) -> None:
    article = as_json(tmp_path, answer)
    assert (article.title, article.body) == ("Wall", BODY)


@pytest.mark.parametrize("images", [[{"title": "A picture"}], [{"items": [{"title": "A picture"}]}]])
def test_a_list_inside_an_article_is_not_a_list_of_articles(tmp_path: Path, images: Any) -> None:
    assert as_json(tmp_path, {"title": "Wall", "images": images, "body": TEXT}).title == "Wall"


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Wall gives way - Halden Gazette", "Wall gives way"),
        ("Wall gives way | Halden Gazette", "Wall gives way"),
        ("Wall gives way - Mail", "Wall gives way - Mail"),
        ("Who reads the Halden Gazette", "Who reads the Halden Gazette"),
        ("Halden Gazette", "Halden Gazette"),
    ],
)
def test_the_outlet_that_a_row_states_is_no_part_of_its_headline(
    tmp_path: Path, title: str, headline: str
) -> None:
    row = {"title": title, "source": {"name": "Halden Gazette"}, "text": "The wall gave way."}
    assert article_in(tmp_path / "a.json", json.dumps([row])).title == headline


def test_an_address_in_the_column_of_the_outlet_is_its_domain(tmp_path: Path) -> None:
    article = as_json(tmp_path, {"title": "Wall", "body": TEXT, "source": "www.haldengazette.co.uk"})
    assert (article.outlet_domain, article.outlet) == ("haldengazette.co.uk", "haldengazette.co.uk")


def test_every_field_says_which_column_it_is_from(tmp_path: Path) -> None:
    article = article_in(
        tmp_path / "a.csv", "Head Line,By-Line,text\nWall,Ada Brook,It fell.\n", {"title": "headline"}
    )
    assert article.provenance["title"].where == "column `Head Line`"
    assert article.provenance["authors"].where == "column `By-Line`"
