"""The engine over an archive on this machine."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.query import And, Every, Not, Or
from whoosh.query import Query as Tree
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.acronyms import other_side, term_prefix
from index.archive import Archive, column_values, live_terms
from index.article import Article
from index.schema import stored_article
from search.embedded.evaluate import Matches, evaluate, most_of
from search.embedded.expand import expand
from search.embedded.facets import count_facet
from search.embedded.plan import plan
from search.embedded.snippets import Wanted, mark, opening, passages
from search.engine import Hit, MarkedArticle, SearchPage, SearchRequest, Snippet, Sort
from search.language import Query, describe
from search.language.query import TEXT

_MOST_FORMS = 4
"""Other forms of one acronym to look for: those that most articles state."""

_SAME_SCORE = 1e-6


def open_engine(path: Path) -> "EmbeddedEngine":
    """Open the archive in a folder for searching. Raises ArchiveMissing or ArchiveUnusable."""
    return EmbeddedEngine(Archive.open(path))


class EmbeddedEngine:
    """Answers requests from one archive, each from the state last committed."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._searcher = archive.searcher(BM25F())

    def size(self) -> int:
        """How many articles there are."""
        return self._latest().doc_count()

    def article(self, article_id: str) -> Article | None:
        """The article with this id, or None."""
        return self._archive.article(article_id)

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer one request."""
        searcher = self._latest()
        languages = _languages(searcher)
        widened, also = self._widen(searcher, request.query, exact=request.exact)
        tree = plan(widened, languages)
        matches = evaluate(searcher, tree)
        literal = matches.docs
        if also and len(matches):
            literal = evaluate(searcher, plan(request.query.tree, languages)).docs
        notices: tuple[str, ...] = ()
        if relaxed := not len(matches):
            matches, notices = _relax(searcher, widened, languages)
        order = _order(searcher, matches, literal, request.sort)
        page = order[request.offset : request.offset + request.limit]
        wanted = Wanted(tree)
        return SearchPage(
            total=len(matches),
            hits=tuple(
                _hit(searcher, matches, at, request.offset + i + 1, wanted, request.snippets)
                for i, at in enumerate(page.tolist())
            ),
            facets=tuple(
                count_facet(searcher.reader(), field, matches.docs, request.query.text)
                for field in request.facets
            ),
            understood=describe(request.query.tree, also),
            notices=notices,
            relaxed=relaxed and len(matches) > 0,
        )

    def mark(self, article: Article, query: Query, *, exact: bool = False) -> MarkedArticle:
        """The article with what `query` matches in it."""
        searcher = self._latest()
        widened, _ = self._widen(searcher, query, exact=exact)
        wanted = Wanted(plan(widened, _languages(searcher)))
        return MarkedArticle(
            article,
            title=mark(article.title or "", "title", article.language, wanted),
            standfirst=mark(article.standfirst or "", "standfirst", article.language, wanted),
            body=mark(article.body, "body", article.language, wanted),
        )

    def _latest(self) -> Searcher:
        if not self._searcher.up_to_date():
            self._searcher.close()
            self._searcher = self._archive.searcher(BM25F())
        return self._searcher

    def _widen(self, searcher: Searcher, query: Query, *, exact: bool) -> tuple[Tree, dict[str, list[str]]]:
        if exact:
            return query.tree, {}

        def other_forms(form: str) -> Sequence[str]:
            reader = searcher.reader()
            terms = live_terms(reader, "acronym", term_prefix(form))
            terms.sort(key=lambda term: -reader.doc_frequency("acronym", term))
            return [other_side(term) for term in terms[:_MOST_FORMS]]

        return expand(query.tree, other_forms)


def _languages(searcher: Searcher) -> list[str]:
    return live_terms(searcher.reader(), "language", "")


def _relax(searcher: Searcher, tree: Tree, languages: Sequence[str]) -> tuple[Matches, tuple[str, ...]]:
    """For a query that nothing matches: the articles with most of its words, and the sentence that says so.

    Only words give way; names, dates and what is excluded stay required.
    """
    clauses = list(tree) if isinstance(tree, And) else [tree]
    words = [plan(clause, languages) for clause in clauses if _asks_for_words(clause)]
    firm = [plan(clause, languages) for clause in clauses if not _asks_for_words(clause)]
    if len(words) < 2:
        return evaluate(searcher, tree=Not(Every())), ()
    # Exclusions alone match nothing in Whoosh; beside Every they take away from everything.
    matches, most = most_of(searcher, And([Every(), *firm]) if firm else None, words)
    if not most:
        return matches, ()
    return matches, (f"None has all {len(words)} words; shown are the {len(matches):,} with {most} of them.",)


def _asks_for_words(clause: Tree) -> bool:
    """True for words without a field, alone or among alternatives; what is excluded is not asked for."""
    if isinstance(clause, And | Or):
        return any(_asks_for_words(child) for child in clause)
    return not isinstance(clause, Not | Every) and clause.field() == TEXT


def _order(searcher: Searcher, matches: Matches, literal: NDArray[np.int64], sort: Sort) -> NDArray[np.int64]:
    """Positions in `matches`, best first; what an acronym stands for comes after what was literally asked."""
    # With nothing to tell them apart, the latest news comes first.
    unscored = len(matches) > 0 and np.ptp(matches.scores) < _SAME_SCORE
    if sort == "relevance" and not unscored:
        return np.lexsort((-matches.scores, ~np.isin(matches.docs, literal)))
    printed = [
        (values or [""])[0] for values in column_values(searcher.reader(), "printed", matches.docs.tolist())
    ]
    # ISO dates sort as text; an unknown date comes last either way.
    known = [i for i, value in enumerate(printed) if value]
    known.sort(key=lambda i: (printed[i], matches.scores[i]), reverse=sort != "oldest")
    unknown = [i for i, value in enumerate(printed) if not value]
    unknown.sort(key=lambda i: -matches.scores[i])
    return np.array(known + unknown, np.int64)


def _hit(searcher: Searcher, matches: Matches, at: int, rank: int, wanted: Wanted, most_snippets: int) -> Hit:
    article = stored_article(searcher.reader().stored_fields(int(matches.docs[at])))
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
