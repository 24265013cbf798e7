"""What no page is made of, refused before a parser sees it; and what is no news."""

import tracemalloc

import pytest
from invented_pages import FIRST, HEADLINE
from web_pages import BODY, TEXT, json_ld, news, page, read_web

from index.ingest.html.guard import DEEPEST, LARGEST, check_markup


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (b"x" * (LARGEST + 1), "larger than 5 MB"),
        (b"<div>" * (DEEPEST + 1), "levels deep"),
        (b"<b></i>" * (DEEPEST + 1), "levels deep"),
        (b'<b><p title="</b>">' * (DEEPEST + 1), "levels deep"),
        (b'<b ="><b>' * (DEEPEST + 1), "levels deep"),
        (b"<!--><b>-->" * (DEEPEST + 1), "levels deep"),
        (b"<path/>" * (DEEPEST + 1), "levels deep"),
        (b"<svg>" + b"<path/>" * 11_000, "levels deep"),
        (b"<div>" * 500 + b"<p>x" * 50_000, "tags, 49. levels deep"),
        (b"<a href=x>y</a>" * 25_001, "25,000 links"),
        (b"<p>" * 500_001, "elements"),
        (b"<p " + b" ".join(b"a%d" % n for n in range(20_000)) + b">", "attributes"),
        ((b"<p " + b" ".join(b"a%d" % n for n in range(2_000)) + b">") * 200, "attributes"),
    ],
    ids=range(13),
)
def test_what_no_page_is_made_of_is_refused_with_a_reason(markup: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        check_markup(markup)


@pytest.mark.parametrize(
    "markup",
    [
        b"<div>" * DEEPEST,
        b"<p>x" * 5_000,
        b"<br><img src=x><li>y" * 5_000,
        b"<div><b></div>" * 5_000,
        b"<script>" + b"'<div>'" * 5_000 + b"</script>",
        b"<!--" + b"<div>" * 5_000 + b"-->",
        b"<svg>" + b'<path d="M0"/>' * 5_000 + b"</svg>",
        b'<div data-state="' + b"<b> " * 20_000 + b'">',
        b"<script>" * 5_000,
        b"<!-- " * 5_000,
        b"<a b='" * 5_000,
    ],
    ids=range(11),
)
def test_untidy_pages_pass(markup: bytes) -> None:
    check_markup(markup)


@pytest.mark.parametrize(
    "shape",
    ["<i>w</i> ", "<span>w</span>", "<h2>head</h2>", "<p>x", "<br>x", "<table><tr><td>x</td></tr></table>"],
)
def test_a_page_of_very_many_elements_is_not_read_by_what_takes_the_square_of_them(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.ingest.html.body.extract", None)
    head = json_ld(news(datePublished="2024-03-01"))
    assert FIRST in read_web(page(head=head, below=f"<div>{shape * 20_000}</div>")).body


def test_a_large_page_takes_no_more_memory_than_a_reader_has() -> None:
    tracemalloc.start()
    try:
        read_web(page(text=TEXT * 2_000))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 200 << 20


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("<html><title>404 Not Found</title><p>The page is not here.</p>", "an error page"),
        (
            "<html><title>Just a moment...</title><p>Checking your browser before you go on.</p>",
            "an error page",
        ),
        ("<html><title>Page not found | Halden Gazette</title><p>Sorry.</p>", "an error page"),
        ("<html><title>Error 503: Service Unavailable</title><p>Sorry.</p>", "an error page"),
        ("<html><title>Access denied</title><p>You have no permission.</p>", "an error page"),
        ("<html><title>Gazette</title><ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul>", "no article"),
        (
            "<html><title>Gazette</title><p>We and our partners use cookies. Accept cookies, or manage your privacy"
            " preferences. Consent can be withdrawn; see our cookies policy and partners.</p>",
            "consent",
        ),
    ],
)
def test_a_page_without_news_is_refused_with_a_reason(markup: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_web(markup)


def test_an_article_behind_a_wall_of_consent_is_a_stub() -> None:
    wall = "<p>We and our partners use cookies. Accept cookies, or manage your privacy preferences and consent.</p>"
    head = json_ld(news(datePublished="2024-03-01", author="Ada Brook"))
    article = read_web(page(head=head, text=wall))
    assert (article.title, article.body, article.body_kind) == (HEADLINE, "", "stub")


def test_an_article_about_errors_and_cookies_is_news() -> None:
    about = "".join(f"<p>{FIRST[:-1]}, said page {number} of the cookies policy.</p>" for number in range(12))
    article = read_web(page(heading="Error 404: the page that was not found", text=about))
    assert article.title == "Error 404: the page that was not found"
    head = json_ld(news(headline="Page not found", datePublished="2024-03-01"))
    assert read_web(page(head=head, heading="Page not found")).title == "Page not found"


@pytest.mark.parametrize(
    "title", ["Missing ferry not found", "Forbidden love on the quay", "502 boats at sea"]
)
def test_a_headline_in_the_words_of_an_error_is_news(title: str) -> None:
    assert read_web(page(heading=title)).title == title


def test_a_page_of_a_few_words_and_a_date_is_an_article() -> None:
    head = json_ld(news(datePublished="2024-03-01"))
    assert read_web(page(head=head, text="<p>The wall gave way.</p>")).title == HEADLINE


def test_a_page_that_is_untidy_throughout_is_read() -> None:
    markup = f"<h1>{HEADLINE}<div>{TEXT}</table></span><b><i></b></i>"
    assert BODY in read_web(markup).body
