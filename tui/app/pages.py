"""Pages: those hits of an answer that are at hand, of any number that there are.

A list of a hundred thousand hits is scrolled by their number, so pages are fetched
where the reader looks and need not follow each other. Only the latest few dozen are
kept: whoever scrolls all day must not fill the memory.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from search.engine import Hit

LENGTH = 10
"""Hits of a page: as many as most terminals show, since all of a first page is waited for."""
_MOST = 80
"""Pages kept."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The hits at hand."""

    total: int = 0
    """All hits there are."""
    held: Mapping[int, tuple[Hit, ...]] = field(default_factory=dict)
    """By the number of the page, the latest to come last."""

    def at(self, index: int) -> Hit | None:
        """The hit at `index`, from 0; None where it is not at hand."""
        page = self.held.get(index // LENGTH, ())
        return page[index % LENGTH] if 0 <= index % LENGTH < len(page) else None

    def __iter__(self) -> Iterator[Hit]:
        """The hits at hand, best first."""
        for number in sorted(self.held):
            yield from self.held[number]

    def where(self, article_id: str) -> int | None:
        """The index of an article's hit, if it is at hand."""
        for number, page in self.held.items():
            for i, hit in enumerate(page):
                if hit.article.id == article_id:
                    return number * LENGTH + i
        return None

    def missing(self, first: int, last: int) -> int | None:
        """The number of the first page that has hits from `first` to `last` and is not at hand."""
        last = min(last, self.total - 1)
        numbers = range(max(first, 0) // LENGTH, last // LENGTH + 1)
        return next((number for number in numbers if number not in self.held), None)

    def added(self, number: int, hits: tuple[Hit, ...]) -> "Pages":
        """With one more page, or as many as the hits fill; the first, and the latest to come, stay."""
        new = {number + i // LENGTH: hits[i : i + LENGTH] for i in range(0, len(hits) or 1, LENGTH)}
        held = {**{n: page for n, page in self.held.items() if n not in new}, **new}
        while len(held) > _MOST:
            del held[next(n for n in held if n)]
        return replace(self, held=held)
