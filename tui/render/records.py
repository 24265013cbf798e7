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
from search.engine import (
    PERIODS,
    Copy,
    Expansion,
    Facet,
    FacetCount,
    Hit,
    MarkedArticle,
    SearchPage,
    SimilarPage,
    Snippet,
    Story,
)
from search.language import Query
from tui.render.marked import safe

VERSION = 1
_NOT_IN_A_HIT = frozenset({"body", "provenance", "first_seen", "last_ingested"})

Record = dict[str, Any]


def facets_record(query: Query, page: SearchPage, most: int | None = None) -> Record:
    """The counts alone; see `facets_of`."""
    return {**heading(query, page), "facets": facets_of(page.facets, most)}


def similar_record(page: SimilarPage) -> Record:
    """The articles on the subject of another."""
    return {
        "version": VERSION,
        **_completeness(page.notices[0] if page.notices else None),
        "terms": [clean(term) for term in page.terms],
        "hits": [hit_record(hit) for hit in page.hits],
    }


def article_record(marked: MarkedArticle, story: Story | None, damage: str | None = None) -> Record:
    """A whole article with its matches and its story."""
    return {"version": VERSION, **_completeness(damage), "article": _whole(marked, story)}


def articles_record(told: Iterable[tuple[MarkedArticle, Story | None]], damage: str | None = None) -> Record:
    """Several whole articles with their matches and their stories."""
    return {"version": VERSION, **_completeness(damage), "articles": [_whole(*one) for one in told]}


def opening_record(address: str, *, opened: bool) -> Record:
    """Which address was to be opened, and whether it was."""
    return {"version": VERSION, "url": address, "opened": opened}


def stats_record(path: Path, stats: ArchiveStats) -> Record:
    """What an archive holds."""
    figures = cleaned(stats._asdict())
    return {
        "version": VERSION,
        "archive": clean(str(path)),
        **_completeness(figures.pop("damage")),
        **figures,
    }


def settings_record(path: Path, values: Record) -> Record:
    """What is set in the config file."""
    return {"version": VERSION, "path": clean(str(path)), "settings": cleaned(values)}


def optimizing_record(before: int, after: int) -> Record:
    """What optimizing did to the archive's size, in bytes."""
    return {"version": VERSION, "bytes_before": before, "bytes_after": after}


def removal_record(removed: int) -> Record:
    """How many articles were removed."""
    return {"version": VERSION, "removed": removed}


def listed(facet: Facet, most: int | None) -> tuple[FacetCount, ...]:
    """The counts of a facet to list: the `most` frequent, or all where they are dates or `most` is None.

    A gap in a row of dates would be read as silence of the press.
    """
    return facet.counts if facet.field in PERIODS else facet.counts[:most]


def cleaned(value: Any) -> Any:
    """A JSON value with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [cleaned(part) for part in value]
    if isinstance(value, dict):
        return {clean(name): cleaned(part) for name, part in value.items()}
    return value


def heading(query: Query, page: SearchPage) -> Record:
    """What is said of an answer before its hits and counts."""
    return {
        "version": VERSION,
        "query": {
            "text": clean(query.text),
            "understood": clean(page.understood),
            "expansions": [_expansion(one) for one in page.expansions],
        },
        "total": page.total,
        "listed": page.listed,
        "partial": page.partial,
        "relaxed": page.relaxed,
        "incomplete": page.incomplete,
        "notices": [clean(notice) for notice in page.notices],
        "suggestions": [cleaned(suggestion._asdict()) for suggestion in page.suggestions],
        "without": [cleaned(without._asdict()) for without in page.without],
    }


def _expansion(expansion: Expansion) -> Record:
    return {
        "typed": clean(expansion.typed),
        "kind": expansion.kind,
        "terms": [{"term": clean(term), "articles": articles} for term, articles in expansion.terms],
        "left_out": expansion.left_out,
    }


def _whole(marked: MarkedArticle, story: Story | None) -> Record:
    article = cleaned(article_to_json(marked.article))
    article["highlights"] = {
        "title": _snippet(marked.title),
        "standfirst": _snippet(marked.standfirst),
        "body": _snippet(marked.body),
    }
    article["story"] = story and {
        "id": clean(story.id),
        "others": list(map(_copy, story.others)),
        "other_count": story.other_count,
    }
    return dict(article)


def _completeness(damage: str | None) -> Record:
    return {"incomplete": damage is not None, "notices": [clean(damage)] if damage else []}


def hit_record(hit: Hit) -> Record:
    """One hit of an answer."""
    article = cleaned(article_to_json(hit.article))
    return {
        "rank": hit.rank,
        "score": hit.score,
        **{name: value for name, value in article.items() if name not in _NOT_IN_A_HIT},
        "highlights": {
            "title": _snippet(hit.title),
            "snippets": [_snippet(snippet) for snippet in hit.snippets],
        },
        "copies": [_copy(copy) for copy in hit.copies],
        "copy_count": hit.copy_count,
        **_explained(hit),
    }


def _copy(copy: Copy) -> Record:
    published = copy.published.value if copy.published else None
    return cleaned(copy._asdict() | {"published": published})  # type: ignore[no-any-return] # a dict stays one


def _explained(hit: Hit) -> Record:
    """Why a hit has its score, for an answer that explains."""
    if hit.explanation is None:
        return {}
    parts = hit.explanation._asdict()
    return {"explanation": {**parts, "words": [cleaned(part._asdict()) for part in parts["words"]]}}


def facets_of(facets: Iterable[Facet], most: int | None = None) -> Record:
    """Counts by field; of a field that does not hold dates the `most` frequent values, None for all."""
    return {
        facet.field: {
            "counts": list(map(_facet_count, listed(facet, most))),
            "unknown": facet.unknown,
            **({"left_out": facet.left_out} if facet.left_out else {}),
        }
        for facet in facets
    }


def _facet_count(count: FacetCount) -> Record:
    found: Record = {"value": clean(count.value), "count": count.articles}
    return found if count.label is None else found | {"label": clean(count.label)}


def _snippet(snippet: Snippet) -> Record:
    shown = safe(snippet)
    return {"text": shown.text, "spans": [[span.start, span.end] for span in shown.spans]}
