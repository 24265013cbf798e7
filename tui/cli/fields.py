"""Facet fields as an option's value: repeated, or several with commas between."""

from typing import cast

import click

from search.engine import FACET_FIELDS, FacetField


def facet_fields(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[FacetField, ...]:
    """The fields named, each once, in the order named. Raises BadParameter for any other."""
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    for name in names:
        if name not in FACET_FIELDS:
            from difflib import get_close_matches  # needed for a mistake alone

            near = get_close_matches(name, FACET_FIELDS, n=1)
            advice = f"Did you mean: {near[0]}" if near else f"Fields: {', '.join(FACET_FIELDS)}"
            raise click.BadParameter(f"there is no field {name!r} to count.\n{advice}", context, parameter)
    return cast("tuple[FacetField, ...]", tuple(dict.fromkeys(names)))
