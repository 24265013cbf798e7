"""Ids alone, for `search show` and `search remove`."""

from collections.abc import Iterable, Iterator

from index.clean import clean
from tui.render.outputs import Layout, Listing


def lines(listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """The id of each hit."""
    for listing in listings:
        for hit in listing.hits:
            yield clean(hit.article.id, one_line=True)
