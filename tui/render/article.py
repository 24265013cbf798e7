"""A whole article as text: its headline, what is known about it, and its text with the matches marked.

Unknown fields are left out here; `search index --dry-run` is where one asks what
is unknown.
"""

from collections.abc import Iterable, Iterator

from index.article import Article, Published
from index.clean import clean
from search.engine import MarkedArticle, Story
from tui.render.hits import NO_TITLE, count_of, page_link, place_of
from tui.render.marked import joined, marked_lines, plain_lines, safe
from tui.render.style import Display, paint
from tui.render.width import pad

_LABEL = 11
_BODY_KIND = {"full": None, "partial": "in part", "stub": "headline only"}


def article_lines(marked: MarkedArticle, display: Display) -> Iterator[str]:
    """The article: headline, what is known about it, standfirst, text; matches marked."""
    title = safe(marked.title, one_line=True)
    if title.text.strip():
        yield from marked_lines(title, display, style="title", address=page_link(marked.article, display))
    else:
        yield paint(NO_TITLE, "faint", display)
    yield ""
    yield from field_lines(_known_fields(marked.article), display)
    for part in (marked.standfirst, marked.body):
        shown = safe(part)
        if shown.text.strip():
            yield ""
            yield from marked_lines(shown, display)


def story_lines(story: Story, display: Display) -> Iterator[str]:
    """What else reports the event that an article reports."""
    yield ""
    yield paint(f"Also on this story (story:{story.id})", "title", display)
    for other in story.others:
        known = joined(
            [other.outlet or other.agency, moment(other.published), other.title, f"[{other.id}]"], " · "
        )
        yield from plain_lines(clean(known or "", one_line=True), display, first="  ", indent="    ")
    if left_out := story.other_count - len(story.others):
        yield paint(f"  and {count_of(left_out, 'other article')}", "faint", display)


def field_lines(fields: Iterable[tuple[str, str | None]], display: Display) -> Iterator[str]:
    """Labels and values in two columns, without the unknown."""
    indent = " " * (_LABEL + 1)
    for label, value in fields:
        if value:
            first = paint(pad(label, _LABEL), "faint", display) + " "
            yield from plain_lines(clean(value, one_line=True), display, first=first, indent=indent)


def moment(published: Published | None) -> str | None:
    """A date as the source has it, with its clock and offset where it gave them."""
    if published is None:
        return None
    offset = "UTC" if published.offset == "Z" else published.offset
    return joined([published.value.replace("T", " "), offset], " ")


def _known_fields(article: Article) -> list[tuple[str, str | None]]:
    return [
        ("Outlet", _outlet(article)),
        ("Section", article.section),
        ("Authors" if len(article.authors) > 1 else "Author", ", ".join(article.authors)),
        ("Agency", article.agency),
        ("Place", article.place),
        ("Published", moment(article.published)),
        ("Modified", moment(article.modified)),
        ("Language", article.language),
        ("Text", _BODY_KIND[article.body_kind]),
        ("URL", article.url),
        ("File", place_of(article)),
        ("ID", article.id),
    ]


def _outlet(article: Article) -> str | None:
    if article.outlet and article.outlet_domain:
        return f"{article.outlet} ({article.outlet_domain})"
    return article.outlet or article.outlet_domain
