"""Changes: what an archive is to become with the next commit, while it waits in memory for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from index.arrival import Arrival
from index.finished import FinishedInput


@dataclass(slots=True)
class Changes:
    """Articles that arrive and leave, and inputs that are finished with them."""

    arriving: dict[str, Arrival] = field(default_factory=dict)
    """By id, in order."""
    handed_over: int = 0
    """How many of the arriving articles, from the first, are written or being written."""
    leaving: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)
    """Of the arriving, those of which an older state may be held."""
    finished: list[FinishedInput] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    """Paths of inputs that are to be read again."""

    def __len__(self) -> int:
        return len(self.arriving) + len(self.leaving)

    @property
    def gone(self) -> list[bytes]:
        """The ids of articles that are not held any more, or in another state, in order."""
        return [article_id.encode() for article_id in sorted(self.leaving | self.replaced)]

    @property
    def not_handed_over(self) -> Iterator[Arrival]:
        """The arriving articles that nobody writes yet."""
        return islice(self.arriving.values(), self.handed_over, None)

    def is_handed_over(self, article_id: str) -> bool:
        """Whether an arriving article is written or being written already."""
        return article_id in self.arriving and article_id in islice(self.arriving, self.handed_over)

    def remove(self, article_id: str) -> None:
        """Have an article leave, arriving or held."""
        self.arriving.pop(article_id, None)
        self.leaving.add(article_id)

    def followed_by(self, later: "Changes") -> "Changes":
        """Both at once, with all that arrives to be handed over anew."""
        stays = {name: arrival for name, arrival in self.arriving.items() if name not in later.leaving}
        again = set(later.forgotten)
        return Changes(
            arriving=stays | later.arriving,
            leaving=self.leaving | later.leaving,
            replaced=self.replaced | later.replaced,
            finished=[read for read in self.finished if read.path not in again] + later.finished,
            forgotten=self.forgotten + later.forgotten,
        )
