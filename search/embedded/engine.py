"""The engine over an archive on this machine."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.article import Article
from index.snapshot import Snapshot
from search.embedded.corpus import Corpus
from search.embedded.evaluate import Matches, evaluate, most_of, run_over, top
from search.embedded.expand import Forms, expand
from search.embedded.facets import count_facets
from search.embedded.limits import MOST_TERMS, Limits
from search.embedded.order import UNKNOWN, printed_ranks
from search.embedded.plan import Leaf, plan
from search.embedded.snippets import Wanted, mark, opening, passages
from search.engine import Expansion, Hit, MarkedArticle, SearchPage, SearchRequest, Snippet
from search.language import Query, describe
from search.language.query import TEXT
from search.tree import And, Or, Tree

_SAME_SCORE = 1e-6

_LARGEST_KEPT = 31 << 20
"""Bytes, just below what glibc always gives back."""


def open_engine(path: Path, *, follow: bool = True) -> "EmbeddedEngine":
    """Open the archive in a folder for searching. Raises ArchiveMissing or ArchiveUnusable.

    With `follow` false every answer is from the state at this moment, whatever is committed later.
    """
    # After one such block, glibc keeps what is freed for the next question. By itself it would return a
    # question's arrays to the system, and half the time would go into clearing the same pages again.
    np.empty(_LARGEST_KEPT, np.uint8)
    return EmbeddedEngine(Archive.open(path, follow=follow))


class EmbeddedEngine:
    """Answers requests from one archive, each from the state last committed.

    A segment that turns out to be damaged is left out of the whole answer, which then says so.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @property
    def damage(self) -> str | None:
        """What was left out of the last answer because it is damaged, as a sentence; None where nothing was."""
        return self._archive.damage

    def size(self) -> int:
        """How many articles there are."""
        return len(self._archive.snapshot())

    def article(self, article_id: str) -> Article | None:
        """The article with this id, or None."""
        return self._archive.article(article_id)

    def search(self, request: SearchRequest, *, stop: Callable[[], bool] | None = None) -> SearchPage:
        """Answer one request. Raises Cancelled once `stop()` is true."""
        limits = Limits(seconds=request.timeout, stop=stop, most_terms=MOST_TERMS)
        return self._archive.ask(lambda snapshot: _answer(snapshot, request, limits))

    def mark(self, article: Article, query: Query, *, exact: bool = False) -> MarkedArticle:
        """The article with what `query` matches in it."""
        wanted = self._archive.ask(lambda snapshot: _wanted(snapshot, query, exact=exact))
        return MarkedArticle(
            article,
            title=mark(article.title or "", "title", article.language, wanted),
            standfirst=mark(article.standfirst or "", "standfirst", article.language, wanted),
            body=mark(article.body, "body", article.language, wanted),
        )


def _answer(snapshot: Snapshot, request: SearchRequest, limits: Limits) -> SearchPage:
    languages = snapshot.languages
    widened, also = _widen(snapshot, request.query, exact=request.exact)
    tree = plan(widened, languages)
    corpus = Corpus(snapshot.segments, limits)
    matches = run_over(corpus, tree)
    literal = None
    if also and len(matches):
        asked = plan(request.query.tree, languages)
        literal = evaluate(snapshot.segments, asked, limits=limits, scored=False).docs
    notices = [snapshot.damage] if snapshot.damage else []
    if relaxed := not (len(matches) or matches.partial):
        matches, said = _relax(snapshot, widened, languages, limits)
        notices.extend(said)
    if matches.partial:
        notices.append(_out_of_time(request.timeout))
    if any(found.left_out for found in corpus.expansions.values()):
        from search.embedded.explain import cut_notices  # few words stand for so many

        notices.extend(cut_notices(corpus.expansions))
    expansions: tuple[Expansion, ...] = ()
    if request.explain:
        from search.embedded.explain import explain  # asked for now and then

        expansions = explain(snapshot, request.query.tree, also, corpus.expansions)
    start, page = _best(snapshot, matches, literal, request)
    wanted = Wanted(tree)
    return SearchPage(
        total=len(matches),
        hits=tuple(
            _hit(snapshot, matches, at, rank, wanted, request.snippets, limits)
            for rank, at in enumerate(page.tolist(), start + 1)
        ),
        facets=count_facets(snapshot.segments, request.facets, matches.docs, request.query.text),
        understood=describe(request.query.tree, also),
        notices=tuple(notices),
        relaxed=relaxed and len(matches) > 0,
        incomplete=snapshot.damage is not None,
        partial=matches.partial,
        expansions=expansions,
    )


def _out_of_time(seconds: float) -> str:
    return (
        f"The time ran out after {seconds:g} s, before all articles were looked through: there may be more."
        " Ask for rarer words, or give it more time."
    )


def _wanted(snapshot: Snapshot, query: Query, *, exact: bool) -> Wanted:
    widened, _ = _widen(snapshot, query, exact=exact)
    return Wanted(plan(widened, snapshot.languages))


def _widen(snapshot: Snapshot, query: Query, *, exact: bool) -> tuple[Tree, dict[str, list[str]]]:
    return (query.tree, {}) if exact else expand(query.tree, Forms(snapshot))


def _relax(
    snapshot: Snapshot, tree: Tree, languages: Sequence[str], limits: Limits
) -> tuple[Matches, tuple[str, ...]]:
    """For a query that nothing matches: the articles with most of its words, and the sentence that says so.

    Only words give way; names, dates and what is excluded stay required.
    """
    clauses = tree.clauses if isinstance(tree, And) else (tree,)
    words = [plan(clause, languages) for clause in clauses if _asks_for_words(clause)]
    firm = tuple(plan(clause, languages) for clause in clauses if not _asks_for_words(clause))
    if len(words) < 2:
        return Matches(np.empty(0, np.int64), np.empty(0, np.float32)), ()
    required = And(firm) if firm else None
    matches, most = most_of(snapshot.segments, required, words, limits=limits)
    if not most:
        return matches, ()
    return matches, (f"None has all {len(words)} words; shown are the {len(matches):,} with {most} of them.",)


def _asks_for_words(clause: Tree) -> bool:
    """True for words without a field, alone or among alternatives; what is excluded is not asked for."""
    if isinstance(clause, And | Or):
        return any(_asks_for_words(child) for child in clause.clauses)
    return isinstance(clause, Leaf) and clause.field == TEXT


def _best(
    snapshot: Snapshot, matches: Matches, literal: NDArray[np.int64] | None, request: SearchRequest
) -> tuple[int, NDArray[np.intp]]:
    """How many hits come before the page asked for, and the positions in `matches` of that page.

    What was literally asked comes before what was widened; `literal` is None where nothing was.
    """
    scores = matches.scores
    highest = float(scores.max(initial=0)) + 1
    if request.sort == "relevance" and len(matches) and np.ptp(scores) >= _SAME_SCORE:
        keys = scores
        if literal is not None:
            keys = np.where(np.isin(matches.docs, literal, assume_unique=True), scores + highest, scores)
    else:
        # Also with nothing to tell them apart by: then the latest news comes first.
        ranks = printed_ranks(snapshot.segments, matches.docs)
        if request.sort == "oldest":
            ranks = np.where(ranks == UNKNOWN, -ranks.max(initial=0) - 1, -ranks)
        keys = ranks + scores / highest
    ordered = Matches(matches.docs, keys)
    start = _behind(snapshot, ordered, request.after) if request.after else None
    start = request.offset if start is None else start
    return start, top(ordered, start + request.limit)[start:]


def _behind(snapshot: Snapshot, ordered: Matches, article_id: str) -> int | None:
    """How many hits there are up to an article, and with it; None where it is no hit. In the order of `top`."""
    doc = snapshot.number_of(article_id)
    if doc is None:
        return None
    at = int(np.searchsorted(ordered.docs, doc))
    if at == len(ordered) or ordered.docs[at] != doc:
        return None
    keys = ordered.scores
    return int(np.count_nonzero(keys > keys[at]) + np.count_nonzero(keys[: at + 1] == keys[at]))


def _hit(
    snapshot: Snapshot,
    matches: Matches,
    at: int,
    rank: int,
    wanted: Wanted,
    most_snippets: int,
    limits: Limits,
) -> Hit:
    # What was found is shown however late it is, but not to nobody.
    limits.check_stop()
    article = snapshot.article(int(matches.docs[at]))
    texts = [("standfirst", article.standfirst or ""), ("body", article.body)]
    found = passages(texts, article.language, wanted, most_snippets)
    if not found and most_snippets:
        start = opening(article.standfirst or article.body)
        found = (start,) if start.text else ()
    return Hit(
        rank=rank,
        score=float(matches.scores[at]),
        article=article,
        title=mark(article.title, "title", article.language, wanted) if article.title else Snippet(""),
        snippets=found,
    )
