from pathlib import Path

import pytest
from command_line import Run, search
from newsroom import FUND, HARBOUR, STORM, build


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("query") / "archive").path


def headlines(run: Run) -> list[str]:
    """The lines that begin with a rank."""
    return [line.split("  ", 1)[1] for line in run.out.splitlines() if line[:1].isdigit()]


def test_a_hit_shows_headline_and_what_is_known(archive: Path) -> None:
    run = search(archive, "query", "storm", "ferry")
    assert run.code == 0
    assert run.out.startswith(
        "1  Storm breaks ferry record\n   Halden Gazette · 2031-03-01 · Ada Brook, Jon Reyes\n"
    )


def test_a_hit_ends_with_its_id_and_file_on_one_line(archive: Path) -> None:
    assert f"   {STORM.id}  /held/storm.txt\n" in search(archive, "query", "storm", "ferry", COLUMNS="20").out


def test_what_is_unknown_is_left_out(archive: Path) -> None:
    out = search(archive, "query", "timetable").out
    assert out.splitlines()[1].strip().endswith("/held/stub.txt")
    assert "None" not in out and "unknown" not in out


def test_nothing_found_is_1_and_leaves_stdout_empty(archive: Path) -> None:
    run = search(archive, "query", "zeppelin")
    assert (run.code, run.out) == (1, "")
    assert run.err == "No articles for zeppelin\n"


def test_the_total_and_the_query_as_understood_go_to_stderr(archive: Path) -> None:
    run = search(archive, "query", "storm", "ferry")
    assert run.err == "1 article for storm AND ferry\n"


def test_notices_go_to_stderr(archive: Path) -> None:
    run = search(archive, "query", "ferry", "zeppelin", "storm")
    assert "2 of them" in " ".join(run.err.split())
    assert "of them" not in run.out


def test_no_escape_sequence_goes_into_a_pipe(archive: Path) -> None:
    run = search(archive, "query", "harbour", "--facets", "outlet")
    assert "\x1b" not in run.out + run.err


def test_color_always_marks_matches_in_a_pipe_even_under_no_color(archive: Path) -> None:
    run = search(archive, "--color", "always", "query", "wall", NO_COLOR="1")
    assert "\x1b[1;31mwall\x1b[0m" in run.out
    assert "\x1b" not in run.err


def test_limit_is_the_most_hits_listed(archive: Path) -> None:
    run = search(archive, "query", "harbour", "--limit", "2")
    assert len(headlines(run)) == 2
    assert run.err.startswith("4 articles")


def test_sort_orders_by_date(archive: Path) -> None:
    newest = headlines(search(archive, "query", "harbour", "--exact", "--sort", "newest"))
    oldest = headlines(search(archive, "query", "harbour", "--exact", "--sort", "oldest"))
    assert newest == oldest[::-1]
    assert newest[0] == FUND.title


def test_count_prints_the_number_alone(archive: Path) -> None:
    assert search(archive, "query", "storm", "--count").out == "2\n"


def test_count_of_nothing_prints_0_and_is_1(archive: Path) -> None:
    run = search(archive, "query", "zeppelin", "--count")
    assert (run.code, run.out) == (1, "0\n")


def test_snippets_is_the_most_shown_per_hit(archive: Path) -> None:
    assert search(archive, "query", "harbour", "author:Brook", "fund").out.count("\n   - ") == 2
    assert (
        search(archive, "query", "harbour", "author:Brook", "fund", "--snippets", "1").out.count("\n   - ")
        == 1
    )


def test_exact_takes_an_acronym_as_it_is_written(archive: Path) -> None:
    assert FUND.title in headlines(search(archive, "query", "NHRF"))
    assert FUND.title not in headlines(search(archive, "query", "NHRF", "--exact"))


def test_facets_are_repeated_or_separated_by_commas(archive: Path) -> None:
    commas = search(archive, "query", "harbour", "--facets", "outlet,year")
    repeated = search(archive, "query", "harbour", "--facets", "outlet", "--facets", "year")
    assert commas == repeated
    assert commas.out.index("\nOutlet\n") < commas.out.index("\nYear\n")


def test_a_field_that_cannot_be_counted_is_trouble_with_a_suggestion(archive: Path) -> None:
    run = search(archive, "query", "harbour", "--facets", "outlets")
    assert (run.code, run.out) == (2, "")
    assert run.err.endswith("there is no field 'outlets' to count.\nDid you mean: outlet\n")


def test_a_word_with_a_dash_before_it_is_excluded(archive: Path) -> None:
    assert headlines(search(archive, "query", "storm", "-ferry")) == [HARBOUR.title]


def test_a_phrase_keeps_its_own_quotes(archive: Path) -> None:
    assert headlines(search(archive, "query", '"every ferry"')) == [STORM.title]
    assert search(archive, "query", '"ferry every"').code == 1


def test_one_argument_with_two_words_is_two_words(archive: Path) -> None:
    assert headlines(search(archive, "query", "ferry every")) == [STORM.title]


def test_where_the_answer_cannot_be_kept_for_show_that_is_said(archive: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    run = search(archive, "query", "storm", XDG_STATE_HOME=str(blocked))
    said = f"search show RANK will not know this answer, which cannot be kept in {blocked / 'morgue'}: "
    assert (run.code, run.err.splitlines()[-1].startswith(said)) == (0, True)
    for more in ("--quiet", "--count"):
        assert "RANK" not in search(archive, "query", "storm", more, XDG_STATE_HOME=str(blocked)).err
