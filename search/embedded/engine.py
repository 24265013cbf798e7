"""The engine over an archive on this machine."""

from pathlib import Path

import numpy as np

from index.archive import Archive
from index.article import Article
from index.snapshot import Snapshot
from search.embedded.corpus import Corpus
from search.embedded.evaluate import NO_MATCHES, Matches, find
from search.embedded.expand import Forms, expand
from search.embedded.facets import count_facets
from search.embedded.plan import plan
from search.embedded.ranking import rank
from search.embedded.relaxing import as_sentence, is_sentence, rank_sentence, relax
from search.embedded.snippets import Wanted, mark, opening, passages
from search.engine import Hit, MarkedArticle, SearchPage, SearchRequest, Snippet
from search.language import Query, describe
from search.tree import Tree

_LARGEST_KEPT = 31 << 20
"""Bytes, just below what glibc always gives back."""


def open_engine(path: Path) -> "EmbeddedEngine":
    """Open the archive in a folder for searching. Raises ArchiveMissing or ArchiveUnusable."""
    # After one such block, glibc keeps what is freed for the next question. By itself it would return a
    # question's arrays to the system, and half the time would go into clearing the same pages again.
    np.empty(_LARGEST_KEPT, np.uint8)
    return EmbeddedEngine(Archive.open(path))


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

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer one request."""
        return self._archive.ask(lambda snapshot: _answer(snapshot, request))

    def mark(self, article: Article, query: Query, *, exact: bool = False) -> MarkedArticle:
        """The article with what `query` matches in it."""
        wanted = self._archive.ask(lambda snapshot: _wanted(snapshot, query, exact=exact))
        return MarkedArticle(
            article,
            title=mark(article.title or "", "title", article.language, wanted),
            standfirst=mark(article.standfirst or "", "standfirst", article.language, wanted),
            body=mark(article.body, "body", article.language, wanted),
        )


def _answer(snapshot: Snapshot, request: SearchRequest) -> SearchPage:
    languages = snapshot.languages
    corpus = Corpus(snapshot.segments)
    widened, also = _widen(snapshot, request.query, exact=request.exact)
    asked = tree = plan(widened, languages)
    notices = [snapshot.damage] if snapshot.damage else []
    matches, literal, relaxed = NO_MATCHES, None, None
    understood = request.query.tree
    if is_sentence(corpus, request.query, languages):
        understood = as_sentence(understood)
        relaxed = rank_sentence(corpus, widened, languages)
    else:
        matches = find(corpus, tree)
        if also and len(matches):
            asked = plan(request.query.tree, languages)
            literal = find(corpus, asked)
        elif not len(matches):
            relaxed = relax(corpus, widened, languages)
    if relaxed:
        asked, matches = relaxed.tree, relaxed.matches
        notices.append(relaxed.notice)
    matches, page = rank(
        corpus,
        asked,
        matches,
        literal,
        sort=request.sort,
        boost_recent=request.boost_recent,
        offset=request.offset,
        limit=request.limit,
    )
    wanted = Wanted(tree)
    return SearchPage(
        total=len(matches),
        hits=tuple(
            _hit(snapshot, matches, at, request.offset + i + 1, wanted, request.snippets)
            for i, at in enumerate(page.tolist())
        ),
        facets=count_facets(snapshot.segments, request.facets, matches.docs, request.query.text),
        understood=describe(understood, also),
        notices=tuple(notices),
        relaxed=relaxed is not None,
        incomplete=snapshot.damage is not None,
    )


def _wanted(snapshot: Snapshot, query: Query, *, exact: bool) -> Wanted:
    widened, _ = _widen(snapshot, query, exact=exact)
    return Wanted(plan(widened, snapshot.languages))


def _widen(snapshot: Snapshot, query: Query, *, exact: bool) -> tuple[Tree, dict[str, list[str]]]:
    return (query.tree, {}) if exact else expand(query.tree, Forms(snapshot))


def _hit(snapshot: Snapshot, matches: Matches, at: int, rank: int, wanted: Wanted, most_snippets: int) -> Hit:
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
