import json
from pathlib import Path

import pytest
from command_line import on_terminal, search
from msgspec.structs import replace
from newsroom import CUTS, HARBOUR, PRONOUN, STORM, article, build

from index.article import Article


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return build(tmp_path / "archive").path


def test_a_rank_is_a_hit_of_the_last_query(archive: Path) -> None:
    search(archive, "query", "minister", "cuts")
    run = search(archive, "show", "1")
    assert run.code == 0
    assert run.out.startswith(f"{CUTS.title}\n")


def test_by_rank_what_the_query_matched_is_marked(archive: Path) -> None:
    search(archive, "query", "captains")
    shown = json.loads(search(archive, "show", "1", "--json").out)["article"]["highlights"]["body"]
    assert [shown["text"][start:end] for start, end in shown["spans"]] == ["Captains"]


def test_by_id_nothing_is_marked(archive: Path) -> None:
    search(archive, "query", "captains")
    shown = json.loads(search(archive, "show", STORM.id, "--json").out)["article"]["highlights"]
    assert [part["spans"] for part in shown.values()] == [[], [], []]


def test_where_each_field_was_read_is_shown_where_that_is_asked(archive: Path) -> None:
    lines = search(archive, "show", "--provenance", STORM.id).out.splitlines()
    found = {line.split()[0]: line for line in lines if line.startswith("  ")}
    assert found["id"].endswith(STORM.id)
    for name, where in STORM.provenance.items():
        assert f"[{where.where}; {where.confidence}]" in found[name]
    record = json.loads(search(archive, "show", "--provenance", STORM.id, "--json").out)
    assert record["article"]["provenance"].keys() == STORM.provenance.keys()


def test_the_beginning_of_an_id_is_enough(archive: Path) -> None:
    assert search(archive, "show", STORM.id[:6].upper()).out.startswith(f"{STORM.title}\n")


def test_what_is_known_stands_between_headline_and_text(archive: Path) -> None:
    assert search(archive, "show", STORM.id).out == (
        "Storm breaks ferry record\n"
        "\n"
        "Outlet      Halden Gazette\n"
        "Section     Weather\n"
        "Authors     Ada Brook, Jon Reyes\n"
        "Published   2031-03-01\n"
        "Language    en\n"
        "File        /held/storm.txt\n"
        f"ID          {STORM.id}\n"
        "\n"
        "A storm stopped every ferry for nine days. Captains said the harbour was quiet.\n"
    )


def test_a_clock_is_shown_as_the_source_had_it(archive: Path) -> None:
    assert "Published   2031-06-11 09:30:00\n" in search(archive, "show", CUTS.id).out


def test_an_unknown_id_is_1(archive: Path) -> None:
    run = search(archive, "show", "ffffffffffffffff")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("search: no article's id begins with ffffffffffffffff\n")


def test_a_beginning_that_several_ids_share_is_trouble_and_names_them(tmp_path: Path) -> None:
    twins = [twin("abcd000000000001"), twin("abcd000000000002")]
    run = search(build(tmp_path / "archive", twins).path, "show", "abcd")
    assert run.code == 2
    assert "Give more digits, such as: abcd000000000001, abcd000000000002" in run.err


def twin(article_id: str) -> Article:
    return replace(article("A twin", f"Body of {article_id}", name=article_id), id=article_id)


def test_fewer_than_four_digits_of_an_id_are_not_taken(archive: Path) -> None:
    run = search(archive, "show", STORM.id[:3])
    assert (run.code, run.out) == (1, "")


@pytest.mark.parametrize("number", ["0", "3", "99", "02"])
def test_a_number_that_is_no_rank_says_how_many_there_are(archive: Path, number: str) -> None:
    search(archive, "query", "storm")
    run = search(archive, "show", number)
    assert (run.code, run.out) == (1, "")
    assert run.err == (
        f"search: there is no number {number}: the last answer listed 2 articles\n"
        "Give 1 to 2, or an id that `search query` lists.\n"
    )


def test_after_an_answer_of_one_article_there_is_only_number_1(archive: Path) -> None:
    search(archive, "query", "captains")
    assert search(archive, "show", "2").err == (
        "search: there is no number 2: the last answer listed 1 article\n"
        "Give 1, or an id that `search query` lists.\n"
    )


def test_a_rank_without_a_last_answer_is_1(archive: Path) -> None:
    run = search(archive, "show", "1")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("search: there is no last answer to take number 1 from\n")


def test_digits_enough_for_an_id_are_an_id_unless_they_are_a_rank(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive", [twin("0001000000000001"), twin("4321000000000001")]).path
    search(archive, "query", "twin")
    for name in ("0001", "4321"):
        assert f"ID          {name}000000000001\n" in search(archive, "show", name).out


def test_a_rank_in_another_archives_answer_is_trouble(archive: Path, tmp_path: Path) -> None:
    build(tmp_path / "other", [PRONOUN])
    search(archive, "query", "harbour")
    run = search(tmp_path / "other", "show", "1")
    assert (run.code, run.out) == (2, "")
    assert f"search --archive '{archive}' show 1" in run.err


def test_a_count_leaves_the_last_answer_as_it_was(archive: Path) -> None:
    search(archive, "query", "minister", "cuts")
    search(archive, "query", "captains", "--count")
    assert search(archive, "show", "1").out.startswith(f"{CUTS.title}\n")


def test_an_article_removed_since_the_answer_is_1(archive: Path) -> None:
    search(archive, "query", "captains")
    search(archive, "remove", STORM.id, "--yes")
    assert search(archive, "show", "1").code == 1


def test_a_damaged_last_answer_is_none(archive: Path) -> None:
    search(archive, "query", "captains")
    (state,) = (archive.parent / "state").rglob("last-result.json")
    for damage in ("", "[]", '{"archive": 1}', "\0"):
        state.write_text(damage)
        assert search(archive, "show", "1").code == 1


def test_only_its_owner_can_read_the_last_answer(archive: Path) -> None:
    search(archive, "query", "captains")
    (state,) = (archive.parent / "state").rglob("last-result.json")
    assert state.stat().st_mode & 0o077 == 0


def test_json_has_the_whole_text(archive: Path) -> None:
    record = json.loads(search(archive, "--json", "show", HARBOUR.id).out)
    assert record["article"]["body"] == HARBOUR.body
    assert record["article"]["published"]["precision"] == "day"


def test_several_are_shown_one_below_the_other(archive: Path) -> None:
    out = search(archive, "show", STORM.id, CUTS.id, COLUMNS="30").out
    assert f"\n\n{'─' * 30}\n\n{CUTS.title}\n" in out
    record = json.loads(search(archive, "show", STORM.id, CUTS.id, "--json").out)
    assert [one["id"] for one in record["articles"]] == [STORM.id, CUTS.id]


def test_one_that_is_not_there_keeps_all_from_being_shown(archive: Path) -> None:
    run = search(archive, "show", STORM.id, "ffffffffffffffff")
    assert (run.code, run.out) == (1, "")


@pytest.mark.parametrize(("lines", "paged"), [(40, True), (1, False)])
def test_more_than_a_screen_is_shown_in_the_pager(tmp_path: Path, lines: int, paged: bool) -> None:
    long = article("Ferry log", "\n\n".join(f"Buoy {n}." for n in range(lines)))
    archive = build(tmp_path / "long", [long]).path
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho PAGED; cat\n")
    pager.chmod(0o755)
    code, shown = on_terminal(archive, "show", long.id, env={"PAGER": str(pager)})
    assert (code, b"PAGED" in shown, b"Buoy 0." in shown) == (0, paged, True)
