"""The forms of an answer: what each looks like, and what hostile articles cannot do to it."""

import csv
import json
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from command_line import Run, search
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import CUTS, STORM, TEN, article, build

from index.errors import NewsError
from search.embedded.engine import EmbeddedEngine
from search.engine import Hit, SearchPage, Snippet
from search.language import parse
from tui.render.outputs import Layout, Listing, lines_of
from tui.render.outputs.template import read_template
from tui.render.style import Display

FORMULA = article("=HYPERLINK(1)", "A ferry, said @home.", outlet="-Post", authors=("+1", "@a"), name="x.txt")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("outputs") / "archive", [*TEN, FORMULA]).path


def rows(run: Run) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(run.out)))


def test_jsonl_has_the_hits_of_the_document_a_line_each(archive: Path) -> None:
    document = json.loads(search(archive, "query", "storm", "--json").out)
    lines = search(archive, "query", "storm", "--jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == document["hits"]


def test_csv_has_a_row_of_names_and_a_row_for_each_hit(archive: Path) -> None:
    (row,) = rows(search(archive, "query", "captains", "--csv"))
    assert (row["rank"], row["id"], row["date"]) == ("1", STORM.id, "2031-03-01")
    assert row["authors"] == "Ada Brook; Jon Reyes"


def test_a_query_that_is_not_understood_gets_no_row_of_names(archive: Path) -> None:
    for form in ("--csv", "--tsv"):
        assert search(archive, "query", "(", form).out == ""
        assert search(archive, "query", "zeppelin", form, "--fields", "id").out == "id\n"


def test_tsv_has_the_same_with_tabs(archive: Path) -> None:
    names, row = search(archive, "query", "captains", "--tsv", "--fields", "outlet,title").out.splitlines()
    assert (names, row) == ("outlet\ttitle", "Halden Gazette\tStorm breaks ferry record")


@pytest.mark.parametrize("form", ["--csv", "--tsv"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(archive: Path, form: str) -> None:
    asked = ["query", "home", form, "--fields", "title,outlet,authors"]
    assert "'=HYPERLINK(1)" in search(archive, *asked).out
    assert "'-Post" in search(archive, *asked).out and "'+1; @a" in search(archive, *asked).out
    assert "'" not in search(archive, *asked, "--raw").out


cells = st.text(st.sampled_from("=+-@\t\r\n ＝a\"',;"), max_size=8)


@given(cells)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    one = replace(STORM, title=text, body=text)
    for form in ("csv", "tsv"):
        layout = Layout(Display(), fields=("title", "body"))
        listing = Listing(parse("x"), SearchPage(1, (), (), "x"), iter([hit(one)]))
        written = "\n".join(lines_of(form, [listing], layout))
        dialect = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if form == "tsv" else {}
        for cell in list(csv.reader(StringIO(written, newline=""), **dialect))[1]:  # type: ignore[arg-type]
            assert cell.lstrip()[:1] not in set("=+-@＝")


def hit(one: object) -> Hit:
    return Hit(1, 1.0, one, Snippet(""), ())  # type: ignore[arg-type]


def test_fields_are_those_named_in_that_order(archive: Path) -> None:
    asked = ["query", "captains", "--fields", "title,id,authors"]
    line = json.loads(search(archive, *asked, "--jsonl").out)
    assert list(line.items()) == [
        ("title", STORM.title),
        ("id", STORM.id),
        ("authors", ["Ada Brook", "Jon Reyes"]),
    ]
    assert json.loads(search(archive, *asked, "--json").out)["hits"] == [line]


def test_a_template_puts_fields_into_a_line(archive: Path) -> None:
    run = search(
        archive, "query", "captains", "--format", r"{date} {outlet:6}|{rank:3}|{agency}{{}}\t{title}"
    )
    assert run.out == "2031-03-01 Halde…|1  |{}\tStorm breaks ferry record\n"


@pytest.mark.parametrize("template", ["{titel}", "{0}", "{}", "{title.__class__}", "{title!r}", "{title[0]}"])
def test_a_template_names_fields_and_nothing_else(archive: Path, template: str) -> None:
    run = search(archive, "query", "captains", "--format", template)
    assert (run.code, run.out) == (2, "")
    assert "there is no field" in run.err and "Fields: rank, score, id" in run.err


def test_a_misspelt_field_gets_the_nearest(archive: Path) -> None:
    for option in (["--format", "{titel}"], ["--csv", "--fields", "id,titel"]):
        assert "Did you mean: title\n" in search(archive, "query", "captains", *option).err


@given(st.text(st.sampled_from("{}:ab1\\tn "), max_size=12))
def test_any_template_is_read_or_refused(text: str) -> None:
    try:
        template = read_template(text)
    except NewsError:
        return
    assert isinstance(template.line(hit(STORM)), str)


def test_ids_and_templates_may_end_with_nul(archive: Path) -> None:
    assert search(archive, "query", "storm", "ferry", "--ids", "--print0").out == f"{STORM.id}\0"
    assert search(archive, "query", "captains", "--format", "{path}", "--print0").out == "/held/storm.txt\0"


def test_quiet_answers_with_the_exit_code_alone(archive: Path) -> None:
    assert search(archive, "query", "storm", "--quiet") == Run(0, "", "")
    assert search(archive, "query", "zeppelin", "--quiet") == Run(1, "", "")
    assert search(archive, "query", "(", "--quiet").code == 2


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--csv", "--json"], "two forms"),
        (["--ids", "--quiet"], "two forms"),
        (["--fields", "id"], "--fields needs one of --json, --jsonl, --csv, --tsv"),
        (["--json", "--raw"], "--raw needs one of --csv, --tsv"),
        (["--print0"], "--print0 needs one of --format, --ids"),
    ],
)
def test_options_that_contradict_each_other_are_trouble(
    archive: Path, options: list[str], complaint: str
) -> None:
    run = search(archive, "query", "storm", *options)
    assert (run.code, run.out) == (2, "")
    assert complaint in run.err


def test_a_relaxed_answer_says_so_whatever_its_form(archive: Path) -> None:
    for form in ("--csv", "--ids", "--jsonl"):
        assert "None has all" in search(archive, "query", "ferry", "zeppelin", "storm", form).err


def test_a_relaxed_answer_counts_as_none(archive: Path) -> None:
    run = search(archive, "query", "ferry", "zeppelin", "storm", "--count", "--facets", "year")
    assert (run.code, run.out) == (1, "0\n")
    assert search(archive, "query", "ferry", "zeppelin", "storm", "--quiet").code == 1
    assert search(archive, "query", "ferry", "zeppelin", "storm", "--quiet").err == ""


_SENTENCE = ("who", "pays", "for", "the", "stone", "of", "zeppelin")


@pytest.mark.parametrize("words", [("ferry", "zeppelin", "storm"), _SENTENCE])
def test_who_counts_every_word_is_told_what_the_list_shows(archive: Path, words: tuple[str, ...]) -> None:
    listed = json.loads(search(archive, "query", *words, "--json").out)["total"]
    hint = f"Only what has every word is counted; without --count the list shows {listed} with most of the words."
    counted = search(archive, "query", *words, "--count")
    assert (counted.code, counted.out) == (1, "0\n")
    assert hint in " ".join(counted.err.split())
    record = json.loads(search(archive, "query", *words, "--count", "--json").out)
    assert (record["total"], record["relaxed"], record["notices"][-1]) == (0, False, hint)


@pytest.mark.parametrize(
    ("query", "questions"), [("zeppelin", 1), ("zeppelin date:2031", 1), ("ferry zeppelin", 2)]
)
def test_what_the_list_would_show_is_asked_only_where_it_could_be_more(
    archive: Path, tmp_path: Path, query: str, questions: int
) -> None:
    (tmp_path / "queries.txt").write_text(f"{query}\n")
    with patch.object(EmbeddedEngine, "search", autospec=True, side_effect=EmbeddedEngine.search) as asked:
        search(archive, "query", "--batch", str(tmp_path / "queries.txt"), "--count")
    assert asked.call_count == questions


def test_what_is_counted_in_full_has_no_hint(archive: Path) -> None:
    assert search(archive, "query", "storm", "--count").err == "2 articles for storm\n"
    assert search(archive, "query", "zeppelin", "--count").err == "No articles for zeppelin\n"


def test_of_a_sentence_only_what_is_shown_is_said(archive: Path) -> None:
    for command in ("query", "facets"):
        err = search(archive, command, *_SENTENCE).err
        assert err.startswith("Read as a sentence: shown are the ") and "No articles" not in err


def test_a_batch_answers_each_line(archive: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("# Who sails\n#\ncaptains\n\nminister cuts\nzeppelin\n")
    assert search(archive, "query", "--batch", str(queries), "--count").out == (
        "1\tcaptains\n1\tminister cuts\n0\tzeppelin\n"
    )
    ids = [
        (row["query"], row["id"]) for row in rows(search(archive, "query", "--batch", str(queries), "--csv"))
    ]
    assert ids == [("captains", STORM.id), ("minister cuts", CUTS.id)]
    documents = search(archive, "query", "--batch", str(queries), "--json").out.splitlines()
    assert [json.loads(line)["total"] for line in documents] == [1, 1, 0]
    text = search(archive, "query", "--batch", str(queries)).out
    assert text.startswith("# captains\n1  Storm") and "\n\n# minister cuts\n1  Minister" in text


def test_a_line_that_cannot_be_understood_is_trouble_of_its_own(archive: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_bytes(b"captains\ndate:2023-13\ncaf\xe9\nminister cuts\n")
    run = search(archive, "query", "--batch", str(queries), "--ids")
    assert (run.code, run.out) == (2, f"{STORM.id}\n{CUTS.id}\n")
    assert "In line 2:\nsearch: date:2023-13" in run.err
    assert f"In line 3:\nsearch: {queries} is not UTF-8 text: caf" in run.err
    assert f"iconv -f WINDOWS-1252 -t UTF-8 {queries} | search query --batch -" in run.err


def test_queries_in_utf_16_are_refused_with_what_makes_them_utf_8(archive: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("captains\nminister\n", encoding="utf-16")
    run = search(archive, "query", "--batch", str(queries), "--ids")
    assert (run.code, run.out) == (2, "")
    assert f"{queries} is not UTF-8 text: it looks like UTF-16" in run.err
    assert f"iconv -f UTF-16 -t UTF-8 {queries}" in run.err


def test_where_nothing_is_asked_or_listed_it_is_said(archive: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("# none\n\n")
    assert (
        search(archive, "query", "--batch", str(queries), "--json").err
        == f"There is no query in {queries}.\n"
    )
    assert search(archive, "query", "--batch", str(queries), "--quiet").err == ""
    behind = "There is none behind the first 1, where --offset begins."
    for form in ("--ids", "--json", "--csv"):
        run = search(archive, "query", "captains", "--offset", "7", form)
        assert (run.code, behind in run.err) == (0, True)
    assert "where --after" in search(archive, "query", "captains", "--after", f"1-{STORM.id}").err
    assert behind not in search(archive, "query", "captains", "--offset", "7", "--count").err


def test_an_output_file_is_there_once_it_is_whole(archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "storm.csv"
    run = search(archive, "query", "storm", "--csv", "--output", str(file))
    assert (run.code, run.out) == (0, "")
    whole = file.read_text()
    assert whole == search(archive, "query", "storm", "--csv").out
    assert search(archive, "query", "(", "--csv", "--output", str(file)).code == 2
    assert file.read_text() == whole
    assert [one.name for one in tmp_path.iterdir()] == ["storm.csv"]


def test_an_output_file_that_makes_no_sense_is_refused(archive: Path, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "no" / "folder.csv", archive / "CURRENT", archive / "segments" / "x"):
        run = search(archive, "query", "storm", "--output", str(place))
        assert (run.code, run.out) == (2, "")
        assert run.err.startswith("search: cannot write ")
    assert search(archive, "query", "storm").code == 0
