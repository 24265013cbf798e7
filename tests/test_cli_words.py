import re

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cli.words import WordsCommand


@click.command(cls=WordsCommand)
@click.argument("words", nargs=-1)
@click.option("--limit", type=int, default=10)
@click.option("--exact", is_flag=True)
def command(words: tuple[str, ...], limit: int, exact: bool) -> tuple[tuple[str, ...], int, bool]:
    return words, limit, exact


def parsed(*args: str) -> tuple[tuple[str, ...], int, bool]:
    with command.make_context("search", list(args)) as context:
        result: tuple[tuple[str, ...], int, bool] = command.invoke(context)
    return result


def is_no_option(word: str) -> bool:
    return not word.startswith("--") and not re.fullmatch("-[a-zA-Z]", word)


@given(st.lists(st.text(min_size=1).filter(is_no_option), max_size=6))
def test_whatever_begins_with_fewer_than_two_dashes_is_a_word_unless_it_is_a_letter(words: list[str]) -> None:
    assert parsed(*words) == (tuple(words), 10, False)


def test_options_may_stand_between_words() -> None:
    assert parsed("japan", "--limit", "3", "-trade", "--exact", "pact") == (
        ("japan", "-trade", "pact"),
        3,
        True,
    )


def test_an_options_value_may_be_joined_to_it() -> None:
    assert parsed("japan", "--limit=3") == (("japan",), 3, False)


def test_after_two_dashes_everything_is_a_word() -> None:
    assert parsed("japan", "--", "--limit", "-x") == (("japan", "--limit", "-x"), 10, False)


@pytest.mark.parametrize(
    ("args", "advice"),
    [
        (["ferry", "-n", "5"], "Did you mean: --limit\nTo leave out the word n: search search -- ferry -n 5"),
        (["ferry", "-x", "--exact"], "To leave out the word x: search search --exact -- ferry -x"),
    ],
)
def test_a_letter_behind_a_dash_is_refused_and_not_left_out(args: list[str], advice: str) -> None:
    with pytest.raises(click.UsageError) as raised:
        parsed(*args)
    assert raised.value.message == f"there is no option {args[1]}\n{advice}"


def test_a_letter_can_be_left_out_behind_two_dashes_and_so_can_a_figure() -> None:
    assert parsed("--", "ferry", "-n")[0] == ("ferry", "-n")
    assert parsed("ferry", "-5", "-\u6e2f", "harbour -n")[0] == ("ferry", "-5", "-\u6e2f", "harbour -n")
