"""Stories on a page: how many of the matches report each event, and what else reports that of an article.

A story goes by the id of its first article and is shown by that one's headline. There may be
a story for every few articles, so a facet lists only those that most of the matches are on.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.snapshot import Snapshot
from search.embedded.matching.clauses import Docs
from search.embedded.matching.memory import memory_of
from search.embedded.matching.segments import SegmentView
from search.embedded.matching.stories import documents, stories_of
from search.embedded.ordering.order import by_segment
from search.embedded.page.copies import read_copies
from search.embedded.page.facets import selected_of
from search.embedded.page.snippets import opening
from search.engine import Facet, FacetCount, Story
from search.language.query import PUBLISHED

MOST_STORIES = 50
"""Stories that a facet lists."""
_REMEMBERED = 10_000
"""Headlines."""
MOST_ARTICLES = 50
"""Articles of one story that are read and listed; all are counted."""


def count_stories(segments: Sequence[SegmentView], docs: Docs, query_text: str) -> Facet:
    """How many of some documents (ascending) report each event: most first, then those that began last."""
    stories = stories_of(segments)
    counts = np.bincount(stories.of[docs], minlength=stories.size + 1)
    found = np.arange(stories.size)[::-1]
    found = found[np.argsort(-counts[found], kind="stable")]
    held = found[counts[found] > 0]
    found = held[:MOST_STORIES]
    ids: dict[int, str] = {}
    for doc, name in _in_order(segments, stories.members(found)):
        ids.setdefault(int(stories.of[doc]), name)
    named = [ids[at] for at in found.tolist()]
    selected = selected_of(query_text, "story", named)
    return Facet(
        "story",
        tuple(map(FacetCount, named, counts[found].tolist(), selected)),
        int(counts[-1]),
        len(held) - len(found),
    )


def with_headlines(snapshot: Snapshot, facet: Facet) -> Facet:
    """The facet of stories with the headline of each."""
    return facet._replace(
        counts=tuple(count._replace(label=_headline(snapshot, count.value)) for count in facet.counts)
    )


def story_of(snapshot: Snapshot, article_id: str) -> Story | None:
    """The story that an article is in, or None."""
    stories = stories_of(snapshot.segments)
    numbers = stories.of[documents(snapshot.segments, article_id)]
    numbers = numbers[numbers < stories.size]
    if not len(numbers):
        return None
    members = _in_order(snapshot.segments, stories.members(numbers[:1]))
    others = [doc for doc, name in members if name != article_id]
    return Story(
        members[0][1], read_copies(snapshot, np.array(others[:MOST_ARTICLES]), MOST_ARTICLES), len(others)
    )


def _in_order(segments: Sequence[SegmentView], docs: NDArray[np.intp]) -> list[tuple[int, str]]:
    """Documents, ascending, with the ids of their articles, in the order of publication."""
    found: list[tuple[int, str, int]] = []
    first = 0
    for segment, own in by_segment(segments, docs):
        ids, dates = segment.keyword_column("id"), segment.number_column(PUBLISHED)
        if len(own) and ids is not None and dates is not None:
            names = (ids.values[name] for name in ids.ords[ids.starts[own]].tolist())
            moments = dates.numbers[own].tolist()
            found += zip(moments, names, (own + first).tolist(), strict=True)
        first += segment.doc_count
    return [(doc, name) for _, name, doc in sorted(found)]


def _headline(snapshot: Snapshot, article_id: str) -> str | None:
    """The headline of an article, or how it begins; remembered, because who types counts the same stories again."""
    known: dict[str, str | None] = memory_of(snapshot.segments).setdefault("headlines", {})
    if article_id not in known:
        if len(known) >= _REMEMBERED:
            known.clear()
        doc = snapshot.number_of(article_id)
        known[article_id] = None if doc is None else _named(snapshot.article(doc))
    return known[article_id]


def _named(article: Article) -> str | None:
    return article.title or opening(article.standfirst or article.body).text or None
