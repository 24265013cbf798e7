"""Marked text: a snippet made safe to show, and laid out in lines with its matches styled.

Cleaning can shorten a text, so it is done between the marks and the marks are
counted anew: a span of the result always covers what it covered before.
"""

from collections.abc import Iterable, Iterator, Sequence

from index.clean import clean
from search.engine import Snippet, Span
from tui.render.style import Display, Style, linked, paint
from tui.render.width import line_ranges

_SPACES = str.maketrans("\n\t", "  ")


def safe(snippet: Snippet, *, one_line: bool = False) -> Snippet:
    """The snippet cleaned, with spans in order, apart, and inside the text; none is empty.

    With `one_line`, line ends become spaces.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    length = reached = 0
    for start, end, marked in _stretches(snippet):
        piece = clean(snippet.text[start:end])
        pieces.append(piece)
        reached += len(piece)
        if marked and piece:
            spans.append(Span(length, reached))
        length = reached
    text = "".join(pieces)
    if clean(text) != text:  # two pieces met and made something new: the text matters more than its marks
        text, spans = clean(text), []
    return Snippet(text.translate(_SPACES) if one_line else text, tuple(spans))


def marked_lines(
    snippet: Snippet,
    display: Display,
    *,
    style: Style = "plain",
    first: str = "",
    indent: str = "",
    address: str | None = None,
) -> Iterator[str]:
    """The lines of a safe snippet, wrapped; `first` stands before the first, `indent` before the others.

    Both must be of one width. What stands behind them links to an address, see `linked`.
    """
    for number, (start, end) in enumerate(line_ranges(snippet.text, max(display.width - len(indent), 1))):
        line = "".join(
            paint(snippet.text[from_:to], "match" if marked else style, display)
            for from_, to, marked in _stretches(snippet, start, end)
        )
        yield ((indent if number else first) + linked(line, address, display)).rstrip()


def plain_lines(
    text: str, display: Display, *, style: Style = "plain", first: str = "", indent: str = ""
) -> Iterator[str]:
    """The lines of a text without marks; see `marked_lines`."""
    return marked_lines(safe(Snippet(text)), display, style=style, first=first, indent=indent)


def joined(parts: Iterable[str | None], separator: str = " · ") -> str:
    """The parts that are known, cleaned to one line each."""
    return separator.join(clean(part, one_line=True) for part in parts if part)


def _stretches(snippet: Snippet, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, bool]]:
    """The text from start to end as stretches that lie wholly inside or outside a span."""
    end = len(snippet.text) if end is None else end
    at = start
    for span in _ordered(snippet.spans):
        from_, to = max(span.start, at), min(span.end, end)
        if from_ >= to:
            continue
        if at < from_:
            yield at, from_, False
        yield from_, to, True
        at = to
    if at < end:
        yield at, end, False


def _ordered(spans: Sequence[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: (span.start, span.end))
