"""Similar articles: on the same subject, without the article itself and its copies."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from command_line import search
from msgspec.structs import replace
from newsroom import CUTS, HARBOUR, TEN, article, build
from reading_in_process import read_inputs
from wire_copies import story

from search.embedded.engine import EmbeddedEngine

QUARRY = article(
    "Quarry strike ends",
    "Workers at the Port Halden quarry ended a strike over night shifts after the quarry owner met the union.",
    outlet="Halden Gazette",
    date="2031-05-01",
    name="quarry.txt",
)
UNION = article(
    "Union counts the cost of the quarry strike",
    "The union said nine weeks without wages at the quarry had emptied its strike fund. Night shifts go on.",
    outlet="Stone & Sea",
    date="2031-05-03",
    name="union.txt",
)
COPY = replace(
    QUARRY, id="00000000000000c0", outlet="Coast Daily", source=replace(QUARRY.source, path="/held/c.txt")
)
HELD = (*TEN, QUARRY, UNION, COPY)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("similar") / "archive", HELD).path


@pytest.fixture
def reading_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, because starting others takes a second."""
    monkeypatch.setattr(
        "index.ingest.run.read_only", lambda paths: read_inputs(paths, today=date(2031, 6, 1))
    )


def similar(archive: Path, *args: str, **more: str) -> Any:
    return json.loads(search(archive, "similar", *args, "--json", **more).out)


def test_the_same_subject_comes_first_and_copies_of_the_article_not_at_all(archive: Path) -> None:
    hits = similar(archive, QUARRY.id)["hits"]
    assert hits[0]["id"] == UNION.id
    assert not {QUARRY.id, COPY.id} & {hit["id"] for hit in hits}


def test_copies_among_similar_articles_are_folded(archive: Path) -> None:
    hits = similar(archive, UNION.id)["hits"]
    assert hits[0]["id"] == QUARRY.id
    assert [copy["outlet"] for copy in hits[0]["copies"]] == ["Coast Daily"]


def test_the_words_it_was_found_by_are_said_and_are_in_several_articles(archive: Path) -> None:
    terms = similar(archive, UNION.id)["terms"]
    assert {"quarry", "strike", "union"} <= set(terms)
    assert "emptied" not in terms


def test_a_file_is_read_and_not_indexed(archive: Path, tmp_path: Path, reading_here: None) -> None:
    page = tmp_path / "draft.txt"
    page.write_text(f"{UNION.title}\n\n{UNION.body}\n")
    assert similar(archive, str(page))["hits"][0]["id"] == QUARRY.id
    assert EmbeddedEngine(build(archive, [])).size() == len(HELD)


def test_a_file_that_is_a_copy_of_what_is_held_does_not_find_that(
    archive: Path, tmp_path: Path, reading_here: None
) -> None:
    page = tmp_path / "draft.txt"
    page.write_text(f"Another headline\n\n{QUARRY.body}\n")
    assert similar(archive, str(page))["hits"][0]["id"] == UNION.id


def test_what_cannot_be_read_is_refused(archive: Path, tmp_path: Path, reading_here: None) -> None:
    run = search(archive, "similar", "nofile.txt")
    assert (run.code, run.err.splitlines()[0]) == (2, "search: there is no file nofile.txt")
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    run = search(archive, "similar", str(empty))
    assert run.code == 2
    assert "empty.txt" in run.err


def test_ranks_go_on_from_the_answer(archive: Path) -> None:
    search(archive, "query", "quarry", "owner")
    first = search(archive, "similar", "1", "--limit", "1")
    assert first.out.startswith(f"1  {UNION.title}\n")
    assert search(archive, "show", "1").out.startswith(f"{UNION.title}\n")


def test_an_article_like_no_other_finds_nothing_and_is_1(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive", [story(1), story(2)]).path
    assert search(archive, "similar", story(1).id).code == 1


def test_hits_are_marked_where_they_match(archive: Path) -> None:
    (hit,) = similar(archive, HARBOUR.id, "--limit", "1")["hits"]
    assert hit["highlights"]["snippets"][0]["spans"] or hit["highlights"]["title"]["spans"]


def test_an_empty_text_is_like_nothing(archive: Path) -> None:
    assert EmbeddedEngine(build(archive, [])).similar(replace(CUTS, title=None, body="")).hits == ()
