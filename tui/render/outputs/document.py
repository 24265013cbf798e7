"""One JSON document for each answer, written hit by hit; see docs/json.md.

With several queries each document is on a line of its own, as in JSONL.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from search.engine import Hit
from search.paging import Cursor
from tui.render.outputs import Layout, Listing
from tui.render.outputs.jsonl import hit_in
from tui.render.records import Record, facets_of, heading

_INDENT = 2


def lines(listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """Each document in pieces that end a line."""
    for listing in listings:
        if layout.many:
            yield json.dumps(_whole(listing, layout), ensure_ascii=layout.ascii)
        else:
            yield from _streamed(listing, layout)


def _whole(listing: Listing, layout: Layout) -> Record:
    hits = list(listing.hits)
    return {
        **heading(listing.query, listing.page),
        "hits": [hit_in(layout, hit) for hit in hits],
        **_ending(listing, layout, hits[-1] if hits else None),
    }


def _streamed(listing: Listing, layout: Layout) -> Iterator[str]:
    """What `json.dumps` would write, without holding more than one hit."""
    yield _dumped(heading(listing.query, listing.page), layout).removesuffix("\n}") + ","
    opening = waiting = '  "hits": ['
    last = None
    for last in listing.hits:
        yield waiting
        waiting = _indented(_dumped(hit_in(layout, last), layout), 2 * _INDENT) + ","
    yield waiting.removesuffix(",") + "\n  ]," if last else f"{opening}],"
    yield _dumped(_ending(listing, layout, last), layout).removeprefix("{\n")


def _ending(listing: Listing, layout: Layout, last: Hit | None) -> Record:
    more = last is not None and last.rank < listing.page.listed
    return {
        "next": str(Cursor(last.rank, last.article.id)) if last and more else None,
        "facets": facets_of(listing.page.facets, layout.facet_limit),
    }


def _dumped(record: Any, layout: Layout) -> str:
    return json.dumps(record, ensure_ascii=layout.ascii, indent=_INDENT)


def _indented(text: str, columns: int) -> str:
    return "\n".join(" " * columns + line for line in text.split("\n"))
