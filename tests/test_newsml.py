"""NewsML-G2 and NewsML 1: items to articles."""

from pathlib import Path

import pytest
from dataset_files import TODAY, article_in, read
from iptc_documents import NAR, g2_item, g2_message

from index.ingest.reading import Job, read_job


def value_of(path: Path, about: str, *, version: str = "1", meta: str = "") -> tuple[str | None, str | None]:
    """When an article was published and modified."""
    article = article_in(path, g2_item(about, f"<headline>Wall falls</headline>{meta}", version=version))
    published, modified = article.published, article.modified
    return published.value if published else None, modified.value if modified else None


def test_an_item_and_its_text_state_the_fields_together(tmp_path: Path) -> None:
    meta = (
        '<creator><name>Ada Brook</name></creator><infoSource qcode="is:AFP"/><headline>Wall falls</headline>'
        "<description>What happened.</description><located><name>Bergen</name></located>"
    )
    about = '<itemClass qcode="ninat:text"/><provider><name>Tidewater Post</name></provider>'
    article = article_in(tmp_path / "a.xml", g2_item(about, meta))
    assert (article.title, article.standfirst, article.place) == ("Wall falls", "What happened.", "Bergen")
    assert article.body == "The wall fell on Friday.\n\nNobody was hurt."
    assert (article.authors, article.agency, article.outlet) == (
        ("Ada Brook",),
        "Agence France-Presse",
        "Tidewater Post",
    )
    assert (article.url, article.source.format, article.source.member) == (None, "iptc", None)


def test_the_text_states_what_the_item_does_not(tmp_path: Path) -> None:
    article = article_in(tmp_path / "a.xml", g2_item(meta=""))
    assert (article.title, article.authors, article.place) == ("Wall falls", ("Ada Brook",), "OSLO")


FIRST = "<firstCreated>2024-03-01T10:00:00+01:00</firstCreated>"
THIS = "<versionCreated>2024-03-02T11:00:00+01:00</versionCreated>"
CONTENT = "<contentCreated>2024-02-28T09:00:00Z</contentCreated>"


@pytest.mark.parametrize(
    ("about", "version", "meta", "expected"),
    [
        (FIRST + THIS, "3", CONTENT, ("2024-03-01T10:00:00", "2024-03-02T11:00:00")),
        (THIS, "1", CONTENT, ("2024-03-02T11:00:00", None)),
        (THIS, "3", CONTENT, ("2024-02-28T09:00:00", "2024-03-02T11:00:00")),
        (THIS, "3", "", ("2024-03-02T11:00:00", "2024-03-02T11:00:00")),
        ("<firstCreated>2024-03-01T00:00:00Z</firstCreated>", "1", "", ("2024-03-01", None)),
        (f"{FIRST}<embargoed>2024-03-01T12:00:00Z</embargoed>", "1", "", ("2024-03-01T12:00:00", None)),
        (f"{FIRST}<embargoed>2024-03-01T08:00:00Z</embargoed>", "1", "", ("2024-03-01T10:00:00", None)),
        (f"{FIRST}<embargoed>2099-01-01T00:00:00Z</embargoed>", "1", CONTENT, (None, None)),
        ("", "1", "", (None, None)),
    ],
    ids=["first", "this", "content", "correction", "day", "embargo", "embargo over", "embargo on", "nothing"],
)
def test_when_it_was_published(
    tmp_path: Path, about: str, version: str, meta: str, expected: tuple[str | None, str | None]
) -> None:
    assert value_of(tmp_path / "a.xml", about, version=version, meta=meta) == expected


@pytest.mark.parametrize(
    "content",
    [
        '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><h1>Wall falls</h1>'
        "<p>It fell.</p><p>It is gone.</p></body></html></inlineXML>",
        '<inlineData contenttype="text/plain">It fell.\n\nIt is gone.</inlineData>',
        '<inlineData contenttype="text/html">&lt;p&gt;It fell.&lt;/p&gt;&lt;p&gt;It is gone.&lt;/p&gt;</inlineData>',
    ],
    ids=["xhtml", "plain", "html"],
)
def test_a_text_may_be_in_other_markup(tmp_path: Path, content: str) -> None:
    assert article_in(tmp_path / "a.xml", g2_item(content=content)).body == "It fell.\n\nIt is gone."


def test_a_message_carries_several_and_what_is_no_text_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        g2_message(
            g2_item(),
            g2_item('<itemClass qcode="ninat:picture"/>'),
            g2_item('<pubStatus qcode="stat:canceled"/>'),
            g2_item('<pubStatus qcode="stat:withheld"/>'),
            f"<packageItem {NAR}/>",
            g2_item(guid="urn:newsml:tidewater:2"),
        )
    )
    readings = [reading for _, reading in read_job(Job(path, TODAY)) if reading]
    articles = [article for reading in readings for article in reading.articles]
    assert [article.source.member for article in articles] == ["1", "6"]
    assert articles[0].id != articles[1].id
    assert [kind for reading in readings for kind in reading.passed_over] == [
        "items that are no text",
        "items that were withdrawn or withheld",
        "items that were withdrawn or withheld",
        "items that are no news item",
    ]


NEWSML_1 = (
    '<?xml version="1.0"?><!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20021018:NewsMLv1.2:1" "NewsMLv1.2.dtd"><NewsML>'
    "<NewsEnvelope><DateAndTime>20040102T120000Z</DateAndTime></NewsEnvelope><NewsItem><Identification><NewsIdentifier>"
    '<ProviderId>afp.com</ProviderId><RevisionId PreviousRevision="0" Update="N">1</RevisionId>'
    "<PublicIdentifier>urn:newsml:afp.com:1</PublicIdentifier></NewsIdentifier></Identification><NewsManagement>"
    "<FirstCreated>20040101T120000Z</FirstCreated><ThisRevisionCreated>20040101T120000Z</ThisRevisionCreated>"
    '<Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines><HeadLine>Wall falls</HeadLine>'
    "<ByLine>Ada Brook</ByLine><DateLine>OSLO, Jan 1 (AFP)</DateLine></NewsLines><AdministrativeMetadata><Provider>"
    '<Party FormalName="AFP"/></Provider></AdministrativeMetadata><ContentItem><DataContent><p>It fell.</p>'
    "<p>It is gone.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
)


def test_newsml_of_the_first_kind(tmp_path: Path) -> None:
    article = article_in(tmp_path / "a.xml", NEWSML_1)
    assert (article.title, article.body) == ("Wall falls", "It fell.\n\nIt is gone.")
    assert (article.authors, article.agency, article.place) == (
        ("Ada Brook",),
        "Agence France-Presse",
        "OSLO",
    )
    assert article.published
    assert article.published.value == "2004-01-01T12:00:00"


def test_it_is_read_in_the_encoding_that_it_is_in(tmp_path: Path) -> None:
    text = NEWSML_1.replace("Wall", "Mur à Orléans").replace('"1.0"', '"1.0" encoding="utf-16"')
    assert article_in(tmp_path / "a.xml", text.encode("utf-16")).title == "Mur à Orléans falls"


def test_of_a_message_that_is_cut_short_the_last_item_is_left_out(tmp_path: Path) -> None:
    articles, reasons = read(tmp_path / "a.xml", g2_message(g2_item(), g2_item(guid="urn:2"))[:-300])
    assert [article.source.member for article in articles] == ["1"]
    assert reasons == ["cut short: its last item is not whole"]
