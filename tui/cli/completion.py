"""`search completion`: what makes a shell complete commands, options and values.

The scripts are click's, but for bash: there a colon ends a word, so that click would
see `outlet:ti` as three, and what it offers would be read once more by the shell, with
its wildcards. Here the line is taken as it was typed, and values are escaped.
"""

import os
import re
from pathlib import Path

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    shell_complete,
    split_arg_string,
)

from tui.cli.ending import FOUND
from tui.cli.session import examples
from tui.render.output import put
from tui.render.style import Display

VARIABLE = "_SEARCH_COMPLETE"
"""Set by the scripts, to what they want to know."""

_PROGRAM = "search"
_BASH = r"""%(complete_func)s() {
    local response completion
    response=$(env COMP_LINE="$COMP_LINE" COMP_POINT="$COMP_POINT" COMP_WORDBREAKS="$COMP_WORDBREAKS" \
        %(complete_var)s=bash_complete "$1")
    COMPREPLY=()
    while IFS=',' read -r type completion; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                COMPREPLY+=("$completion")
                [[ $completion == *: ]] && compopt -o nospace ;;
        esac
    done <<< "$response"
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""
_SPECIAL = re.compile(r"([^\w\-.,:/@%+=])")


class _Bash(BashComplete):
    """Bash, with words as they were typed."""

    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        line = os.environ["COMP_LINE"].encode()[: int(os.environ["COMP_POINT"])].decode(errors="ignore")
        words = split_arg_string(line)[1:]
        if not words or line[-1:].isspace():
            return words, ""
        return words[:-1], words[-1]

    def format_completion(self, item: CompletionItem[str]) -> str:
        value = _SPECIAL.sub(r"\\\1", item.value)
        if item.type == "plain" and ":" in os.environ.get("COMP_WORDBREAKS", ":"):
            # The shell replaces what stands behind the last colon, and nothing before it.
            value = value.partition(":")[2] or value
        return f"{item.type},{value}"


_SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": ZshComplete, "fish": FishComplete}


@click.command(
    "completion",
    epilog=examples(
        "search completion bash > ~/.local/share/bash-completion/completions/search",
        "search completion zsh > ~/.zfunc/_search",
        "search completion fish > ~/.config/fish/completions/search.fish",
    ),
)
@click.argument("shell", type=click.Choice(tuple(_SHELLS)), required=False)
@click.pass_context
def command(context: click.Context, shell: str | None) -> int:
    """Print what makes a shell complete commands, options, and values of fields.

    Put it where your shell looks for completions, as in the examples, or into
    ~/.bashrc or ~/.zshrc: eval "$(search completion bash)".
    """
    if shell is None:
        own = Path(os.environ.get("SHELL", "")).name
        raise click.UsageError(
            f"for which shell: {', '.join(_SHELLS)}?\nTry: search completion {own if own in _SHELLS else 'bash'}",
            context,
        )
    root = context.find_root().command
    put([_SHELLS[shell](root, {}, _PROGRAM, VARIABLE).source()], Display())
    return FOUND


def answer_shell(root: click.Command, asked: str) -> int:
    """Answer what a script asks; the exit code."""
    add_completion_class(_Bash)
    return shell_complete(root, {}, _PROGRAM, VARIABLE, asked)
