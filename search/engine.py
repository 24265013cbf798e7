"""The words in which a question is put to an engine, and in which it answers.

Results are data until the last moment: a snippet is text and spans, without markup
or escape codes, and each front end styles it in its own way. Nothing here knows
how an engine works, so that a second one can stand beside the first.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol

from index.article import Article, Published
from index.errors import NewsError
from search.language import Query

FEW = 5
"""A query that finds fewer articles may be misspelt."""
ENOUGH = 10
"""Where so many articles have every word, what looks like a sentence asks for all of it."""


class Cancelled(NewsError):
    """Whoever asked does not want the answer any more."""

    def __init__(self) -> None:
        super().__init__("the question was called off")


Sort = Literal["relevance", "newest", "oldest", "outlet"]
FacetField = Literal[
    "outlet", "author", "agency", "place", "section", "language", "year", "month", "day", "story"
]  # fmt: skip
PERIODS: tuple[FacetField, ...] = ("year", "month", "day")
"""Facet fields whose values are dates, the longest period first."""
FACET_FIELDS: tuple[FacetField, ...] = (
    "outlet", "author", "agency", "place", "section", "language", "year", "month", "day", "story",
)  # fmt: skip


class SearchRequest(NamedTuple):
    """One question: which articles, in what order, and what to count over all of them."""

    query: Query
    limit: int = 10
    """Most hits to return; zero returns none, and the total and facets are still exact."""
    offset: int = 0
    after: str = ""
    """The page begins behind the hit with this id, or at `offset` where no hit has it."""
    sort: Sort = "relevance"
    boost_recent: bool = False
    """True lets newer articles count more."""
    facets: tuple[FacetField, ...] = ()
    siblings: bool = False
    """True counts a facet by whose values the query narrows as if it did not: what each other value would add."""
    exact: bool = False
    """True keeps acronyms as they are written."""
    snippets: int = 3
    """Most snippets per hit."""
    all_copies: bool = False
    """True lists near-identical articles one by one; else they stand below the best of them, see `Hit.copies`."""
    timeout: float = 5.0
    """Seconds after which what was found so far is the answer."""
    explain: bool = False
    """True says what the words of the query were found to stand for, and what each gave a hit."""
    relax: bool = True
    """False finds nothing where no article has every word; a sentence is a sentence all the same."""
    every_word: bool = False
    """True finds nothing but what has every word, also of a sentence: for who counts, or acts on all that is found."""
    suggest: bool = True
    """False leaves out what the query may have meant, `suggestions` and `without`, which takes longer than to answer it."""


class Span(NamedTuple):
    """Characters start ≤ i < end of the text it belongs to: what matched."""

    start: int
    end: int


class Snippet(NamedTuple):
    """A text with the spans that match, in order and apart from each other."""

    text: str
    spans: tuple[Span, ...] = ()


class Copy(NamedTuple):
    """An article that is listed beside another, as near-identical or on the same event, as far as it is known."""

    id: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: Published | None


class Hit(NamedTuple):
    """One matching article."""

    rank: int
    """From 1, over the whole answer, not over the page."""
    score: float
    article: Article
    title: Snippet
    """The headline; its text is empty where the article has none."""
    snippets: tuple[Snippet, ...]
    """Best first; the article's opening when only the headline matched."""
    copies: tuple[Copy, ...] = ()
    """Near-identical articles that match too, in the order of the answer; the first 20."""
    copy_count: int = 0
    """All of them."""
    explanation: "Explanation | None" = None
    """For a request to explain."""


class ScorePart(NamedTuple):
    """What one word gave a hit in one field."""

    word: str
    """The term that was found: a stem, or an exact form."""
    field: str
    times: int
    """How often it stands there."""
    score: float


class Explanation(NamedTuple):
    """Why a hit has its score: all that was added up, times the two factors."""

    words: tuple[ScorePart, ...]
    passage: float
    """For its best passage of fifty words."""
    pairs: float
    """For words next to each other in the order of the query."""
    lead: float
    """For words among its first fifty."""
    other: float
    """What clauses gave that are not about words."""
    kind: float
    """Below 1 where the archive has only a part of the article."""
    recency: float
    """From 1 to 2, for a request to boost what is recent."""


class Suggestion(NamedTuple):
    """A word that may be misspelt."""

    word: str
    """As typed."""
    offer: str
    articles: int
    """How many have the word offered."""
    query: str
    """The whole query with every suggestion taken."""


class Without(NamedTuple):
    """What a query that nothing matches would find without one of its clauses."""

    clause: str
    articles: int
    query: str
    """The rest of the query."""


class Completion(NamedTuple):
    """How a beginning may go on."""

    text: str
    articles: int | None
    """How many have it; None for the name of a field."""


class FacetCount(NamedTuple):
    """How many of all matching articles have one value."""

    value: str
    articles: int
    selected: bool
    """True when the query already narrows to this value."""
    label: str | None = None
    """What a reader is shown for a value that is not readable: the headline of a story."""


class Facet(NamedTuple):
    """The values of one field over all matching articles: most frequent first, dates newest first.

    Of stories, which go by the id of their first article, only the 50 most frequent.
    """

    field: FacetField
    counts: tuple[FacetCount, ...]
    unknown: int
    """Matching articles that have no value in this field."""
    left_out: int = 0
    """Values that matching articles have and that are not listed."""


class Expansion(NamedTuple):
    """What one word of a query stands for."""

    typed: str
    """The word as typed, or the pattern."""
    kind: Literal["acronym", "forms", "beginning", "pattern", "spelling"]
    terms: tuple[tuple[str, int], ...]
    """What it was found to stand for; of an acronym how many articles explain it so, else how many have it, most first."""
    left_out: int = 0
    """How many more it stands for that are not listed: those that fewest articles have."""


class SearchPage(NamedTuple):
    """The answer to one request."""

    total: int
    """Exact, over all matches, not only this page; but see `partial`."""
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    understood: str
    """The query as understood, with what was expanded."""
    notices: tuple[str, ...] = ()
    """Sentences the reader should see above the hits: what was relaxed, what was left out."""
    relaxed: bool = False
    """True when these have most of the words: no article has all of them, or they were read as a sentence."""
    sentence: bool = False
    """True when they were read as a sentence; an article may have all of its words."""
    incomplete: bool = False
    """True when part of the archive is damaged and was left out; the first notice says how much."""
    partial: bool = False
    """True when the time ran out: what is listed matches, and there are at least `total`."""
    expansions: tuple[Expansion, ...] = ()
    """For a request to explain."""
    folded: int = 0
    """How many of `total` stand below another as its copies: `limit`, `offset` and ranks pass over them."""
    suggestions: tuple[Suggestion, ...] = ()
    """For words that may be misspelt, where few articles were found."""
    without: tuple[Without, ...] = ()
    """Where nothing has every word: what each clause keeps away."""

    @property
    def listed(self) -> int:
        """How many articles there are to page through: all but the copies that are folded."""
        return self.total - self.folded


class SimilarPage(NamedTuple):
    """Articles on the subject of another."""

    hits: tuple[Hit, ...]
    """Most similar first, without the article itself and its copies."""
    terms: tuple[str, ...]
    """The words by which they were found, the most telling first."""
    notices: tuple[str, ...] = ()


class Story(NamedTuple):
    """What else reports the event that an article reports."""

    id: str
    """Of the story's first article, by which the story goes."""
    others: tuple[Copy, ...]
    """The other articles in the order of publication; the first 50."""
    other_count: int
    """All of them."""


class MarkedArticle(NamedTuple):
    """A whole article with everything a query matches in it."""

    article: Article
    title: Snippet
    standfirst: Snippet
    body: Snippet


class Engine(Protocol):
    """Anything that answers requests. Safe to call from one thread at a time."""

    def search(self, request: SearchRequest, *, stop: Callable[[], bool] | None = None) -> SearchPage:
        """Answer one request. Raises NewsError when it cannot.

        `stop` is asked every few milliseconds, in the thread that searches; Cancelled is raised
        once it is true.
        """
        ...

    def article(self, article_id: str) -> Article | None:
        """The article with this id, or None."""
        ...

    def mark(self, article: Article, query: Query, *, exact: bool = False) -> MarkedArticle:
        """The article with what `query` matches in it."""
        ...

    def similar(self, article: Article, limit: int = 10) -> SimilarPage:
        """Articles on the same subject as one that the archive need not hold. Raises NewsError when it cannot."""
        ...

    def story(self, article_id: str) -> Story | None:
        """What else reports the event that an article reports; None where nothing does, or it is not held."""
        ...

    def complete(self, prefix: str, field: str | None = None, limit: int = 10) -> tuple[Completion, ...]:
        """The likeliest ways to go on from a beginning, that of most articles first, of times the latest.

        `field` is the one whose values are wanted, by its name in queries ("lang") or in facets ("language"), or
        None for any word, before which then come the names of fields.
        """
        ...

    def size(self) -> int:
        """How many articles there are."""
        ...

    @property
    def generation(self) -> int:
        """Which state of the archive is asked: another after everything that is committed."""
        ...

    @property
    def damage(self) -> str | None:
        """What was left out of the last answer because it is damaged, as a sentence; None where nothing was."""
        ...
