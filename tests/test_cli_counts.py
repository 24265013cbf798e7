import json
from pathlib import Path

import pytest
from command_line import search
from newsroom import build


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("counts") / "archive").path


def test_without_words_facets_count_the_whole_archive(archive: Path) -> None:
    record = json.loads(search(archive, "facets", "--json").out)
    assert record["total"] == 10
    assert list(record["facets"]) == ["outlet", "author", "section", "agency", "language", "year"]
    assert record["facets"]["agency"] == {"counts": [{"value": "Coast Wire", "count": 1}], "unknown": 9}


def test_words_narrow_what_facets_count(archive: Path) -> None:
    run = search(archive, "facets", "ferry", "-storm", "--field", "language")
    assert run.out == "Language\n  en  1\n"
    assert run.err == "1 article for ferry AND NOT storm\n"


def test_exact_facets_count_what_an_exact_query_finds(archive: Path) -> None:
    for options in ([], ["--exact"]):
        total = json.loads(search(archive, "facets", "NHRF", *options, "--json").out)["total"]
        assert f"{total}\n" == search(archive, "query", "NHRF", "--count", *options).out


def test_facets_of_nothing_are_1(archive: Path) -> None:
    run = search(archive, "facets", "zeppelin")
    assert (run.code, run.out) == (1, "")


def test_values_stand_in_a_column_whatever_their_width(archive: Path) -> None:
    out = search(archive, "facets", "--field", "author").out
    assert {len(line) for line in out.splitlines()[1:]} == {len("  Mina Okafor  2")}


def test_bars_are_for_people_only(archive: Path) -> None:
    assert "█" not in search(archive, "facets").out


def test_stats_are_the_archive_in_figures(archive: Path) -> None:
    run = search(archive, "stats")
    assert run.code == 0
    lines = dict(line.split(maxsplit=1) for line in run.out.splitlines())
    assert lines["Articles"] == "10"
    assert lines["Languages"] == "en, fr, ja"
    assert lines["Archive"] == str(archive)


def test_stats_in_json_have_every_figure(archive: Path) -> None:
    record = json.loads(search(archive, "stats", "--json").out)
    assert record.pop("bytes_on_disk") > 0
    assert record == {
        "version": 1,
        "archive": str(archive),
        "incomplete": False,
        "notices": [],
        "articles": 10,
        "outlets": 4,
        "authors": 4,
        "languages": ["en", "fr", "ja"],
        "oldest": "2029",
        "newest": "2031-06-11",
    }


def test_facet_limit_is_the_most_values_listed_of_names_and_not_of_dates(archive: Path) -> None:
    run = search(archive, "facets", "--field", "outlet,year", "--facet-limit", "1")
    assert "  and 3 other values (more with --facet-limit)" in run.out
    facets = json.loads(
        search(archive, "facets", "--field", "outlet,year", "--facet-limit", "1", "--json").out
    )["facets"]
    assert len(facets["outlet"]["counts"]) == 1
    assert len(facets["year"]["counts"]) == 3
