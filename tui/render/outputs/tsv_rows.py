"""TSV: the rows of the CSV with tabs between; nothing is quoted, because no cell holds a tab or a line end."""

from collections.abc import Iterable, Iterator

from index.clean import clean
from tui.render.outputs import Layout, Listing
from tui.render.outputs.csv_rows import rows


def lines(listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """The row of names, then the rows; white space within a cell becomes one space."""
    for row in rows(listings, layout):
        yield "\t".join(clean(str(cell), one_line=True) for cell in row)
