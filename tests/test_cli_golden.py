import json
import re
from pathlib import Path
from typing import Any

import pytest
from command_line import GOLDEN, ROOT, assert_golden, search
from msgspec.structs import replace
from newsroom import JAPANESE, TEN, article, build

from index.clean import clean

BUSY = article(
    "Ferry crews at Port Halden vote to end the night timetable \x1b[31mpact\x1b[0m",
    "The crews voted on Sunday to leave the night ferry pact, which had stood for nine winters.\n\n"
    "The harbour office called the vote a surprise. A ferry is expected to sail on Monday all the same.",
    date="2031-07-01T06:45:00",
    authors=("Ada Brook", "Jon Reyes"),
    outlet="Halden Gazette",
    agency="Coast Wire",
    place="PORT HALDEN",
    section="Local",
    name="vote.txt",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wide = replace(JAPANESE, body=JAPANESE.body + "夜間の ferry は当面運休となり、" * 3)
    others = [one for one in TEN if one is not JAPANESE]
    return build(tmp_path_factory.mktemp("golden") / "archive", [*others, wide, BUSY]).path


@pytest.mark.parametrize("columns", ["80", "40"])
def test_the_text_of_an_answer_is_as_it_was(archive: Path, columns: str) -> None:
    run = search(archive, "query", "ferry", "--sort", "newest", "--facets", "outlet,year", COLUMNS=columns)
    assert_golden(f"query_{columns}.txt", f"{run.out}-- stderr --\n{run.err}")


def test_the_text_of_an_article_is_as_it_was(archive: Path) -> None:
    search(archive, "query", "night", "ferry", "pact")
    assert_golden("show.txt", search(archive, "--color", "always", "show", "1", COLUMNS="60").out)


def test_the_json_of_an_answer_is_as_it_was(archive: Path) -> None:
    asked = ["query", "ferry", "--sort", "newest", "--facets", "outlet,year"]
    record = json.loads(search(archive, "--json", *asked).out)
    for hit in record["hits"]:
        assert hit.pop("score") > 0  # its last digits are the machine's own
    assert_golden("query.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def test_json_before_the_command_is_json_after_it(archive: Path) -> None:
    assert search(archive, "--json", "query", "ferry") == search(archive, "query", "ferry", "--json")


def test_with_json_stderr_stays_empty(archive: Path) -> None:
    assert search(archive, "query", "ferry", "zeppelin", "pact", "--json").err == ""


def test_nothing_found_is_a_document_too(archive: Path) -> None:
    run = search(archive, "query", "zeppelin", "--json")
    assert (run.code, json.loads(run.out)["hits"]) == (1, [])


def test_json_spans_count_code_points_of_the_text_beside_them(archive: Path) -> None:
    hits = json.loads(search(archive, "query", "ferry", "--json").out)["hits"]
    snippets = [
        snippet for hit in hits for snippet in [hit["highlights"]["title"], *hit["highlights"]["snippets"]]
    ]
    covered = {part["text"][start:end].casefold() for part in snippets for start, end in part["spans"]}
    assert covered == {"ferry"}


def test_every_text_in_json_is_clean(archive: Path) -> None:
    for args in (["query", "ferry"], ["facets"], ["stats"], ["show", BUSY.id], ["similar", BUSY.id]):
        for text in texts_of(json.loads(search(archive, "--json", *args).out)):
            assert clean(text) == text


def test_every_field_of_the_json_is_documented(archive: Path) -> None:
    documented = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", documentation()))))
    questions = (["query", "ferry", "--facets", "year"], ["facets"], ["stats"], ["show", BUSY.id])
    for args in (*questions, ["similar", BUSY.id]):
        record = json.loads(search(archive, "--json", *args).out)
        assert fields_of(record) <= documented | {"outlet", "author", "section", "agency", "language", "year"}


def documentation() -> str:
    """The page, without its blocks of code."""
    return re.sub(r"```.*?```", "", (ROOT / "docs" / "json.md").read_text("utf-8"), flags=re.DOTALL)


def fields_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(fields_of, value.values()))
    return set().union(*map(fields_of, value)) if isinstance(value, list) else set()


def texts_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts_of(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts_of(part)]
    return [value] if isinstance(value, str) else []


def test_no_golden_file_holds_an_escape_sequence_but_our_own() -> None:
    for path in GOLDEN.glob("*.txt"):
        assert set(re.findall(r"\x1b[^m]*m?", path.read_text("utf-8"))) <= {
            "\x1b[1m",
            "\x1b[2m",
            "\x1b[1;31m",
            "\x1b[0m",
        }
