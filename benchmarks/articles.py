"""Invented news articles in any number: the same ones for the same seed, on every machine.

Entries of a made-up vocabulary are drawn with Zipf's law, so that posting lists have
real proportions: a few words in nearly every article, most words in a few. Articles are
drawn a batch at a time, each batch from its own seed: the first articles of a large
corpus are those of a small one.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.vocabulary import vocabulary
from index.article import Article, Published, Source, article_to_json
from index.identity import article_id

_BATCH = 1000
_ENTRIES_IN_BODY = 300
"""About 320 words, since some entries are several."""
_ENTRIES_IN_TITLE = 8
_FIRST_DAY = date(1990, 1, 1)
_DAYS = 12_000

_SUFFIXES = np.array([" ", ", ", "’s ", "'s ", "-", ". ", ".\n\n"], dtype=object)
_SUFFIX_SHARES = np.cumsum((0.863, 0.05, 0.01, 0.005, 0.01, 0.044, 0.018))
_FIRST_STOP = 5
"""Suffixes from here on end a sentence."""


def invented_articles(count: int, seed: int = 1) -> Iterator[Article]:
    """The first `count` articles of a seed."""
    for first in range(0, count, _BATCH):
        rng = np.random.default_rng((seed, first))
        yield from _batch(rng, first, min(_BATCH, count - first))


def write_articles(count: int, path: Path) -> None:
    """Write `count` articles to a file, one JSON record of an Article in each line."""
    unfinished = path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8") as lines:
        for article in invented_articles(count):
            lines.write(json.dumps(article_to_json(article), ensure_ascii=False, separators=(",", ":")))
            lines.write("\n")
    unfinished.replace(path)


def _batch(rng: np.random.Generator, first: int, count: int) -> Iterator[Article]:
    # A whole batch is drawn whatever is wanted of it, so that its articles are the same.
    lengths = np.maximum(60, rng.normal(_ENTRIES_IN_BODY, 90, _BATCH)).astype(np.int64)
    bodies = _texts(rng, lengths)
    titles = _texts(rng, np.full(_BATCH, _ENTRIES_IN_TITLE))
    outlets, people = _outlets(), _people()
    outlet = _zipf(rng, len(outlets), _BATCH).tolist()
    author = _zipf(rng, len(people), _BATCH).tolist()
    days = rng.integers(0, _DAYS, _BATCH).tolist()
    for i in range(count):
        day = (_FIRST_DAY + timedelta(days=days[i])).isoformat()
        yield Article(
            id=article_id(supplied=("invented", str(first + i))),
            title=titles[i].replace(".\n\n", ": ").rstrip("."),
            body=bodies[i],
            outlet=outlets[outlet[i]],
            authors=(people[author[i]],),
            published=Published(value=day, precision="day", raw=day),
            language="en",
            source=Source(path=f"invented/{first + i}", member=None, format="text"),
        )


def _texts(rng: np.random.Generator, lengths: NDArray[np.int64]) -> list[str]:
    """One text for each length (in entries), in sentences and paragraphs."""
    ends = np.cumsum(lengths)
    total = int(ends[-1])
    suffix = np.searchsorted(_SUFFIX_SHARES[:-1], rng.random(total))
    suffix[ends - 1] = _FIRST_STOP
    opens = np.zeros(total, np.bool_)
    opens[0] = True
    opens[1:] = suffix[:-1] >= _FIRST_STOP
    lower, capital = _spellings()
    parts = np.empty(2 * total, object)
    chosen = _zipf(rng, len(lower), total)
    parts[0::2] = lower[chosen]
    parts[0::2][opens] = capital[chosen[opens]]
    parts[1::2] = _SUFFIXES[suffix]
    pieces = parts.tolist()
    bounds = [0, *(2 * ends).tolist()]
    return ["".join(pieces[a:b]).rstrip() for a, b in pairwise(bounds)]


def _zipf(rng: np.random.Generator, size: int, count: int) -> NDArray[np.int64]:
    """`count` ranks below `size`, by Zipf's law with Mandelbrot's shift: about 3 % of a text is its first."""
    return np.searchsorted(_cumulative(size), rng.random(count), side="right")


@cache
def _cumulative(size: int) -> NDArray[np.float64]:
    sums: NDArray[np.float64] = np.cumsum(1.0 / (np.arange(size) + 2.7))
    sums /= sums[-1]
    return sums


@cache
def _spellings() -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    entries = vocabulary().entries
    return np.array(entries, object), np.array([entry[:1].upper() + entry[1:] for entry in entries], object)


@cache
def _outlets() -> list[str]:
    return [f"The {name.capitalize()} Post" for name in vocabulary().plain[500:540]]


@cache
def _people() -> list[str]:
    names = [name.capitalize() for name in vocabulary().plain[600:2600]]
    return [f"{first} {last}" for first, last in zip(names[:1000], names[1000:], strict=True)]
