"""Query: what was asked, as text and as a tree of Whoosh queries that no engine has analysed yet."""

from dataclasses import dataclass

import whoosh.query


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. The tree's terms are words as typed; each engine analyses them itself."""

    text: str
    tree: whoosh.query.Query
