"""The user's mapping, and asking for one where the text's column is in doubt."""

import json
from pathlib import Path

import pytest
from dataset_files import article_in, read
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.tables.mapping import FIELDS, read_mapping, write_mapping

PROSE = "The harbour wall gave way on Monday, and the water ran through the lower streets of the town."
OTHER = "Nobody was hurt when the harbour wall gave way, the council of the town said in the evening."


def test_a_mapping_is_pairs_of_field_and_column() -> None:
    assert read_mapping("title=headline, body=Full Text") == {"title": "headline", "body": "Full Text"}


def test_a_column_with_a_comma_in_its_name_is_quoted() -> None:
    assert read_mapping('"title=Head, short",body=b') == {"title": "Head, short", "body": "b"}


def test_a_comma_ends_a_column_only_before_another_field() -> None:
    assert read_mapping("title=Head, short,body=Text, full") == {"title": "Head, short", "body": "Text, full"}


def test_a_mapping_may_be_said_in_pieces() -> None:
    assert read_mapping("title=Head", "body=Text, full") == {"title": "Head", "body": "Text, full"}
    with pytest.raises(ValueError, match=r"^body is said twice"):
        read_mapping("body=a", "body=b")


@given(
    st.dictionaries(
        st.sampled_from(FIELDS),
        st.text(st.sampled_from("ab ,=\"\n'é(")).map(str.strip).filter(bool),
        min_size=1,
    )
)
def test_any_mapping_can_be_written(mapping: dict[str, str]) -> None:
    assert read_mapping(write_mapping(mapping)) == mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("headline=title", "there is no field 'headline'; there are title, body,"),
        ("title", "'title' is no field=column"),
        ("title=", "'title=' is no field=column"),
        ("body=a,body=b", "body is said twice: 'a' and 'b'"),
        ("", "nothing is mapped"),
    ],
)
def test_what_is_no_mapping_is_refused_with_what_there_is(text: str, said: str) -> None:
    with pytest.raises(ValueError, match="^" + said.replace("(", r"\(")):
        read_mapping(text)


def test_two_columns_that_could_be_the_text_are_asked_about(tmp_path: Path) -> None:
    table = f'id,Title,Text,Content\n7,Wall gives way,"{PROSE}","{OTHER}"\n'
    articles, [reason] = read(tmp_path / "wall.csv", table)
    assert articles == []
    assert reason == (
        "which column is the text, `Text` or `Content`? Say so with --map body=Text or --map body=Content;"
        f" its columns: id (7), Title (Wall gives way), Text ({PROSE[:40]}…), Content ({OTHER[:40]}…)"
    )


def test_the_answer_that_is_asked_for_is_understood(tmp_path: Path) -> None:
    table = f'id,Title,Text,Content\n7,Wall gives way,"{PROSE}","{OTHER}"\n'
    article = article_in(tmp_path / "wall.csv", table, read_mapping("body=Content"))
    assert (article.title, article.body) == ("Wall gives way", OTHER)


@pytest.mark.parametrize("other", ["", "NaN", "7", PROSE])
def test_a_second_column_that_cannot_be_the_text_raises_no_question(tmp_path: Path, other: str) -> None:
    article = article_in(tmp_path / "wall.csv", f'title,text,content\nWall,"{PROSE}","{other}"\n')
    assert article.body == PROSE


def test_a_later_row_with_two_texts_is_rejected_alone(tmp_path: Path) -> None:
    rows = [{"title": "A", "text": PROSE}] * 30 + [{"title": "B", "text": PROSE, "content": OTHER}]
    articles, reasons = read(tmp_path / "wall.jsonl", "\n".join(map(json.dumps, rows)))
    assert len(articles) == 31  # the column was settled by the first rows
    assert reasons == []
    rows = [{"title": "A"}] * 30 + [{"title": "B", "text": PROSE, "content": OTHER}]
    articles, reasons = read(tmp_path / "wall.jsonl", "\n".join(map(json.dumps, rows)))
    assert len(articles) == 30
    assert reasons == ["31: which column is the text, `text` or `content`?"]


def test_a_column_of_one_name_twice_is_asked_about(tmp_path: Path) -> None:
    table = f'title,text,text\nWall,"{PROSE}","{OTHER}"\n'
    _, [reason] = read(tmp_path / "wall.csv", table)
    assert "`text` or `text (2)`?" in reason
    assert article_in(tmp_path / "wall.csv", table, {"body": "text (2)"}).body == OTHER


def test_an_unknown_column_of_prose_is_asked_about_and_not_left_out(tmp_path: Path) -> None:
    _, [reason] = read(tmp_path / "wall.csv", f'headline,blurb_x\nWall,"{PROSE}"\n')
    assert reason.startswith("no column is known to be the text, but `blurb_x` may be.")
    assert "--map body=blurb_x" in reason


def test_a_table_without_title_and_text_shows_its_columns(tmp_path: Path) -> None:
    _, [reason] = read(tmp_path / "sales.csv", "month,total\nMarch,400\n")
    assert reason.startswith("no column is known to be a title or a text")
    assert "month (March), total (400)" in reason


def test_a_mapped_column_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    _, [reason] = read(tmp_path / "wall.csv", f'title,text\nWall,"{PROSE}"\n', {"body": "txet"})
    assert reason.startswith("it has no column `txet`; its columns: title (Wall), text (")


def test_a_mapped_column_is_found_without_case_spaces_and_underscores(tmp_path: Path) -> None:
    article = article_in(
        tmp_path / "wall.csv", f'Head Line X,b\nWall,"{PROSE}"\n', {"title": "head_line_x", "body": "B"}
    )
    assert (article.title, article.body) == ("Wall", PROSE)


def test_a_mapping_overrules_what_a_column_is_called(tmp_path: Path) -> None:
    article = article_in(
        tmp_path / "wall.csv",
        f'title,date,seen,text\nWall,2031-03-04,2031-03-05,"{PROSE}"\n',
        {"published": "seen", "section": "title", "title": "title"},
    )
    assert article.published and article.published.value == "2031-03-05"
    assert article.provenance["published"].where == "column `seen`"
