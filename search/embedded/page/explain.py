"""What the words of a query were found to stand for: acronyms, forms, beginnings, patterns, spellings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import Literal

import numpy as np

from index.acronyms import exact_words, other_side, term_prefix
from index.analysis import stem_all, tokenize
from index.schema import TEXT_FIELDS, exact
from index.snapshot import Snapshot
from search.embedded.matching.expansion import Expanding, Expansion
from search.embedded.matching.runs import Run, in_runs
from search.embedded.planning.plan import speeches
from search.engine import Expansion as Explained
from search.language.describe import describe_leaf
from search.language.query import TEXT
from search.tree import And, AtLeast, Fuzzy, Near, Or, Prefix, Same, Term, Tree, Wildcard

Kind = Literal["acronym", "forms", "beginning", "pattern", "spelling"]
_KINDS: Mapping[type, Kind] = {Prefix: "beginning", Wildcard: "pattern", Fuzzy: "spelling"}
_EXACT_FIELDS = frozenset(map(exact, TEXT_FIELDS))
_SHARED = 3
"""Letters of a stem with which its forms are taken to begin."""
_MOST_LISTED = 1024
"""Of the words that a pattern stands for, so many are told, those that most articles have."""


def explain(
    snapshot: Snapshot,
    tree: Tree,
    also: Mapping[str, Sequence[str]],
    expansions: Mapping[Expanding, Expansion],
) -> tuple[Explained, ...]:
    """What each word of a query stands for; `expansions` as a corpus found them for its plan."""
    acronyms = [
        Explained(typed, "acronym", tuple((form, _stated(snapshot, typed, form)) for form in forms))
        for typed, forms in also.items()
    ]
    words = [_forms(snapshot, word) for word in dict.fromkeys(_words(tree))]
    return (*acronyms, *filter(None, words), *_expanded(snapshot, expansions))


def _stated(snapshot: Snapshot, typed: str, form: str) -> int:
    """How many articles explain one form by the other."""
    wanted = exact_words(form.strip('"'))
    stated = snapshot.terms("acronym", term_prefix(exact_words(typed)))
    return sum(count for term, count in stated.items() if other_side(term) == wanted)


def _words(tree: Tree) -> Iterator[str]:
    """The words of a query that are looked for in any form."""
    match tree:
        case And() | Or() | Same() | AtLeast():
            for clause in tree.clauses:
                yield from _words(clause)
        case Near():
            yield from _words(tree.first)
            yield from _words(tree.second)
        case Term() if tree.field in (TEXT, "lead", *TEXT_FIELDS):
            yield tree.text


def _forms(snapshot: Snapshot, typed: str) -> Explained | None:
    """The forms that the archive has of a word; None for a text that is no single word, or not in the archive."""
    tokens = list(tokenize(typed))
    if len(tokens) != 1:
        return None
    spoken: dict[str, set[str | None]] = {}
    for stemmed_as, languages in speeches(snapshot.languages):
        (stem,) = stem_all([tokens[0].word], stemmed_as)
        # An article in no known language is kept in exact forms.
        alike = [stem] if languages == (None,) else _words_from(snapshot, stem[:_SHARED])
        kept = alike if languages == (None,) else stem_all(alike, stemmed_as)
        for word, own in zip(alike, kept, strict=True):
            if own == stem:
                spoken.setdefault(word, set()).update(languages)
    forms = _counted(snapshot, spoken)
    return Explained(typed, "forms", forms) if forms else None


def _words_from(snapshot: Snapshot, beginning: str) -> list[str]:
    """The words that begin so."""
    found: set[bytes] = set()
    for name in _EXACT_FIELDS:
        for segment in snapshot.segments:
            found.update(segment.terms(name, *segment.prefix_range(name, beginning.encode())))
    return [term.decode() for term in found]


def _expanded(snapshot: Snapshot, expansions: Mapping[Expanding, Expansion]) -> Iterator[Explained]:
    words: dict[str, Counter[bytes]] = {}
    kinds: dict[str, Kind] = {}
    for tree, found in expansions.items():
        if isinstance(tree, Prefix | Wildcard | Fuzzy) and tree.field in _EXACT_FIELDS:
            said = describe_leaf(tree)
            kinds[said] = _KINDS[type(tree)]
            counts = words.setdefault(said, Counter())
            for segment, numbers, own in zip(
                snapshot.segments, found.numbers, found.frequencies, strict=True
            ):
                counts.update(dict(zip(segment.terms_of(tree.field, numbers), own.tolist(), strict=True)))
    for said, counts in words.items():
        most = nsmallest(_MOST_LISTED, counts, key=lambda term: (-counts[term], term))
        everywhere = dict.fromkeys((term.decode() for term in most), (*snapshot.languages, None))
        yield Explained(said, kinds[said], _counted(snapshot, everywhere), len(counts) - len(most))


def _counted(snapshot: Snapshot, words: Mapping[str, Iterable[str | None]]) -> tuple[tuple[str, int], ...]:
    """The words that articles in some languages have, and how many have each, most first."""
    runs = in_runs(snapshot.segments)
    counts = {word: sum(_articles_with(run, word, tuple(own)) for run in runs) for word, own in words.items()}
    return tuple(
        sorted(
            ((word, count) for word, count in counts.items() if count), key=lambda pair: (-pair[1], pair[0])
        )
    )


def _articles_with(run: Run, word: str, languages: tuple[str | None, ...]) -> int:
    """How many articles in some languages have exactly this word, in whatever field."""
    has = np.zeros(run.doc_count, np.bool_)
    for name in _EXACT_FIELDS:
        if max(numbers := run.find(name, word.encode())) >= 0:
            has[run.docs(name, numbers)] = True
    for mask in (run.speaking(languages), None if run.deleted is None else ~run.deleted):
        if mask is not None:
            has &= mask
    return int(np.count_nonzero(has))
