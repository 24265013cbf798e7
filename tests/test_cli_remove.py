import json
from pathlib import Path

import pytest
from command_line import on_terminal, search
from newsroom import FUND, HARBOUR, STORM, build

from index.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return build(tmp_path / "archive").path


def held(archive: Path) -> int:
    return Archive.open(archive).stats().articles


def test_articles_are_removed_by_id(archive: Path) -> None:
    run = search(archive, "remove", STORM.id, HARBOUR.id[:8], "--yes")
    assert (run.code, run.out) == (0, "Removed 2 articles.\n")
    assert held(archive) == 8
    assert search(archive, "query", "captains").code == 1


def test_articles_are_removed_by_query(archive: Path) -> None:
    assert search(archive, "remove", "--query", "outlet:Tidewater", "--yes").out == "Removed 2 articles.\n"


def test_nobody_to_ask_and_no_yes_is_trouble(archive: Path) -> None:
    run = search(archive, "remove", STORM.id)
    assert (run.code, run.out) == (2, "")
    assert "Add --yes" in run.err
    assert held(archive) == 10


def test_if_one_id_is_unknown_none_is_removed(archive: Path) -> None:
    assert search(archive, "remove", STORM.id, "ffffffffffffffff", "--yes").code == 1
    assert held(archive) == 10


def test_a_rank_is_not_an_id(archive: Path) -> None:
    search(archive, "query", "storm")
    assert search(archive, "remove", "1", "--yes").code == 1
    assert held(archive) == 10


def test_a_query_that_nothing_matches_in_full_removes_nothing(archive: Path) -> None:
    # As a search this is relaxed to the articles with two of the words.
    assert search(archive, "query", "ferry", "storm", "zeppelin").code == 0
    run = search(archive, "remove", "--query", "ferry storm zeppelin", "--yes")
    assert (run.code, run.out) == (1, "")
    assert held(archive) == 10


def test_an_acronym_is_not_expanded_when_removing(archive: Path) -> None:
    search(archive, "remove", "--query", "NHRF", "--yes")
    assert Archive.open(archive).article(FUND.id)


def test_ids_and_a_query_together_or_neither_are_trouble(archive: Path) -> None:
    assert search(archive, "remove", "--yes").code == 2
    assert search(archive, "remove", STORM.id, "--query", "storm", "--yes").code == 2
    assert held(archive) == 10


def test_json_has_the_number(archive: Path) -> None:
    assert json.loads(search(archive, "--json", "remove", STORM.id, "--yes").out) == {
        "version": 1,
        "removed": 1,
    }


def test_a_person_is_asked_and_sees_what_would_go(archive: Path) -> None:
    code, shown = on_terminal(archive, "remove", "--query", "captains", keys=b"n\n")
    assert code == 1
    assert b"Storm breaks ferry record" in shown
    assert held(archive) == 10


def test_a_person_who_agrees_is_obeyed(archive: Path) -> None:
    code, _ = on_terminal(archive, "remove", STORM.id, keys=b"y\n")
    assert code == 0
    assert held(archive) == 9
