"""The engine over an archive on this machine."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.article import Article
from index.snapshot import Snapshot
from search.embedded.copies import UNFOLDED, fold, read_copies
from search.embedded.corpus import Corpus
from search.embedded.evaluate import NO_MATCHES, Matches, evaluate, run_over, top
from search.embedded.expand import Forms, expand
from search.embedded.facets import count_facets
from search.embedded.limits import MOST_TERMS, Limits
from search.embedded.plan import plan
from search.embedded.ranking import rank
from search.embedded.relaxing import as_sentence, is_sentence, rank_sentence, relax
from search.embedded.snippets import Wanted, mark, opening, passages
from search.engine import (
    Completion,
    Expansion,
    Explanation,
    Hit,
    MarkedArticle,
    SearchPage,
    SearchRequest,
    SimilarPage,
    Snippet,
    Suggestion,
    Without,
)
from search.language import Query, describe
from search.tree import Tree

_FEW = 5
"""A query that finds fewer articles may be misspelt."""
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

    def complete(self, prefix: str, field: str | None = None, limit: int = 10) -> tuple[Completion, ...]:
        """How a beginning may go on, that of most articles first: see `search.embedded.completing`."""
        from search.embedded.completing import complete  # only who types needs it

        return self._archive.ask(lambda snapshot: complete(snapshot, prefix, field, limit))

    def similar(self, article: Article, limit: int = 10) -> SimilarPage:
        """Articles on the same subject as one that the archive need not hold."""
        return self._archive.ask(lambda snapshot: _similar(snapshot, article, limit))

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
    corpus = Corpus(snapshot.segments, limits)
    widened, also = _widen(snapshot, request.query, exact=request.exact)
    asked = tree = plan(widened, languages)
    understood = request.query.tree
    notices = [snapshot.damage] if snapshot.damage else []
    matches, literal, relaxed, is_empty = NO_MATCHES, None, None, False
    if is_sentence(corpus, request.query, languages):
        understood = as_sentence(understood)
        relaxed = rank_sentence(corpus, widened, languages)
    else:
        matches = run_over(corpus, tree)
        if also and len(matches):
            asked = plan(request.query.tree, languages)
            literal = run_over(corpus, asked)
        elif not (len(matches) or matches.partial):
            is_empty = True
            relaxed = relax(corpus, widened, languages)
    if relaxed:
        asked, matches = relaxed.tree, relaxed.matches
        notices.extend(relaxed.notices)
    if matches.partial:
        notices.append(_out_of_time(request.timeout))
    if any(found.left_out for found in corpus.expansions.values()):
        from search.embedded.explain import cut_notices  # few words stand for so many

        notices.extend(cut_notices(corpus.expansions))
    expansions: tuple[Expansion, ...] = ()
    if request.explain:
        from search.embedded.explain import explain  # asked for now and then

        expansions = explain(snapshot, request.query.tree, also, corpus.expansions)
    ranked = rank(corpus, asked, matches, literal, sort=request.sort, boost_recent=request.boost_recent)
    matches = ranked.matches
    levels = matches.scores if request.sort == "relevance" else None
    folding = (
        UNFOLDED if request.all_copies else fold(snapshot.segments, matches.docs, ranked.order.scores, levels)
    )
    start, page = _page(snapshot, folding.of(ranked.order), request)
    shown = folding.positions(page).tolist()
    explanations: dict[int, Explanation] = {}
    if request.explain:
        from search.embedded.explaining import explain_score

        explanations = {
            at: explain_score(
                corpus,
                tree if literal is not None and matches.docs[at] not in literal.docs else asked,
                asked,
                ranked,
                at,
                boost_recent=request.boost_recent,
            )
            for at in shown
        }
    suggestions: tuple[Suggestion, ...] = ()
    without: tuple[Without, ...] = ()
    if not matches.partial and (relaxed or len(matches) < _FEW):
        from search.embedded.suggesting import count_without, suggest  # most questions find enough

        suggestions = suggest(snapshot, corpus, request.query)
        without = count_without(corpus, request.query, languages) if is_empty else ()
    wanted = Wanted(tree)
    return SearchPage(
        total=len(matches),
        hits=tuple(
            _hit(snapshot, matches, folding.group_of(at), number, wanted, request.snippets, limits)._replace(
                explanation=explanations.get(at)
            )
            for number, at in enumerate(shown, start + 1)
        ),
        facets=count_facets(snapshot.segments, request.facets, matches.docs, request.query.text),
        understood=describe(understood, also),
        notices=tuple(notices),
        relaxed=relaxed is not None and len(matches) > 0,
        incomplete=snapshot.damage is not None,
        partial=matches.partial,
        expansions=expansions,
        suggestions=suggestions,
        without=without,
        folded=0 if folding.listed is None else len(matches) - len(folding.listed),
    )


def _similar(snapshot: Snapshot, article: Article, limit: int) -> SimilarPage:
    from search.embedded.similar import own_documents, question_of, telling_terms  # few questions need it

    terms = telling_terms(snapshot, article)
    tree = question_of(terms)
    found = evaluate(snapshot.segments, tree)
    others = ~np.isin(found.docs, own_documents(snapshot, article))
    matches = Matches(found.docs[others], found.scores[others])
    folding = fold(snapshot.segments, matches.docs, matches.scores, matches.scores)
    page = folding.positions(top(folding.of(matches), limit))
    wanted = Wanted(tree)
    return SimilarPage(
        hits=tuple(
            _hit(snapshot, matches, folding.group_of(at), rank, wanted, 1, Limits())
            for rank, at in enumerate(page.tolist(), 1)
        ),
        terms=tuple(term.word for term in terms),
        notices=(snapshot.damage,) if snapshot.damage else (),
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


def _page(snapshot: Snapshot, order: Matches, request: SearchRequest) -> tuple[int, NDArray[np.intp]]:
    """How many hits come before the page asked for, and the positions of that page among all."""
    start = _behind(snapshot, order, request.after) if request.after else None
    start = request.offset if start is None else start
    return start, top(order, start + request.limit)[start:]


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
    positions: NDArray[np.intp],
    rank: int,
    wanted: Wanted,
    most_snippets: int,
    limits: Limits,
) -> Hit:
    """The hit of a match and its copies, which are at these positions, its own first."""
    # What was found is shown however late it is, but not to nobody.
    limits.check_stop()
    docs = matches.docs[positions]
    article = snapshot.article(int(docs[0]))
    texts = [("standfirst", article.standfirst or ""), ("body", article.body)]
    found = passages(texts, article.language, wanted, most_snippets)
    if not found and most_snippets:
        start = opening(article.standfirst or article.body)
        found = (start,) if start.text else ()
    return Hit(
        rank=rank,
        score=float(matches.scores[positions[0]]),
        article=article,
        title=mark(article.title, "title", article.language, wanted) if article.title else Snippet(""),
        snippets=found,
        copies=read_copies(snapshot, docs[1:]),
        copy_count=len(docs) - 1,
    )
