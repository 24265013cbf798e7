import shlex
from pathlib import Path

import click
import pytest
from command_line import search
from newsroom import build

from index.archive import Archive
from index.clean import clean
from tui.cli.elsewhere import MEANT
from tui.cli.main import COMMANDS, cli


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("errors") / "archive").path


def complaint(archive: Path, *args: str) -> list[str]:
    """The lines on stderr of a command line that is in trouble and prints nothing else."""
    run = search(archive, *args)
    assert (run.code, run.out) == (2, "")
    return run.err.splitlines()


def test_a_missing_archive_says_how_to_build_one(tmp_path: Path) -> None:
    assert complaint(tmp_path / "none", "query", "storm") == [
        f"search: no archive at {tmp_path / 'none'}",
        "Build one with: search index FOLDER",
    ]


def test_asking_does_not_make_an_archive(tmp_path: Path) -> None:
    complaint(tmp_path / "none", "stats")
    assert not (tmp_path / "none").exists()


def test_a_caret_stands_under_the_column_of_a_query_error(archive: Path) -> None:
    message, caret, *_ = complaint(archive, "query", "storm", "date:2023-13")
    assert message.startswith("search: storm date:2023-13 (column ")
    column = int(message.split("(column ")[1].split(")")[0])
    assert caret == " " * (len("search: ") + column - 1) + "^"


def test_wide_characters_before_the_column_take_two_columns_each(archive: Path) -> None:
    _, caret, *_ = complaint(archive, "query", "港湾 )x")
    assert caret == " " * (len("search: ") + len("港湾 ") + 2) + "^"


def test_of_a_long_query_the_part_around_the_column_is_shown(archive: Path) -> None:
    _, part, caret, *_ = complaint(archive, "query", "storm " * 30 + ")x")
    assert part.endswith(")x")
    assert part.startswith("  …") and len(part) < 40
    assert part[caret.index("^")] == ")"


def test_a_misspelt_option_is_an_error_with_a_suggestion(archive: Path) -> None:
    assert complaint(archive, "query", "storm", "--limt", "3") == [
        "search: there is no option --limt",
        "Did you mean: --limit",
    ]


def test_an_option_of_the_group_says_where_it_goes(archive: Path) -> None:
    _, advice = complaint(archive, "query", "storm", "--archive", "x")
    assert advice == "It goes before the command: search --archive … query …"


def test_an_option_of_a_command_says_where_it_goes(archive: Path) -> None:
    for option, command in (("--limit", "query"), ("--dry-run", "index"), ("--damaged", "gc")):
        message, advice = complaint(archive, option, "5", "storm")
        assert message == f"search: there is no option {option}"
        assert advice == f"It goes after the command: search {command} … {option} …"


def test_an_option_that_nothing_has_is_said_to_be_none(archive: Path) -> None:
    assert complaint(archive, "--zeppelin") == [
        "search: there is no option --zeppelin",
        "Try: search --help",
    ]


def test_an_unknown_option_may_be_meant_as_a_word(archive: Path) -> None:
    _, advice = complaint(archive, "query", "--mackerel")
    assert advice == "To search for it: search query -- --mackerel"


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        (["facets", "storm", "--facets", "outlet"], "--field"),
        (["timeline", "storm", "--field", "outlet"], "--by"),
        (["export", "storm", "--output", "x.csv"], "--to"),
        (["query", "storm", "--max", "3"], "--limit"),
        (["facets", "storm", "--max=3"], "--facet-limit"),
        (["similar", "1", "-n", "3"], "--limit"),
    ],
)
def test_what_others_call_an_option_suggests_ours(archive: Path, args: list[str], meant: str) -> None:
    assert complaint(archive, *args)[1] == f"Did you mean: {meant}"


def test_other_names_of_options_suggest_only_what_some_command_takes() -> None:
    taken = {
        option
        for name in COMMANDS
        if (command := cli.get_command(click.Context(cli), name))
        for parameter in command.params
        for option in parameter.opts
    }
    assert {option for options in MEANT.values() for option in options} <= taken


@pytest.mark.parametrize(
    "args",
    [["query", "--mackerel"], ["export", "x", "--mackerel"], ["a/b", "--mackerel"], ["harbour", "it's"]],
)
def test_what_is_advised_to_search_for_it_works(archive: Path, args: list[str]) -> None:
    advice = shlex.split(complaint(archive, *args)[1].removeprefix("To search for it: search "))
    assert advice[0] == "query"
    assert search(archive, *advice).code in (0, 1)


@pytest.mark.parametrize("args", [["NEAR"], ["help", "NEAR"], ["query", "--(("], ["help", "zeppelin"]])
def test_who_cannot_search_for_it_is_led_to_the_query_language(archive: Path, args: list[str]) -> None:
    assert complaint(archive, *args)[1] == "All that can be asked: search help query"


def test_help_on_what_is_nearly_a_command_suggests_help_on_that(archive: Path) -> None:
    assert complaint(archive, "help", "find")[1] == "Did you mean: search help query"


def test_an_unknown_command_suggests_the_nearest(archive: Path) -> None:
    assert complaint(archive, "qurey", "storm") == [
        "search: there is no command 'qurey'",
        "Did you mean: search query storm",
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("find", "query"), ("grep", "query"), ("add", "index"), ("read", "show"), ("rm", "remove")],
)
def test_a_command_of_other_programs_suggests_ours(archive: Path, typed: str, meant: str) -> None:
    _, advice = complaint(archive, typed, "harbour storm")
    assert advice == f"Did you mean: search {meant} 'harbour storm'"


def test_a_word_that_is_only_somewhat_like_a_command_is_a_word(archive: Path) -> None:
    assert complaint(archive, "india")[1] == "To search for it: search query india"


def test_words_without_a_command_say_how_to_search_for_them(archive: Path) -> None:
    _, advice = complaint(archive, "harbour", "storm")
    assert advice == "To search for it: search query harbour storm"


def test_a_missing_value_and_a_wrong_value_are_trouble(archive: Path) -> None:
    assert complaint(archive, "query", "storm", "--limit")[0].startswith("search: option '--limit'")
    assert complaint(archive, "query", "storm", "--limit", "few")[0].startswith("search: invalid value")
    assert complaint(archive, "query", "storm", "--limit", "-1")[0].startswith("search: invalid value")


def test_no_words_are_trouble(archive: Path) -> None:
    assert complaint(archive, "query")[0] == "search: give WORDS, or a file of queries with --batch"
    assert complaint(archive, "query", " ")[0].startswith("search: ")


def test_what_a_person_typed_is_cleaned_before_it_is_echoed(archive: Path) -> None:
    for args in (["query", "(\x1b[31mx"], ["\x1b[31mx"], ["query", "--\x1b[31mx"], ["show", "\x1b[31mx"]):
        run = search(archive, *args)
        assert run.code and "\x1b" not in run.out + run.err


@pytest.mark.parametrize(
    "args", [["query", "caf\udce9"], ["facets", "caf\udce9"], ["remove", "--query", "caf\udce9"]]
)
def test_a_word_that_is_not_utf_8_is_refused_and_not_cut(archive: Path, args: list[str]) -> None:
    assert complaint(archive, *args) == [
        "search: a word of the query is not UTF-8 text: caf?",
        "Set the terminal to UTF-8 and type it again.",
    ]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(archive: Archive) -> None:
        raise LookupError("no such \x1b]0;owned\x07\u202eshelf")

    monkeypatch.setattr(Archive, "stats", fail)


@pytest.mark.usefixtures("broken")
def test_a_mistake_of_the_program_is_trouble_and_says_how_to_learn_more(archive: Path) -> None:
    assert complaint(archive, "stats") == [
        "search: something went wrong inside: LookupError: no such shelf",
        "Run it again with SEARCH_DEBUG=1 for the traceback.",
    ]


@pytest.mark.usefixtures("broken")
def test_the_traceback_of_a_mistake_is_shown_on_demand_and_clean(archive: Path) -> None:
    run = search(archive, "stats", SEARCH_DEBUG="1")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Traceback (most recent call last):\n  File ")
    assert run.err.endswith("search: something went wrong inside: LookupError: no such shelf\n")
    assert clean(run.err) == run.err


def test_a_file_where_the_archive_should_be_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not an archive")
    assert complaint(tmp_path / "file", "query", "storm")[0].startswith("search: ")
