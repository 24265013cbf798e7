"""Tables of separated values: separators, quotation marks, and rows that do not fit."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from dataset_files import TODAY, article_in, read
from foreign_texts import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.members import Origin
from index.ingest.streams import open_stream
from index.ingest.tables.form import begins_table, form_of
from index.ingest.tables.separated import members

HEAD = "title,author,text\n"


def titles(path: Path, content: str | bytes) -> list[str | None]:
    return [article.title for article in read(path, content)[0]]


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    row = separator.join(["Wall; down, said | he".replace(separator, "-"), "Ada Brook", "It fell."])
    article = article_in(tmp_path / "a.csv", HEAD.replace(",", separator) + row + "\n")
    assert (article.authors, article.body) == (("Ada Brook",), "It fell.")


def test_the_separator_that_a_spreadsheet_says_is_believed(tmp_path: Path) -> None:
    assert article_in(tmp_path / "a.csv", "sep=;\r\ntitle;text\r\nA, b, c;d, e, f\r\n").title == "A, b, c"


@given(
    st.lists(
        st.tuples(*[st.text(alphabet=st.characters(exclude_categories=["Cs"])).filter(str.strip)] * 3),
        min_size=1,
    )
)
def test_what_a_program_wrote_as_csv_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    file = StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([("title", "author", "text"), *rows])
    path.write_bytes(file.getvalue().encode())
    with open_stream(path) as stream:
        found = [member.content[1] for member in members(stream, Origin(path, TODAY, {"body": "text"}))]
    assert found == rows


def test_a_quoted_cell_holds_line_ends_and_separators(tmp_path: Path) -> None:
    article = article_in(tmp_path / "a.csv", HEAD + '"Wall, down","Ada Brook","One ""big"" wall.\n\nTwo."\n')
    assert (article.title, article.body) == ("Wall, down", 'One "big" wall.\n\nTwo.')


def test_a_cell_may_end_with_a_backslash(tmp_path: Path) -> None:
    content = HEAD + '"Wall","C:\\","It fell."\n"Tram","Ada Brook","It ran. \\"\n'
    assert titles(tmp_path / "a.csv", content) == ["Wall", "Tram"]


def test_quotation_marks_escaped_by_a_backslash_are_read(tmp_path: Path) -> None:
    content = 'title,text\n"A \\"big\\" wall, they say","It fell."\n"B","x"\n'
    assert titles(tmp_path / "a.csv", content) == ['A "big" wall, they say', "B"]


def test_a_quotation_mark_inside_a_bare_cell_is_a_letter(tmp_path: Path) -> None:
    assert titles(tmp_path / "a.csv", 'title,text\nA 5" pipe,x\nB,y\n') == ['A 5" pipe', "B"]


def test_a_quotation_mark_that_is_never_closed_spoils_its_own_row_only(tmp_path: Path) -> None:
    content = HEAD + 'A,x,one\n"B,y,two\nC,z,three\n"D",w,four\nE,v,five\nF\n'
    articles, reasons = read(tmp_path / "a.csv", content)
    assert [article.title for article in articles] == ["A", "C", "D", "E"]
    assert reasons == [
        "2: line 3: a quotation mark in it is never closed",
        "6: line 7: 1 cells where the head has 3",
    ]


def test_a_quotation_mark_open_to_the_end_spoils_its_own_row_only(tmp_path: Path) -> None:
    articles, reasons = read(tmp_path / "a.csv", HEAD + 'A,x,"one\nB,y,two\nC,z,three\n')
    assert [article.title for article in articles] == ["B", "C"]
    assert reasons == ["1: line 2: a quotation mark in it is never closed"]


def test_ragged_rows_are_rejected_alone_with_their_line(tmp_path: Path) -> None:
    content = HEAD + 'A,x,"one\nand a half"\nB,y\nC,z,three,four\nD,w,five,,\n\n,,\nE,v,six\n'
    articles, reasons = read(tmp_path / "a.csv", content)
    assert [(article.title, article.source.member) for article in articles] == [
        ("A", "1"),
        ("D", "4"),
        ("E", "5"),
    ]
    assert reasons == [
        "2: line 4: 2 cells where the head has 3",
        "3: line 5: 4 cells where the head has 3",
    ]


def test_a_file_that_stops_being_a_table_is_given_up(tmp_path: Path) -> None:
    articles, reasons = read(tmp_path / "a.csv", "title,text\nA,x\n" + "no row\n" * 5_000)
    assert (len(articles), len(reasons)) == (1, 1_001)
    assert reasons[-1] == "given up after 1,000 rows in sequence that are none; the last is 1001"
    articles, reasons = read(tmp_path / "a.csv", "title,text\n" + ("no row\n" * 999 + "A,x\n") * 3)
    assert len(articles) == 3


def test_a_zero_byte_is_left_out(tmp_path: Path) -> None:
    assert article_in(tmp_path / "a.csv", b"title,text\nA\x00B,x\x00\n").title == "AB"


def test_a_cell_larger_than_any_article_is_rejected_alone(tmp_path: Path) -> None:
    for text in ("x" * 5_000_001, '"' + "".join(["x" * 9_999, "\n"] * 501) + '"'):
        articles, reasons = read(tmp_path / "a.csv", f"title,text\nA,{text}\nB,y\n")
        assert articles[-1].title == "B"
        assert reasons[0].startswith("1: line 2: ")


def test_a_row_larger_than_any_article_is_rejected_alone(tmp_path: Path) -> None:
    cell = '"' + "".join(["x" * 9_999, "\n"] * 300) + '"'
    articles, _ = read(tmp_path / "a.csv", f"title,text,notes\nA,{cell},{cell}\nB,y,z\n")
    assert [article.title for article in articles] == ["B"]


def test_a_head_of_very_many_columns_is_refused(tmp_path: Path) -> None:
    head = ",".join(f"c{number}" for number in range(100_000))
    _, [reason] = read(tmp_path / "a.csv", f"{head}\n{',' * 99_999}\n")
    assert reason == "100,000 columns; a table of articles has at most 2,000"


def test_a_table_without_names_above_its_columns_is_refused(tmp_path: Path) -> None:
    _, [reason] = read(
        tmp_path / "a.csv", "3,Wall St. bears claw back,https://a.example\n4,Carlyle looks up,x\n"
    )
    assert reason == "its first row does not name its columns; put a row above it that does"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("is_padded", [True, False])
def test_what_a_database_writes_above_the_head_is_no_row(
    tmp_path: Path, separator: str, *, is_padded: bool
) -> None:
    above = ["Export from MediaCloud", "Date,2031-03-04", "", "Query,ferry"]
    table = ["headline,date,text", "Wall,2031-03-04,It fell.", "Tram,2031-03-05,It ran."]
    lines = [line + "," * (2 - line.count(",")) if is_padded else line for line in above] + table
    content = "".join(line.replace(",", separator) + "\r\n" for line in lines)
    articles, reasons = read(tmp_path / "a.csv", content)
    assert reasons == []
    assert [(article.title, article.body, article.source.member) for article in articles] == [
        ("Wall", "It fell.", "1"),
        ("Tram", "It ran.", "2"),
    ]


def test_a_row_that_may_be_the_head_is_said(tmp_path: Path) -> None:
    table = "Export,MediaCloud,ferry\nheadline,date,text\nWall,2031-03-04,It fell.\n"
    _, [reason] = read(tmp_path / "a.csv", table)
    assert reason == ("line 2 looks like its head: `headline`, `date`, `text`; delete what stands above it")


def test_a_row_of_words_that_columns_are_called_by_is_a_row(tmp_path: Path) -> None:
    table = "id,headline,kind,shelf,text\n7,Wall,article,news,It fell.\n8,Author,Title,Date,Text\n"
    assert titles(tmp_path / "a.csv", table) == ["Wall", "Author"]
    mapped = read(tmp_path / "a.csv", "what,kind,shelf\nWall,article,news\n", {"title": "what"})
    assert [article.title for article in mapped[0]] == ["Wall"]


@pytest.mark.parametrize(
    ("language", "encoding"), [("de", "cp1252"), ("pl", "cp1250"), ("ru", "cp1251"), ("zh-cn", "gbk")]
)
def test_rows_in_the_encoding_of_a_country_are_read_among_rows_in_utf8(
    tmp_path: Path, language: str, encoding: str
) -> None:
    text = TEXTS[language][1]
    first, second, third = (f'{name},"{text}"\n' for name in (text[:9], "Wall", text[9:19]))
    content = b"title,text\n" + first.encode(encoding) + second.encode() + third.encode(encoding)
    articles, reasons = read(tmp_path / "a.csv", content)
    assert reasons == []
    assert [article.title for article in articles] == [text[:9], "Wall", text[9:19].strip()]
    assert {article.body for article in articles} == {text}


def test_a_table_whose_encoding_is_not_certain_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", "title,text\nIşıl,öğle üzeri\n".encode("cp1254")) == (
        [],
        ["not UTF-8, and in an encoding that cannot be told; convert it to UTF-8 first"],
    )


def test_zero_bytes_that_are_no_utf_16_are_named(tmp_path: Path) -> None:
    _, [reason] = read(tmp_path / "a.csv", b"t\x00\x00ti\x00\x00t\x00l\x00\x00e,\x00\x00text\n" * 9)
    assert reason.startswith("zero bytes between its letters: no text, or UTF-16")


def test_a_long_line_is_recoded_without_breaking_a_letter(tmp_path: Path) -> None:
    text = TEXTS["ja"][1]
    raw = f'title,text\nA,"{(text + " ") * 12_000}"\n'.encode("cp932")
    assert article_in(tmp_path / "a.csv", raw).body == " ".join([text] * 12_000)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json"])
def test_datasets_in_utf_16_are_read_with_its_mark_and_without(
    tmp_path: Path, name: str, encoding: str
) -> None:
    record = '{"title": "Å", "text": "It fell."}'
    content = {"a.csv": "title,text\r\nÅ,It fell.\r\n", "a.jsonl": f"{record}\r\n" * 2, "a.json": record}[
        name
    ]
    articles, reasons = read(tmp_path / name, content.encode(encoding))
    assert ({article.title for article in articles}, reasons) == ({"Å"}, [])


def test_lines_that_end_as_on_an_old_macintosh_are_read(tmp_path: Path) -> None:
    assert titles(tmp_path / "a.csv", b"title,text\rA,x\rB,y\r") == ["A", "B"]


def test_a_spreadsheets_unicode_text_is_read(tmp_path: Path) -> None:
    assert titles(tmp_path / "a.txt", "title\ttext\r\nÅ\tx\r\n".encode("utf-16")) == ["Å"]


def test_prose_with_commas_is_no_table() -> None:
    assert not begins_table(
        b"Title, text and author, all at once\nThe wall, the harbour and the sea, in one night\n"
    )
    assert not begins_table(b"Author, Ada Brook\nDate, March 2031\n")
    assert begins_table(b"title,text\nA,b\n")


def test_the_separator_is_one_that_rows_agree_on() -> None:
    assert form_of(b"title;text\nA, b, c;d, e, f\nA;b, c\n").separator == ";"
    assert form_of(b"title,text\nA; b; c,d\nE,f\n").separator == ","
