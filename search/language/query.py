"""Query: what was asked, as text and as a tree of Whoosh queries that no engine has analysed yet.

A leaf holds words as they were typed, under the name its field has in the index;
each engine analyses them itself, so that a second engine with another stemmer finds
the same articles. What the leaves mean:

    Term(field, word)         the word in any of its forms
    Exact(field, text)        exactly this form of a word, or exactly this whole name
    Prefix(field, beginning)  any word that begins so
    Phrase(field, words)      these exact forms, next to each other
    DateRange(PUBLISHED, …)   published wholly inside the range
    Not(Every(PUBLISHED))     published at an unknown time
    Every(field)              any article that has the field
    Every()                   any article
"""

from dataclasses import dataclass

import whoosh.query

TEXT = "text"
"""The field of words without a field: headline, standfirst and body."""
PUBLISHED = "published"


class Exact(whoosh.query.Term):
    """A word in exactly this form, or a whole name."""


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: its text, and the tree described above."""

    text: str
    tree: whoosh.query.Query
