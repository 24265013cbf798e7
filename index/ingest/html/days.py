"""Days in print: when an article was published, as its page shows it.

A `time` that is marked as the publication's is asked first, then one in the article; then the lines that a class
marks as a date, and at last all that are nothing but dates: of these a labelled one, or the only day that the page
states. What was updated, and the day on which a page is shown, date no article.
"""

import re
from collections.abc import Iterator
from datetime import date

from lxml.html import HtmlElement

from index.ingest.html.regions import LONGEST_LINE, SEGMENT, is_aside, text_of
from index.ingest.html.statements import Statements
from index.metadata.date_lines import DateLine, read_date_line
from index.metadata.day_first import with_days_first
from index.metadata.machine_dates import parse_machine_date

_DATED = re.compile(r"date|time|publish|posted|datum|fecha|pubdat", re.IGNORECASE)
_OF_TODAY = re.compile(r"current|today|masthead|top-?bar|site-?date|weather", re.IGNORECASE)
"""The class of the day on which a page was shown."""
_UPDATE = re.compile(
    r"updat|modif|aktualis|actuali[sz]|atualiz|mise? à jour|aggiorn|bijgewerkt|op?pdat|opdat|aktualiz|zaktual|güncel|обнов|оновл|frissít"
    r"|ενημ|diperbar|更新|수정",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_TAGS = ["span", "div", "p", "li", "small", "td", "font", "a", "em", "i", "b", "dd", "h2"]
_MOST = 400


def read_times(tree: HtmlElement, said: Statements, language: str | None, today: date) -> None:
    """The `time` that is marked as the publication's, else the first in the article, else the page's only day."""
    moments: list[tuple[HtmlElement, str]] = []
    for _, element in zip(range(_MOST), tree.iter("time", "abbr"), strict=False):
        stated = with_days_first(
            element.get("datetime") or element.get("title") or text_of(element), language
        )
        if stated and parse_machine_date(stated, today=today):
            moments.append((element, stated))
    for element, stated in moments:
        if element.get("pubdate") is not None:
            said.add("published", stated, "time pubdate")
            return
    kept = [(element, stated, _says_update(element)) for element, stated in moments if not is_aside(element)]
    others = [(element, stated) for element, stated, is_update in kept if not is_update]
    for _, stated, is_update in kept:
        if is_update:
            said.add("modified", stated, "time", "medium")
    if others and (len({stated[:10] for _, stated in others}) == 1 or _is_in_article(others[0][0])):
        said.add("published", others[0][1], "time", "medium")


def read_marked_dates(tree: HtmlElement, said: Statements, language: str | None, today: date) -> None:
    """The first line marked as a date, or as one beside something else."""
    for element in _dated(tree):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if not _DATED.search(marks) or _OF_TODAY.search(marks):
            continue
        text = with_days_first(text_of(element), language)
        line = _date_line(text, today)
        if line is None and not _UPDATE.search(text):
            parts = (_date_line(part, today) for part in SEGMENT.split(text))
            line = next(filter(None, parts), None)
        if line:
            _add_dates(line, said, "a line marked as date")
            if line.published:
                return


def read_date_lines(tree: HtmlElement, said: Statements, language: str | None, today: date) -> None:
    """The first labelled line, else the only day that lines state."""
    bare: dict[str, str] = {}
    for element in _dated(tree):
        line = _date_line(with_days_first(text_of(element), language), today)
        if line is None:
            continue
        if line.published and line.labelled:
            _add_dates(line, said, "a line that says when")
            return
        if line.published:
            bare.setdefault(line.published.value[:10], line.published.raw)
    if len(bare) == 1:
        said.add("published", next(iter(bare.values())), "the only date in print", "low")


def _is_in_article(element: HtmlElement) -> bool:
    return any(outer.tag in ("article", "header", "main") for outer in element.iterancestors())


def _says_update(element: HtmlElement) -> bool:
    previous, parent = element.getprevious(), element.getparent()
    before = (previous.tail if previous is not None else parent.text if parent is not None else None) or ""
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return bool(_UPDATE.search(f"{marks} {before[-40:]}")) and "published" not in marks


def _dated(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The small elements of the article that show a year."""
    looked = 0
    for element in tree.iter(*_TAGS):
        if len(element) > 5 or looked > _MOST:
            continue
        text = text_of(element)
        if 8 <= len(text) <= LONGEST_LINE // 2 and _YEAR.search(text):
            looked += 1
            if not is_aside(element):
                yield element


def _date_line(text: str, today: date) -> DateLine | None:
    """The dates of a text that is nothing but dates."""
    if day := parse_machine_date(text, today=today):
        return DateLine(day, None, labelled=False)
    return read_date_line(text, today=today)


def _add_dates(line: DateLine, said: Statements, where: str) -> None:
    if line.published:
        said.add("published", line.published.raw, where, "medium")
    if line.modified:
        said.add("modified", line.modified.raw, where, "medium")
