"""A saved page as a whole: its article, and what it was read from."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_pages import FIRST, HEADLINE, SECOND, TODAY
from reading_in_process import read_inputs
from web_pages import BODY, PARAGRAPHS, TEXT, URL, json_ld, news, page, read_web

STATED = json_ld(
    news(
        datePublished="2024-03-04T09:30:00+01:00",
        dateModified="2024-03-05T10:00:00+01:00",
        author=[{"@type": "Person", "name": "Ada Brook"}, {"@type": "Person", "name": "Jon Reyes"}],
        publisher={"@type": "Organization", "name": "Halden Publishing Ltd"},
        articleSection="Local",
        description="What the storm left of the harbour, and who is to pay for it.",
    )
)
SITE = '<meta property="og:site_name" content="Halden Gazette">'


def test_a_page_gives_its_article_with_every_field_that_it_states() -> None:
    article = read_web(page(head=STATED + SITE))
    assert (article.title, article.body) == (HEADLINE, BODY)
    assert article.published is not None
    assert (article.published.value, article.published.offset) == ("2024-03-04T09:30:00", "+01:00")
    assert article.modified is not None
    assert article.modified.value == "2024-03-05T10:00:00"
    assert article.authors == ("Ada Brook", "Jon Reyes")
    assert (article.outlet, article.outlet_domain) == ("Halden Gazette", "example.com")
    assert (article.section, article.language, article.url) == ("Local", "en", URL)
    assert article.standfirst == "What the storm left of the harbour, and who is to pay for it."
    assert (article.source.format, article.body_kind) == ("html", "full")


def test_what_was_read_where_is_kept() -> None:
    article = read_web(page(head=STATED + SITE))
    where = {field: provenance.where for field, provenance in article.provenance.items()}
    assert where["published"] == "JSON-LD datePublished"
    assert where["authors"] == "JSON-LD author"
    assert where["outlet"] == "meta og:site_name"
    assert where["language"] == "the words of the text"


def test_a_page_without_any_address_is_read_all_the_same() -> None:
    article = read_web(page(head=STATED), url=None)
    assert (article.url, article.outlet_domain, article.outlet) == (None, None, "Halden Publishing Ltd")
    assert article.body == BODY


def test_a_page_that_states_nothing_has_its_headline_and_text() -> None:
    article = read_web(page(), url=None)
    assert (article.title, article.body) == (HEADLINE, BODY)
    assert (article.published, article.authors, article.outlet, article.url) == (None, (), None, None)


def test_the_canonical_address_is_the_articles() -> None:
    canonical = f'<link rel="canonical" href="{URL}"><base href="https://elsewhere.example.org/">'
    assert read_web(page(head=canonical), url=f"{URL}?utm_source=feed").url == URL
    assert read_web(page(head=canonical), url=None).url == URL


def test_a_canonical_address_on_another_outlets_domain_means_a_copy_not_the_same_page() -> None:
    elsewhere = '<link rel="canonical" href="https://tidewater-post.example.org/harbour-wall">'
    article = read_web(page(head=elsewhere))
    assert (article.url, article.outlet_domain) == (URL, "example.com")


def test_a_canonical_address_that_is_only_the_sites_names_no_page() -> None:
    article = read_web(page(head='<link rel="canonical" href="https://halden-gazette.example.com/">'))
    assert article.url == URL


def test_what_a_web_archive_adds_to_an_address_is_taken_off() -> None:
    assert read_web(page(), url=f"https://web.archive.org/web/20240304120000/{URL}").url == URL


def test_a_date_after_the_page_was_fetched_is_not_believed() -> None:
    late = page(head=json_ld(news(datePublished="2024-03-04")))
    assert read_web(late).published is not None
    assert read_web(late, captured=TODAY.replace(month=2)).published is None


@pytest.mark.parametrize(
    "comment",
    [
        f"<!-- saved from url=(0042){URL} -->",
        f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Mon Mar 04 2024 18:00:00 GMT+0100\n-->",
    ],
)
def test_a_page_saved_by_a_browser_says_where_it_was(comment: str) -> None:
    article = read_web(page().replace("<html>", f"<html>{comment}"), url=None)
    assert article.url == URL


def test_what_the_wayback_machine_adds_to_a_page_is_not_the_pages() -> None:
    kept = f'<script>__wm.wombat("{URL}","20240308120000","https://web.archive.org/","web");</script>'
    bar = '<div id="wm-ipp-base"><div id="wm-ipp"><h1>Captures</h1><time datetime="2024-03-08">8 March</time></div></div>'
    article = read_web(
        page(head=kept, below="<p>Published: 4 March 2024</p>").replace("<nav>", f"{bar}<nav>"), url=None
    )
    assert (article.url, article.title) == (URL, HEADLINE)
    assert article.published is not None
    assert article.published.value == "2024-03-04"
    late = json_ld(news(datePublished="2024-03-09"))
    assert read_web(page(head=kept + late), url=None).published is not None
    late = json_ld(news(datePublished="2024-03-10"))
    assert read_web(page(head=kept + late), url=None).published is None


def test_the_day_on_which_a_page_was_saved_is_no_date_of_publication() -> None:
    comment = f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Mon Mar 04 2024\n-->"
    assert read_web(page().replace("<html>", f"<html>{comment}"), url=None).published is None


def test_pictures_within_a_page_do_not_make_it_too_large() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 6_000_000}">'
    assert read_web(page(above=picture)).body == BODY


def test_text_without_marked_up_paragraphs_is_found() -> None:
    broken = "<br><br>".join([*PARAGRAPHS, FIRST.replace("Monday", "Tuesday")])
    article = read_web(page(text=broken))
    assert FIRST in article.body
    assert SECOND in article.body


def test_text_that_goes_on_behind_a_box_is_not_cut_off() -> None:
    more = [f"{FIRST[:-1]}, as it had {number} years before." for number in range(8)]
    first, rest = "".join(f"<p>{p}</p>" for p in more[:3]), "".join(f"<p>{p}</p>" for p in more[3:])
    parts = (
        f"<div class='article__body'>{first}</div><p>Advertisement</p><div class='article__body'>{rest}</div>"
    )
    assert read_web(page(text=parts)).body == "\n\n".join(more)


def test_lines_of_the_site_and_the_headline_are_not_in_the_body() -> None:
    around = f"<p>{HEADLINE}</p>{TEXT}<p>Share this article on Facebook</p><p>Read more: the old wall</p>"
    assert read_web(page(text=around)).body == BODY


def test_a_text_before_a_paywall_is_partial() -> None:
    article = read_web(page(text=f"{TEXT}<p>Subscribe now to continue reading this article.</p>"))
    assert (article.body, article.body_kind) == (BODY, "partial")


def test_a_teaser_cut_from_the_text_is_no_standfirst() -> None:
    head = f'<meta name="description" content="{FIRST[:90]}…">'
    assert read_web(page(head=head)).standfirst is None


def test_a_folder_of_saved_pages_is_read_by_content_and_suffix(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text(page(head=STATED), "utf-8")
    (tmp_path / "two.txt").write_text(page(head=STATED), "utf-8")
    readings = list(read_inputs([tmp_path], today=TODAY))
    assert [article.title for reading in readings for article in reading.articles] == [HEADLINE, HEADLINE]


@pytest.mark.parametrize("module", ["trafilatura", "lxml", "resiliparse", "publicsuffixlist", "ftfy"])
def test_reading_pages_of_text_loads_no_parser_of_markup(module: str) -> None:
    code = (
        "import sys, index.ingest.reading, index.ingest.text.reader;"
        f"sys.exit({module!r} in {{name.partition('.')[0] for name in sys.modules}})"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text(alphabet="<>/=\"' abpdivhrefscript!-&;{}[]\x00é", max_size=300))
def test_no_markup_makes_the_reader_fail_without_a_reason(text: str) -> None:
    try:
        article = read_web(f"<html>{text}")
    except ValueError as error:
        assert str(error)
    else:
        assert article.source.format == "html"
