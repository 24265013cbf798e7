"""Query: what was asked, as text and as a tree that no engine has analysed yet."""

from typing import NamedTuple

from search.tree import Tree

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
