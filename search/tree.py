"""Trees: what a question is made of, as the language understands it and as an engine plans it.

They are this project's own values and not Whoosh's queries, because those take longer
to import than most questions take to answer; `search.embedded.matching.whoosh_trees` turns the
one into the other. What the language makes is not analysed: a leaf holds words as they
were typed, under the name its field has in the index, so that a second engine with
another stemmer finds the same articles. A plan is made of the same nodes over the
fields and terms of one archive, and of the nodes that only plans have.
"""

from datetime import datetime
from typing import NamedTuple


class And(NamedTuple):
    """Everything that all clauses match."""

    clauses: "tuple[Tree, ...]"
    boost: float = 1.0


class Or(NamedTuple):
    """Everything that one of the clauses matches."""

    clauses: "tuple[Tree, ...]"
    boost: float = 1.0


class Not(NamedTuple):
    """Everything that the clause does not match."""

    clause: "Tree"


class Every(NamedTuple):
    """Every article, or every one that has the field."""

    field: str | None = None
    boost: float = 1.0


class Term(NamedTuple):
    """A word in any of its forms; in a plan, one term."""

    field: str
    text: str
    boost: float = 1.0
    languages: tuple[str | None, ...] | None = None
    """In a plan, those whose articles have the word by this term; None for all. Binding heeds it in a `Word`."""


class Word(NamedTuple):
    """A word in the fields it is looked for in and the forms it has there, scored as one. Only in a plan."""

    terms: "tuple[Term | Prefix | Wildcard | Fuzzy, ...]"
    """At least one; the boost of a term is the weight of its field."""
    boost: float = 1.0


class Exact(NamedTuple):
    """Exactly this form of a word, or exactly this whole name. Not in a plan."""

    field: str
    text: str
    boost: float = 1.0


class Prefix(NamedTuple):
    """Any word that begins so."""

    field: str
    text: str
    boost: float = 1.0
    constant: bool = True
    """True where many words score as one, here and below."""


class Begun(NamedTuple):
    """A word that is still being typed: itself, and any that begins so, each in any of its forms. Not in a plan."""

    field: str
    text: str


class Phrase(NamedTuple):
    """These exact forms next to each other; in a plan, terms."""

    field: str
    words: tuple[str, ...]
    boost: float = 1.0
    slop: int = 1
    """Each stands at most so many positions after the one before it."""
    languages: tuple[str | None, ...] | None = None
    """As of a `Term`."""


class Near(NamedTuple):
    """Two clauses, neither over the other, and at most so many positions from the end of one to the start of the other.

    A clause here, in Same, AtLeast and First stands somewhere: it is a word, a phrase, what
    stands for many words, an Or of such, or a Near. In a plan all are of one text.
    """

    first: "Tree"
    second: "Tree"
    distance: int
    ordered: bool = False
    """True where the first must stand before the second."""


class Same(NamedTuple):
    """All clauses in one paragraph."""

    clauses: "tuple[Tree, ...]"


class AtLeast(NamedTuple):
    """At least so many places where one of the clauses stands; in a plan, a clause for each text."""

    times: int
    clauses: "tuple[Tree, ...]"


class DateRange(NamedTuple):
    """Published wholly inside a range, which has a beginning or an end. Not in a plan."""

    start: datetime | None
    end: datetime | None
    start_excluded: bool = False
    end_excluded: bool = False


class Nothing(NamedTuple):
    """No article."""


class Filter(NamedTuple):
    """What a clause matches, all with the same score."""

    clause: "Tree"
    score: float


class NumberRange(NamedTuple):
    """Articles whose number in a field is low ≤ number ≤ high, and known."""

    field: str
    low: int
    high: int
    boost: float = 1.0


class Best(NamedTuple):
    """As Or, with the best of the scores and not their sum."""

    clauses: "tuple[Tree, ...]"
    boost: float = 1.0


class Required(NamedTuple):
    """What both clauses match, with the score of the first."""

    clause: "Tree"
    required: "Tree"


class Maybe(NamedTuple):
    """What the first clause matches, with the score of the second added where that matches too."""

    clause: "Tree"
    bonus: "Tree"


class Wildcard(NamedTuple):
    """Any term that a pattern with "*", "?" and "[…]" matches."""

    field: str
    text: str
    boost: float = 1.0
    constant: bool = True


class Fuzzy(NamedTuple):
    """Any term that becomes this one by at most so many edits after its first `kept` characters."""

    field: str
    text: str
    boost: float = 1.0
    constant: bool = True
    edits: int = 1
    kept: int = 0
    swaps: bool = True
    """Whether two neighbours that changed places are one edit."""


class First(NamedTuple):
    """A clause within the first words of a text, where another field may be the beginning of that text."""

    clause: "Tree"
    words: int
    after: str | None = None


class Containing(NamedTuple):
    """Any term that has this text in it, from the edge of a word to the edge of a word."""

    field: str
    text: str
    boost: float = 1.0
    constant: bool = True


class InStory(NamedTuple):
    """What reports the event that an article whose id begins so reports; with "", any event that several do. Only in a plan."""

    article: str


class Begins(NamedTuple):
    """Articles of whose words one begins so, as exact forms are written, however many words do. Only in a plan."""

    text: str


class TermRange(NamedTuple):
    """Any term from one to another; None is no bound."""

    field: str
    start: str | None
    end: str | None
    start_excluded: bool = False
    end_excluded: bool = False
    boost: float = 1.0
    constant: bool = True


Tree = (
    And | Or | Not | Every | Term | Exact | Prefix | Begun | Wildcard | Fuzzy | Phrase | Near | Same | AtLeast
    | DateRange | NumberRange | Nothing | Word | Filter | Best | Required | Maybe | First | Containing | TermRange | InStory
    | Begins
)  # fmt: skip


def all_of(tree: Tree) -> tuple[Tree, ...]:
    """The clauses that a tree requires: those of an And, or the tree itself."""
    return tree.clauses if isinstance(tree, And) else (tree,)
