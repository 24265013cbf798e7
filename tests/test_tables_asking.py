"""What is asked of a table in doubt: the whole --map to type, and when a short text is one."""

import shlex
from pathlib import Path

import pytest
from dataset_files import article_in, read

from index.ingest.tables.mapping import read_mapping

PROSE = "The harbour wall gave way on Monday, and the water ran through the lower streets of the town."
BRIEFS = [
    "The wall fell on Monday evening.",
    "The tram stands still since noon.",
    "Nobody was hurt at the quay.",
]


def hint_in(reason: str) -> dict[str, str]:
    """The first mapping that a reason says to type, as a shell would hand it over."""
    words = shlex.split(reason[reason.index("--map") :].partition(" or ")[0].partition("; its columns")[0])
    return read_mapping(words[1].rstrip(","))


def test_the_hint_names_every_column_that_looks_like_a_field(tmp_path: Path) -> None:
    record = (
        f'{{"pk": 7, "fld": {{"show_title": "Wall gives way", "t": "{PROSE}", "when": "2031-03-04",'
        ' "seen": "2031-05-05"}, "who": {"main_author": "Ada Brook"},'
        ' "perma": "https://gazette.example/wall", "pic": "https://gazette.example/wall.jpg"}'
    )
    _, [reason] = read(tmp_path / "a.jsonl", record)
    mapping = hint_in(reason)
    assert mapping == {
        "title": "fld.show_title",
        "published": "fld.when",
        "authors": "who.main_author",
        "url": "perma",
        "body": "fld.t",
    }
    article = article_in(tmp_path / "a.jsonl", record, mapping)
    assert (article.title, article.authors, article.body) == ("Wall gives way", ("Ada Brook",), PROSE)
    assert article.published and article.published.value == "2031-03-04"


def test_when_a_page_was_seen_is_not_proposed_as_its_date(tmp_path: Path) -> None:
    _, [reason] = read(tmp_path / "a.csv", f'headline,seen_at,blurb_x\nWall,2031-03-04,"{PROSE}"\n')
    assert hint_in(reason) == {"body": "blurb_x"}


@pytest.mark.parametrize("name", ["Text A", "text B (old)", "Blurb, full", "it's", "a;b", "$x"])
def test_a_hint_can_be_pasted_into_a_shell(tmp_path: Path, name: str) -> None:
    table = f'headline\t"{name}"\ttext\nWall\t"{PROSE}"\t"{PROSE[::-1]}"\n'
    _, [reason] = read(tmp_path / "a.csv", table.replace("text\n", "blurb\n"))
    assert hint_in(reason) == {"body": name}
    assert article_in(tmp_path / "a.csv", table, hint_in(reason)).body == PROSE


@pytest.mark.parametrize("column", ["blurb_x", "note"])
def test_a_column_of_short_sentences_is_asked_about_where_no_other_is_the_text(
    tmp_path: Path, column: str
) -> None:
    rows = "".join(f'Brief {number},2031-03-04,"{text}"\n' for number, text in enumerate(BRIEFS))
    table = f"headline,date,{column}\n{rows}"
    _, [reason] = read(tmp_path / "a.csv", table)
    assert reason.startswith(
        f"no column is known to be the text, but `{column}` may be. Say so with --map body={column},"
        f" or, of a summary, --map standfirst={column}; "
    )
    assert [article.body for article in read(tmp_path / "a.csv", table, hint_in(reason))[0]] == BRIEFS
    summaries, reasons = read(tmp_path / "a.csv", table, {"standfirst": column})
    assert ([article.body_kind for article in summaries], reasons) == (["partial"] * 3, [])


def test_a_text_without_spaces_is_asked_about(tmp_path: Path) -> None:
    _, [reason] = read(
        tmp_path / "a.csv", "标题,栏\n渡船停航,渡船停在码头。一位乘客说，没有人知道什么时候再开。\n"
    )
    assert hint_in(reason) == {"body": "栏"}


def test_a_list_of_front_pages_is_read_as_stubs(tmp_path: Path) -> None:
    table = (
        "headline,url,section,kicker,image_alt,edition,other_headline\n"
        "Wall gives way,https://gazette.example/1,Town,Floods,A man looks at the broken wall.,Late city final,"
        "Wall of the harbour gives way\n"
        "Tram stands still,https://gazette.example/2,Town,Live,A tram at a stop in the rain.,Late city final,"
        "Why does the tram stand still?\n"
    )
    articles, reasons = read(tmp_path / "a.csv", table)
    assert ([article.body_kind for article in articles], reasons) == (["stub", "stub"], [])


def test_a_label_that_ends_in_a_full_stop_is_no_text(tmp_path: Path) -> None:
    rows = "".join(f"Brief {number},From the desk of The Gazette.\n" for number in range(5))
    assert len(read(tmp_path / "a.csv", f"headline,origin_note\n{rows}")[0]) == 5
