"""Exporting: marked articles into a file, in the forms that `search export` writes."""

from collections.abc import Sequence
from pathlib import Path

from index.errors import NewsError
from search.engine import Hit, SearchPage
from search.language import parse
from tui.app.styled import articles
from tui.files import file_to_write, whole_file
from tui.render.outputs import OUTPUTS, Layout, Listing, lines_of
from tui.render.style import Display

FORMS = {suffix: name for name, output in OUTPUTS.items() for suffix in output.suffixes}
"""Names of forms by the suffix of a file."""


def export(hits: Sequence[Hit], name: str, archive: Path) -> str:
    """Write whole articles to a file; what was done. Raises NewsError."""
    file = Path(name)
    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise NewsError(
            f"the name {name} does not say in which form to write",
            advice=f"End it with one of {', '.join(FORMS)}",
        )
    target = file_to_write(file, archive)
    if target.exists():
        raise NewsError(f"{target} is there already", advice="Name another file.")
    listing = Listing(parse("*"), SearchPage(len(hits), tuple(hits), (), ""), iter(hits))
    try:
        with whole_file(target) as stream:
            for line in lines_of(form, [listing], Layout(Display(), whole=True)):
                stream.write(f"{line}\n")
    except OSError as error:
        raise NewsError(f"cannot write {file}: {error.strerror or error}") from error
    return f"wrote {articles(len(hits))} to {target}"
