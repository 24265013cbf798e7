"""When two readings are the same article."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import TEN, published

from index.article import Article, Provenance, Published, Source, article_to_json, from_json, to_json
from index.identity import article_id, normalise_url


def test_a_supplied_id_wins_and_is_kept_apart_by_its_source() -> None:
    assert article_id(supplied=("wire", "7"), url="https://x.example/a") == article_id(supplied=("wire", "7"))
    assert article_id(supplied=("wire", "7")) != article_id(supplied=("desk", "7"))


@pytest.mark.parametrize(
    "other",
    [
        "http://www.x.example/story/",
        "https://X.example:443/story#top",
        "https://x.example/story?utm_source=mail&fbclid=1",
    ],
)
def test_one_page_has_one_url(other: str) -> None:
    assert normalise_url(other) == "https://x.example/story"


def test_a_query_that_names_the_page_is_kept_in_any_order() -> None:
    assert normalise_url("https://x.example/?b=2&a=1") == normalise_url("https://x.example/?a=1&b=2&gclid=z")
    assert normalise_url("https://x.example/?id=1") != normalise_url("https://x.example/?id=2")


def test_without_a_url_outlet_title_day_and_body_decide_whatever_their_case_and_spacing() -> None:
    day = published("2031-03-04T10:00:00")
    one = article_id(outlet="Halden Gazette", title="Storm", published=day, body="a  b")
    assert one == article_id(
        outlet="HALDEN GAZETTE", title="storm", published=published("2031-03-04"), body="A b"
    )
    assert one != article_id(outlet="Halden Gazette", title="Storm", published=None, body="a b")


@given(st.text(max_size=60))
def test_any_text_can_stand_where_a_url_should(text: str) -> None:
    assert normalise_url(normalise_url(text)) == normalise_url(text)
    assert len(article_id(url=text or "x", title=text, body=text)) == 16


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2031", "2031-01-01", "2031-12-31"),
        ("2032-02", "2032-02-01", "2032-02-29"),
        ("2031-12", "2031-12-01", "2031-12-31"),
        ("2031-03-04", "2031-03-04", "2031-03-04"),
        ("2031-03-04T23:59:00", "2031-03-04", "2031-03-04"),
    ],
)
def test_a_date_means_every_day_it_could_be(value: str, first: str, last: str) -> None:
    moment = published(value)
    assert (moment.first_day.isoformat(), moment.last_day.isoformat()) == (first, last)


_names = st.none() | st.text(max_size=12)


@given(
    st.builds(
        Article,
        id=st.text(min_size=1, max_size=8),
        title=_names,
        body=st.text(),
        authors=st.lists(st.text(max_size=9)).map(tuple),
        published=st.none()
        | st.builds(Published, st.just("2031-03"), st.just("month"), st.text(max_size=9), _names),
        provenance=st.dictionaries(
            st.text(max_size=5), st.builds(Provenance, st.text(max_size=9), st.just("low"))
        ),
        source=st.builds(Source, st.text(max_size=9), _names, st.just("text")),
    )
)
def test_a_written_article_reads_back_equal(article: Article) -> None:
    assert from_json(to_json(article)) == article
    assert from_json(json.dumps(article_to_json(article)).encode()) == article


def test_the_ten_articles_have_ten_identities() -> None:
    assert len({article.id for article in TEN}) == 10
