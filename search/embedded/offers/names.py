"""Names: that the words of a question are those of an author the archive holds.

Who types a reporter's name finds the articles that mention it, and is told how many
there are by that author.
"""

from index.analysis import fold, tokenize
from index.snapshot import Snapshot
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.evaluate import run_over
from search.embedded.planning.plan import plan
from search.language.query import TEXT, Query
from search.tree import And, Phrase, Term

_MOST_WORDS = 4
"""Words in a name."""


def hint_at_author(snapshot: Snapshot, corpus: Corpus, query: Query) -> str | None:
    """How to find what an author wrote whose name was typed; None where no author is called so."""
    words = _plain_words(query)
    if not 2 <= len(words) <= _MOST_WORDS or not all(_is_held(snapshot, word) for word in words):
        return None
    name = " ".join(words)
    wrote = len(run_over(corpus, plan(Phrase("author", words), snapshot.languages), scored=False))
    if not wrote:
        return None
    articles = "1 article is" if wrote == 1 else f"{wrote:,} articles are"
    return f'{articles} by an author of this name. To find what they wrote: author:"{name}"'


def _plain_words(query: Query) -> tuple[str, ...]:
    clauses = query.tree.clauses if isinstance(query.tree, And) else ()
    words = tuple(clause.text for clause in clauses if isinstance(clause, Term) and clause.field == TEXT)
    return words if len(words) == len(clauses) else ()


def _is_held(snapshot: Snapshot, word: str) -> bool:
    """Whether an author has this word in the name; looked up before anything is read."""
    tokens = [fold(token.word).encode() for token in tokenize(word)]
    return any(all(segment.find("author", token) >= 0 for token in tokens) for segment in snapshot.segments)
