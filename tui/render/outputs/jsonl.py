"""JSON Lines: a hit on each line, as in the `hits` of the JSON document."""

import json
from collections.abc import Iterable, Iterator

from index.article import article_to_json
from index.clean import clean
from search.engine import Hit
from tui.render.outputs import Layout, Listing
from tui.render.outputs.fields import json_value
from tui.render.records import Record, cleaned, hit_record


def lines(listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """A line for each hit; with several queries it says which it answers."""
    for listing in listings:
        named = {"query": clean(listing.query.text)} if layout.many else {}
        for hit in listing.hits:
            yield json.dumps(named | hit_in(layout, hit), ensure_ascii=layout.ascii)


def hit_in(layout: Layout, hit: Hit) -> Record:
    """A hit with the fields asked for, or with all; the whole article where that is wanted."""
    if layout.fields:
        return {name: json_value(name, hit) for name in layout.fields}
    return cleaned(article_to_json(hit.article)) if layout.whole else hit_record(hit)
