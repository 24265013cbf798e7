"""JSON documents: a list of articles, an answer of an interface that holds one, or one article."""

from collections.abc import Iterator

from index.article import Article
from index.ingest.members import Member, Origin
from index.ingest.streams import Stream
from index.ingest.tables.json_rows import articles_of, document_members


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each record is one, counted from 1; a document that is one has no name."""
    return document_members(stream, origin)


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`."""
    return articles_of(member, origin, "json")
