"""Survey: which articles of some wrecks an archive keeps, and which are lost.

An article is kept once. Where deletions cannot be read, one that is live in the rest
of the archive was deleted in the wreck, for each is live only once; of several that may
be live, one that is so for certain is kept, and else the one taken in last.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.article import Article
from index.upkeep.diagnosis import OnProgress, Progress
from index.upkeep.wreck import Lost, Wreck

_Rank = tuple[bool, str, int, int]
"""Is it live for certain; when it was taken in; the number of its wreck, and its place there."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What became of the articles of some wrecks."""

    kept: Mapping[str, _Rank]
    """By id, where each is."""
    lost: tuple[Lost, ...]
    unnamed: int
    """Articles that are lost, and of which nothing is known."""
    returned: int | None
    """Of the kept, at most so many had been removed; None where that cannot be told."""

    def articles(self, wrecks: Sequence[Wreck], number: int) -> Iterator[Article]:
        """The articles to keep of one of the wrecks that were surveyed, in their order."""
        for place, (_, article) in enumerate(wrecks[number].articles()):
            if self.kept.get(article.id, ())[2:] == (number, place):
                yield article


def survey(wrecks: Sequence[Wreck], is_elsewhere: Callable[[str], bool], on_progress: OnProgress) -> Survey:
    """Read every article of the wrecks; `is_elsewhere` says whether an id is live in the rest of the archive."""
    kept: dict[str, _Rank] = {}
    losses: list[tuple[list[Lost], int]] = []
    total = sum(wreck.live_count or 0 for wreck in wrecks)
    for number, wreck in enumerate(wrecks):
        found: set[int] = set()
        unplaced = 0
        for place, (doc, article) in enumerate(wreck.articles()):
            if doc is None:
                unplaced += 1
            else:
                found.add(doc)
            is_deleted = wreck.is_deleted(doc)
            if not is_deleted and not is_elsewhere(article.id):
                rank = (is_deleted is False, article.last_ingested or "", number, place)
                kept[article.id] = max(rank, kept.get(article.id, rank))
            on_progress(Progress("reading", min(len(kept), total), total))
        losses.append(wreck.lost(found, unplaced, is_elsewhere))
    lost = {one.id: one for named, _ in losses for one in named if one.id not in kept}
    return Survey(
        kept, tuple(lost.values()), sum(rest for _, rest in losses), _returned(wrecks, kept, losses)
    )


def _returned(
    wrecks: Sequence[Wreck], kept: Mapping[str, _Rank], losses: Sequence[tuple[Sequence[Lost], int]]
) -> int | None:
    """How many more articles there are, with the lost ones, than were live."""
    kept_of = Counter(number for _, _, number, _ in kept.values())
    returned = 0
    for number, (wreck, (named, rest)) in enumerate(zip(wrecks, losses, strict=True)):
        if wreck.live_count is None:
            return None
        returned += max(0, kept_of[number] + len(named) + rest - wreck.live_count)
    return returned
