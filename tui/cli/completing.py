"""Completing: what a shell offers for a half-typed word of a query, from what the archive holds.

It runs at a press of a key, so nothing here may talk or fail: where the archive cannot
be read there are no suggestions.
"""

import click
from click.shell_completion import CompletionItem

from index.analysis import fold
from index.clean import clean
from index.errors import NewsError
from search.engine import Engine
from search.language.fields import DATE_NAMES, FIELD_OF_NAME, OTHER_NAMES
from tui.cli.session import session_from

_MOST = 30
_LOOKED_AT = 1_000
"""The most frequent that go on so, also by a word within a name, of which a shell can use few."""


def complete_words(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Names of fields for the beginning of one; values of a field behind its colon."""
    name, colon, value = incomplete.partition(":")
    if not colon:
        names = (*FIELD_OF_NAME, *DATE_NAMES) if name else ()
        return [CompletionItem(f"{one}:") for one in names if one.startswith(name.lower())]
    field = OTHER_NAMES.get(name.lower(), name.lower())
    if field not in FIELD_OF_NAME and field not in DATE_NAMES:
        return []
    try:
        found = values_beginning(session_from(context).engine(), field, value.lstrip('="'))
    except (NewsError, OSError):
        return []
    return [CompletionItem(f"{name}:{_quoted(one)}") for one in found[:_MOST]]


def values_beginning(engine: Engine, field: str, prefix: str) -> list[str]:
    """The values of a field that begin so, the most frequent first; in other letters if none does in these."""
    likely = (completion.text for completion in engine.complete(prefix, field, _LOOKED_AT))
    values = [clean(value, one_line=True) for value in likely if '"' not in value]
    # Were both offered, a shell would put what they have in common in the place of what was typed.
    same = [value for value in values if value.startswith(prefix)]
    return same or [value for value in values if fold(value).startswith(fold(prefix))]


def _quoted(value: str) -> str:
    return value if value.replace("-", "").isalnum() else f'"{value}"'
