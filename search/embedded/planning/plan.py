"""From the language's tree to a tree over the archive's own fields and terms.

A word is looked for in the headline, the standfirst and the body, in the form it has
in each language the archive holds, and by that form only in articles of that language: the
stem of "wine" in one is that of "win" in another. A match in the headline weighs most. Clauses about
names and dates only decide what is in and what is out: they add nothing to the score.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.analysis import EXACT_VALUE, exact_value, fold, stem, tokenize
from index.schema import NAME_FIELDS, exact, microseconds
from search.language.query import PUBLISHED
from search.tree import (
    And,
    AtLeast,
    Begins,
    Best,
    Containing,
    DateRange,
    Every,
    Exact,
    Filter,
    First,
    Fuzzy,
    InStory,
    Near,
    Not,
    Nothing,
    NumberRange,
    Or,
    Phrase,
    Prefix,
    Required,
    Same,
    Term,
    Tree,
    Wildcard,
    Word,
)

WEIGHTS = {"title": 5.0, "standfirst": 2.0, "body": 1.0}
"""The fields of a word without a field, and what a match in each weighs."""

FILTER_SCORE = 1e-9
"""What a clause that only filters adds to a score: nothing that shows, but Whoosh takes zero for unset."""

LEAD_WORDS = 50
"""Words of standfirst and body that are the lead."""

Leaf = Term | Exact | Prefix | Wildcard | Fuzzy | Phrase

_LEAD = "lead"
_LEAD_FIELDS = {"standfirst": None, "body": "standfirst"}
"""The fields that the lead begins, and what stands before each."""

_CLOSEST = 50
"""Words of a name are never looked for further apart: two names of one field are a hundred positions apart."""

_LAST = 2**63 - 1
"""Later than any moment."""


class Speech(NamedTuple):
    """How words are stemmed in the articles of some languages (ISO 639-1; None for those of no known one)."""

    stemmed_as: str | None
    languages: tuple[str | None, ...]


def plan(tree: Tree, languages: Sequence[str]) -> Tree:
    """The tree to run over an archive that holds articles in these languages (ISO 639-1), that of most first."""
    match tree:
        case And():
            return And(tuple(plan(child, languages) for child in tree.clauses))
        case Or():
            return Or(tuple(plan(child, languages) for child in tree.clauses))
        case Not():
            return _absent(tree.clause, languages)
        case DateRange():
            return _filter(_inside(tree))
        case NumberRange():
            return _filter(tree._replace(field="body"))
        case Every(field=None):
            return tree
        case Every(field="story"):
            return _filter(InStory(""))
        case Every() | Begins():
            return _filter(tree)
        case Near() | Same() | AtLeast():
            return _in_text(tree, _field_of(tree), speeches(languages))
        case Term() | Exact() | Prefix() | Wildcard() | Fuzzy() | Phrase():
            return _leaf(tree, speeches(languages))
    raise TypeError(f"a query has no {type(tree).__name__}")


def speeches(languages: Sequence[str]) -> list[Speech]:
    """How a word may be kept in an archive that holds articles in these languages, that of most first."""
    found = [Speech(language, (language,)) for language in (*languages, None)]
    # A text too short to tell its language by is kept in exact forms; it is likeliest in that of most articles.
    return [*found, *(Speech(language, (None,)) for language in languages[:1])]


def _absent(tree: Tree, languages: Sequence[str]) -> Tree:
    """Not `tree`. Not within a period is before or after it, which of an undated article nobody can say."""
    match tree:
        case Not():
            return plan(tree.clause, languages)
        case And() if _has_period(tree):
            return Or(tuple(_absent(child, languages) for child in tree.clauses))
        case Or() if _has_period(tree):
            return And(tuple(_absent(child, languages) for child in tree.clauses))
        case DateRange():
            earlier = tree.start and DateRange(None, tree.start, end_excluded=not tree.start_excluded)
            later = tree.end and DateRange(tree.end, None, start_excluded=not tree.end_excluded)
            return _filter(_either(_inside(period) for period in (earlier, later) if period))
    return Not(plan(tree, languages))


def _has_period(tree: Tree) -> bool:
    match tree:
        case And() | Or():
            return any(map(_has_period, tree.clauses))
        case Not():
            return _has_period(tree.clause)
    return isinstance(tree, DateRange)


def _leaf(tree: Leaf, speeches: Sequence[Speech]) -> Tree:
    field = tree.field
    if field in NAME_FIELDS:
        return _filter(_name(field, tree))
    if field == "language":
        return _filter(_language(tree))
    if field == "url":
        return _filter(_address(tree))
    if field == "story":
        return _filter(InStory(_typed(tree)))
    if field in ("kind", "id"):
        return _filter(tree)
    return _in_text(tree, field, speeches)


def _in_text(tree: Tree, field: str, speeches: Sequence[Speech]) -> Tree:
    """A clause about words of a text, in each of the index's fields that the text is made of."""
    if field == _LEAD or isinstance(tree, Near | Same | AtLeast):
        # Where words stand is asked of terms alone, so that languages are told apart around it.
        speeches = _that_differ(tree, speeches)
        if len(speeches) > 1:
            return _either(
                And((speaking(speech.languages), _in_text(tree, field, [speech]))) for speech in speeches
            )
    held = {name: WEIGHTS[name] for name in (_LEAD_FIELDS if field == _LEAD else WEIGHTS)}
    if field in held:
        held = {field: held[field]}

    def placed(clause: Tree, name: str) -> Tree:
        found = _standing(clause, name, speeches, held[name])
        return First(found, LEAD_WORDS, _LEAD_FIELDS[name]) if field == _LEAD else found

    match tree:
        case AtLeast():
            found: Tree = AtLeast(
                tree.times, tuple(placed(clause, name) for clause in tree.clauses for name in held)
            )
        case Same():
            # Headline and standfirst are one paragraph each.
            found = _either(
                (Same if name == "body" else And)(tuple(placed(clause, name) for clause in tree.clauses))
                for name in held
            )
        case Near():
            found = _either(placed(tree, name) for name in held)
        case Term() | Exact() | Prefix() | Wildcard() | Fuzzy() | Phrase():
            alone = tree._replace(boost=1.0)
            return _wherever((placed(alone, name) for name in held), tree.boost)
        case _:
            raise TypeError(f"{type(tree).__name__} is not about words")
    words = dict.fromkeys(
        _wherever(_standing(leaf, name, speeches, held[name]) for name in held) for leaf in _leaves(tree)
    )
    return Required(_either(words), found)


def _that_differ(tree: Tree, speeches: Sequence[Speech]) -> list[Speech]:
    """One for all of the speeches in which the words of a clause have the same stems."""
    words = [token.word for leaf in _leaves(tree) if isinstance(leaf, Term) for token in tokenize(leaf.text)]
    alike: dict[tuple[str, ...], list[Speech]] = {}
    for speech in speeches:
        alike.setdefault(tuple(stem(word, speech.stemmed_as) for word in words), []).append(speech)
    return [
        Speech(own[0].stemmed_as, tuple(language for speech in own for language in speech.languages))
        for own in alike.values()
    ]


def speaking(languages: Iterable[str | None]) -> Tree:
    """Articles in one of some languages."""
    return _filter(
        _either(
            Term("language", language) if language else Not(Every("language"))
            for language in dict.fromkeys(languages)
        )
    )


def _standing(tree: Tree, name: str, speeches: Sequence[Speech], weight: float) -> Tree:
    """What stands somewhere, in one field of the index."""
    match tree:
        case Or():
            return _either(_standing(clause, name, speeches, weight) for clause in tree.clauses)
        case Near():
            first, second = (
                _standing(clause, name, speeches, weight) for clause in (tree.first, tree.second)
            )
            return tree._replace(first=first, second=second)
        case Term() | Exact() | Prefix() | Wildcard() | Fuzzy() | Phrase():
            return _words(name, tree, speeches, weight * tree.boost)
    raise TypeError(f"{type(tree).__name__} stands nowhere")


def _field_of(tree: Tree) -> str:
    """The one field of all the words of a clause."""
    match tree:
        case Or() | Same() | AtLeast():
            return _field_of(tree.clauses[0])
        case Near():
            return _field_of(tree.first)
        case Term() | Exact() | Prefix() | Wildcard() | Fuzzy() | Phrase():
            return tree.field
    raise TypeError(f"{type(tree).__name__} stands nowhere")


def _typed(tree: Leaf) -> str:
    return " ".join(tree.words) if isinstance(tree, Phrase) else tree.text


def _words(name: str, tree: Leaf, speeches: Sequence[Speech], weight: float) -> Tree:
    tokens = list(tokenize(_typed(tree)))
    parts = [token.word for token in tokens if not token.whole]
    match tree:
        case Prefix():
            return Prefix(exact(name), _beginning(tree, parts), boost=weight) if parts else Nothing()
        case Wildcard():
            return Wildcard(exact(name), fold(tree.text), boost=weight)
        case Fuzzy():
            return Fuzzy(exact(name), fold(tree.text), boost=weight, edits=tree.edits)
        case Phrase():
            return _sequence(exact(name), [fold(part) for part in parts], weight, tree.slop)
        case Exact():
            return _sequence(exact(name), [fold(part) for part in parts], weight)
    joined = [token.word for token in tokens if token.whole] if len(tokens) == len(parts) + 1 else []
    stemmed: dict[tuple[str, ...], dict[str | None, None]] = {}
    for words in (parts, joined) if joined else (parts,):
        for speech in speeches:
            stems = tuple(stem(word, speech.stemmed_as) for word in words)
            stemmed.setdefault(stems, {}).update(dict.fromkeys(speech.languages))
    is_in_all = len(speeches) > 1 and len(stemmed) == 1
    return _either(
        _sequence(name, stems, weight)
        if is_in_all
        else _limited(_sequence(name, stems, weight), tuple(stemmed[stems]))
        for stems in sorted(stemmed)
    )


def _limited(tree: Tree, languages: tuple[str | None, ...]) -> Tree:
    return tree._replace(languages=languages) if isinstance(tree, Term | Phrase) else tree


def _name(field: str, tree: Leaf) -> Tree:
    typed = _typed(tree)
    words = [fold(token.word) for token in tokenize(typed) if not token.whole]
    match tree:
        case Exact():
            return Term(field, exact_value(typed))
        case Prefix():
            return Prefix(field, _beginning(tree, words)) if words else Nothing()
        case Wildcard():
            return _either(Wildcard(field, pattern) for pattern in _of_words(fold(typed)))
        case Fuzzy():
            return Fuzzy(field, fold(typed), edits=tree.edits)
        case Phrase():
            return _sequence(field, words, 1.0, min(tree.slop, _CLOSEST))
    return _sequence(field, words, 1.0)


def _beginning(tree: Prefix, parts: Sequence[str]) -> str:
    """How the word begins: "US*" is not the country's."""
    return fold(parts[-1] if len(parts) > 1 else tree.text)


def _of_words(pattern: str) -> Iterator[str]:
    """Patterns of a name's words alone, and not of whole names, which are terms of the same field."""
    if pattern[0] == "*":
        yield pattern[1:]
    if pattern[0] in "*?":
        yield f"[!{EXACT_VALUE}]{pattern[pattern[0] == '?' :]}"
    else:
        yield pattern


def _address(tree: Leaf) -> Tree:
    """An address by words of it that stand together, such as its host, or exactly."""
    typed = _typed(tree)
    if isinstance(tree, Exact):
        return Term("url", typed)
    bare = re.sub(r"^(?:https?:)?//(?:www\.)?", "", typed, flags=re.IGNORECASE).strip("/.")
    return _either(Containing("url", text) for text in dict.fromkeys((bare, bare.lower())))


def _language(tree: Leaf) -> Tree:
    typed = _typed(tree).lower()
    if isinstance(tree, Prefix):
        return Prefix("language", typed)
    return Term("language", typed)


def _sequence(field: str, forms: Sequence[str], weight: float, slop: int = 1) -> Tree:
    """Terms one after another, as near as `Phrase.slop` says."""
    if len(forms) == 1:
        return Term(field, forms[0], boost=weight)
    return Phrase(field, tuple(forms), boost=weight, slop=slop) if forms else Nothing()


def _either(trees: Iterable[Tree]) -> Tree:
    found = tuple(trees)
    return found[0] if len(found) == 1 else Or(found)


def _leaves(tree: Tree) -> Iterator[Tree]:
    """The words of a clause about where words stand, each by itself."""
    match tree:
        case Or() | Same() | AtLeast():
            for clause in tree.clauses:
                yield from _leaves(clause)
        case Near():
            yield from _leaves(tree.first)
            yield from _leaves(tree.second)
        case _:
            yield tree


def _wherever(trees: Iterable[Tree], boost: float = 1.0) -> Tree:
    """What stands in one of several fields, scored as one thing wherever it stands."""
    found = [part for tree in trees for part in (tree.clauses if isinstance(tree, Or) else (tree,))]
    terms = tuple(part for part in found if isinstance(part, Term | Prefix | Wildcard | Fuzzy))
    phrases: dict[tuple[str, ...], list[Phrase]] = {}
    for part in found:
        if isinstance(part, Phrase):
            phrases.setdefault(part.words, []).append(part)
    parts: list[Tree] = [Word(terms, boost)] if terms else []
    parts += [_scored_by_words(words, own, boost) for words, own in phrases.items()]
    parts += [part for part in found if isinstance(part, First)]
    return parts[0] if len(parts) == 1 else Best(tuple(parts)) if parts else Nothing()


def _scored_by_words(words: Sequence[str], phrases: Sequence[Phrase], boost: float) -> Tree:
    """One phrase in several fields: it decides what matches, and its words what that scores."""
    counted = (
        Word(tuple(Term(phrase.field, word, phrase.boost, phrase.languages) for phrase in phrases), boost)
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
