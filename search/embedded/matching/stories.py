"""Stories: which documents report one event, as an archive has decided it (`index.stories`).

Only what belongs with another live article is in a story here. The keys of all segments are
joined once and kept as long as these are in use; a question that is not about stories never
looks at them.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.embedded.matching.clauses import Clause
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.leaves import ValueClause
from search.embedded.matching.memory import memory_of
from search.embedded.matching.segments import SegmentView
from search.tree import InStory


class Stories(NamedTuple):
    """The S stories of N documents over all segments."""

    size: int
    """S."""
    of: NDArray[np.int32]
    """N numbers of stories, in the order in which these began; S for a document in none."""

    def members(self, stories: NDArray[np.integer]) -> NDArray[np.intp]:
        """The documents of some stories, ascending."""
        is_asked = np.zeros(self.size + 1, np.bool_)
        is_asked[stories] = True
        return np.flatnonzero(is_asked[self.of])


def stories_of(segments: Sequence[SegmentView]) -> Stories:
    """The stories of an archive."""
    if not segments:
        return Stories(0, np.empty(0, np.int32))
    memory = memory_of(segments)
    if "stories" not in memory:
        memory["stories"] = _joined(segments)
    found: Stories = memory["stories"]
    return found


def _joined(segments: Sequence[SegmentView]) -> Stories:
    docs, keys, first = [np.empty(0, np.int64)], [np.empty(0, np.uint64)], 0
    for segment in segments:
        own, made = segment.stories
        if segment.deleted is not None:
            stays = ~segment.deleted[own]
            own, made = own[stays], made[stays]
        docs.append(own.astype(np.int64) + first)
        keys.append(made)
        first += segment.doc_count
    _, numbers, sizes = np.unique(np.concatenate(keys), return_inverse=True, return_counts=True)
    renumbered = np.cumsum(sizes > 1, dtype=np.int32) - 1
    count = int(np.count_nonzero(sizes > 1))
    renumbered[sizes < 2] = count
    of = np.full(first, count, np.int32)
    of[np.concatenate(docs)] = renumbered[numbers]
    return Stories(count, of)


def documents(segments: Sequence[SegmentView], beginning: str) -> NDArray[np.intp]:
    """The documents, ascending, whose articles have an id that begins so; deleted ones too."""
    found, first = [np.empty(0, np.intp)], 0
    for segment in segments:
        numbers = range(*segment.prefix_range("id", beginning.encode()))
        found.extend(segment.docs("id", number).astype(np.intp) + first for number in numbers)
        first += segment.doc_count
    return np.sort(np.concatenate(found))


def bind_story(tree: InStory, corpus: Corpus, boost: float, scored: bool) -> list[Clause]:
    """What is in a story, or in that of an article; unscored."""
    segments = [segment for run in corpus.runs for segment in run.segments]
    stories = stories_of(segments)
    if tree.article:
        asked = stories.of[documents(segments, tree.article)]
        is_in = np.isin(stories.of, asked[asked < stories.size])
    else:
        is_in = stories.of < stories.size
    found: list[Clause] = []
    first = 0
    for run in corpus.runs:
        found.append(ValueClause(is_in[first : first + run.doc_count]))
        first += run.doc_count
    return found
