"""Places: which clauses stand somewhere in a text, so that others can stand near them."""

from collections.abc import Iterator, Sequence

from search.language.errors import QueryError
from search.language.fields import NAME_OF_FIELD, TEXT_NAMES
from search.language.lexer import Lexeme
from search.language.query import TEXT
from search.tree import Exact, Fuzzy, Near, Or, Phrase, Prefix, Term, Tree, Wildcard

Leaf = Term | Exact | Prefix | Wildcard | Fuzzy | Phrase


def check_places(clauses: Sequence[Tree], operator: Lexeme, text: str) -> None:
    """That the clauses beside an operator are words and phrases of one text. Raises QueryError at the operator."""
    said = text[operator.start : operator.end]
    leaves = [leaf for clause in clauses for leaf in _leaves(clause)]
    if not all(leaf and leaf.field in (TEXT, *TEXT_NAMES) for leaf in leaves):
        raise QueryError(
            text,
            operator.start,
            f"{said} takes words, phrases and ORs of them",
            advice=f"For example ferry {said} (strike OR walkout)"
            if operator.kind != "atleast"
            else f"For example {said}ferry or {said}(ferry OR tram)",
        )
    fields = list(dict.fromkeys(leaf.field for leaf in leaves if leaf))
    if len(fields) > 1:
        name = next(NAME_OF_FIELD[field] for field in fields if field != TEXT)
        raise QueryError(
            text,
            operator.start,
            f"both sides of {said} must be in one field",
            advice=f"For example {name}:(ferry {said} strike)"
            if operator.kind != "atleast"
            else f"For example {said}{name}:(ferry OR tram)",
        )


def _leaves(tree: Tree) -> Iterator[Leaf | None]:
    """The words and phrases of a clause; None where it has something else."""
    match tree:
        case Or():
            for clause in tree.clauses:
                yield from _leaves(clause)
        case Near():
            yield from _leaves(tree.first)
            yield from _leaves(tree.second)
        case Term() | Exact() | Prefix() | Wildcard() | Fuzzy() | Phrase():
            yield tree
        case _:
            yield None
