import click
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


words_of_a_query = st.text(min_size=1).filter(lambda word: not word.startswith("--") and word != "-h")


@given(st.lists(words_of_a_query, max_size=6))
def test_whatever_begins_with_fewer_than_two_dashes_is_a_word(words: list[str]) -> None:
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
