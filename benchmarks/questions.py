"""What every peer is asked: classes of questions, and how much of an answer is wanted.

A class is asked with several words, because one may be lucky. Words are named by how
frequent they are in the invented vocabulary, so that the questions are as hard in a
corpus of any size.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["all", "any", "phrase", "prefix", "fuzzy", "within"]
Level = Literal["top", "count", "facets", "page"]

LEVELS: dict[Level, str] = {
    "top": "top-10",
    "count": "top-10 + exact count",
    "facets": "top-10 + count + 2 facets + months",
    "page": "… + ten snippets",
}
"""How much of an answer: each level adds to the one before. Hits always come with their stored articles."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, in no peer's language."""

    name: str
    """Its class, for people."""
    kind: Kind
    """"within" is all words, published in a year."""
    words: tuple[str, ...]
    """Lower case; of a prefix, the beginning; of a fuzzy word, one letter away from a word that exists."""
    year: int | None = None


def choose_questions(plain: Sequence[str], expressions: Sequence[str]) -> list[Question]:
    """Three questions of each class, from uninflected words and fixed expressions, most frequent first."""
    # Words that every stemmer leaves alone, so that all peers look for the same thing.
    stems = [word for word in plain if word[-1] in "aou"]
    long_words = [word for word in plain[100:2000] if len(word) >= 6]

    def ranked(name: str, kind: Kind, *choices: tuple[int, ...]) -> list[Question]:
        return [Question(name, kind, tuple(stems[rank] for rank in choice)) for choice in choices]

    return [
        *ranked("one common word", "all", (5,), (14,), (25,)),
        *ranked("two words AND", "all", (12, 150), (28, 60), (80, 350)),
        *ranked("three words OR", "any", (10, 160, 2400), (30, 120, 1000), (200, 320, 480)),
        *ranked(
            "six words OR",
            "any",
            (4, 16, 60, 240, 800, 3600),
            (24, 36, 84, 140, 440, 1600),
            (60, 100, 180, 340, 700, 1300),
        ),
        *(Question("phrase", "phrase", tuple(expressions[rank].split())) for rank in (5, 30, 120)),
        *ranked("phrase of common words", "phrase", (0, 3), (1, 4), (2, 6)),
        *(Question("prefix", "prefix", (long_words[rank][:4],)) for rank in (0, 40, 200)),
        *(Question("fuzzy", "fuzzy", (_misspelt(long_words[rank]),)) for rank in (10, 60, 250)),
        *(
            Question("date range + word", "within", (stems[rank],), year)
            for rank, year in ((8, 2003), (25, 1995), (120, 2019))
        ),
    ]


def save_questions(questions: Sequence[Question], path: Path) -> None:
    """Write questions beside their corpus, so that asking does not need the vocabulary."""
    path.write_text(json.dumps([asdict(question) for question in questions]), encoding="utf-8")


def load_questions(path: Path) -> list[Question]:
    """Read what `save_questions` wrote."""
    return [
        Question(**{**values, "words": tuple(values["words"])})
        for values in json.loads(path.read_text(encoding="utf-8"))
    ]


def _misspelt(word: str) -> str:
    return f"{word[:2]}x{word[3:]}"
