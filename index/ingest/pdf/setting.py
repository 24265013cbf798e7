"""Setting: from the lines of pages back to the paragraphs that were set, and the headline among them.

A PDF knows no paragraphs. One begins where a line is set in, stands off from the line above or
is in other type, and where the line above ends early with a sentence. What stands at the head
or the foot of page after page is the page's and not the text's, page numbers among it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from statistics import median

from index.ingest.pdf.pages import Line
from index.ingest.text.paragraphs import ends_sentence

_EDGE = 3
"""Lines at the head and at the foot of a page among which running ones are looked for."""
_LEAST_PAGES = 2
_DIGITS = re.compile(r"[0-9]+|\b[ivxlc]{1,6}\b")
_PAGE_NUMBER = re.compile(
    r"[-–—| ]*(?:(?:page|seite|p\.|pg\.|s\.|página|pagina)\s*)?[0-9ivxlc]{1,5}"
    r"(?:\s*(?:/|of|von|de|sur|di|van)\s*[0-9]{1,5})?[-–—| ]*",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_INDENT = 0.7
"""Of the size of type."""
_FARTHEST_INDENT = 4.0
_GAP = 1.45
"""Of the usual distance between two lines."""
_SHORT = 0.88
"""Of the width of the column: a line that ends before that ends its paragraph, if it ends a sentence."""
_MUCH_SHORTER = 0.75
"""A line that ends before that is a heading or a line of its own, whatever it ends with."""
_OTHER_SIZE = 0.08
_HEADLINE_SIZE = 1.2
_MOST_HEADLINE_LINES = 6
_LONGEST_HEADLINE = 300


def read_paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of all pages, in order; one that goes on over the page is one."""
    paragraphs: list[str] = []
    lines: list[Line] = []
    for column in chain.from_iterable(map(_columns, without_running(pages))):
        space = _usual_distance(column)
        left, right = min(line.left for line in column), max(line.right for line in column)
        for number, line in enumerate(column):
            above = column[number - 1] if number else lines[-1] if lines else None
            if above and _begins(line, above, space if number else None, left, right):
                paragraphs.append(_joined(lines))
                lines = []
            lines.append(line)
    return [text for text in [*paragraphs, _joined(lines)] if text]


def read_headline(pages: Sequence[Sequence[Line]]) -> str | None:
    """What is set in the largest type of the first page, if that is clearly larger than the text's."""
    lines = next((page for page in without_running(pages) if page), [])
    sizes = Counter[float]()
    for line in chain.from_iterable(pages):
        sizes[round(line.size, 1)] += len(line.text)
    if not lines or not sizes:
        return None
    text_size, largest = sizes.most_common(1)[0][0], max(line.size for line in lines)
    if largest < _HEADLINE_SIZE * text_size:
        return None
    first = next(at for at, line in enumerate(lines) if line.size == largest)
    headline = [lines[first]]
    for line in lines[first + 1 : first + _MOST_HEADLINE_LINES]:
        if abs(line.size - largest) > _OTHER_SIZE * largest:
            break
        headline.append(line)
    title = _joined(headline)
    return title if len(title) <= _LONGEST_HEADLINE and any(map(str.isalpha, title)) else None


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without running heads and feet, and without their numbers."""
    edges = [_edge(page) for page in pages]
    seen = Counter(
        key for page, edge in zip(pages, edges, strict=True) for key in {_key(page[at]) for at in edge}
    )
    least = max(_LEAST_PAGES, len(pages) // 4)
    return [
        [
            line
            for at, line in enumerate(page)
            if at not in edge
            or not (seen[_key(line)] >= least or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(line.text)))
        ]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edge(page: Sequence[Line]) -> set[int]:
    """The numbers of the lines that stand highest and lowest on a page."""
    by_height = sorted(range(len(page)), key=lambda at: page[at].bottom)
    return {*by_height[:_EDGE], *by_height[-_EDGE:]}


def _key(line: Line) -> str:
    """What a running line has in common from page to page."""
    return _DIGITS.sub("#", line.text.casefold())


def _columns(page: Sequence[Line]) -> Iterator[list[Line]]:
    """The stretches of lines that go down the page."""
    column: list[Line] = []
    for line in page:
        if column and line.bottom > column[-1].bottom + line.size / 2:
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _usual_distance(column: Sequence[Line]) -> float:
    distances = [
        above.bottom - line.bottom
        for above, line in pairwise(column)
        if abs(above.size - line.size) < _OTHER_SIZE * line.size and above.bottom > line.bottom
    ]
    # Of the smaller half: where paragraphs are of one line, most distances are those between paragraphs.
    return median(sorted(distances)[: len(distances) // 2 + 1]) if distances else 0.0


def _begins(line: Line, above: Line, space: float | None, left: float, right: float) -> bool:
    """Whether a line begins a paragraph; without a `space`, the one above stands on another column or page."""
    if abs(line.size - above.size) > _OTHER_SIZE * max(line.size, above.size):
        return True
    if space is None:
        return ends_sentence(above.text) and not line.text[:1].islower()
    distance = above.bottom - line.bottom
    if space and distance > _GAP * space:
        return True
    if (
        _INDENT * line.size < line.left - left < _FARTHEST_INDENT * line.size
        and abs(above.left - left) < line.size / 4
    ):
        return True
    filled = (above.right - left) / max(right - left, 1.0)
    return filled < _SHORT and (
        ends_sentence(above.text) or (filled < _MUCH_SHORTER and not line.text[:1].islower())
    )


def _joined(lines: Sequence[Line]) -> str:
    """The lines of a paragraph as one, without the hyphens at which words were broken."""
    text = ""
    for line in lines:
        if _BROKEN.search(text) and line.text[:1].islower():
            text = text[:-1] + line.text
        elif _BROKEN.search(text):
            text += line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    return text
