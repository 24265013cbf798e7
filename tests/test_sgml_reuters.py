"""Reuters-21578: the fields of its documents, and those that are no whole article."""

from pathlib import Path

import pytest
from dataset_files import article_in, read

HEAD = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'


def document(number: int, text: str, kind: str = "", topics: str = "<D>cocoa</D>") -> str:
    return (
        f'<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" OLDID="55{number}" NEWID="{number}">\n'
        "<DATE>26-FEB-1987 15:01:01.79</DATE>\n"
        f"<TOPICS>{topics}</TOPICS>\n<PLACES><D>norway</D></PLACES>\n<PEOPLE></PEOPLE>\n"
        "<UNKNOWN> \n&#5;&#5;&#5;C T\n&#22;&#22;&#1;f0704&#31;reute\nu f BC-WALL   02-26 0105</UNKNOWN>\n"
        f"<TEXT{kind}>&#2;\n{text}\n&#3;</TEXT>\n</REUTERS>\n"
    )


def story(author: str = "", dateline: str = "    TIDEWATER, Feb 26 - ") -> str:
    return (
        f"<TITLE>WALL &lt;WLL> FALLS</TITLE>\n<AUTHOR>{author}</AUTHOR><DATELINE>{dateline}</DATELINE><BODY>"
        "The harbour wall fell on\nThursday, the office said.\n    Nobody was hurt, a spokesman\nadded.\n Reuter\n&#3;</BODY>"
    )


def test_a_document_is_an_article_of_the_agency(tmp_path: Path) -> None:
    article = article_in(tmp_path / "reut2-000.sgm", HEAD + document(1, story()))
    assert article.title == "WALL <WLL> FALLS"
    assert article.body == (
        "The harbour wall fell on Thursday, the office said.\n\nNobody was hurt, a spokesman added."
    )
    assert article.published
    assert (article.published.value, article.published.precision) == ("1987-02-26T15:01:01", "instant")
    assert (article.place, article.agency, article.outlet) == ("TIDEWATER", "Reuters", None)
    assert (article.authors, article.section, article.url) == ((), None, None)
    assert article.provenance["place"].where == "DATELINE"


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ("    By Ada Brook, Reuters", ("Ada Brook",)),
        ("    BY ADA BROOK, REUTERS", ("ADA BROOK",)),
        ("    by Ada Brook, Reuter", ("Ada Brook",)),
        ("    By Ada Brook and Ben Lake, Reuters", ("Ada Brook", "Ben Lake")),
        ("    By Ada Brook", ("Ada Brook",)),
        ("    Reuters", ()),
    ],
)
def test_the_byline_names_people_and_the_agency(tmp_path: Path, author: str, people: tuple[str, ...]) -> None:
    article = article_in(tmp_path / "a.sgm", document(1, story(author)))
    assert (article.authors, article.agency) == (people, "Reuters")


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        ("    NEW YORK, Feb 26 - ", "NEW YORK"),
        ("    SANTA CRUZ, Calif., FEb 26 -\n    ", "SANTA CRUZ, Calif."),
        ("    Scarborough, Ontario, March 3 -", "Scarborough, Ontario"),
        ("", None),
    ],
)
def test_the_dateline_names_the_place(tmp_path: Path, dateline: str, place: str | None) -> None:
    assert article_in(tmp_path / "a.sgm", document(1, story(dateline=dateline))).place == place


def test_a_flash_is_a_stub_whatever_filler_it_has(tmp_path: Path) -> None:
    flash = "******<TITLE>WALL FALLS\n</TITLE>Blah blah blah."
    article = article_in(tmp_path / "a.sgm", document(1, flash, ' TYPE="BRIEF"'))
    assert (article.title, article.body, article.body_kind) == ("WALL FALLS", "", "stub")


def test_a_text_that_nobody_took_apart_begins_with_its_headline(tmp_path: Path) -> None:
    text = "WEEKLY WALL REPORT\n    Stones ...... 614 down\n    Gaps ..... 88 up\n\n Reuter"
    article = article_in(tmp_path / "a.sgm", document(1, text, ' TYPE="UNPROC"'))
    assert article.title == "WEEKLY WALL REPORT"
    assert article.body == "Stones ...... 614 down\n\nGaps ..... 88 up"


def test_a_document_is_known_by_its_number_in_whatever_file_it_is(tmp_path: Path) -> None:
    one = article_in(tmp_path / "a.sgm", document(7, story()))
    same = article_in(tmp_path / "b.sgm.gz", document(7, story("By Ada Brook, Reuters")))
    other = article_in(tmp_path / "c.sgm", document(8, story()))
    assert one.id == same.id != other.id


def test_documents_are_cut_wherever_the_file_is_read_in_pieces(tmp_path: Path) -> None:
    long = story().replace("added.", "added. " + "The wall was old and wet. " * 5_000)
    articles, reasons = read(tmp_path / "a.sgm", "".join(document(number, long) for number in range(1, 8)))
    assert [article.source.member for article in articles] == list("1234567")
    assert len({article.body for article in articles}) == 1
    assert not reasons
