"""Completing: what a shell offers for a half-typed word of a query, from what the archive holds.

It runs at a press of a key, so nothing here may talk or fail: where the archive cannot
be read there are no suggestions.
"""

import click
from click.shell_completion import CompletionItem

from index.clean import clean
from index.errors import NewsError
from search.engine import FACET_FIELDS, Engine, FacetField, SearchRequest
from search.language import parse
from search.language.fields import DATE_NAMES, FIELD_OF_NAME
from tui.cli.session import session_from

_MOST = 30
_EVERYTHING = "*"


def complete_words(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Names of fields for the beginning of one; values of a field behind its colon."""
    name, colon, value = incomplete.partition(":")
    if not colon:
        names = (*FIELD_OF_NAME, *DATE_NAMES) if name else ()
        return [CompletionItem(f"{one}:") for one in names if one.startswith(name.lower())]
    field = FIELD_OF_NAME.get(name.lower())
    facet = next((one for one in FACET_FIELDS if one == field), None)
    if facet is None:
        return []
    try:
        session = session_from(context)
        found = values_beginning(session.engine(), facet, value.lstrip('="'), _MOST)
    except (NewsError, OSError):
        return []
    return [CompletionItem(f"{name}:{_quoted(one)}") for one in found]


def values_beginning(engine: Engine, field: FacetField, prefix: str, most: int) -> list[str]:
    """The values of a field that begin so, the most frequent first; in another case if none does in this."""
    (facet,) = engine.search(SearchRequest(parse(_EVERYTHING), limit=0, facets=(field,))).facets
    values = [clean(count.value, one_line=True) for count in facet.counts if '"' not in count.value]
    same_case = [value for value in values if value.startswith(prefix)]
    # Were both offered, a shell would put what they have in common in the place of what was typed.
    found = same_case or [value for value in values if value.casefold().startswith(prefix.casefold())]
    return found[:most]


def _quoted(value: str) -> str:
    return value if value.replace("-", "").isalnum() else f'"{value}"'
