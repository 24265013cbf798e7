"""Similar articles: those that are about what another is about.

The article's most telling words become a question, as Lucene's MoreLikeThis has it: words that
it says often and others seldom, weighed by (1 + ln tf) · ln(N / df) (G. Salton and C. Buckley,
Term-weighting approaches in automatic text retrieval, 1988), the 25 best of them. A word of the
headline counts as three. What reports the same event (`index.stories`) comes before all others,
because in a brief of two sentences chance has a large part in the words. The answer leaves out
the article itself and its copies: who asks for similar articles has read this one.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import stem_all, tokenize
from index.article import Article
from index.codec.segment import Segment
from index.codec.sketches import SketchColumn
from index.distinct import distinct
from index.schema import SKETCHES
from index.sketch_table import near_documents
from index.snapshot import Snapshot
from search.embedded.matching.evaluate import Matches, evaluate, top
from search.embedded.matching.limits import Limits
from search.embedded.matching.stories import documents, stories_of
from search.embedded.page.copies import fold
from search.embedded.page.listing import list_hit
from search.embedded.page.matches import Wanted
from search.embedded.planning.plan import WEIGHTS, speaking
from search.engine import SimilarPage
from search.tree import And, Or, Term, Tree

_MOST_TERMS = 25
_IN_A_TITLE = 3
"""How often a word of the headline counts."""
_LONGEST = 100_000
"""Characters of a text that are read: what it is about is said by then."""


class Telling(NamedTuple):
    """A stem that tells what an article is about."""

    stem: str
    word: str
    """The form in which the article has it most."""
    weight: float
    """How much it tells, at most 1."""


def find_similar(snapshot: Snapshot, article: Article, limit: int) -> SimilarPage:
    """Articles on the same subject as one that need not be in the archive; its copies are folded."""
    terms = telling_terms(snapshot, article)
    tree: Tree = question_of(terms)
    if article.language:
        # The same letters are another word in another language.
        tree = And((tree, speaking([article.language, None])))
    found = evaluate(snapshot.segments, tree)
    others = ~np.isin(found.docs, own_documents(snapshot, article))
    scores = _story_first(snapshot, article, found)
    matches = Matches(found.docs[others], scores[others])
    folding = fold(snapshot.segments, matches.docs, matches.scores, matches.scores)
    page = folding.positions(top(folding.of(matches), limit))
    wanted = Wanted(tree)
    return SimilarPage(
        hits=tuple(
            list_hit(snapshot, matches, folding.group_of(at), rank, wanted, 1, Limits())
            for rank, at in enumerate(page.tolist(), 1)
        ),
        terms=tuple(term.word for term in terms),
        notices=(snapshot.damage,) if snapshot.damage else (),
    )


def _story_first(snapshot: Snapshot, article: Article, found: Matches) -> NDArray[np.float32]:
    """The scores of what was found, those above all others that are of articles in the article's story."""
    stories = stories_of(snapshot.segments)
    own = stories.of[documents(snapshot.segments, article.id)]
    is_told = np.isin(stories.of[found.docs], own[own < stories.size])
    return np.where(is_told, found.scores + found.scores.max(initial=0), found.scores).astype(np.float32)


def telling_terms(snapshot: Snapshot, article: Article) -> list[Telling]:
    """The stems that tell most what an article is about, best first; none is in it alone."""
    words = [*_words(article.title) * _IN_A_TITLE, *_words(article.standfirst), *_words(article.body)]
    stems = stem_all(words, article.language)
    counts = Counter(stems)
    forms = {
        stem: word for (stem, word), _ in reversed(Counter(zip(stems, words, strict=True)).most_common())
    }
    documents = sum(segment.doc_count for segment in snapshot.segments)
    weights = {
        stem: (1 + math.log(count)) * math.log(documents / frequency)
        for stem, count in counts.items()
        if (frequency := _document_frequency(snapshot, stem)) > 1
    }
    best = sorted(weights, key=lambda stem: (-weights[stem], stem))[:_MOST_TERMS]
    return [
        Telling(stem, forms[stem], weights[stem] / weights[best[0]]) for stem in best if weights[stem] > 0
    ]


def question_of(terms: Sequence[Telling]) -> Or:
    """The planned tree that asks for any of these stems, the more telling the better."""
    return Or(
        tuple(
            Or(tuple(Term(field, term.stem, boost=weight * term.weight) for field, weight in WEIGHTS.items()))
            for term in terms
        )
    )


def own_documents(snapshot: Snapshot, article: Article) -> NDArray[np.int64]:
    """The documents over all segments, ascending, that are the article or near-identical to it."""
    held = list(_documents(snapshot, article.id))
    near = near_documents(snapshot.segments, _sketch_of(article, held))
    firsts = np.cumsum([0, *(segment.doc_count for segment in snapshot.segments)])
    own = [int(firsts[i]) + doc for i, _, doc in held]
    return distinct(np.concatenate([near, np.array(own, np.int64)]))


def _documents(snapshot: Snapshot, article_id: str) -> Iterator[tuple[int, Segment, int]]:
    """Where an article is held: the position of the segment, the segment, and its number there."""
    positions = {id(segment): i for i, segment in enumerate(snapshot.segments)}
    for segment, doc in snapshot.find("id", article_id):
        yield positions[id(segment)], segment, doc


def _sketch_of(article: Article, held: Sequence[tuple[int, Segment, int]]) -> SketchColumn:
    """The article's sketch, one row; the one that the archive has, if it has one."""
    for _, segment, doc in held:
        if view := segment.sketch_column(SKETCHES):
            return SketchColumn(view.heads[doc : doc + 1], view.tails_of(np.array([doc])))
    from index.batch.sketches import sketch_of  # loads what indexing needs

    return sketch_of(article.body)


def _words(text: str | None) -> list[str]:
    return [token.word for token in tokenize((text or "")[:_LONGEST]) if not token.whole]


def _document_frequency(snapshot: Snapshot, term: str) -> int:
    """In how many documents a stem is, in the body or the headline, whichever has more."""
    encoded = term.encode()

    def of_field(field: str) -> int:
        numbers = ((segment, segment.find(field, encoded)) for segment in snapshot.segments)
        return sum(segment.doc_frequency(field, number) for segment, number in numbers if number >= 0)

    return max(of_field("body"), of_field("title"))
