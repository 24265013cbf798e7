"""A tree back to words: the query as understood."""

import re
from collections.abc import Mapping, Sequence

from search.language.codes import MOST_WORDS
from search.language.fields import NAME_OF_FIELD, UNKNOWN, WORDS_NAME, name_of_unknown
from search.language.query import TEXT
from search.tree import (
    And,
    AtLeast,
    Begun,
    DateRange,
    Every,
    Exact,
    Fuzzy,
    Near,
    Not,
    NumberRange,
    Or,
    Phrase,
    Prefix,
    Same,
    Term,
    Tree,
    Wildcard,
)

_CODES = ("language", "url", "kind", "id", "story")


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
        case Same():
            return " SAME ".join(map(_nested, tree.clauses))
        case Near():
            operator = f"{'BEFORE' if tree.ordered else 'NEAR'}/{tree.distance}"
            first = _describe(tree.first) if isinstance(tree.first, Near) else _nested(tree.first)
            return f"{first} {operator} {_nested(tree.second)}"
        case AtLeast():
            return f"atleast{tree.times}:{_nested(tree.clauses[0])}"
        case Not(clause=Every(field=field)) if name := name_of_unknown(field):
            return f"{name}:{UNKNOWN}"
        case Not():
            return f"NOT {_nested(tree.clause)}"
        case DateRange():
            return _describe_range(tree)
        case NumberRange():
            return f"{WORDS_NAME}:{_describe_numbers(tree)}"
        case Every(field=None):
            return "every article"
        case Every(field=str(field)):
            return "date:*" if field == "published" else f"{_field(field)}*"
        case Begun():
            return f"{_field(tree.field)}{tree.text}…"
        case Exact() | Prefix() | Wildcard() | Fuzzy() | Phrase() | Term():
            weight = "" if tree.boost == 1 else f"^{tree.boost:g}"
            return f"{_field(tree.field)}{describe_leaf(tree)}{weight}"
    raise TypeError(f"no words for {type(tree).__name__}")


def describe_leaf(tree: Exact | Prefix | Wildcard | Fuzzy | Phrase | Term) -> str:
    """A word or a phrase as it is typed, without field and weight."""
    match tree:
        case Exact():
            return f"={_quoted(tree.text)}"
        case Prefix(field="id"):
            return tree.text
        case Prefix():
            return f"{tree.text}*"
        case Fuzzy():
            return f"{tree.text}~{tree.edits}"
        case Phrase():
            return f'"{" ".join(tree.words)}"' + (f"~{tree.slop - 1}" if tree.slop > 1 else "")
    return _quoted(tree.text) if tree.field in _CODES else tree.text


def _nested(tree: Tree) -> str:
    return f"({_describe(tree)})" if isinstance(tree, And | Or | Same | Near) else _describe(tree)


def _field(name: str) -> str:
    return "" if name == TEXT else f"{NAME_OF_FIELD.get(name, name)}:"


def _quoted(text: str) -> str:
    return f'"{text}"' if re.search(r"[\s()]", text) else text


def _describe_numbers(tree: NumberRange) -> str:
    if tree.low == tree.high:
        return str(tree.low)
    return f"{tree.low or ''}..{tree.high if tree.high < MOST_WORDS else ''}"


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
