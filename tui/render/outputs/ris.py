"""RIS: a record for each article, which programs that keep references read.

A line is a tag and a value, so a value must be one line; more is not needed to keep a
headline from making up tags. Names are kept as printed: what the family name is, is not
known. Of a story whose paper is unknown, the wire service is the publisher.
"""

from collections.abc import Iterable, Iterator

from index.article import Article, Published
from index.clean import clean
from tui.render.addresses import web_address
from tui.render.outputs import Layout, Listing


def lines(listings: Iterable[Listing], layout: Layout) -> Iterator[str]:
    """Each record, an empty line after it."""
    for listing in listings:
        for hit in listing.hits:
            yield "TY  - NEWS"
            for tag, value in _values(hit.article):
                if value and (text := clean(value, one_line=True)):
                    yield f"{tag}  - {text}"
            yield "ER  - "
            yield ""


def _values(article: Article) -> Iterator[tuple[str, str | None]]:
    yield "ID", article.id
    yield "TI", article.title
    yield from (("AU", author) for author in article.authors)
    yield "T2", article.outlet
    yield "PB", None if article.outlet else article.agency
    if article.published:
        yield "PY", article.published.value[:4]
        yield "DA", _date(article.published)
    yield "SE", article.section
    yield "CY", article.place
    yield "AB", article.standfirst
    yield "LA", article.language
    yield "UR", web_address(article.url)


def _date(published: Published) -> str:
    """YYYY/MM/DD/other, where what is not known stays empty."""
    year, month, day = [*published.value[:10].split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/"
