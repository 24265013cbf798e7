"""Feeds: what an item of RSS, Atom or JSON Feed says of its article."""

import json
from pathlib import Path
from typing import Any

import pytest
from dataset_files import article_in, read

from index.article import Article

SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


def rss(
    tmp_path: Path,
    item: str,
    channel: str = "<title>The Tidewater Post</title><link>https://tidewaterpost.com/</link>",
) -> Article:
    feed = f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel>{channel}<item>{item}</item></channel></rss>'
    return article_in(tmp_path / "feed.xml", feed)


def atom(tmp_path: Path, entry: str, head: str = "<title>The Tidewater Post</title>") -> Article:
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">{head}<entry>{entry}</entry></feed>'
    return article_in(tmp_path / "feed.atom", feed)


def test_an_item_with_its_text_is_a_full_article(tmp_path: Path) -> None:
    article = rss(
        tmp_path,
        "<title>Wall &amp;amp; water</title><link>https://tidewaterpost.com/wall?utm_source=rss</link>"
        "<dc:creator>By Ada Brook and Jon Reyes</dc:creator><pubDate>Tue, 04 Mar 2031 09:15:00 +0100</pubDate>"
        "<category>Local</category><description>It fell in the night.</description>"
        "<content:encoded><![CDATA[<p>The wall <b>fell</b> &amp; the sea came.</p><figure><figcaption>A wall"
        "</figcaption></figure><p>Nobody was hurt.</p><p>The post Wall appeared first on The Tidewater Post.</p>]]></content:encoded>",
    )
    assert (article.title, article.body_kind) == ("Wall & water", "full")
    assert article.body == "The wall fell & the sea came.\n\nNobody was hurt."
    assert (article.standfirst, article.authors) == ("It fell in the night.", ("Ada Brook", "Jon Reyes"))
    assert article.published and (article.published.value, article.published.offset) == (
        "2031-03-04T09:15:00",
        "+01:00",
    )
    assert (article.outlet, article.outlet_domain, article.section) == (
        "The Tidewater Post",
        "tidewaterpost.com",
        "Local",
    )
    assert article.source.format == "feed"


def test_an_item_with_a_summary_is_a_partial_article(tmp_path: Path) -> None:
    article = rss(
        tmp_path,
        "<title>Wall</title><description>&lt;p&gt;It fell.&lt;br/&gt;Nobody was hurt.&lt;/p&gt;</description>",
    )
    assert (article.body, article.body_kind, article.standfirst) == (
        "It fell.\n\nNobody was hurt.",
        "partial",
        None,
    )


def test_an_item_and_its_page_are_one_article(tmp_path: Path) -> None:
    item = rss(tmp_path, "<title>Wall</title><link>http://www.tidewaterpost.com/wall/?utm_medium=feed</link>")
    record = {"title": "Wall", "text": "It fell.", "url": "https://tidewaterpost.com/wall"}
    assert item.id == article_in(tmp_path / "page.json", json.dumps(record)).id
    assert item.body_kind == "stub"


@pytest.mark.parametrize(
    "text",
    [
        "<p>It fell in the night and […]</p>",
        "<p>It fell in the night and</p><p>Continue reading…</p>",
        "It fell in the night and...",
    ],
)
def test_a_text_that_stops_short_is_partial(tmp_path: Path, text: str) -> None:
    article = rss(tmp_path, f"<title>Wall</title><content:encoded><![CDATA[{text}]]></content:encoded>")
    assert (article.body, article.body_kind) == ("It fell in the night and", "partial")


def test_the_summary_once_more_as_the_text_is_partial(tmp_path: Path) -> None:
    article = rss(
        tmp_path,
        "<title>W</title><description>It fell.</description><content:encoded>It fell.</content:encoded>",
    )
    assert (article.body, article.body_kind) == ("It fell.", "partial")


def test_relative_addresses_are_relative_to_xml_base_and_else_to_the_site(tmp_path: Path) -> None:
    site = "<title>P</title><link>https://tidewaterpost.com/</link>"
    assert (
        rss(tmp_path, "<title>W</title><link>/2031/wall</link>", site).url
        == "https://tidewaterpost.com/2031/wall"
    )
    entry = '<title>W</title><link href="wall.html"/>'
    head = '<title>P</title><link href="https://tidewaterpost.com/"/>'
    assert atom(tmp_path, entry, head).url == "https://tidewaterpost.com/wall.html"
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://tidewaterpost.com/news/">'
        '<entry xml:base="2031/"><title>W</title><link href="wall.html"/></entry></feed>'
    )
    assert article_in(tmp_path / "b.atom", feed).url == "https://tidewaterpost.com/news/2031/wall.html"


def test_the_link_is_the_page_and_not_the_comments_or_the_feed(tmp_path: Path) -> None:
    links = (
        '<link rel="self" href="https://tidewaterpost.com/feed/1"/><link rel="replies" href="https://tidewaterpost.com/c"/>'
        '<link rel="alternate" href="https://tidewaterpost.com/wall"/>'
    )
    assert atom(tmp_path, f"<title>W</title>{links}").url == "https://tidewaterpost.com/wall"


def test_a_permanent_guid_is_the_address_and_another_is_an_identity(tmp_path: Path) -> None:
    title = "<title>W</title>"
    assert (
        rss(tmp_path, f"{title}<guid>https://tidewaterpost.com/1</guid>").url == "https://tidewaterpost.com/1"
    )
    one, again, other = (
        rss(tmp_path, f'{text}<guid isPermaLink="false">https://tidewaterpost.com/?p={number}</guid>')
        for text, number in (("<title>W</title>", 1), ("<title>V</title>", 1), ("<title>W</title>", 2))
    )
    assert one.url is None
    assert one.id == again.id != other.id


def test_an_entry_of_atom_is_read(tmp_path: Path) -> None:
    article = atom(
        tmp_path,
        "<title type='html'>Wall &amp;amp; water</title><link href='https://tidewaterpost.com/wall'/>"
        "<author><name>Ada Brook</name><email>ada@tidewaterpost.com</email></author><category term='Local'/>"
        "<published>2031-03-04T09:15:00Z</published><updated>2031-03-05T10:00:00Z</updated><summary>It fell.</summary>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>The wall fell, and the sea came.</p><p>Nobody was hurt.</p></div></content>",
    )
    assert (article.title, article.authors, article.section) == ("Wall & water", ("Ada Brook",), "Local")
    assert article.body == "The wall fell, and the sea came.\n\nNobody was hurt."
    assert article.published and article.modified and article.modified.value == "2031-03-05T10:00:00"
    assert (article.language, article.body_kind) == ("en", "full")


def test_when_an_entry_was_updated_is_not_when_it_was_published(tmp_path: Path) -> None:
    article = atom(tmp_path, "<title>W</title><updated>2031-03-05T10:00:00Z</updated>")
    assert article.published is None
    assert article.modified


def test_content_that_is_elsewhere_is_no_text(tmp_path: Path) -> None:
    article = atom(
        tmp_path,
        '<title>W</title><content src="https://tidewaterpost.com/v.mp4"/><summary>It fell.</summary>',
    )
    assert (article.body, article.body_kind) == ("It fell.", "partial")


def test_the_feeds_author_stands_for_items_without_one(tmp_path: Path) -> None:
    head = "<title>P</title><author><name>Mina Okafor</name></author>"
    assert atom(tmp_path, "<title>W</title>", head).authors == ("Mina Okafor",)
    assert atom(tmp_path, "<title>W</title><author><name>Ada Brook</name></author>", head).authors == (
        "Ada Brook",
    )


def test_the_author_of_an_item_of_rss_may_be_an_address_with_a_name(tmp_path: Path) -> None:
    assert rss(tmp_path, "<title>W</title><author>ada@tidewaterpost.com (Ada Brook)</author>").authors == (
        "Ada Brook",
    )


def test_rss_of_version_1_is_read(tmp_path: Path) -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>The Tidewater Post</title>'
        "<link>https://tidewaterpost.com/</link><items><rdf:Seq/></items></channel>"
        '<item rdf:about="y"><title>Wall</title><link>https://tidewaterpost.com/wall</link><dc:date>2031-03-04</dc:date>'
        "<dc:creator>Ada Brook</dc:creator><dc:language>fr</dc:language></item></rdf:RDF>"
    )
    article = article_in(tmp_path / "feed.rdf", feed)
    assert (article.title, article.outlet, article.authors, article.language) == (
        "Wall",
        "The Tidewater Post",
        ("Ada Brook",),
        "fr",
    )
    assert article.published and article.published.value == "2031-03-04"


def test_rss_of_version_0_91_with_its_document_type_is_read(tmp_path: Path) -> None:
    feed = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/rss-0.91.dtd">'
        "<rss version='0.91'><channel><title>P</title><item><title>Caf&eacute;&nbsp;closes</title></item></channel></rss>"
    )
    assert article_in(tmp_path / "feed.xml", feed).title == "Café closes"


def test_a_json_feed_is_read(tmp_path: Path) -> None:
    item: dict[str, Any] = {
        "id": "1",
        "url": "/wall",
        "title": "Wall",
        "content_html": "<p>The wall fell, and the sea came.</p><p>Nobody was hurt.</p>",
        "summary": "It fell.",
        "date_published": "2031-03-04T09:15:00Z",
        "authors": [{"name": "Ada Brook"}, {"name": "Jon Reyes"}],
        "tags": ["Local"],
    }
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "P",
        "home_page_url": "https://tidewaterpost.com/",
        "language": "en",
    }
    article = article_in(tmp_path / "feed.json", json.dumps(feed | {"items": [item]}))
    assert (article.url, article.authors, article.section) == (
        "https://tidewaterpost.com/wall",
        ("Ada Brook", "Jon Reyes"),
        "Local",
    )
    assert (article.body, article.body_kind) == (
        "The wall fell, and the sea came.\n\nNobody was hurt.",
        "full",
    )
    partial = article_in(
        tmp_path / "feed.json", json.dumps(feed | {"items": [{"id": "1", "summary": "It fell."}]})
    )
    assert (partial.body, partial.body_kind) == ("It fell.", "partial")


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("World | The Tidewater Post", "The Tidewater Post"),
        ("The Tidewater Post » Local", "The Tidewater Post"),
        ("The Tidewater Post - World - RSS", "The Tidewater Post"),
        ("Tidewater Post: Sport", "Tidewater Post"),
        ("Harbour News", "Harbour News"),
    ],
)
def test_the_outlet_is_the_part_of_the_feeds_title_that_the_domain_has_too(
    tmp_path: Path, title: str, outlet: str
) -> None:
    channel = f"<title>{title}</title><link>https://www.tidewaterpost.com/</link>"
    assert rss(tmp_path, "<title>W</title>", channel).outlet == outlet


def test_the_source_of_an_item_outranks_the_feed_that_gathers(tmp_path: Path) -> None:
    item = "<title>W</title><source url='https://haldengazette.co.uk/rss'>Halden Gazette</source>"
    assert rss(tmp_path, item).outlet == "Halden Gazette"


def test_several_categories_are_tags(tmp_path: Path) -> None:
    assert rss(tmp_path, "<title>W</title><category>Walls</category><category>Sea</category>").section is None


def test_an_item_without_anything_is_rejected_alone(tmp_path: Path) -> None:
    feed = "<rss version='2.0'><channel><item><link>https://a.example</link></item><item><title>W</title></item></channel></rss>"
    articles, reasons = read(tmp_path / "feed.xml", feed)
    assert [(article.title, article.source.member) for article in articles] == [("W", "2")]
    assert reasons == ["1: neither a title nor a text in it"]
