"""Hints: a name, an agency or an address among the words of a question, where a field would find more.

Who types a reporter's name finds the articles that mention it, and is told how many
there are by that author.
"""

import re
from collections.abc import Iterator

from index.analysis import fold, tokenize
from index.snapshot import Snapshot
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.evaluate import run_over
from search.embedded.planning.plan import plan
from search.language import describe, parse
from search.language.query import TEXT, Query
from search.tree import And, Exact, Phrase, Term, Tree, all_of

_MOST_WORDS = 4
"""Words in a name."""
_ADDRESS = r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?"
_TWINS = {"outlet": "agency", "agency": "outlet"}


def hints(snapshot: Snapshot, corpus: Corpus, query: Query, found: int) -> Iterator[str]:
    """Sentences that say what a field would find, where this finds only what mentions it or nothing at all."""
    words = _plain_words(query)
    one_finds = len(words) > 1 or not found
    if words and one_finds and len(words) <= _MOST_WORDS and all(_is_held(snapshot, word) for word in words):
        name = " ".join(words)
        if wrote := _count(snapshot, corpus, Phrase("author", words)):
            yield f'{_are(wrote)} by an author of this name. To find what they wrote: author:"{name}"'
    if found:
        return
    for clause in all_of(query.tree):
        if isinstance(clause, Term | Phrase | Exact) and clause.field in _TWINS:
            other = clause._replace(field=_TWINS[clause.field])
            if told := _count(snapshot, corpus, other):
                yield f"{_are(told)} by {other.field}. To find these: {describe(other)}"
        elif isinstance(clause, Term) and re.fullmatch(_ADDRESS, clause.text):
            address = parse(f"url:{clause.text}").tree
            if told := _count(snapshot, corpus, address):
                yield f"{_are(told)} at this address. To find these: url:{clause.text}"
        elif (
            isinstance(clause, Term)
            and clause.field == TEXT
            and len(parts := re.findall(r"[^\W_]+", clause.text)) > 1
        ):
            apart = And(tuple(Term(clause.field, part) for part in parts))
            if told := _count(snapshot, corpus, apart):
                yield f"{_have(told)} the words of {clause.text} apart. To find these: {describe(apart)}"


def _have(count: int) -> str:
    return "1 article has" if count == 1 else f"{count:,} articles have"


def _are(count: int) -> str:
    return "1 article is" if count == 1 else f"{count:,} articles are"


def _count(snapshot: Snapshot, corpus: Corpus, tree: Tree) -> int:
    return len(run_over(corpus, plan(tree, snapshot.languages), scored=False))


def _plain_words(query: Query) -> tuple[str, ...]:
    clauses = all_of(query.tree)
    words = tuple(clause.text for clause in clauses if isinstance(clause, Term) and clause.field == TEXT)
    return words if len(words) == len(clauses) else ()


def _is_held(snapshot: Snapshot, word: str) -> bool:
    """Whether an author has this word in the name; looked up before anything is read."""
    tokens = [fold(token.word).encode() for token in tokenize(word)]
    return any(all(segment.find("author", token) >= 0 for token in tokens) for segment in snapshot.segments)
