"""Words that are still being typed: what they may become, in all its forms.

Only the words that begin so would not do. "renewa" leads to "renewal", whose forms are
those of "renew"; with the last letter, articles would come that were not there before.
"""

from collections.abc import Callable, Iterable, Iterator

from index.analysis import fold, stem, stem_all, tokenize
from index.initials import bit_of
from index.schema import INITIALS, TEXT_FIELDS, exact
from index.snapshot import Snapshot
from search.embedded.matching.limits import MOST_TERMS
from search.language.query import TEXT
from search.tree import And, AtLeast, Begun, Initial, Near, Or, Prefix, Same, Term, Tree

_SHORTEST = 3
"""Letters from which on words are looked for whose stems are shorter than what is typed."""


def finish(tree: Tree, snapshot: Snapshot) -> Tree:
    """The tree with every word that is being typed as all that it may become."""
    return _replaced(_with_initial(tree, snapshot), lambda word: _possible(word, snapshot))


def end(tree: Tree) -> Tree:
    """The tree with every word that is being typed as the word it is by now."""
    return _replaced(tree, lambda word: Term(word.field, word.text))


def _with_initial(tree: Tree, snapshot: Snapshot) -> Tree:
    """The tree with its last word by its first letter where that is all there is of it, as far as articles tell theirs."""
    match tree:
        case Begun(field="text") if bit_of(fold(tree.text)) and _tells_initials(snapshot):
            return Or((Term(TEXT, tree.text), Initial(fold(tree.text))))
        case And() | Or():
            return tree._replace(clauses=(*tree.clauses[:-1], _with_initial(tree.clauses[-1], snapshot)))
    return tree


def _tells_initials(snapshot: Snapshot) -> bool:
    """False for an archive with articles from before it kept what their words begin with."""
    columns = (segment.number_column(INITIALS) for segment in snapshot.segments)
    return all(column is not None and bool(column.known.all()) for column in columns)


def _replaced(tree: Tree, replace: Callable[[Begun], Tree]) -> Tree:
    match tree:
        case Begun():
            return replace(tree)
        case And() | Or() | Same() | AtLeast():
            return tree._replace(clauses=tuple(_replaced(clause, replace) for clause in tree.clauses))
        case Near():
            return tree._replace(second=_replaced(tree.second, replace))
    return tree


def _possible(word: Begun, snapshot: Snapshot) -> Tree:
    field, whole = word.field, Term(word.field, word.text)
    if len(list(tokenize(word.text))) != 1:
        return whole  # several words in a row, as Japanese is written, of which each is whole
    texts = TEXT_FIELDS if field in (TEXT, "lead") else (field,) if field in TEXT_FIELDS else ()
    others = (Term(field, other) for other in _with_shorter_stems(fold(word.text), texts, snapshot))
    return Or((whole, Prefix(field, word.text), *others))


def _with_shorter_stems(begun: str, texts: Iterable[str], snapshot: Snapshot) -> Iterator[str]:
    """A word for each stem of those that begin so of which other forms begin otherwise."""
    if len(begun) < _SHORTEST:
        return
    words = sorted(_words_from(begun, texts, snapshot))
    if len(words) > MOST_TERMS:
        return
    given: set[str] = set()
    for language in snapshot.languages:
        known = {stem(begun, language)}
        for word, stemmed in zip(words, stem_all(words, language), strict=True):
            # All forms of a stem that is longer begin so themselves.
            is_longer = len(stemmed) > len(begun) and stemmed.startswith(begun)
            if not is_longer and stemmed not in known:
                known.add(stemmed)
                given.add(word)
    yield from sorted(given)


def _words_from(begun: str, texts: Iterable[str], snapshot: Snapshot) -> set[str]:
    encoded = begun.encode()
    return {
        term.decode()
        for name in map(exact, texts)
        for segment in snapshot.segments
        for term in segment.terms(name, *segment.prefix_range(name, encoded))
    }
