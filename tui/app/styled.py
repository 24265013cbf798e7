"""From what the archive says to what the terminal may show: text, snippets and articles as Content.

A str that reaches Textual may be read as markup, so no text of an article or a query
does: it becomes Content here, after `index.clean.clean` once more, because an archive
can be older than the rule that would have cleaned it.

A match is bold and underlined as well as coloured: colour alone is lost with NO_COLOR
and to many eyes.
"""

from collections.abc import Sequence

from textual.content import Content
from textual.content import Span as Styled

from index.article import Article, Published
from index.clean import clean
from search.engine import Snippet, Span

MATCH = "bold underline $text-warning on $warning-muted"
MATCH_HERE = "bold reverse underline $text-warning on $warning-muted"
QUIET = "$foreground-muted"

_FEW_AUTHORS = 5
_MANY_AUTHORS = 50

_ONE_LINE = str.maketrans("\n\t", "  ")


def safe(snippet: Snippet, *, one_line: bool = False) -> Snippet:
    """The snippet as it may be shown: cleaned, its spans still on the same words.

    The parts inside and outside spans are cleaned one by one, which keeps the spans
    true where cleaning shortens the text. A span that cleaning empties is left out.
    """
    text, spans, done = "", [], 0
    for span in snippet.spans:
        start, end = max(span.start, done), min(span.end, len(snippet.text))
        if start >= end:
            continue
        text += _safe_text(snippet.text[done:start], one_line)
        inside = _safe_text(snippet.text[start:end], one_line)
        if inside:
            spans.append(Span(len(text), len(text) + len(inside)))
        text += inside
        done = end
    return Snippet(text + _safe_text(snippet.text[done:], one_line), tuple(spans))


def _safe_text(text: str, one_line: bool) -> str:
    # Not clean's own one_line: it would also trim the edges, which here lie between two words.
    return clean(text).translate(_ONE_LINE) if one_line else clean(text)


def plain(text: str, style: str = "") -> Content:
    """One line of text, taken literally."""
    return Content.styled(clean(text, one_line=True), style)


def highlighted(snippet: Snippet, style: str = "", *, one_line: bool = True) -> Content:
    """The snippet with its matches standing out from `style`."""
    shown = safe(snippet, one_line=one_line)
    whole = [Styled(0, len(shown.text), style)] if style and shown.text else []
    return Content(shown.text, whole + [Styled(span.start, span.end, MATCH) for span in shown.spans])


def headline(title: Snippet) -> Content:
    """A headline, or the words that say there is none."""
    return (
        highlighted(title, "bold")
        if title.text.strip()
        else Content.styled("(no headline)", f"italic {QUIET}")
    )


def byline(article: Article) -> Content:
    """Outlet, day and authors on one line, as far as they are known."""
    day = article.published.value[:10] if article.published else None
    parts = [article.outlet or article.outlet_domain, day, _some(article.authors, _FEW_AUTHORS)]
    return Content(" · ").join([plain(part, QUIET) for part in parts if part])


def moment(published: Published) -> str:
    """A time of the press, as precisely as it was printed: "2019-08-22 14:05 +09:00"."""
    if published.precision != "instant":
        return published.value
    return " ".join([published.value[:10], published.value[11:16], published.offset or ""]).strip()


_LABEL = 9
"""Cells of the name of what is known."""


def details(article: Article) -> Content:
    """What is known of an article besides its text, and where each was read; the unknown has no line."""
    source = article.source.path + (f"#{article.source.member}" if article.source.member else "")
    known = [
        ("Outlet", article.outlet or article.outlet_domain, "outlet" if article.outlet else "outlet_domain"),
        ("Date", moment(article.published) if article.published else None, "published"),
        ("Changed", moment(article.modified) if article.modified else None, "modified"),
        ("Author", _some(article.authors, _MANY_AUTHORS), "authors"),
        ("Agency", article.agency, "agency"),
        ("Section", article.section, "section"),
        ("Place", article.place, "place"),
        ("Language", article.language, "language"),
        (
            "Text",
            {"full": None, "partial": "only a part of the article", "stub": "only a stub"}[article.body_kind],
            "body_kind",
        ),
        ("Address", article.url, "url"),
        ("File", source, "source"),
    ]
    return Content("\n").join(
        [detail(name, value, _provenance(article, field)) for name, value, field in known if value]
    )


def detail(name: str, value: str, provenance: Content = Content()) -> Content:  # noqa: B008  # cannot change
    """One thing that is known of an article, and where it was read."""
    return Content.assemble((f"{name:<{_LABEL}}", QUIET), plain(value), provenance)


def hanging(known: Content, width: int) -> Content:
    """Details wrapped to a width so that what is known stands beside its name, and none of it below."""
    room, margin = max(width - _LABEL, _LABEL), " " * _LABEL
    lines = []
    for line in known.split("\n"):
        first, *more = line[_LABEL:].wrap(room)
        lines += [line[:_LABEL] + first.rstrip(), *[margin + part.rstrip() for part in more]]
    return Content("\n").join(lines)


def _some(names: Sequence[str], most: int) -> str:
    """The first of many names, and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _provenance(article: Article, field: str) -> Content:
    read = article.provenance.get(field)
    if read is None:
        return Content()
    sure = "" if read.confidence == "high" else f", {read.confidence} confidence"
    return Content.assemble("  ", plain(f"‹ {read.where}{sure}", f"italic {QUIET}"))


def articles(count: int) -> str:
    """A number of articles, in words: "1 article", "12,345 articles"."""
    return counted(count, "article")


def counted(count: int, thing: str) -> str:
    """A number of things whose plural ends in s."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
