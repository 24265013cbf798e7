"""A tree back to words: the query as understood."""

from calendar import monthrange
from collections.abc import Mapping, Sequence

from whoosh.query import And, DateRange, Every, Not, Or, Phrase, Prefix, Term
from whoosh.query import Query as Tree

from search.language.fields import NAME_OF_FIELD
from search.language.query import TEXT, Exact


def describe(tree: Tree, also: Mapping[str, Sequence[str]] | None = None) -> str:
    """The query as understood, in the language it is asked in.

    `also` tells what some of its words stand for besides, by the words as typed.
    """
    others = [f"{typed} = {' or '.join(forms)}" for typed, forms in (also or {}).items()]
    return _describe(tree) + (f"; also {', '.join(others)}" if others else "")


def _describe(tree: Tree) -> str:
    match tree:
        case And():
            return " AND ".join(_nested(child) for child in tree)
        case Or():
            return " OR ".join(_nested(child) for child in tree)
        case Not(query=Every(fieldname="published")):
            return "date:unknown"
        case Not():
            return f"NOT {_nested(tree.query)}"
        case DateRange():
            return _describe_range(tree)
        case Exact():
            return f"{_field(tree)}={_quoted(tree.text)}"
        case Prefix():
            return f"{_field(tree)}{tree.text}*"
        case Phrase():
            return f'{_field(tree)}"{" ".join(tree.words)}"'
        case Term():
            return f"{_field(tree)}{tree.text}"
        case Every(fieldname=None):
            return "every article"
        case Every():
            return f"{_field(tree)}*"
    raise TypeError(f"no words for {type(tree).__name__}")


def _nested(tree: Tree) -> str:
    return f"({_describe(tree)})" if isinstance(tree, And | Or) else _describe(tree)


def _field(tree: Tree) -> str:
    name = str(tree.field())
    return "" if name == TEXT else f"{NAME_OF_FIELD[name]}:"


def _quoted(text: str) -> str:
    return f'"{text}"' if any(map(str.isspace, text)) else text


def _describe_range(tree: DateRange) -> str:
    first, last = (moment and moment.date().isoformat() for moment in (tree.startdate, tree.enddate))
    if tree.startexcl:
        return f"after:{first}"
    if tree.endexcl:
        return f"before:{last}"
    if first and last and first[:4] == last[:4]:
        if (first[4:], last[4:]) == ("-01-01", "-12-31"):
            return f"date:{first[:4]}"
        if first[:7] == last[:7] and first[8:] == "01" and int(last[8:]) == monthrange(*_year_month(last))[1]:
            return f"date:{first[:7]}"
    return f"date:{first}" if first == last else f"date:{first or ''}..{last or ''}"


def _year_month(day: str) -> tuple[int, int]:
    return int(day[:4]), int(day[5:7])
