"""TREC: the same fields from the elements of different collections."""

from pathlib import Path

from dataset_files import article_in

AP = """<DOC>
<DOCNO> AP880212-0001 </DOCNO>
<FILEID>AP-NR-02-12-88 2344EST</FILEID>
<HEAD>Harbour Wall Falls at Tidewater</HEAD>
<BYLINE>By ADA BROOK</BYLINE>
<BYLINE>Associated Press Writer</BYLINE>
<DATELINE>TIDEWATER, Norway (AP) </DATELINE>
<TEXT>
   The harbour wall fell on
Friday, the office said, &amp; nobody
was hurt.
   It will be ``rebuilt,'' the mayor said.
</TEXT>
</DOC>
"""
WSJ = """<DOC>
<DOCNO> WSJ870324-0001 </DOCNO>
<HL> Tidewater Is Near Accord
  To Sell Its Wall, Sources Say
  ----
  By Ada Brook
  Staff Reporter of The Wall Street Journal</HL>
<DD> 03/24/87</DD>
<SO> WALL STREET JOURNAL (J)</SO>
<DATELINE> NEW YORK </DATELINE>
<LP>
   Tidewater is close to an agreement.
</LP>
<TEXT>
   It said so.
</TEXT>
</DOC>
"""
FT = """<DOC>
<DOCNO>FT911-3</DOCNO>
<DATE>910514
</DATE>
<HEADLINE>
FT  14 MAY 91 / International Company News: Tidewater plans DM900m wall
</HEADLINE>
<BYLINE>
   By ADA BROOK
</BYLINE>
<DATELINE>
   BONN
</DATELINE>
<TEXT>
TIDEWATER said yesterday that it
intends to invest.
</TEXT>
<PUB>The Financial Times
</PUB>
</DOC>
"""
LA = """<DOC>
<DOCNO> LA010189-0001 </DOCNO>
<DOCID> 1 </DOCID>
<DATE>
<P>
January 1, 1989, Sunday, Home Edition
</P>
</DATE>
<SECTION>
<P>
Book Review; Page 1; Book Review Desk
</P>
</SECTION>
<HEADLINE>
<P>
NEW TIDES
</P>
</HEADLINE>
<BYLINE>
<P>
By Ada Brook, Ada Brook is the author of "Tides"
</P>
</BYLINE>
<TEXT>
<P>
On May 21 they called
them heroes.
</P>
<P>
They were not.
</P>
</TEXT>
</DOC>
"""
FBIS = """<DOC>
<DOCNO> FBIS3-1 </DOCNO>
<HEADER>
<AU>   FBIS3-1 </AU>
<DATE1>  1 March 1994 </DATE1>
</HEADER>
<H3> <TI>      Premier Views Wall </TI></H3>
<TEXT>
Language: <F P=105>Slovene </F>
Article Type:BFN

<F P=106> [Report by "K.S."] </F>

  [Text] Skopje, 28 Feb -- The premier
saw the wall.

  He was pleased.
</TEXT>
</DOC>
"""
GIGAWORD = """<DOC id="AFP_ENG_19940512.0004" type="story" >
<HEADLINE>
Wall falls
</HEADLINE>
<DATELINE>
OSLO, May 12 (AFP)
</DATELINE>
<TEXT>
<P>
The wall fell
on Thursday.
</P>
</TEXT>
</DOC>
"""


def test_the_associated_press(tmp_path: Path) -> None:
    article = article_in(tmp_path / "AP880212", AP)
    assert (article.title, article.agency, article.outlet) == (
        "Harbour Wall Falls at Tidewater",
        "Associated Press",
        None,
    )
    assert article.body == (
        "The harbour wall fell on Friday, the office said, & nobody was hurt."
        "\n\nIt will be ``rebuilt,'' the mayor said."
    )
    assert (article.authors, article.place) == (("ADA BROOK",), "TIDEWATER, Norway")
    assert article.published
    assert article.published.value == "1988-02-12"
    assert article.provenance["published"].where == "DOCNO"


def test_the_wall_street_journal(tmp_path: Path) -> None:
    article = article_in(tmp_path / "WSJ_0324", WSJ)
    assert article.title == "Tidewater Is Near Accord To Sell Its Wall, Sources Say"
    assert (article.outlet, article.authors, article.place) == (
        "The Wall Street Journal",
        ("Ada Brook",),
        "NEW YORK",
    )
    assert article.published
    assert article.published.value == "1987-03-24"
    assert article.body == "Tidewater is close to an agreement.\n\nIt said so."


def test_the_financial_times(tmp_path: Path) -> None:
    article = article_in(tmp_path / "FT911_1", FT)
    assert (article.title, article.section) == ("Tidewater plans DM900m wall", "International Company News")
    assert (article.outlet, article.authors, article.place) == ("The Financial Times", ("ADA BROOK",), "BONN")
    assert article.published
    assert article.published.value == "1991-05-14"
    assert article.body == "TIDEWATER said yesterday that it intends to invest."


def test_the_los_angeles_times(tmp_path: Path) -> None:
    article = article_in(tmp_path / "LA010189", LA)
    assert (article.title, article.section, article.outlet) == (
        "NEW TIDES",
        "Book Review",
        "Los Angeles Times",
    )
    assert article.authors == ("Ada Brook",)
    assert article.published
    assert article.published.value == "1989-01-01"
    assert article.provenance["published"].where == "DATE"
    assert article.body == "On May 21 they called them heroes.\n\nThey were not."


def test_the_foreign_broadcasts(tmp_path: Path) -> None:
    article = article_in(tmp_path / "FB396001", FBIS)
    assert (article.title, article.outlet, article.place) == ("Premier Views Wall", None, "Skopje")
    assert article.published
    assert article.published.value == "1994-03-01"
    assert article.body == "Skopje, 28 Feb -- The premier saw the wall.\n\nHe was pleased."


def test_collections_that_number_documents_in_their_tag(tmp_path: Path) -> None:
    article = article_in(tmp_path / "afp_eng_199405", GIGAWORD)
    assert (article.title, article.agency, article.place) == ("Wall falls", "Agence France-Presse", "OSLO")
    assert article.published
    assert article.published.value == "1994-05-12"
    assert article.body == "The wall fell on Thursday."


def test_a_document_is_known_by_its_number(tmp_path: Path) -> None:
    one = article_in(tmp_path / "a", AP)
    assert one.id == article_in(tmp_path / "b", AP.replace("Falls", "Fell")).id
    assert one.id != article_in(tmp_path / "c", AP.replace("-0001", "-0002")).id


def test_two_digits_of_a_year_in_an_unknown_collection_are_no_date(tmp_path: Path) -> None:
    article = article_in(tmp_path / "a", WSJ.replace("WSJ870324-0001", "XYZ-1"))
    assert (article.published, article.outlet) == (None, None)
    assert article_in(tmp_path / "b", FT.replace("FT911-3", "XYZ-1")).published is None
