"""The number of matches alone; with several queries, each behind its number."""

from collections.abc import Iterable, Iterator

from tui.render.marked import joined
from tui.render.outputs import Layout, Listing
from tui.render.tables import facet_lines


def lines(listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """A line for each answer, then its facets."""
    for listing in listings:
        total = listing.page.total
        yield f"{total}\t{joined([listing.query.text])}" if layout.many else str(total)
        if total and listing.page.facets:
            yield ""
            yield from facet_lines(listing.page.facets, layout.display, layout.facet_limit)
