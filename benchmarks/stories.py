"""Measure stories: `python -m benchmarks.stories [--show N] PATH…`.

PATH is anything that `search index` reads. There is no truth to compare with, so this says
only how many stories there are, how large they are and what they cost; with `--show` it
prints some of them, drawn by lot, to be judged by reading. Cost is by processor time: of
signatures beside all of making a segment, of deciding as an archive that is made at once
and as a commit to it, and of counting stories over all articles beside outlets.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.archive import Archive
from index.article import Article
from index.batch.chunks import Chunker
from index.batch.inverter import Inverter
from index.batch.signatures import Signer
from index.batch.vocabulary import Vocabulary
from index.codec.writing import write_segment
from index.deciding import Asked
from index.ingest.run import ingest
from index.schema import TEXT_FIELDS
from index.snapshot import Snapshot
from index.stories import decide_stories
from search.embedded.matching.stories import stories_of
from search.embedded.page.facets import count_facets

_ROUNDS = 3
_BATCH = 5_000
_COMMIT = 100
_SHOWN = 6
"""Articles of a story that are printed."""


def main() -> None:
    """Parse, index, count, measure, report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many stories")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.open_or_create(Path(folder) / "archive")
        ingest(archive, asked.paths)
        snapshot = archive.snapshot()
        _say(_counts(snapshot))
        for line in _some(snapshot, asked.show):
            _say(line)
        _say(_signing(snapshot))
        _say(_deciding(snapshot))
        _say(_counting(snapshot))


def _counts(snapshot: Snapshot) -> str:
    stories = stories_of(snapshot.segments)
    sizes = np.bincount(stories.of, minlength=stories.size)[: stories.size]
    many = ", ".join(f"{count:,} of {size}" for size, count in sorted(Counter(sizes.tolist()).items()))
    return f"{len(snapshot):,} articles, {sizes.sum():,} of them in {stories.size:,} stories: {many}"


def _some(snapshot: Snapshot, count: int) -> list[str]:
    stories = stories_of(snapshot.segments)
    drawn = random.Random(1).sample(range(stories.size), min(count, stories.size))  # noqa: S311
    lines = []
    for number, story in enumerate(drawn, 1):
        lines.append(f"-- {number}")
        members = [snapshot.article(doc) for doc in stories.members(np.array([story])).tolist()]
        members.sort(key=lambda one: one.published.value if one.published else "")
        lines += [f"   {_date(one)}  {one.outlet or one.agency}  {one.title}" for one in members[:_SHOWN]]
    return lines


def _date(article: Article) -> str:
    return article.published.value[:16] if article.published else ""


def _signing(snapshot: Snapshot) -> str:
    articles = [snapshot.article(doc) for doc in range(min(_BATCH, len(snapshot)))]
    inverter, vocabulary = Inverter(), Vocabulary(Chunker())
    signer = Signer(vocabulary)
    texts = {
        name: vocabulary.tokens([getattr(article, name) or "" for article in articles])
        for name in TEXT_FIELDS
    }
    inverter.invert(articles)
    whole = _least(lambda: write_segment(inverter.invert(articles)))
    part = _least(lambda: signer.sign(articles, texts))
    return f"signatures take {part / whole:.1%} of making a segment: {part / len(articles) * 1e6:.0f} µs an article"


def _deciding(snapshot: Snapshot) -> str:
    count = sum(segment.doc_count for segment in snapshot.segments)
    all_at_once = _least(lambda: _decide(snapshot, range(count)))
    some = random.Random(1).sample(range(count), min(_COMMIT, count))  # noqa: S311
    commit = _least(lambda: _decide(snapshot, sorted(some)))
    return (
        f"deciding takes {all_at_once / count * 1e6:.0f} µs an article all at once,"
        f" {commit * 1e3:.0f} ms for a commit of {len(some)}"
    )


def _decide(snapshot: Snapshot, fresh: Sequence[int]) -> None:
    none = np.empty(0, np.intp), np.empty(0, np.uint64)
    decide_stories(snapshot.segments, Asked(np.array(fresh, np.intp), (), *none))


def _counting(snapshot: Snapshot) -> str:
    docs = np.arange(sum(segment.doc_count for segment in snapshot.segments))
    for field in ("story", "outlet"):
        count_facets(snapshot.segments, (field,), docs, "")  # what is kept is made by the first question
    stories = _least(lambda: count_facets(snapshot.segments, ("story",), docs, ""))
    outlets = _least(lambda: count_facets(snapshot.segments, ("outlet",), docs, ""))
    return f"counting stories over all takes {stories * 1e3:.1f} ms, outlets {outlets * 1e3:.1f} ms"


def _least(run: Callable[[], object]) -> float:
    """Seconds of processor time, the least of some runs."""
    taken = []
    for _ in range(_ROUNDS):
        begin = time.process_time()
        run()
        taken.append(time.process_time() - begin)
    return min(taken)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
