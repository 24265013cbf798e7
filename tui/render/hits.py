"""An answer as text: its hits on stdout, and what is said about it on stderr.

A part of an article that is unknown is left out, never filled in. The line with
id and path is for machines and for `search show`: it is the one line that is not
wrapped, because a broken path cannot be copied.
"""

from collections.abc import Iterable, Iterator

from index.article import Article
from index.clean import clean
from search.engine import Hit, SearchPage, Snippet
from tui.render.marked import joined, marked_lines, plain_lines, safe
from tui.render.style import Display, linked, paint

NO_TITLE = "(no headline)"
_MOST_NAMED = 4
"""Outlets that are named of a hit's copies."""


def hit_lines(hits: Iterable[Hit], display: Display, rank_width: int = 1) -> Iterator[str]:
    """The hits, an empty line between them; `rank_width` is that of the last one's rank."""
    for number, hit in enumerate(hits):
        if number:
            yield ""
        yield from _lines_of_hit(hit, display, rank_width)


def _lines_of_hit(hit: Hit, display: Display, rank_width: int) -> Iterator[str]:
    indent = " " * (rank_width + 2)
    rank = f"{hit.rank:>{rank_width}}  "
    title = safe(hit.title, one_line=True)
    if title.text.strip():
        yield from marked_lines(
            title, display, style="title", first=rank, indent=indent, address=page_link(hit.article, display)
        )
    else:
        yield from plain_lines(NO_TITLE, display, style="faint", first=rank, indent=indent)
    known = known_line(hit.article)
    if known:
        yield from plain_lines(known, display, first=indent, indent=indent)
    for snippet in hit.snippets:
        yield from marked_lines(
            safe(snippet, one_line=True), display, first=indent + "- ", indent=indent + "  "
        )
    if hit.copy_count:
        yield from plain_lines(copies_line(hit), display, style="faint", first=indent, indent=indent)
    if hit.explanation:
        from tui.render.explanation import explanation_lines  # asked for now and then

        for line in explanation_lines(hit.score, hit.explanation):
            yield from plain_lines(line, display, style="faint", first=indent, indent=indent + "  ")
    place = linked(place_of(hit.article), _file_link(hit.article, display), display)
    yield indent + paint(f"{clean(hit.article.id, one_line=True)}  {place}", "faint", display)


def known_line(article: Article) -> str:
    """Outlet, day, authors, agency and place on one line, as far as they are known."""
    day = article.published.value[:10] if article.published else None
    return joined([article.outlet, day, ", ".join(article.authors), article.agency, article.place])


def copies_line(hit: Hit) -> str:
    """How many copies stand below a hit, and who printed them."""
    names = dict.fromkeys(name for copy in hit.copies if (name := copy.outlet or copy.agency))
    named = list(names)[:_MOST_NAMED]
    more = ["…"] if len(names) > len(named) or hit.copy_count > len(hit.copies) else []
    where = f" ({', '.join([*named, *more])})" if named else ""
    return f"+ {count_of(hit.copy_count, 'copy', 'copies')}{where}"


def place_of(article: Article) -> str:
    """The file an article was read from, with its number there."""
    source = article.source
    return clean(f"{source.path}#{source.member}" if source.member else source.path, one_line=True)


def page_link(article: Article, display: Display) -> str | None:
    """Where an article was published; None where it is not known, or where there are no links."""
    if not display.links:
        return None
    from tui.render.addresses import web_address  # few terminals need it loaded

    return web_address(article.url)


def _file_link(article: Article, display: Display) -> str | None:
    if not display.links:
        return None
    from tui.render.addresses import file_address  # as above

    return file_address(article.source.path)


def summary_lines(page: SearchPage, display: Display) -> Iterator[str]:
    """How many articles there are for what, then the notices; of a sentence these say it all."""
    if not page.sentence:
        yield from _heard(page, display)
    for notice in page.notices:
        yield from plain_lines(notice, display)
    if page.suggestions:
        corrected = clean(page.suggestions[0].query, one_line=True)
        yield from plain_lines(f"Did you mean: {corrected}?", display)


def _heard(page: SearchPage, display: Display) -> Iterator[str]:
    articles = count_of(page.total, "article") if page.total and not page.relaxed else "No articles"
    if page.partial:
        articles = f"At least {articles[:1].lower()}{articles[1:]}" if page.total else "No articles so far"
    if page.folded and not page.relaxed:
        articles += f", {page.listed:,} without copies,"
    heard = Snippet(f"{articles} for {page.understood}")
    yield from marked_lines(safe(heard, one_line=True), display)


def hint_lines(page: SearchPage, last_rank: int) -> Iterator[str]:
    """What can be asked next, when hits up to a rank were listed."""
    first_rank = page.hits[0].rank
    yield f"Read one: search show {first_rank}"
    if any(hit.copy_count for hit in page.hits):
        yield "See copies one by one: --all-copies"
    if last_rank < page.listed:
        yield f"See more: --limit {2 * (last_rank - first_rank + 1)}"


def count_of(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 article", "4,210 articles"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
