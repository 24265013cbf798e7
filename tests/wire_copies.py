"""Invented wire stories, and the copies that papers make of them."""

from typing import Any

from damaged import chooser
from newsroom import article

from index.article import Article

_SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u")]


def words(count: int, seed: int) -> list[str]:
    """Words that no other seed has in this order."""
    random = chooser(seed)
    return ["".join(random.choices(_SYLLABLES, k=random.randint(2, 4))) for _ in range(count)]


def story(seed: int, *, length: int = 120, changed: int = 0, **fields: Any) -> Article:
    """A story by its seed. A copy has so many of its words replaced, far apart, each of which changes five shingles."""
    text = words(length, seed)
    for place, new in enumerate(words(changed, 10**6 * (seed + 1) + changed)):
        text[length * (2 * place + 1) // (2 * changed)] = new
    return article(f"Story {seed}", " ".join(text), **{"name": f"{seed}-{changed}.txt", **fields})


def shingles(body: str) -> set[tuple[str, ...]]:
    """The runs of five words of a text without punctuation."""
    told = body.split()
    return {tuple(told[i : i + 5]) for i in range(len(told) - 4)}


def jaccard(one: Article, other: Article) -> float:
    """What sketches estimate."""
    a, b = shingles(one.body), shingles(other.body)
    return len(a & b) / len(a | b)
