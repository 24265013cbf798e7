"""NITF: documents to articles, from agencies and from the New York Times' corpus."""

from pathlib import Path

import pytest
from dataset_files import TODAY, article_in, read
from iptc_documents import nitf

from index.ingest.reading import Job, read_job


def test_a_document_of_an_agency(tmp_path: Path) -> None:
    above = (
        "<hedline><hl1>Wall falls</hl1><hl2>At night</hl2></hedline><byline>By <person>Ada Brook</person><byttl>AP Writer"
        "</byttl></byline><distributor>The Associated Press</distributor><dateline><location>Norfolk, Virginia</location>"
        " (AP)</dateline><abstract><p>What happened.</p></abstract>"
    )
    head = '<docdata><date.issue norm="20240301T101500+0200"/><doc-id id-string="a1" regsrc="AP"/></docdata>'
    article = article_in(tmp_path / "a.xml", nitf(head, above, "<p>The wall fell.</p><p>It rained.</p>"))
    assert (article.title, article.standfirst) == ("Wall falls", "What happened.")
    assert (article.authors, article.agency, article.place) == (
        ("Ada Brook",),
        "Associated Press",
        "Norfolk, Virginia",
    )
    assert article.published
    assert (article.published.value, article.published.offset) == ("2024-03-01T10:15:00", "+02:00")
    assert article.body == "The wall fell.\n\nIt rained."


def test_a_document_of_a_newspapers_corpus(tmp_path: Path) -> None:
    head = (
        '<title>Harbor Wall Falls</title><meta content="Sports; New York" name="online_sections"/><docdata><doc-id '
        'id-string="1816096"/></docdata><pubdata date.publication="20070101T000000" name="The Tidewater Times"'
        ' ex-ref="http://query.tidewatertimes.com/gst/fullpage.html?res=9A0"/>'
    )
    above = (
        '<hedline><hl1>Harbor Wall Falls at Night</hl1></hedline><byline class="print_byline">By ADA BROOK and BEN LAKE'
        '</byline><byline class="normalized_byline">Brook, Ada; Lake, Ben</byline><dateline>ALBANY, Jan. 1</dateline>'
    )
    text = (
        '<block class="lead_paragraph"><p>The wall fell.</p></block><block class="full_text"><p>The wall fell.</p>'
        "<p>It was rebuilt &eacute; soon.</p></block>"
    )
    article = article_in(tmp_path / "1816096.xml", nitf(head, above, text))
    assert (article.title, article.section) == ("Harbor Wall Falls at Night", "Sports")
    assert (article.outlet, article.outlet_domain) == ("The Tidewater Times", "tidewatertimes.com")
    assert (article.authors, article.place) == (("ADA BROOK", "BEN LAKE"), "ALBANY")
    assert article.published
    assert (article.published.value, article.published.precision) == ("2007-01-01", "day")
    assert article.body == "The wall fell.\n\nIt was rebuilt é soon."


def test_what_may_not_be_released_before_a_day_was_not_published_before(tmp_path: Path) -> None:
    head = '<docdata><date.issue norm="20240301T101500Z"/><date.release norm="20240302T060000Z"/></docdata>'
    article = article_in(tmp_path / "a.xml", nitf(head))
    assert article.published
    assert article.published.value == "2024-03-02T06:00:00"


def test_what_is_withheld_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(nitf('<docdata management-status="withheld"/>'))
    [reading] = [reading for _, reading in read_job(Job(path, TODAY)) if reading and reading.passed_over]
    assert (reading.articles, dict(reading.passed_over)) == ((), {"items that were withdrawn or withheld": 1})


BOMB = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 30))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f'<!DOCTYPE nitf [<!ENTITY a0 "ha">{BOMB}]><nitf><body>&a29;</body></nitf>', "declares entities"),
        ('<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/hostname">]><nitf>&a;</nitf>', "declares entities"),
        ("<nitf><body><body.content>" + "<p>" * 100_000, "cut short"),
        ("<nitf>" + "<p/>" * 500_001 + "</nitf>", "more than 500,000 elements"),
        (nitf()[:-40], "cut short"),
        (b"<nitf>" + bytes(range(256)) * 100, "cut short"),
        ("<nitf/>", "neither a title nor a text"),
        ("<nitf " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>", "neither a title nor a text"),
    ],
    ids=["bomb", "outside", "deep", "many", "cut", "binary", "empty", "attributes"],
)
def test_hostile_documents_are_rejected_with_their_reason(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    articles, [said] = read(tmp_path / "a.xml", content)
    assert not articles
    assert reason in said


def test_a_file_that_the_documents_type_names_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.dtd").write_text('<!ENTITY xxe "secret">')
    outside = f'<!DOCTYPE nitf SYSTEM "file://{tmp_path}/secret.dtd"><nitf><body><body.head><hedline><hl1>W &xxe; X</hl1></hedline></body.head></body></nitf>'
    assert article_in(tmp_path / "a.xml", outside).title == "W &xxe; X"


def test_letters_are_read_as_the_document_declares_them(tmp_path: Path) -> None:
    text = nitf(above="<hedline><hl1>Zoé</hl1></hedline>").replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert article_in(tmp_path / "a.xml", text).title == "Zoé"
