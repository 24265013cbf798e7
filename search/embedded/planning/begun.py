"""Words that are still being typed: what they may become, in all its forms.

Only the words that begin so would not do. "renewa" leads to "renewal", whose forms are
those of "renew"; with the last letter, articles would come that were not there before.
"""

from collections.abc import Callable, Iterable, Iterator

from index.analysis import fold, stem, stem_all, tokenize
from index.schema import TEXT_FIELDS, exact
from index.snapshot import Snapshot
from search.language.query import TEXT
from search.tree import And, AtLeast, Begins, Begun, Near, Or, Prefix, Same, Term, Tree

_SHORTEST = 3
"""Letters from which on words are looked for whose stems are shorter than what is typed."""
_MOST_STEMMED = 4096
"""Words of all segments, beyond which that would take too long, and more letters are to come."""
_MOST_TOLD_APART = 256
"""Words that begin so, of which those an article has, and how often, tell whether it is the one that is sought."""


def finish(tree: Tree, snapshot: Snapshot) -> Tree:
    """The tree with every word that is being typed as all that it may become."""
    return _replaced(tree, lambda word, is_placed: _possible(word, snapshot, is_placed=is_placed))


def end(tree: Tree) -> Tree:
    """The tree with every word that is being typed as the word it is by now."""
    return _replaced(tree, lambda word, _: Term(word.field, word.text))


def _replaced(tree: Tree, replace: Callable[[Begun, bool], Tree], *, is_placed: bool = False) -> Tree:
    """`replace` also has whether it matters where the word stands."""
    match tree:
        case Begun():
            return replace(tree, is_placed)
        case And() | Or() | Same() | AtLeast():
            is_placed = is_placed or isinstance(tree, Same | AtLeast)
            clauses = (_replaced(clause, replace, is_placed=is_placed) for clause in tree.clauses)
            return tree._replace(clauses=tuple(clauses))
        case Near():
            return tree._replace(second=_replaced(tree.second, replace, is_placed=True))
    return tree


def _possible(word: Begun, snapshot: Snapshot, *, is_placed: bool) -> Tree:
    field, whole, begun = word.field, Term(word.field, word.text), fold(word.text)
    if len(list(tokenize(word.text))) != 1:
        return whole  # several words in a row, as Japanese is written, of which each is whole
    texts = TEXT_FIELDS if field in (TEXT, "lead") else (field,) if field in TEXT_FIELDS else ()
    others = (Term(field, other) for other in _with_shorter_stems(begun, texts, snapshot))
    is_one_of_many = field == TEXT and not is_placed and _count(begun, texts, snapshot) > _MOST_TOLD_APART
    return Or((whole, Begins(begun) if is_one_of_many else Prefix(field, word.text), *others))


def _count(begun: str, texts: Iterable[str], snapshot: Snapshot) -> int:
    """How many words begin so; of a word in several texts, or segments, each time."""
    ranges = (
        segment.prefix_range(exact(name), begun.encode()) for name in texts for segment in snapshot.segments
    )
    return sum(last - first for first, last in ranges)


def _with_shorter_stems(begun: str, texts: Iterable[str], snapshot: Snapshot) -> Iterator[str]:
    """A word for each stem of those that begin so of which other forms begin otherwise."""
    if len(begun) < _SHORTEST or _count(begun, texts, snapshot) > _MOST_STEMMED:
        return
    words = sorted(_words_from(begun, texts, snapshot))
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
