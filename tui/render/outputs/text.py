"""Hits and facets as a person reads them."""

from collections.abc import Iterable, Iterator

from tui.render.hits import hit_lines
from tui.render.marked import joined
from tui.render.outputs import Layout, Listing
from tui.render.style import paint
from tui.render.tables import facet_lines


def lines(listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """The hits of each answer, an empty line between them, then its facets."""
    display = layout.display
    for number, listing in enumerate(listings):
        if layout.many:
            yield from [""] if number else []
            yield paint(f"# {joined([listing.query.text])}", "faint", display)
        yield from hit_lines(listing.hits, display, len(str(listing.last_rank)))
        if listing.page.total and listing.page.facets:
            yield ""
            yield from facet_lines(listing.page.facets, display, layout.facet_limit)
