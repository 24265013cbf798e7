"""Fields of a hit by name: what `--fields` chooses from, and `--format` puts in.

The one table for all flat forms. A name is that of the JSON where there is one of it.
"""

from collections.abc import Callable
from typing import Any

from index.errors import NewsError
from search.engine import Hit
from tui.render.marked import safe
from tui.render.records import cleaned

FIELDS: dict[str, Callable[[Hit], Any]] = {
    "rank": lambda hit: hit.rank,
    "score": lambda hit: hit.score,
    "id": lambda hit: hit.article.id,
    "date": lambda hit: hit.article.published.value[:10] if hit.article.published else None,
    "published": lambda hit: hit.article.published.value if hit.article.published else None,
    "modified": lambda hit: hit.article.modified.value if hit.article.modified else None,
    "outlet": lambda hit: hit.article.outlet,
    "outlet_domain": lambda hit: hit.article.outlet_domain,
    "authors": lambda hit: hit.article.authors,
    "title": lambda hit: hit.article.title,
    "standfirst": lambda hit: hit.article.standfirst,
    "section": lambda hit: hit.article.section,
    "agency": lambda hit: hit.article.agency,
    "place": lambda hit: hit.article.place,
    "language": lambda hit: hit.article.language,
    "snippet": lambda hit: safe(hit.snippets[0]).text if hit.snippets else None,
    "snippets": lambda hit: [safe(snippet).text for snippet in hit.snippets],
    "body": lambda hit: hit.article.body,
    "body_kind": lambda hit: hit.article.body_kind,
    "url": lambda hit: hit.article.url,
    "path": lambda hit: hit.article.source.path,
    "member": lambda hit: hit.article.source.member,
    "format": lambda hit: hit.article.source.format,
}
"""Each gives None for what is unknown."""

LISTED = ("rank", "id", "date", "outlet", "authors", "title", "snippet", "url", "path")
"""The columns of a table of hits, where none were asked for."""
EXPORTED = (
    "id", "published", "modified", "outlet", "outlet_domain", "authors", "title", "standfirst", "section",
    "agency", "place", "language", "body", "body_kind", "url", "path", "member",
)  # fmt: skip
"""The columns of a table of whole articles."""

_BETWEEN = "; "


def known_field(name: str) -> str:
    """The name, which is a field's. Raises NewsError with the nearest one and the list."""
    if name in FIELDS:
        return name
    from difflib import get_close_matches  # needed for a mistake alone

    near = get_close_matches(name, FIELDS, n=1)
    meant = f"Did you mean: {near[0]}\n" if near else ""
    raise NewsError(f"there is no field {name!r} of a hit", advice=f"{meant}Fields: {', '.join(FIELDS)}")


def json_value(name: str, hit: Hit) -> Any:
    """A field as JSON has it."""
    return cleaned(FIELDS[name](hit))


def flat_value(name: str, hit: Hit) -> str | int | float:
    """A field as text or a number; empty for what is unknown."""
    value = json_value(name, hit)
    if isinstance(value, list):
        return _BETWEEN.join(value)
    return "" if value is None else value
