r"""BibTeX: an entry for each article, to cite it by.

Read by BibTeX (`year`, `month`) and by biblatex (`date`). TeX runs what stands behind a
backslash, so whatever it takes for a command is written as the character it is. The
case of a headline is kept by braces; names are kept as printed, for a guess at what the
family name is would be a guess. Of a story whose paper is unknown, the wire service is the source, and no journal.
"""

import re
from collections.abc import Iterable, Iterator

from index.article import Article
from index.clean import clean
from tui.render.addresses import web_address
from tui.render.outputs import Layout, Listing

_COMMANDS = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces, escaped or not: one without its partner would swallow what follows.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    '"': r"{\char34}",
}
_TABLE = str.maketrans(_COMMANDS)
_SPLITS = re.compile(r",|\band\b|\bothers\b", re.IGNORECASE)
"""What BibTeX takes for the end of a name, or of its family name."""


def lines(listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """Each entry, an empty line after it."""
    for listing in listings:
        for hit in listing.hits:
            yield from _entry(hit.article)
            yield ""


def _entry(article: Article) -> Iterator[str]:
    kind = "article" if article.outlet else "misc"
    yield f"@{kind}{{{re.sub('[^0-9a-z]', '', article.id)},"
    for name, value in _fields(article):
        if value:
            yield f"  {name} = {{{value}}},"
    yield "}"


def _fields(article: Article) -> Iterator[tuple[str, str | None]]:
    day = _text(article.published.value[:10]) if article.published else ""
    yield "author", " and ".join(map(_name, article.authors))
    title = _text(article.title)
    yield "title", f"{{{title}}}" if title else None
    yield "journal", _text(article.outlet)
    yield "organization", None if article.outlet else _text(article.agency)
    yield "date", day
    yield "year", day[:4]
    yield "month", day[5:7].lstrip("0")
    # Read as it stands, by BibTeX's styles as by biblatex; what could end the field is escaped as in an address.
    yield "url", web_address(article.url)
    yield "language", _text(article.language)


def _name(author: str) -> str:
    name = _text(author)
    return f"{{{name}}}" if _SPLITS.search(author) else name


def _text(text: str | None) -> str:
    return clean(text or "", one_line=True).translate(_TABLE)
