"""Holders: which inputs have an article, beside the one that it is held as read from.

The writer meets the articles of a run in any order, and some in several inputs. What it notes here
goes with each finished input, so that an input can stand in when another has an article no longer.
"""

from collections.abc import Callable, Iterable, Mapping, Set

from index.article import Article
from index.finished import FinishedInput

_MOST_ELSEWHERE = 100_000
"""Articles of one input that are noted as another's; an input with more is read again each time."""


class Holders:
    """What a writer knows of them since it was opened."""

    def __init__(self) -> None:
        self._elsewhere: dict[str, dict[str, str]] = {}
        """By the path of an input, the ids of its articles that are held as another input's, with the path of that,
        which is empty where that one is the better version."""
        self._met: set[str] = set()
        self._left: set[str] = set()
        """Inputs that no longer have what is held of them and was not met, …"""
        self._found_again: Set[str] = frozenset()
        """… and what of it is being met."""
        self._others: dict[str, list[str]] | None = None
        """The paths of the finished inputs that have an article which is another's, once that is asked."""

    def meet(self, ids: Set[str]) -> None:
        """Note that an input has these articles."""
        self._found_again = ids - self._met if self._left else frozenset()
        self._met |= ids

    def has_met(self, ids: Iterable[str]) -> bool:
        """Whether all these articles were met."""
        return self._met.issuperset(ids)

    def leave(self, paths: Iterable[str]) -> None:
        """Take it that what is held of these inputs, which this run has read whole, and was not met is no longer there."""
        self._left.update(paths)

    def has_left(self, held: Article) -> bool:
        """Whether the input that an article was read from has it no longer, and another that is being met has."""
        return held.id in self._found_again and held.source.path in self._left

    def note(self, path: str, article_id: str, holder: str) -> None:
        """Note that an input has an article which is held from `holder`, empty where that is a better version."""
        self._elsewhere.setdefault(path, {})[article_id] = holder

    def finished(self, read: FinishedInput) -> FinishedInput | None:
        """A finished input with what was noted of it; None where that is too much to keep."""
        elsewhere = self._elsewhere.pop(read.path, {})
        if len(elsewhere) > _MOST_ELSEWHERE:
            return None
        held_at = tuple(sorted({path for path in elsewhere.values() if path}))
        return read._replace(elsewhere=tuple(elsewhere), held_at=held_at)

    def others_of(
        self, article_id: str, finished_inputs: Callable[[], Mapping[str, FinishedInput]]
    ) -> list[str]:
        """The finished inputs that have an article too, and were not noted as its source; none of this run."""
        if self._others is None:
            self._others = {}
            for read in finished_inputs().values():
                for each in read.elsewhere:
                    self._others.setdefault(each, []).append(read.path)
        return self._others.get(article_id, [])
