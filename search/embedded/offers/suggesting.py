"""Suggestions: what else a query that finds little may have meant, out of the archive's own words.

A misspelling is a word near to one that many articles have. How near is counted in
edits (one letter more, less or other, or two neighbours that changed places: Damerau
1964), and every edit must be paid for by far more articles, as in a noisy channel
(Kernighan, Church and Gale 1990). The first letter is seldom wrong, and is only
doubted where nothing else is found. A suggestion is offered, never asked by itself.
"""

import math
import re
from collections.abc import Iterator

from index.analysis import EXACT_VALUE, fold, tokenize
from index.schema import NAME_FIELDS, TEXT_FIELDS, exact
from index.snapshot import Snapshot
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.evaluate import count_all_but_one, run_over
from search.embedded.matching.expansion import expand
from search.embedded.planning.plan import plan
from search.engine import Suggestion, Without
from search.language import Query
from search.language.describe import describe
from search.language.query import TEXT
from search.tree import And, Every, Fuzzy, Not, Or, Term, Tree

_SHORTEST = 4
"""Letters in the shortest word that is looked at: any shorter one is near to too many."""
_LONGEST = 32
"""Letters in the longest: no word of a language is longer and known by heart."""
_MOST_HELD = 1
"""Articles that may have a word which is doubted: two do not make the same slip, and "spill" is not "still"."""
_MOST_WORDS = 6
"""Of a long query, so many are looked at: those that the fewest articles have."""
_LONG = 6
"""From so many letters on, two may be wrong."""
_PRICE = math.log(10)
"""An edit must be paid for by ten times as many articles, in logarithms."""
_MOST_CLAUSES = 12


def suggest(snapshot: Snapshot, corpus: Corpus, query: Query) -> tuple[Suggestion, ...]:
    """For each word that looks misspelt, the likeliest other, and the whole query with all of them."""
    offers: dict[str, tuple[str, int]] = {}
    words = [word for word in dict.fromkeys(_plain_words(query.tree)) if _may_be_misspelt(word.text)]
    held = {word: _held(snapshot, corpus, word) for word in words}
    doubtful = [word for word in words if held[word] <= _MOST_HELD]
    doubted = sorted(doubtful, key=lambda word: held[word])[:_MOST_WORDS]
    for word in filter(doubted.__contains__, words):
        if offer := _better(snapshot, corpus, word, held[word]):
            offers[word.text] = offer
    corrected = query.text
    for typed, (other, _) in offers.items():
        corrected = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", other, corrected)
    return tuple(Suggestion(typed, offer, articles, corrected) for typed, (offer, articles) in offers.items())


def count_without(corpus: Corpus, query: Query, languages: tuple[str, ...]) -> tuple[Without, ...]:
    """For a query that nothing matches, how many articles match it without each of its clauses."""
    if not isinstance(query.tree, And) or len(query.tree.clauses) > _MOST_CLAUSES:
        return ()
    clauses = query.tree.clauses
    counts = count_all_but_one(corpus, [plan(clause, languages) for clause in clauses])
    found = []
    for at, (clause, count) in enumerate(zip(clauses, counts, strict=True)):
        others = clauses[:at] + clauses[at + 1 :]
        if any(not isinstance(other, Not | Every) for other in others):
            rest: Tree = others[0] if len(others) == 1 else And(others)
            found.append(Without(describe(clause), count, describe(rest)))
    return tuple(found)


def _plain_words(tree: Tree) -> Iterator[Term]:
    match tree:
        case And() | Or():
            for clause in tree.clauses:
                yield from _plain_words(clause)
        case Term() if tree.field in (TEXT, *TEXT_FIELDS, *NAME_FIELDS):
            yield tree


def _may_be_misspelt(text: str) -> bool:
    typed = fold(text)
    return _SHORTEST <= len(typed) <= _LONGEST and typed.isalpha() and len(list(tokenize(text))) == 1


def _held(snapshot: Snapshot, corpus: Corpus, word: Term) -> int:
    """In how many articles a word is, as it is written or in another form."""
    return max(
        _articles_with(snapshot, _fields_of(word), fold(word.text)),
        len(run_over(corpus, plan(word, snapshot.languages), scored=False)),
    )


def _fields_of(word: Term) -> list[str]:
    return list(map(exact, TEXT_FIELDS)) if word.field in (TEXT, *TEXT_FIELDS) else [word.field]


def _better(snapshot: Snapshot, corpus: Corpus, word: Term, held: int) -> tuple[str, int] | None:
    """The likeliest spelling of a word, in the archive's own letters, and how many articles have it."""
    typed, fields = fold(word.text), _fields_of(word)
    edits = 2 if len(typed) >= _LONG else 1
    for kept, most in ((1, edits), (0, 1)):
        # What no article has is more likely anything near it, if two letters off not a lone one.
        best, most_likely = None, math.log(held) if held else _PRICE * -2 + math.log(1.6)
        for other, articles in _near(snapshot, corpus, fields, typed, kept, most).items():
            distance = edit_distance(typed, other)
            likely = math.log(articles) - _PRICE * distance
            if 0 < distance <= most and likely > most_likely:
                best, most_likely = (other, articles), likely
        if best:
            return best
    return None


def _near(
    snapshot: Snapshot, corpus: Corpus, fields: list[str], typed: str, kept: int, edits: int
) -> dict[str, int]:
    """The words near to one, and in how many articles each is, by the field that has it most often."""
    found: dict[str, int] = {}
    for field in fields:
        counts: dict[str, int] = {}
        tree = Fuzzy(field, typed, edits=edits, kept=kept)
        for segment in snapshot.segments:
            numbers = expand(segment, tree, corpus.check)
            terms = segment.terms_of(field, numbers) if len(numbers) else []
            frequencies = segment.doc_frequencies(field, numbers).tolist() if len(numbers) else []
            for term, frequency in zip(terms, frequencies, strict=True):
                if not term.startswith(EXACT_VALUE.encode()):
                    counts[term.decode()] = counts.get(term.decode(), 0) + frequency
        for word, count in counts.items():
            found[word] = max(found.get(word, 0), count)
    return found


def _articles_with(snapshot: Snapshot, fields: list[str], word: str) -> int:
    """In how many articles a word is, by the field that has it most often."""
    encoded = word.encode()
    return max(
        sum(
            segment.doc_frequency(field, number)
            for segment in snapshot.segments
            if (number := segment.find(field, encoded)) >= 0
        )
        for field in fields
    )


def edit_distance(one: str, other: str) -> int:
    """Letters to add, drop, replace, or exchange with their neighbour, to make one word the other."""
    size = len(other) + 1
    before, above = [0] * size, list(range(size))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
