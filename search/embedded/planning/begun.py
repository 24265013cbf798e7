"""Words that are still being typed: what they may become, in all its forms.

Only the words that begin so would not do. "renewa" leads to "renewal", whose forms are
those of "renew"; with the last letter, articles would come that were not there before.
"""

from collections.abc import Iterable, Iterator

from index.analysis import fold, stem, stem_all, tokenize
from index.schema import TEXT_FIELDS, exact
from index.snapshot import Snapshot
from search.embedded.matching.limits import MOST_TERMS
from search.language.query import TEXT
from search.tree import And, AtLeast, Begun, Near, Or, Prefix, Same, Term, Tree

_LESS = 0.2
"""What a word that begins so weighs beside the word itself, which may be all that was to be typed."""
_SHORTEST = 3
"""Letters from which on words are looked for whose stems are shorter than what is typed."""


def finish(tree: Tree, snapshot: Snapshot) -> Tree:
    """The tree with every word that is being typed as all that it may become."""
    match tree:
        case Begun():
            return _finished(tree, snapshot)
        case And() | Or() | Same() | AtLeast():
            return tree._replace(clauses=tuple(finish(clause, snapshot) for clause in tree.clauses))
        case Near():
            return tree._replace(first=finish(tree.first, snapshot), second=finish(tree.second, snapshot))
    return tree


def _finished(word: Begun, snapshot: Snapshot) -> Tree:
    field, whole = word.field, Term(word.field, word.text)
    if len(list(tokenize(word.text))) != 1:
        return whole  # several words in a row, as Japanese is written, of which each is whole
    beginning = Prefix(field, word.text, boost=_LESS)
    texts = TEXT_FIELDS if field in (TEXT, "lead") else (field,) if field in TEXT_FIELDS else ()
    others = _with_shorter_stems(fold(word.text), texts, snapshot)
    return Or((whole, beginning, *(Term(field, other, boost=_LESS) for other in others)))


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
