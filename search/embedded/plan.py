"""From the language's tree to a tree over the archive's own fields and terms.

A word is looked for in the headline, the standfirst and the body, in the form it has
in each language the archive holds. A match in the headline weighs most. Clauses about
names and dates only decide what is in and what is out: they add nothing to the score.
"""

from collections.abc import Iterable, Sequence

from index.analysis import STEMMERS, exact_value, fold, stem, tokenize
from index.schema import NAME_FIELDS, exact, microseconds
from search.language.query import PUBLISHED, TEXT
from search.tree import (
    And,
    Best,
    DateRange,
    Every,
    Exact,
    Filter,
    Not,
    Nothing,
    NumberRange,
    Or,
    Phrase,
    Prefix,
    Required,
    Term,
    Tree,
    Word,
)

WEIGHTS = {"title": 5.0, "standfirst": 2.0, "body": 1.0}
"""The fields of a word without a field, and what a match in each weighs."""

FILTER_SCORE = 1e-9
"""What a clause that only filters adds to a score: nothing that shows, but Whoosh takes zero for unset."""

Leaf = Term | Exact | Prefix | Phrase

_LAST = 2**63 - 1
"""Later than any moment."""

_CODES = {name: code for code, name in STEMMERS.items()}
"""ISO 639-1 codes by the names of languages in English."""


def plan(tree: Tree, languages: Sequence[str]) -> Tree:
    """The tree to run over an archive that holds articles in these languages (ISO 639-1)."""
    match tree:
        case And():
            return And(tuple(plan(child, languages) for child in tree.clauses))
        case Or():
            return Or(tuple(plan(child, languages) for child in tree.clauses))
        case Not(clause=Not() as twice):
            return plan(twice.clause, languages)
        case Not():
            return Not(plan(tree.clause, languages))
        case DateRange():
            return _filter(_inside(tree))
        case Every(field=None):
            return tree
        case Every():
            return _filter(tree)
        case Term() | Exact() | Prefix() | Phrase():
            return _leaf(tree, (*languages, None))
    raise TypeError(f"a query has no {type(tree).__name__}")


def _leaf(tree: Leaf, forms: Sequence[str | None]) -> Tree:
    field = tree.field
    if field in NAME_FIELDS:
        return _filter(_name(field, tree))
    if field == "language":
        return _filter(_language(tree))
    return _wherever(
        _words(name, tree, forms, weight) for name, weight in WEIGHTS.items() if field in (TEXT, name)
    )


def _typed(tree: Leaf) -> str:
    return " ".join(tree.words) if isinstance(tree, Phrase) else tree.text


def _words(name: str, tree: Leaf, languages: Sequence[str | None], weight: float) -> Tree:
    tokens = list(tokenize(_typed(tree)))
    parts = [token.word for token in tokens if not token.whole]
    match tree:
        case Prefix():
            return Prefix(exact(name), fold(parts[-1]), boost=weight) if parts else Nothing()
        case Exact() | Phrase():
            return _sequence(exact(name), [fold(part) for part in parts], weight)
    joined = [token.word for token in tokens if token.whole] if len(tokens) == len(parts) + 1 else []
    stemmed = {tuple(stem(part, language) for part in parts) for language in languages}
    stemmed |= {tuple(stem(whole, language) for whole in joined) for language in languages if joined}
    return _either(_sequence(name, forms, weight) for forms in sorted(stemmed))


def _name(field: str, tree: Leaf) -> Tree:
    typed = _typed(tree)
    words = [fold(token.word) for token in tokenize(typed) if not token.whole]
    match tree:
        case Exact():
            return Term(field, exact_value(typed))
        case Prefix():
            return Prefix(field, words[-1]) if words else Nothing()
    return _sequence(field, words, 1.0)


def _language(tree: Leaf) -> Tree:
    typed = _typed(tree).lower()
    if isinstance(tree, Prefix):
        return Prefix("language", typed)
    return Term("language", _CODES.get(typed, typed))


def _sequence(field: str, forms: Sequence[str], weight: float) -> Tree:
    """Terms next to each other."""
    if len(forms) == 1:
        return Term(field, forms[0], boost=weight)
    return Phrase(field, tuple(forms), boost=weight) if forms else Nothing()


def _either(trees: Iterable[Tree]) -> Tree:
    found = tuple(trees)
    return found[0] if len(found) == 1 else Or(found)


def _wherever(trees: Iterable[Tree]) -> Tree:
    """What stands in one of several fields, scored as one thing wherever it stands."""
    found = [part for tree in trees for part in (tree.clauses if isinstance(tree, Or) else (tree,))]
    phrases: dict[tuple[str, ...], list[Phrase]] = {}
    for part in found:
        if isinstance(part, Phrase):
            phrases.setdefault(part.words, []).append(part)
    words = tuple(part for part in found if isinstance(part, Term | Prefix))
    parts: list[Tree] = [Word(words)] if words else []
    parts += [_scored_by_words(words, own) for words, own in phrases.items()]
    return parts[0] if len(parts) == 1 else Best(tuple(parts)) if parts else Nothing()


def _scored_by_words(words: Sequence[str], phrases: Sequence[Phrase]) -> Tree:
    """One phrase in several fields: it decides what matches, and its words what that scores."""
    counted = (
        Word(tuple(Term(phrase.field, word, phrase.boost) for phrase in phrases))
        for word in dict.fromkeys(words)
    )
    return Required(And(tuple(counted)), _either(phrase._replace(boost=1.0) for phrase in phrases))


def _filter(tree: Tree) -> Tree:
    return Filter(tree, FILTER_SCORE)


def _inside(period: DateRange) -> Tree:
    """Published wholly inside the period: both the first and the last moment it can mean."""
    parts: list[Tree] = []
    if period.start:
        parts.append(NumberRange(PUBLISHED, microseconds(period.start) + period.start_excluded, _LAST))
    if period.end:
        parts.append(NumberRange("published_end", 0, microseconds(period.end) - period.end_excluded))
    return parts[0] if len(parts) == 1 else And(tuple(parts))
