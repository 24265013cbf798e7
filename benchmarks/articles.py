"""Invented news articles in any number: the same ones for the same seed, on every machine.

Words are made of syllables and drawn with Zipf's law, as in real text, so that posting
lists have real proportions: a few words in nearly every article, most words in a few.
Roughly 320 words an article, in paragraphs, with outlets, authors and dates.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from index.article import Article, Published, Source
from index.identity import article_id

VOCABULARY = 60_000
_SYLLABLES = [
    first + second for first in "bcdfghklmnprstvz" for second in ("a", "e", "i", "o", "u", "ar", "en", "is")
]
_WORDS_IN_BODY = 320


def words() -> list[str]:
    """The vocabulary, most frequent first."""
    rng = np.random.default_rng(7)
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        length = 1 + int(rng.integers(0, 2)) + len(made) // 12_000
        made.setdefault("".join(rng.choice(_SYLLABLES, length)), None)
    return list(made)


def invented_articles(count: int, seed: int = 1) -> Iterator[Article]:
    """`count` articles."""
    rng = np.random.default_rng(seed)
    vocabulary = np.array(words(), dtype=object)
    # Zipf's law with Mandelbrot's shift: the most frequent word is about 6 % of a text.
    weights = 1.0 / (np.arange(VOCABULARY) + 2.7)
    weights /= weights.sum()
    outlets = [f"The {name.title()} Post" for name in vocabulary[500:540]]
    people = [
        f"{a.title()} {b.title()}" for a, b in zip(vocabulary[600:900], vocabulary[900:1200], strict=True)
    ]
    first_day = date(1990, 1, 1)
    for number in range(count):
        length = max(40, int(rng.normal(_WORDS_IN_BODY, 90)))
        drawn = vocabulary[rng.choice(VOCABULARY, length, p=weights)]
        sentences = [" ".join(drawn[i : i + 18]).capitalize() + "." for i in range(0, length, 18)]
        paragraphs = [" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)]
        body = "\n\n".join(paragraphs)
        title = " ".join(vocabulary[rng.choice(VOCABULARY, 8, p=weights)]).capitalize()
        day = (first_day + timedelta(days=int(rng.integers(0, 12_000)))).isoformat()
        moment = Published(value=day, precision="day", raw=day)
        yield Article(
            id=article_id(supplied=("invented", str(number))),
            title=title,
            body=body,
            outlet=outlets[int(rng.integers(0, len(outlets)))],
            authors=(people[int(rng.integers(0, len(people)))],),
            published=moment,
            language="en",
            source=Source(path=f"invented/{number}", member=None, format="text"),
        )
