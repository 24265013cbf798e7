"""SGML: the documents of Reuters-21578 and of TREC's collections of news to articles."""

from collections.abc import Iterator

from index.article import Article, Source
from index.ingest.claims import resolve
from index.ingest.decoding import decode
from index.ingest.members import Member, Origin
from index.ingest.sgml.documents import cut_documents
from index.ingest.sgml.reuters import claims_of_reuters
from index.ingest.sgml.trec import claims_of_trec
from index.ingest.streams import Stream
from index.ingest.tables.rows import Unread


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: each document is one, counted from 1."""
    for number, document in enumerate(cut_documents(stream), 1):
        yield Member(str(number), document)


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    """See `index.ingest.members`. Raises ValueError for a document that says nothing."""
    if isinstance(member.content, Unread):
        raise ValueError(member.content.reason)
    document = decode(member.content)
    is_reuters = document[:8].upper() == "<REUTERS"
    claims = claims_of_reuters(document) if is_reuters else claims_of_trec(document)
    article = resolve(claims, Source(str(origin.path), member.name, "sgml"), origin.today)
    if not article.title and not article.body:
        raise ValueError("neither a title nor a text in it")
    return (article,)
