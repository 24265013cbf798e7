"""One message in a file (.eml), as mail programs save it."""

from collections.abc import Iterator

from index.article import Article
from index.ingest.mail.letters import LARGEST, read_message
from index.ingest.members import Member, Origin
from index.ingest.streams import Stream


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    """See `index.ingest.members`: a message is one member."""
    yield Member(None, stream.read(LARGEST).lstrip())


def articles(member: Member, origin: Origin) -> Iterator[Article]:
    """See `index.ingest.members`. Raises ValueError for a message without text."""
    return read_message(member.content, origin, member.name, "eml")
