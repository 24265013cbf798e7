"""Outlets under other names: an engine that shows and finds outlets by the names a reader gives them.

Articles from `nytimes.com` and `NYT` are then those of "The New York Times", in hits, in
facets and in what `outlet:` finds. The archive keeps what it holds; the names are the
reader's, so they are laid over another engine and any front end has them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from sys import maxsize

from msgspec.structs import replace

from index.analysis import fold, tokenize
from index.article import Article
from search.engine import (
    Completion,
    Copy,
    Engine,
    Facet,
    FacetCount,
    Hit,
    MarkedArticle,
    SearchPage,
    SearchRequest,
    SimilarPage,
    Story,
)
from search.language import Query
from search.tree import And, Begun, Exact, Not, Or, Phrase, Prefix, Term, Tree

_OUTLET = "outlet"


class AliasedEngine:
    """Another engine's answers, with outlets under the names that a reader gave them."""

    def __init__(self, engine: Engine, names: Mapping[str, str]) -> None:
        """`names` has the name to show for each name that is held."""
        self._engine = engine
        self._names = names

    @property
    def generation(self) -> int:
        """Which state of the archive is asked: another after everything that is committed."""
        return self._engine.generation

    @property
    def damage(self) -> str | None:
        """What was left out of the last answer because it is damaged, as a sentence; None where nothing was."""
        return self._engine.damage

    def size(self) -> int:
        """How many articles there are."""
        return self._engine.size()

    def search(self, request: SearchRequest, *, stop: Callable[[], bool] | None = None) -> SearchPage:
        """Answer one request, as `Engine.search` says."""
        page = self._engine.search(request._replace(query=self._understood(request.query)), stop=stop)
        return page._replace(
            hits=tuple(map(self._renamed_hit, page.hits)),
            facets=tuple(map(self._merged, page.facets)),
        )

    def article(self, article_id: str) -> Article | None:
        """The article with this id, or None."""
        article = self._engine.article(article_id)
        return self._renamed(article) if article else None

    def similar(self, article: Article, limit: int = 10) -> SimilarPage:
        """Articles on the same subject as one, as `Engine.similar` says."""
        page = self._engine.similar(article, limit)
        return page._replace(hits=tuple(map(self._renamed_hit, page.hits)))

    def story(self, article_id: str) -> Story | None:
        """What else reports the event that an article reports, as `Engine.story` says."""
        story = self._engine.story(article_id)
        return story and story._replace(others=tuple(map(self._renamed_copy, story.others)))

    def complete(self, prefix: str, field: str | None = None, limit: int = 10) -> tuple[Completion, ...]:
        """The likeliest ways to go on from a beginning, as `Engine.complete` says; outlets by any name of theirs."""
        if field != _OUTLET:
            return self._engine.complete(prefix, field, limit)
        begun = f" {fold(prefix.strip())}"
        articles: Counter[str] = Counter()
        begin_so: set[str] = set()
        for held, count in self._engine.complete("", _OUTLET, maxsize):
            name = self._names.get(held, held)
            articles[name] += count or 0
            if any(begun in f" {fold(one)}" for one in (held, name)):
                begin_so.add(name)
        found = (Completion(name, count) for name, count in articles.most_common() if name in begin_so)
        return tuple(islice(found, max(limit, 0)))

    def mark(self, article: Article, query: Query, *, exact: bool = False) -> MarkedArticle:
        """The article with what `query` matches in it."""
        return self._engine.mark(article, self._understood(query), exact=exact)

    def _understood(self, query: Query) -> Query:
        return query._replace(tree=with_aliases(query.tree, self._names))

    def _renamed_hit(self, hit: Hit) -> Hit:
        copies = tuple(map(self._renamed_copy, hit.copies))
        return hit._replace(article=self._renamed(hit.article), copies=copies)

    def _renamed_copy(self, copy: Copy) -> Copy:
        return copy._replace(outlet=self._names.get(copy.outlet or "", copy.outlet))

    def _renamed(self, article: Article) -> Article:
        name = self._names.get(article.outlet or "")
        return replace(article, outlet=name) if name else article

    def _merged(self, facet: Facet) -> Facet:
        if facet.field != _OUTLET:
            return facet
        merged: dict[str, FacetCount] = {}
        for count in facet.counts:
            name = self._names.get(count.value, count.value)
            before = merged.get(name, FacetCount(name, 0, selected=False))
            merged[name] = FacetCount(
                name, before.articles + count.articles, selected=before.selected or count.selected
            )
        ordered = sorted(merged.values(), key=lambda count: -count.articles)
        return facet._replace(counts=tuple(ordered))


def with_aliases(tree: Tree, names: Mapping[str, str]) -> Tree:
    """The tree, in which whatever finds the shown name of an outlet also finds the names it is held under."""
    match tree:
        case And() | Or():
            return tree._replace(clauses=tuple(with_aliases(child, names) for child in tree.clauses))
        case Not():
            return Not(with_aliases(tree.clause, names))
        case (
            Term(field="outlet")
            | Exact(field="outlet")
            | Prefix(field="outlet")
            | Begun(field="outlet")
            | Phrase(field="outlet")
        ):
            held = [Exact(_OUTLET, name) for name, shown in names.items() if _finds(tree, shown)]
            return Or((tree, *held)) if held else tree
    return tree


def _finds(tree: Term | Exact | Prefix | Begun | Phrase, name: str) -> bool:
    """Whether a clause about an outlet matches a name, as it would match one that is held."""
    if isinstance(tree, Exact):
        return fold(tree.text) == fold(name)
    typed = _words(" ".join(tree.words) if isinstance(tree, Phrase) else tree.text)
    words = _words(name)
    if isinstance(tree, Prefix | Begun):
        return bool(typed) and any(word.startswith(typed[-1]) for word in words)
    spans = range(len(words) - len(typed) + 1)
    return bool(typed) and any(words[at : at + len(typed)] == typed for at in spans)


def _words(text: str) -> Sequence[str]:
    return [fold(token.word) for token in tokenize(text) if not token.whole]
