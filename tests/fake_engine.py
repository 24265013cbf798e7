"""An engine for tests of what stands above engines: ten invented articles and plain word matching."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from threading import Event
from typing import get_args

from index.article import Article, Published, Source
from search.engine import (
    PERIODS,
    Completion,
    Copy,
    Facet,
    FacetCount,
    FacetField,
    Hit,
    MarkedArticle,
    SearchPage,
    SearchRequest,
    SimilarPage,
    Snippet,
    Span,
    Story,
    Suggestion,
    Without,
)
from search.language import Query, is_narrowed
from search.language.fields import DATE_NAMES

HOSTILE = "[/bold] [@click=app.quit]x[/] \x1b]52;c;aGVsbG8=\x07\x1b[31mred\u202e"
"""Markup, a clipboard write, a colour and a bidirectional override, as a headline."""


def article(
    number: int,
    title: str | None,
    body: str,
    *,
    outlet: str | None = None,
    day: str | None = None,
    author: str | None = None,
) -> Article:
    """One invented article; what is not given is unknown."""
    return Article(
        id=f"{number:016x}",
        title=title,
        body=body,
        source=Source(path=f"box/{number}.txt", member=None, format="text"),
        outlet=outlet,
        authors=(author,) if author else (),
        published=Published(value=day, precision="day", raw=day) if day else None,
        language="en",
    )


ARTICLES = (
    article(
        1,
        "Harbour ferry returns after a long winter",
        "The ferry left the harbour at dawn on Monday, eleven weeks late.\n\n"
        "Passengers waited in the cold beside the old customs house. The captain said the ferry "
        "had never been in better shape, and that the harbour had never been so full of ice.\n\n"
        + "\n\n".join(
            f"Stop {n} on the line was quiet, and nobody there asked when the boat would come."
            for n in range(1, 13)
        )
        + "\n\nThe last ferry of the day goes at nine.",
        outlet="The Tern",
        day="2021-03-02",
        author="Ada Quill",
    ),
    article(
        2,
        "Council votes on a ferry bridge",
        "A bridge would end the ferry. The vote is close.",
        outlet="The Tern",
        day="2021-05-14",
        author="Bo Marsh",
    ),
    article(
        3,
        "渡し船が港に戻る",
        "The ferry returns, wrote the 港 gazette. 渡し船 is the word for ferry.",
        outlet="Port Gazette",
        day="2020-11-30",
    ),
    article(4, None, "A ferry was seen off the point. No more is known.", outlet="Port Gazette"),
    article(
        5, "Bakers strike over flour", "No bread was sold on Tuesday.", outlet="The Tern", day="2021-06-01"
    ),
    article(6, HOSTILE, f"The hostile page says {HOSTILE} and stops.", outlet="[red]Evil[/]\x1b[2J"),
    article(
        7,
        "Ferry fares rise by a tenth",
        "Fares for the ferry rise in June.",
        outlet="Port Gazette",
        day="2021-06-09",
        author="Ada Quill",
    ),
    article(
        8, "Museum opens a room of maps", "The maps show the harbour.", outlet="The Tern", day="2019-01-20"
    ),
    article(
        9, "Rain closes the coast road", "Rain fell for a week.", outlet="Port Gazette", day="2019-10-02"
    ),
    article(
        10, "School bell rings again", "A bell was found in the attic.", outlet="The Tern", day="2020-01-07"
    ),
)


class FakeEngine:
    """Finds the articles that have all words of a query. What it was asked is in `requests`."""

    def __init__(self, articles: tuple[Article, ...] = ARTICLES) -> None:
        self.articles = articles
        self.requests: list[SearchRequest] = []
        self.notices: tuple[str, ...] = ()
        self.generation = 1
        self.damage: str | None = None
        self.copies: dict[str, tuple[tuple[Copy, ...], int]] = {}
        """By the id of the article they stand below."""
        self.stories: dict[str, Story] = {}
        """By the id of an article."""
        self.before_search: Callable[[str], None] = lambda text: None
        """Called with the query text before each search; may wait, or raise."""

    @property
    def asked(self) -> list[tuple[str, int]]:
        """The text and the offset of each request."""
        return [(request.query.text, request.offset) for request in self.requests]

    def search(self, request: SearchRequest, *, stop: Callable[[], bool] | None = None) -> SearchPage:
        text = request.query.text
        self.requests.append(request)
        self.before_search(text)
        found = [one for one in self.articles if self._matches(one, text)]
        if request.sort != "relevance":
            found.sort(key=lambda one: one.published.value if one.published else "")
            found = found[::-1] if request.sort == "newest" else found
        words = _words(text)
        hits = tuple(
            self._with_copies(
                Hit(rank, 1.0, one, _mark(one.title or "", words), (_mark(one.body[:200], words),))
            )
            for rank, one in enumerate(found, 1)
        )
        facets = tuple(_facet(field, found, text) for field in request.facets)
        return SearchPage(
            total=len(found),
            hits=hits[request.offset : request.offset + request.limit],
            facets=facets,
            understood=" AND ".join(words),
            notices=(self.damage, *self.notices) if self.damage else self.notices,
            incomplete=self.damage is not None,
            suggestions=(Suggestion("fery", "ferry", 5, text.replace("fery", "ferry")),)
            if "fery" in words
            else (),
            without=() if found or len(words) < 2 else tuple(self._without(words)),
        )

    def _with_copies(self, hit: Hit) -> Hit:
        copies, count = self.copies.get(hit.article.id, ((), 0))
        return hit._replace(copies=copies, copy_count=count)

    def _without(self, words: list[str]) -> Iterator[Without]:
        for word in words:
            rest = " ".join(other for other in words if other != word)
            yield Without(word, sum(self._matches(one, rest) for one in self.articles), rest)

    def article(self, article_id: str) -> Article | None:
        return next((one for one in self.articles if one.id == article_id), None)

    def story(self, article_id: str) -> Story | None:
        return self.stories.get(article_id)

    def mark(self, article: Article, query: Query, *, exact: bool = False) -> MarkedArticle:
        words = _words(query.text)
        texts = (article.title, article.standfirst, article.body)
        title, standfirst, body = (_mark(text or "", words) for text in texts)
        return MarkedArticle(article, title, standfirst, body)

    def complete(self, prefix: str, field: str | None = None, limit: int = 10) -> tuple[Completion, ...]:
        if field in DATE_NAMES:
            field = "month" if len(prefix) >= len("2031") else "year"
        fields = [name for name in get_args(FacetField) if name == field] or ["outlet", "author"]
        values = Counter(value for one in self.articles for name in fields for value in _values(one, name))
        return tuple(
            Completion(value, count)
            for value, count in values.most_common()
            if value.casefold().startswith(prefix.casefold())
        )[:limit]

    def similar(self, article: Article, limit: int = 10) -> SimilarPage:
        others = tuple(one for one in self.articles if one.id != article.id)
        return SimilarPage(
            tuple(Hit(i, 1.0, one, Snippet(one.title or ""), ()) for i, one in enumerate(others[:limit], 1)),
            (),
        )

    def size(self) -> int:
        return len(self.articles)

    def _matches(self, one: Article, text: str) -> bool:
        everything = f"{one.title} {one.body}".casefold()
        return (
            all(word in everything for word in _words(text))
            and all(value in _values(one, "outlet") for value in re.findall(r'outlet:=?"([^"]*)"', text))
            and all(
                first[: len(day)] <= day[: len(first)] and day[: len(last or first)] <= (last or first)
                for first, last in re.findall(r"date:([-0-9]+)(?:\.\.([-0-9]+))?", text)
                for day in [one.published.value if one.published else ""]
            )
        )


class Gate:
    """Holds back the searches for one text until it is opened."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.reached = Event()
        self.open = Event()

    def __call__(self, text: str) -> None:
        if text == self._text:
            self.reached.set()
            assert self.open.wait(10)


def _words(text: str) -> list[str]:
    return re.sub(r'\w+:=?("[^"]*"|\S+)', "", text).casefold().split()


def _mark(text: str, words: list[str]) -> Snippet:
    if not words:
        return Snippet(text)
    found = re.finditer("|".join(map(re.escape, words)), text, re.IGNORECASE)
    return Snippet(text, tuple(Span(*match.span()) for match in found))


def _values(one: Article, field: FacetField) -> tuple[str, ...]:
    day = one.published.value if one.published else None
    values = {
        "outlet": one.outlet,
        "author": one.authors[0] if one.authors else None,
        "language": one.language,
        "year": day and day[:4],
        "month": day and day[:7],
        "day": day and day[:10],
    }
    value = values.get(field)
    return (value,) if value else ()


def _facet(field: FacetField, found: list[Article], text: str) -> Facet:
    counts = Counter(value for one in found for value in _values(one, field))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if field in PERIODS:
        ordered = sorted(counts.items(), reverse=True)
    return Facet(
        field,
        tuple(FacetCount(value, count, is_narrowed(text, field, value)) for value, count in ordered),
        unknown=sum(not _values(one, field) for one in found),
    )
