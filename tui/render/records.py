"""Records: answers as JSON values, the versioned contract of `--json`.

docs/json.md documents every field. Fields may be added within a version; one is
never removed or given another meaning. Every text passes `clean` here too, and
spans count Unicode code points of the text beside them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from index.archive import ArchiveStats
from index.article import article_to_json
from index.clean import clean
from search.engine import Expansion, Facet, Hit, MarkedArticle, SearchPage, Snippet
from search.language import Query
from tui.render.marked import safe

VERSION = 1
_NOT_IN_A_HIT = frozenset({"body", "provenance", "first_seen", "last_ingested"})

Record = dict[str, Any]


def page_record(query: Query, page: SearchPage) -> Record:
    """The answer to a query."""
    return {
        **_heading(query, page),
        "hits": [_hit(hit) for hit in page.hits],
        "facets": _facets(page.facets),
    }


def facets_record(query: Query, page: SearchPage) -> Record:
    """The counts alone."""
    return {**_heading(query, page), "facets": _facets(page.facets)}


def article_record(marked: MarkedArticle, damage: str | None = None) -> Record:
    """A whole article with its matches."""
    article = cleaned(article_to_json(marked.article))
    article["highlights"] = {
        "title": _snippet(marked.title),
        "standfirst": _snippet(marked.standfirst),
        "body": _snippet(marked.body),
    }
    return {"version": VERSION, **_completeness(damage), "article": article}


def stats_record(path: Path, stats: ArchiveStats) -> Record:
    """What an archive holds."""
    figures = cleaned(stats._asdict())
    return {
        "version": VERSION,
        "archive": clean(str(path)),
        **_completeness(figures.pop("damage")),
        **figures,
    }


def optimizing_record(before: int, after: int) -> Record:
    """What optimizing did to the archive's size, in bytes."""
    return {"version": VERSION, "bytes_before": before, "bytes_after": after}


def removal_record(removed: int) -> Record:
    """How many articles were removed."""
    return {"version": VERSION, "removed": removed}


def cleaned(value: Any) -> Any:
    """A JSON value with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [cleaned(part) for part in value]
    if isinstance(value, dict):
        return {clean(name): cleaned(part) for name, part in value.items()}
    return value


def _heading(query: Query, page: SearchPage) -> Record:
    return {
        "version": VERSION,
        "query": {
            "text": clean(query.text),
            "understood": clean(page.understood),
            "expansions": [_expansion(one) for one in page.expansions],
        },
        "total": page.total,
        "partial": page.partial,
        "relaxed": page.relaxed,
        "incomplete": page.incomplete,
        "notices": [clean(notice) for notice in page.notices],
    }


def _expansion(expansion: Expansion) -> Record:
    return {
        "typed": clean(expansion.typed),
        "kind": expansion.kind,
        "terms": [{"term": clean(term), "articles": articles} for term, articles in expansion.terms],
        "left_out": expansion.left_out,
    }


def _completeness(damage: str | None) -> Record:
    return {"incomplete": damage is not None, "notices": [clean(damage)] if damage else []}


def _hit(hit: Hit) -> Record:
    article = cleaned(article_to_json(hit.article))
    return {
        "rank": hit.rank,
        "score": hit.score,
        **{name: value for name, value in article.items() if name not in _NOT_IN_A_HIT},
        "highlights": {
            "title": _snippet(hit.title),
            "snippets": [_snippet(snippet) for snippet in hit.snippets],
        },
    }


def _facets(facets: Iterable[Facet]) -> Record:
    return {
        facet.field: {
            "counts": [{"value": clean(count.value), "count": count.articles} for count in facet.counts],
            "unknown": facet.unknown,
        }
        for facet in facets
    }


def _snippet(snippet: Snippet) -> Record:
    shown = safe(snippet)
    return {"text": shown.text, "spans": [[span.start, span.end] for span in shown.spans]}
