"""Which articles an archive says belong together, and archives that came about in several commits."""

import json
from collections import defaultdict
from collections.abc import Sequence

from index.archive import Archive
from index.article import Article
from index.manifest import Kind

Groups = set[frozenset[str]]


def groups(kind: Kind, archive: Archive) -> Groups:
    """The ids of those articles that are copies of one another, or on one story."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for segment in archive.snapshot().segments:
        keys = segment.copies if kind == "copies" else segment.stories
        for doc, key in zip(*(part.tolist() for part in keys), strict=True):
            if segment.live[doc]:
                found[key].add(json.loads(segment.article(doc))["id"])
    return {frozenset(ids) for ids in found.values() if len(ids) > 1}


def in_commits(archive: Archive, articles: Sequence[Article], size: int) -> Archive:
    """The archive with the articles, so many with each commit."""
    with archive.writer() as writer:
        for begin in range(0, len(articles), size):
            writer.put(articles[begin : begin + size])
            writer.commit()
    return archive
