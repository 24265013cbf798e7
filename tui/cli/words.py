"""Words of a query on a command line.

`search query japan -trade` means: without "trade". click would read -trade as an
option, or as five. Here only what begins with two dashes is an option, and -h; all
else is a word, wherever it stands. Whoever searches for a word that begins with
two dashes writes it after a lone "--", and so does who leaves out a letter: -n is more
often meant as an option, which must not change silently what is found.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import click

from index.clean import clean
from index.errors import NewsError
from search.language import Query, parse
from tui.cli.groups import GroupedCommand

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

ALL_THAT_CAN_BE_ASKED = "All that can be asked: search help query"
_Command = TypeVar("_Command", bound=Callable[..., int])


class WordsCommand(GroupedCommand):
    """A command whose arguments are words of a query."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse options wherever they stand, and take the rest as words."""
        return super().parse_args(ctx, self._options_first(ctx, args))

    def _options_first(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        flags = {name for option in options for name in option.opts if option.is_flag}
        valued = {name for option in options for name in option.opts} - flags
        before: list[str] = []
        words: list[str] = []
        rest = iter(args)
        letter = None
        for arg in rest:
            if arg == "--":
                words.extend(rest)
            elif arg in valued:
                value = list(islice(rest, 1))
                if not value:
                    return [arg]  # for click to say that its value is missing
                before += [arg, *value]
            elif arg in flags or arg.startswith("--"):
                before.append(arg)
            else:
                letter = letter or (arg if _is_dashed_letter(arg) else None)
                words.append(arg)
        if letter and not ctx.resilient_parsing:
            import shlex  # needed for a mistake alone

            from tui.cli.elsewhere import option_meant

            meant = option_meant(letter, flags | valued)
            typed = shlex.join(["search", ctx.info_name or "", *before, "--", *words])
            advice = [f"Did you mean: {meant}"] if meant else []
            advice.append(f"To leave out the word {letter[1:]}: {typed}")
            raise click.UsageError("\n".join([f"there is no option {letter}", *advice]), ctx)
        return [*before, "--", *words]


def _is_dashed_letter(arg: str) -> bool:
    return len(arg) == 2 and arg[0] == "-" and arg[1].isascii() and arg[1].isalpha()


def _complete(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem[str]]":
    from tui.cli.completing import complete_words  # only a shell asks

    return complete_words(context, parameter, incomplete)


def words_argument(*, required: bool = False) -> Callable[[_Command], _Command]:
    """The words of a query as a command's argument."""
    return click.argument("words", nargs=-1, required=required, shell_complete=_complete)


def text_of(words: Iterable[str]) -> str:
    """The words as the text of a query, cleaned. Raises NewsError for one that is not UTF-8."""
    text = " ".join(words)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        # Python keeps bytes that it cannot decode as surrogates, and cleaning would drop them.
        shown = text.encode(errors="replace").decode()
        raise NewsError(
            f"a word of the query is not UTF-8 text: {shown}",
            advice="Set the terminal to UTF-8 and type it again.",
        ) from error
    return clean(text, one_line=True)


def query_of(words: Iterable[str]) -> Query:
    """The words as one query. Raises QueryError, and NewsError as `text_of` does."""
    return parse(text_of(words))


def advice_to_search(words: Sequence[str]) -> str:
    """How to search for words that were taken for something else, as it can be typed."""
    import shlex  # as above

    try:
        query_of(words)
    except NewsError:
        return ALL_THAT_CAN_BE_ASKED
    dashes = ["--"] if any(word.startswith("-") for word in words) else []
    return f"To search for it: {shlex.join(['search', 'query', *dashes, *words])}"
