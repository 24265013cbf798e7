"""JSON Lines: one article to a line, as NDJSON files and most large datasets have them."""

from collections.abc import Iterator

from index.article import Article
from index.ingest.members import Member, Origin
from index.ingest.streams import Stream
from index.ingest.tables.json_rows import articles_of, line_members


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each line is one, named by its number."""
    return line_members(stream, origin)


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`."""
    return articles_of(member, origin, "jsonl")
