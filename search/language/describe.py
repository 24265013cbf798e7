"""A tree back to words: the query as understood."""

from collections.abc import Mapping, Sequence

from search.language.fields import NAME_OF_FIELD
from search.language.query import TEXT
from search.tree import And, DateRange, Every, Exact, Not, Or, Phrase, Prefix, Term, Tree


def describe(tree: Tree, also: Mapping[str, Sequence[str]] | None = None) -> str:
    """The query as understood, in the language it is asked in.

    `also` tells what some of its words stand for besides, by the words as typed.
    """
    others = [f"{typed} = {' or '.join(forms)}" for typed, forms in (also or {}).items()]
    return _describe(tree) + (f"; also {', '.join(others)}" if others else "")


def _describe(tree: Tree) -> str:
    match tree:
        case And():
            return " AND ".join(map(_nested, tree.clauses))
        case Or():
            return " OR ".join(map(_nested, tree.clauses))
        case Not(clause=Every(field="published")):
            return "date:unknown"
        case Not():
            return f"NOT {_nested(tree.clause)}"
        case DateRange():
            return _describe_range(tree)
        case Exact():
            return f"{_field(tree.field)}={_quoted(tree.text)}"
        case Prefix():
            return f"{_field(tree.field)}{tree.text}*"
        case Phrase():
            return f'{_field(tree.field)}"{" ".join(tree.words)}"'
        case Term():
            return f"{_field(tree.field)}{tree.text}"
        case Every(field=None):
            return "every article"
        case Every(field=str(field)):
            return f"{_field(field)}*"
    raise TypeError(f"no words for {type(tree).__name__}")


def _nested(tree: Tree) -> str:
    return f"({_describe(tree)})" if isinstance(tree, And | Or) else _describe(tree)


def _field(name: str) -> str:
    return "" if name == TEXT else f"{NAME_OF_FIELD[name]}:"


def _quoted(text: str) -> str:
    return f'"{text}"' if any(map(str.isspace, text)) else text


def _describe_range(tree: DateRange) -> str:
    first, last = (moment and moment.date().isoformat() for moment in (tree.start, tree.end))
    if tree.start_excluded:
        return f"after:{first}"
    if tree.end_excluded:
        return f"before:{last}"
    if first and last and first[:4] == last[:4]:
        if (first[4:], last[4:]) == ("-01-01", "-12-31"):
            return f"date:{first[:4]}"
        if first[:7] == last[:7] and first[8:] == "01" and int(last[8:]) == _days_in(last):
            return f"date:{first[:7]}"
    return f"date:{first}" if first == last else f"date:{first or ''}..{last or ''}"


def _days_in(day: str) -> int:
    """How many days the month of a day has."""
    from calendar import monthrange  # few questions are about dates

    return monthrange(int(day[:4]), int(day[5:7]))[1]
