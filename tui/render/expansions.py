"""What the words of a query stand for, for `--explain`."""

from collections.abc import Iterator, Sequence

from search.engine import Expansion, Snippet
from tui.render.hits import count_of
from tui.render.marked import marked_lines, safe
from tui.render.style import Display

_MOST_SHOWN = 12


def expansion_lines(expansions: Sequence[Expansion], display: Display) -> Iterator[str]:
    """One paragraph for each word: what it stands for, and how many articles have that."""
    for expansion in expansions:
        said = Snippet(f"{expansion.typed}: {_terms(expansion)}")
        yield from marked_lines(safe(said, one_line=True), display, first="  ", indent="    ")


def _terms(expansion: Expansion) -> str:
    if expansion.kind == "acronym":
        return ", ".join(
            f"{term}, as {count_of(articles, 'article')} {'explains' if articles == 1 else 'explain'} it"
            if articles
            else term
            for term, articles in expansion.terms
        )
    shown = [f"{term} ({articles:,})" for term, articles in expansion.terms[:_MOST_SHOWN]]
    if more := len(expansion.terms) - len(shown) + expansion.left_out:
        shown.append(f"and {count_of(more, 'other word')}")
    return ", ".join(shown) or "no word in the archive"
