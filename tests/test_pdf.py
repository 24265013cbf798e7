"""PDF: the paragraphs that were set, without what stands on every page."""

from pathlib import Path

import pytest
from dataset_files import article_in, read
from exported import FACTIVA_SHOWN, NEXIS_UNI
from made_documents import Set, column, pdf

FIRST = [
    "By Ada Brook",
    "4 March 2031",
    "",
    "The Port Halden harbour wall will be rebuilt after",
    "the storm, the council said on Monday, to nobody's sur-",
    "prise.",
    "\tThe fund pays for the stone, which comes from the",
    "quarry at Tidewater Head by barge, as it did the first",
    "time that a wall was built there, and as it will until",
]
SECOND = [
    "it is built out of some-",
    "thing else.",
    "",
    "The vote is on Friday at noon in the old town hall at the",
    "foot.",
]
TITLE = ("Harbour wall to be rebuilt", 60.0, 730.0, 20.0)
BODY = (
    "The Port Halden harbour wall will be rebuilt after the storm, the council said on Monday, to nobody's surprise.\n\n"
    "The fund pays for the stone, which comes from the quarry at Tidewater Head by barge, as it did the first time that"
    " a wall was built there, and as it will until it is built out of something else.\n\n"
    "The vote is on Friday at noon in the old town hall at the foot."
)


def running(number: int) -> list[Set]:
    return [
        ("The Halden Gazette", 60, 770, 8),
        (f"Page {number} of 2", 500, 770, 8),
        (str(number), 300, 20, 8),
    ]


PAGES = [[*running(1), TITLE, *column(FIRST)], [*running(2), *column(SECOND)]]


def test_lines_become_paragraphs_again_and_running_heads_go(tmp_path: Path) -> None:
    article = article_in(tmp_path / "wall.pdf", pdf(PAGES))
    assert (article.title, article.authors, article.body) == (TITLE[0], ("Ada Brook",), BODY)
    assert (article.source.format, article.source.member) == ("pdf", None)


def test_the_day_on_which_a_pdf_was_made_is_no_date_of_publication(tmp_path: Path) -> None:
    undated = [[TITLE, *column(["By Ada Brook", "", *FIRST[3:6]])]]
    assert article_in(tmp_path / "wall.pdf", pdf(undated)).published is None
    dated = article_in(tmp_path / "wall.pdf", pdf(PAGES))
    assert dated.published
    assert dated.published.value == "2031-03-04"


@pytest.mark.parametrize("stated", ["", "Microsoft Word - wall_final.docx", "The Halden Gazette template"])
def test_a_title_that_metadata_state_is_not_believed_unless_it_is_printed(
    tmp_path: Path, stated: str
) -> None:
    article = article_in(tmp_path / "wall.pdf", pdf(PAGES, title=stated))
    assert (article.title, article.provenance["title"].where) == (
        TITLE[0],
        "the largest type on the first page",
    )


def test_a_title_that_is_printed_as_well_is_believed(tmp_path: Path) -> None:
    plain = [[*column(["Local", TITLE[0], *FIRST])]]
    article = article_in(tmp_path / "wall.pdf", pdf(plain, title=TITLE[0]))
    assert (article.title, article.provenance["title"].confidence) == (TITLE[0], "high")


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = [
        TITLE,
        *column(FIRST[3:6]),
        *column(["The vote is on Friday at noon", "in the old town hall."], left=350),
    ]
    body = article_in(tmp_path / "wall.pdf", pdf([page])).body
    assert body == f"{BODY.partition(chr(10))[0]}\n\nThe vote is on Friday at noon in the old town hall."


def test_exports_are_read_out_of_a_pdf(tmp_path: Path) -> None:
    cover, _, rest = NEXIS_UNI.partition("LexisNexis\n")
    title, *lines = rest.split("\n")
    pages = [column(cover.split("\n"), leading=16), [(title, 60, 740, 14), *column(lines, leading=16)]]
    for made in (pages, [column(FACTIVA_SHOWN.split("\n"), leading=16)]):
        articles, reasons = read(tmp_path / "export.pdf", pdf(made))
        assert [article.title for article in articles] == [
            "Harbour wall to be rebuilt",
            "Storm breaks ferry record",
        ]
        assert not reasons


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf([[]]), "a scan has to be read"),
        (pdf([column(["Wall"])])[:200], "no PDF, or a damaged one"),
        (b"%PDF-1.4\n" + b"[<<" * 50_000, "no PDF, or a damaged one"),
        (pdf([[]] * 501), "more than 500 pages"),
        (pdf([column(["Wall"])]).replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"), "damaged"),
    ],
    ids=["scan", "torn", "deep", "long", "circle"],
)
def test_a_pdf_without_text_is_rejected_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    articles, reasons = read(tmp_path / "wall.pdf", content)
    assert (articles, len(reasons)) == ([], 1)
    assert reason in reasons[0]
