"""Documents of word processors: one article by its styles or its words, or an export of many."""

import sys
from pathlib import Path

import pytest
from dataset_files import article_in, read
from exported import FACTIVA_CODED, NEXIS_UNI
from made_documents import W, column, docx, paragraph, pdf, rtf, zipped

TEXT = "The Port Halden harbour wall will be rebuilt after the storm, the council said on Monday – “at last”."
HEAD = ["Harbour wall to be rebuilt", "By Ada Brook", "4 March 2031"]
OTHER = "The fund pays for the stone, which comes by barge. \U0001f6a2"


def test_a_word_document_is_one_article(tmp_path: Path) -> None:
    article = article_in(tmp_path / "wall.docx", docx(map(paragraph, [*HEAD, TEXT, OTHER])))
    assert (article.title, article.authors, article.body) == (HEAD[0], ("Ada Brook",), f"{TEXT}\n\n{OTHER}")
    assert article.published
    assert article.published.value == "2031-03-04"
    assert (article.source.format, article.source.member) == ("docx", None)
    assert article.provenance["authors"].where.startswith("paragraph 2, ")


@pytest.mark.parametrize("style", ["Titel", "berschrift1"])
def test_a_paragraph_styled_as_title_is_the_headline_in_whatever_language_word_was(
    tmp_path: Path, style: str
) -> None:
    texts = [
        paragraph("A wall"),
        paragraph("Dear readers, a word before the news."),
        paragraph(HEAD[0], style),
    ]
    article = article_in(tmp_path / "wall.docx", docx([*texts, paragraph(HEAD[1]), paragraph(TEXT)]))
    assert (article.title, article.authors) == (HEAD[0], ("Ada Brook",))
    assert "a word before the news" in article.body
    assert HEAD[0] not in article.body


def test_what_was_deleted_or_stands_there_twice_is_not_text(tmp_path: Path) -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    deleted = "<w:p><w:r><w:t>The stone </w:t></w:r><w:del><w:r><w:t>never </w:t></w:r></w:del><w:r><w:t>lasts.</w:t></w:r></w:p>"
    twice = f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{paragraph("Once.")}</mc:Choice><mc:Fallback>{paragraph("Once.")}</mc:Fallback></mc:AlternateContent>'
    article = article_in(
        tmp_path / "wall.docx", docx([paragraph(HEAD[0], "Titel"), paragraph(TEXT), deleted, twice])
    )
    assert article.body == f"{TEXT}\n\nThe stone lasts.\n\nOnce."


def test_rich_text_is_one_article(tmp_path: Path) -> None:
    link = '{\\field{\\*\\fldinst HYPERLINK "https://x.example/"}{\\fldrslt }}{\\pict ' + "ab" * 500 + "}"
    article = article_in(tmp_path / "wall.rtf", rtf([*HEAD, TEXT, OTHER], before=link))
    assert (article.title, article.authors, article.body) == (HEAD[0], ("Ada Brook",), f"{TEXT}\n\n{OTHER}")
    assert article.source.format == "rtf"


def test_exports_are_read_out_of_either(tmp_path: Path) -> None:
    coded = [line.replace("   ", "\t") for line in FACTIVA_CODED.split("\n")]
    for content in (
        docx(map(paragraph, NEXIS_UNI.split("\n"))),
        rtf(NEXIS_UNI.split("\n")),
        docx(map(paragraph, coded)),
        rtf(coded),
    ):
        articles, reasons = read(tmp_path / "export", content)
        assert [article.title for article in articles] == [
            "Harbour wall to be rebuilt",
            "Storm breaks ferry record",
        ]
        assert ([article.source.member for article in articles], reasons) == (["1", "2"], [])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (docx([paragraph("x")], before='<!DOCTYPE a [<!ENTITY b "c">]>'), "declares entities"),
        (docx([paragraph(TEXT)])[:300], "a damaged or protected one"),
        (docx(["<w:p>" * 1_000]), "no XML"),
        (docx([]), "no text in it"),
        (zipped({"[Content_Types].xml": "", "word/": "", "xl/sheet.xml": ""}), "no text in its zip"),
        (
            zipped({"word/document.xml": f'<w:document xmlns:w="{W}"/>', "word/styles.xml": "a" * 6_000_000}),
            "larger than 5 MB",
        ),
        (docx([paragraph("word " * 700_000)]), "longer than any article"),
        (b"{\\rtf1 " + b"{" * 2_000, "levels deep"),
        (b"{\\rtf1 \\uc \\u99999999 x}", "damaged rich text"),
        (b"{\\rtf1 }", "no text in it"),
    ],
    ids=[
        "entities",
        "torn",
        "deep",
        "empty",
        "no word",
        "styles",
        "long",
        "deep rtf",
        "damaged rtf",
        "empty rtf",
    ],
)
def test_a_document_that_is_none_is_rejected_with_its_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    articles, reasons = read(tmp_path / "wall", content)
    assert (articles, len(reasons)) == ([], 1)
    assert reason in reasons[0]


def test_a_font_table_made_to_hurt_its_reader_is_short_work(tmp_path: Path) -> None:
    hostile = b"{\\rtf1 {\\fonttbl " + b"\\f1" * 50_000 + b"} Wall gives way}"
    assert article_in(tmp_path / "wall.rtf", hostile).title == "Wall gives way"


@pytest.mark.parametrize(
    ("name", "module", "extra"), [("a.rtf", "striprtf", "office"), ("a.pdf", "pypdfium2", "pdf")]
)
def test_where_an_extra_is_missing_the_reason_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    for loaded in [
        each
        for each in sys.modules
        if each.startswith((module, "index.ingest.office.rtf", "index.ingest.pdf"))
    ]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    content = rtf(HEAD) if extra == "office" else pdf([column(HEAD)])
    articles, (reason,) = read(tmp_path / name, content)
    assert not articles
    assert reason.endswith(f"install it with: pip install 'newsmorgue[{extra}]'")
