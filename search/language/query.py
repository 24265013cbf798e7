"""Query: what was asked, as text and as a tree that no engine has analysed yet."""

from typing import NamedTuple

from search.tree import And, Exact, Or, Phrase, Prefix, Term, Tree

TEXT = "text"
"""The field of words without a field: headline, standfirst and body."""
PUBLISHED = "published"


class Query(NamedTuple):
    """A parsed query: its text, and its tree."""

    text: str
    tree: Tree
    """Un-analysed, see `search.tree`; `Not(Every(field))` is an unknown value."""
    notices: tuple[str, ...] = ()
    """What part of it may have been meant otherwise than it is read."""
    begun: str = ""
    """The word at its end that is still being typed, if one is."""


def asks_for_words(clause: Tree) -> bool:
    """True for words without a field, alone or among alternatives; what is excluded is not asked for."""
    if isinstance(clause, And | Or):
        return any(asks_for_words(child) for child in clause.clauses)
    return isinstance(clause, Term | Exact | Prefix | Phrase) and clause.field == TEXT
