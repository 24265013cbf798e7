"""Lists of feeds: those saved beside the list are read, and nothing outside of its folder."""

from pathlib import Path

import pytest
from dataset_files import read

FEED = '<rss version="2.0"><channel><item><title>{}</title></item></channel></rss>'


def opml(*outlines: str) -> str:
    inner = "".join(f'<outline type="rss" text="x" xmlUrl="{url}"/>' for url in outlines)
    return f'<opml version="2.0"><body><outline text="Local">{inner}</outline></body></opml>'


def test_the_feeds_of_a_list_are_read_as_if_they_were_named(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "a b.xml").write_text(FEED.format("A"))
    (tmp_path / "c.xml").write_text(FEED.format("C"))
    uri = (tmp_path / "c.xml").as_uri()
    articles, reasons = read(tmp_path / "feeds.opml", opml("local/a b.xml", uri, "local/a b.xml"))
    assert reasons == []
    assert [(article.title, article.source.path, article.source.member) for article in articles] == [
        ("A", str(tmp_path / "local" / "a b.xml"), "1"),
        ("C", str(tmp_path / "c.xml"), "1"),
    ]


@pytest.mark.parametrize(
    "way", ["../secret.xml", "/{}/secret.xml", "file:///{}/secret.xml", "link.xml", "in/../../secret.xml"]
)
def test_no_way_leads_out_of_the_lists_folder(tmp_path: Path, way: str) -> None:
    (tmp_path / "secret.xml").write_text(FEED.format("Secret"))
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "link.xml").symlink_to(tmp_path / "secret.xml")
    url = way.format(str(tmp_path).strip("/"))
    assert read(folder / "feeds.opml", opml(url)) == (
        [],
        [f"{url}: outside of the folder that the list is in"],
    )


def test_feeds_on_the_network_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(FEED.format("A"))
    articles, reasons = read(tmp_path / "feeds.opml", opml("https://tidewaterpost.com/rss", "a.xml"))
    assert ([article.title for article in articles], reasons) == (["A"], [])


def test_a_list_of_nothing_else_is_rejected_with_what_to_do(tmp_path: Path) -> None:
    _, [reason] = read(tmp_path / "feeds.opml", opml("https://tidewaterpost.com/rss"))
    assert reason == "all feeds in this list are on the network; save them beside it, for nothing is fetched"


def test_what_is_no_feed_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(FEED.format("A"))
    (tmp_path / "b.txt").write_text("b")
    articles, reasons = read(
        tmp_path / "feeds.opml", opml("b.txt", "missing.xml", "feeds.opml", ".", "a.xml")
    )
    assert [article.title for article in articles] == ["A"]
    assert reasons == [
        "b.txt: no feed",
        "missing.xml: there is no such file or folder",
        "feeds.opml: no feed",
        ".: a folder that cannot be listed",
    ]


def test_a_feed_that_breaks_off_is_reported_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(FEED.format("A</title></item><item><title>B")[:-30])
    articles, [reason] = read(tmp_path / "feeds.opml", opml("a.xml"))
    assert [article.title for article in articles] == ["A"]
    assert reason == "a.xml: cut short: its last item is not whole"
