"""Why a hit has its score, in a few lines: what each word gave in each field, and what was added."""

from collections.abc import Iterator
from itertools import groupby

from index.clean import clean
from search.engine import Explanation, ScorePart


def explanation_lines(score: float, explanation: Explanation) -> Iterator[str]:
    """The score, then a line for each word and one for the rest; what gave nothing is left out."""
    yield f"score {score:.2f}"
    for word, parts in groupby(explanation.words, key=lambda part: part.word):
        yield f"{clean(word, one_line=True)}: {', '.join(map(_part, parts))}"
    added = {
        "one passage": explanation.passage,
        "side by side": explanation.pairs,
        "early": explanation.lead,
        "other clauses": explanation.other,
    }
    factors = {"only part is held": explanation.kind, "recent": explanation.recency}
    said = [f"{name} {value:+.2f}" for name, value in added.items() if abs(value) >= 0.005]
    said += [f"{name} ×{value:.2f}" for name, value in factors.items() if value != 1]
    if said:
        yield ", ".join(said)


def _part(part: ScorePart) -> str:
    times = "once" if part.times == 1 else f"{part.times:,} times"
    return f"{times} in {part.field} {part.score:+.2f}"
