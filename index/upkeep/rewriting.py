"""Rewriting: articles that an archive holds become new segments of it.

What was written is removed again if the rest of it fails, because a full disk is the
likeliest reason, and an archive in need of this has no next commit that would.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice

from index.arrival import Arrival, cleaned
from index.article import Article, to_json
from index.batch.pool import Alone, Indexers, Pool
from index.manifest import SegmentEntry, segment_folder
from index.storage import Storage
from index.upkeep.diagnosis import files_on_disk, segments_on_disk
from index.upkeep.stored_articles import read_article

_BATCH = 5_000
"""Articles in a segment, as many as a writer puts into one."""
_AHEAD = 4
"""Batches that wait in memory for processes to write them."""


def stored_article(text: bytes) -> Article:
    """The article that was stored as this JSON, cleaned as if it came in now. Raises ValueError for anything else."""
    article = cleaned(read_article(text))
    to_json(article)  # raises for what no encoder takes, which would stop all the others of a batch
    return article


@contextmanager
def rewriting(storage: Storage, count: int, processes: int) -> Iterator[Indexers]:
    """Who writes `count` articles as segments within this; published after it, and removed if it fails."""
    before = set(segments_on_disk(storage))
    indexers: Indexers = (
        Pool(storage.path, processes, _BATCH) if processes > 1 and count > _BATCH else Alone(storage, _BATCH)
    )
    try:
        yield indexers
    except BaseException:
        indexers.close()
        for segment_id in sorted(set(segments_on_disk(storage)) - before):
            with suppress(OSError):
                for name in files_on_disk(storage, segment_id):
                    storage.remove(f"{segment_folder(segment_id)}/{name}")
                storage.remove(segment_folder(segment_id))
        raise
    indexers.close()


def write_in_batches(indexers: Indexers, articles: Iterable[Article]) -> list[SegmentEntry]:
    """Write articles as segments, in about their order; their entries. Raises OSError, or WorkerDied."""
    remaining = iter(articles)
    written: list[SegmentEntry] = []
    while some := [Arrival.of(article) for article in islice(remaining, _BATCH * _AHEAD)]:
        indexers.take(some)
        written += indexers.seal().entries()
    return written
