"""Man pages, written from the same help that `--help` shows.

One page for the whole of it: what a reader looks for with `/` is then in one place.
The text is escaped for roff, in which a line that begins with a dot is a command.
"""

from collections.abc import Iterator

import click

_PROGRAM = "search"
_SECTION = "1"


def manual_lines(root: click.Group, version: str) -> Iterator[str]:
    """The page of the program, in roff with the man macros."""
    context = click.Context(root, info_name=_PROGRAM, **root.context_settings)
    yield f'.TH "{_PROGRAM.upper()}" "{_SECTION}" "" "{_escaped(f"Morgue {version}")}" "User Commands"'
    yield ".SH NAME"
    yield _escaped(f"{_PROGRAM} - {_summary(root)}")
    yield ".SH SYNOPSIS"
    yield f".B {_PROGRAM}"
    yield _escaped("[OPTIONS] COMMAND [ARGS]...")
    yield ".SH DESCRIPTION"
    yield from _paragraphs(root.help or "")
    yield ".SH OPTIONS"
    yield from _options(root, context)
    yield ".SH COMMANDS"
    yield from _commands(root, context)
    yield ".SH EXIT STATUS"
    for code, meaning in _EXIT_STATUS:
        yield from _item(code, meaning)


_EXIT_STATUS = (
    ("0", "Something was found, or done."),
    ("1", "Nothing was found."),
    ("2", "There was trouble, which is told on stderr."),
    ("130, 143", "It was interrupted, or terminated."),
)


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        below = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(below))
        yield f".SS {_escaped(f'{below.command_path} {usage}')}"
        yield from _paragraphs(command.help or "")
        yield from _options(command, below)
        yield from _examples(command)
        if isinstance(command, click.Group):
            yield from _commands(command, below)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record:
            yield from _item(*record)


def _item(term: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_escaped(term)}"
    yield _escaped(" ".join(text.split()))


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ".PP"
        yield _escaped(" ".join(paragraph.replace("\b", "").split()))


def _examples(command: click.Command) -> Iterator[str]:
    lines = [line.strip() for line in (command.epilog or "").splitlines()]
    typed = [line for line in lines if line.startswith(f"{_PROGRAM} ")]
    if typed:
        yield ".PP"
        yield "Examples:"
        yield ".PP"
        yield ".nf"
        yield ".RS"
        yield from map(_escaped, typed)
        yield ".RE"
        yield ".fi"


def _summary(command: click.Command) -> str:
    return (command.help or "").strip().splitlines()[0].rstrip(".")


def _escaped(text: str) -> str:
    """The text as roff takes it for text: no command, no escape, and dashes as they are typed."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("`", r"\(ga")
    return r"\&" + text if text.startswith((".", "'")) else text
