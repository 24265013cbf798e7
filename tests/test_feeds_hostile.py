"""Feeds that are no XML, or are made to hurt whoever reads them."""

import codecs
from pathlib import Path

import pytest
from dataset_files import read

GOOD = "<item><title>Wall</title><link>https://tidewaterpost.com/wall</link></item>"


def feed(inner: str, before: str = "") -> str:
    return f'{before}<rss version="2.0"><channel><title>P</title>{inner}</channel></rss>'


def titles(path: Path, content: str | bytes) -> list[str | None]:
    return [article.title for article in read(path, content)[0]]


def test_entities_of_its_own_are_refused(tmp_path: Path) -> None:
    entities = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert read(tmp_path / "f.xml", feed("<item><title>&b;</title></item>", entities)) == (
        [],
        ["declares entities, which no news needs"],
    )


def test_a_file_that_an_entity_names_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    outside = f'<!DOCTYPE rss SYSTEM "file://{tmp_path}/secret.txt">'
    assert titles(tmp_path / "f.xml", feed("<item><title>W &xxe; X</title></item>", outside)) == ["W &xxe; X"]


def test_a_feed_nested_too_deeply_ends_where_it_does(tmp_path: Path) -> None:
    deep = f"<item><title>W</title><description>{'<a>' * 1_000}{'</a>' * 1_000}</description></item>"
    articles, reasons = read(tmp_path / "f.xml", feed(GOOD + deep + GOOD))
    assert [article.title for article in articles] == ["Wall"]
    assert reasons == ["not read from line 1 on: nested too deeply"]


def test_a_truncated_feed_keeps_what_was_whole_and_says_so(tmp_path: Path) -> None:
    last = "<item><title>Wall falls</title></item>"
    text = feed(GOOD + last)
    articles, reasons = read(tmp_path / "f.xml", text[: text.index(" falls")])
    assert [article.title for article in articles] == ["Wall"]
    assert reasons == ["cut short: its last item is not whole"]


def test_markup_made_to_hurt_spoils_its_own_item_only(tmp_path: Path) -> None:
    hostile = f"<item><title>W</title><description>{'&lt;div&gt;' * 10_000}</description></item>"
    articles, reasons = read(tmp_path / "f.xml", feed(hostile + GOOD))
    assert [article.title for article in articles] == ["Wall"]
    assert reasons == ["1: nested more than 600 levels deep"]


def test_a_feed_of_very_many_elements_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path / "f.xml", feed("<a/>" * 500_001)) == ([], ["more than 500,000 elements"])


def test_bare_ampersands_and_prefixes_that_are_not_declared_are_read(tmp_path: Path) -> None:
    item = "<item><title>Q&A: walls &copy; water</title><dc:creator>Ada Brook</dc:creator></item>"
    [article], reasons = read(tmp_path / "f.xml", feed(item))
    assert (article.title, article.authors, reasons) == ("Q&A: walls © water", ("Ada Brook",), [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_feed_is_read_in_the_encoding_that_it_says_or_shows(tmp_path: Path, encoding: str) -> None:
    declared = codecs.lookup(encoding).name.removesuffix("-sig")
    content = feed(
        "<item><title>Zoé à Ålesund</title></item>", f'<?xml version="1.0" encoding="{declared}"?>'
    )
    assert titles(tmp_path / "f.rss", content.encode(encoding)) == ["Zoé à Ålesund"]


@pytest.mark.parametrize(
    "text",
    [
        '{"version": "https://jsonfeed.org/version/1"}',
        '{"version": "https://jsonfeed.org/version/1", "items": 3}',
    ],
)
def test_a_json_feed_without_items_is_refused(tmp_path: Path, text: str) -> None:
    assert read(tmp_path / "f.json", text) == ([], ["a JSON feed without items"])


def test_xml_that_is_no_feed_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path / "f.rss", "<catalogue><item><title>A</title></item></catalogue>")[1] == [
        "no feed: its first element is none of rss, RDF and feed"
    ]
