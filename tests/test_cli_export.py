"""`search export`: whole articles for other programs, whatever their texts hold."""

import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from command_line import search
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import CUTS, FUND, HARBOUR, STORM, TREATY, article, build

from index.article import Article
from search.engine import Hit, SearchPage, Snippet
from search.language import parse
from tui.app.outside import citation
from tui.render.addresses import web_address
from tui.render.outputs import Layout, Listing, lines_of
from tui.render.style import Display

LINKED = replace(
    article(
        "50 % of {ferries} & co_op #1",
        "# Not a heading\n\n- no *bullet* <b>bold</b> [link](http://x)\n\n1. no list",
        date="2031-07",
        authors=("Brook and Sons", "Ada Brook"),
        outlet="Quay & Sea",
    ),
    url="https://quay.example/a b?x={1}&y=2",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    held = [HARBOUR, STORM, FUND, CUTS, TREATY, LINKED]
    return build(tmp_path_factory.mktemp("export") / "archive", held).path


def written(form: str, one: Article) -> str:
    hit = Hit(1, 1.0, one, Snippet(""), ())
    listing = Listing(parse("x"), SearchPage(1, (), (), "x"), iter([hit]))
    return "\n".join(lines_of(form, [listing], Layout(Display(), whole=True)))


def test_the_suffix_says_the_form(archive: Path, tmp_path: Path) -> None:
    for name, begins in {
        "a.jsonl": "{",
        "a.csv": "id,",
        "a.TSV": "id\t",
        "a.md": "## ",
        "a.bib": "@",
        "a.ris": "TY",
    }.items():
        run = search(archive, "export", "captains", "--to", str(tmp_path / name))
        assert (run.code, run.out) == (0, "")
        assert (tmp_path / name).read_text().startswith(begins)
    assert run.err.endswith(f"Wrote 1 article to {tmp_path / 'a.ris'}.\n")


def test_a_name_that_says_no_form_is_trouble_unless_it_is_said(archive: Path, tmp_path: Path) -> None:
    run = search(archive, "export", "captains", "--to", str(tmp_path / "storm"))
    assert run.code == 2
    assert "--as jsonl|csv|tsv|markdown|bibtex|ris" in run.err
    assert search(archive, "export", "captains", "--to", str(tmp_path / "storm"), "--as", "ris").code == 0
    assert search(archive, "export", "captains", "--to", "-", "--as", "ris").out.startswith("TY  - NEWS\n")


def test_jsonl_has_all_of_an_article(archive: Path) -> None:
    (line,) = search(archive, "export", "captains", "--to", "-", "--as", "jsonl").out.splitlines()
    shown = json.loads(search(archive, "show", STORM.id, "--json").out)["article"]
    del shown["highlights"], shown["story"]
    assert json.loads(line) == shown


def test_csv_has_the_text_too(archive: Path) -> None:
    out = search(archive, "export", "housekeeping", "--to", "-", "--as", "csv").out
    (row,) = csv.DictReader(StringIO(out, newline=""))
    assert (row["body"], row["published"]) == (CUTS.body, "2031-06-11T09:30:00")


def test_nothing_is_written_for_nothing_or_for_fewer_words(archive: Path, tmp_path: Path) -> None:
    for words in (["zeppelin"], ["ferry", "zeppelin", "storm"]):
        run = search(archive, "export", *words, "--to", str(tmp_path / "a.ris"))
        assert run.code == 1
        assert not (tmp_path / "a.ris").exists()


def test_a_bibtex_entry_says_what_is_known() -> None:
    assert written("bibtex", STORM) == (
        f"@article{{{STORM.id},\n"
        "  author = {Ada Brook and Jon Reyes},\n"
        "  title = {{Storm breaks ferry record}},\n"
        "  journal = {Halden Gazette},\n"
        "  date = {2031-03-01},\n"
        "  year = {2031},\n"
        "  month = {3},\n"
        "  language = {en},\n"
        "}\n"
    )


def test_what_tex_would_run_is_text_in_bibtex() -> None:
    entry = written("bibtex", LINKED)
    assert r"{{50 \% of \textbraceleft{}ferries\textbraceright{} \& co\_op \#1}}" in entry
    assert "author = {{Brook and Sons} and Ada Brook}," in entry
    assert "url = {https://quay.example/a%20b?x=%7B1%7D&y=2}," in entry


@given(st.text(st.sampled_from('ab{}\\%$&#_~^"@,=\n \x1b\u202e'), max_size=20))
def test_no_headline_breaks_out_of_its_bibtex_field(text: str) -> None:
    entry = written(
        "bibtex", replace(STORM, title=text, outlet=text, authors=(text,), url="https://x/" + text)
    )
    assert entry.count("\n@") == 0
    depth = 0
    for number, char in enumerate(entry):
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
        assert depth > 0 or number < entry.index("{") or entry[number + 1 :].strip() == ""
    assert not re.search(r"\\(?!text(back|brace|ascii)|char34|[$&#%_])", entry)


def test_a_ris_record_says_what_is_known() -> None:
    assert written("ris", replace(LINKED, place="PORT", section="Sea")).splitlines() == [
        "TY  - NEWS",
        f"ID  - {LINKED.id}",
        "TI  - 50 % of {ferries} & co_op #1",
        "AU  - Brook and Sons",
        "AU  - Ada Brook",
        "T2  - Quay & Sea",
        "PY  - 2031",
        "DA  - 2031/07//",
        "SE  - Sea",
        "CY  - PORT",
        "LA  - en",
        "UR  - https://quay.example/a%20b?x=%7B1%7D&y=2",
        "ER  - ",
    ]


def test_a_story_of_an_unknown_paper_is_cited_by_its_wire_service() -> None:
    wire = replace(STORM, outlet=None, outlet_domain=None, agency="North & Sea Wire")
    entry = written("bibtex", wire)
    assert entry.startswith("@misc{") and "journal" not in entry
    assert "  organization = {North \\& Sea Wire},\n" in entry
    record = written("ris", wire).splitlines()
    assert "PB  - North & Sea Wire" in record and not any(line.startswith("T2") for line in record)
    assert citation(wire).startswith("Ada Brook, Jon Reyes, “Storm breaks ferry record”, North & Sea Wire, ")


@pytest.mark.parametrize("form", ["bibtex", "ris"])
def test_a_paper_that_prints_a_wires_story_is_its_source(form: str) -> None:
    assert "North Sea Wire" not in written(form, replace(STORM, agency="North Sea Wire"))


@given(st.text(st.sampled_from("A\n\r\x0b\u2028TYER  -"), max_size=20))
def test_no_headline_makes_up_a_ris_tag(text: str) -> None:
    tags = [line[:6] for line in written("ris", replace(STORM, title=text, section=text)).splitlines()]
    assert tags.count("ER  - ") == tags.count("TY  - ") == 1


def test_markdown_shows_an_articles_own_marks() -> None:
    assert written("markdown", LINKED).split("\n\n") == [
        r"## 50 % of \{ferries\} \& co\_op \#1",
        r"Quay \& Sea · 2031-07 · Brook and Sons, Ada Brook",
        "<https://quay.example/a%20b?x=%7B1%7D&y=2>",
        r"\# Not a heading",
        r"\- no \*bullet\* \<b\>bold\</b\> \[link\]\(http://x\)",
        r"1\. no list",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://x/y",
        "//x/y",
        "http://",
        "x",
        "",
        None,
        "http://[::1",
    ],
)
def test_what_is_no_address_of_the_web_is_none(url: str | None) -> None:
    assert web_address(url) is None


@given(st.text(max_size=30))
def test_an_address_is_one_word_of_ascii(text: str) -> None:
    address = web_address("https://quay.example/" + text)
    assert address is not None and address.isascii() and address.isprintable()
    assert not set(address) & set(' <>"{}|\\^`')


def test_who_exports_every_word_is_told_what_the_list_shows(archive: Path, tmp_path: Path) -> None:
    run = search(archive, "export", "captains", "zeppelin", "--to", str(tmp_path / "a.csv"))
    assert run.code == 1 and not (tmp_path / "a.csv").exists()
    assert "search query lists 1 with most of the words." in " ".join(run.err.split())
