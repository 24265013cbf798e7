"""The engine over an archive on this machine."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from index.archive import Archive
from index.article import Article
from search.embedded.answering import answer, wanted_of
from search.embedded.matching.limits import Limits
from search.embedded.page.snippets import mark
from search.engine import Completion, MarkedArticle, SearchPage, SearchRequest, SimilarPage, Story
from search.language import Query

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
    def generation(self) -> int:
        """Which state of the archive is asked: another after everything that is committed."""
        return self._archive.snapshot().manifest.generation

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
        limits = Limits(seconds=request.timeout, stop=stop)
        return self._archive.ask(lambda snapshot: answer(snapshot, request, limits))

    def similar(self, article: Article, limit: int = 10) -> SimilarPage:
        """Articles on the same subject as one that the archive need not hold."""
        from search.embedded.offers.similar import find_similar  # few questions need it

        return self._archive.ask(lambda snapshot: find_similar(snapshot, article, limit))

    def story(self, article_id: str) -> Story | None:
        """What else reports the event that an article reports, as `Engine.story` says."""
        from search.embedded.page.stories import story_of  # few questions need it

        return self._archive.ask(lambda snapshot: story_of(snapshot, article_id))

    def complete(self, prefix: str, field: str | None = None, limit: int = 10) -> tuple[Completion, ...]:
        """The likeliest ways to go on from a beginning, as `Engine.complete` says."""
        from search.embedded.offers.completing import complete  # only who types needs it

        return self._archive.ask(lambda snapshot: complete(snapshot, prefix, field, limit))

    def mark(self, article: Article, query: Query, *, exact: bool = False) -> MarkedArticle:
        """The article with what `query` matches in it."""
        wanted = self._archive.ask(lambda snapshot: wanted_of(snapshot, query, exact=exact))
        return MarkedArticle(
            article,
            title=mark(article.title or "", "title", article.language, wanted),
            standfirst=mark(article.standfirst or "", "standfirst", article.language, wanted),
            body=mark(article.body, "body", article.language, wanted),
        )
