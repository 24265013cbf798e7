"""The printed page: byline and date as a reader sees them, for pages that state nothing to machines.

Marked places are asked first: elements whose class or `rel` says author or date, links to
an author's page, `time`. A link within a sentence, or to all that was written about a person, tells of somebody
and not by whom. A date must stand in the article, or be the only day that the page states. Only the first place that names anyone is believed, with what stands right beside it:
further down, others wrote other articles. Where no place is marked, the lines between the headline and the text are
read as those of a plain text are, and names that stand alone in bold, before the first paragraph of a text or behind its last,
are those of who wrote it.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date

from lxml.html import HtmlElement

from index.ingest.html.lines import INLINE, Head, lines_of, read_head
from index.ingest.html.regions import LONGEST_LINE, around, headline_of, is_aside, text_of
from index.ingest.html.statements import Statements
from index.ingest.text.credits import join_labels, read_credit
from index.ingest.text.paragraphs import Paragraph
from index.metadata.bylines import read_byline
from index.metadata.date_lines import DateLine, read_date_line
from index.metadata.day_first import with_days_first
from index.metadata.machine_dates import parse_machine_date
from index.metadata.names import person_named
from index.metadata.people import credited_in

_MARKED = re.compile(
    r"author|byline|autor(?!i[sz])|auteur|writer|redakteur|journalist|contributor|reporter|penulis|yazar|forfatter|skribent"
    r"|posted-?by|submitted",
    re.IGNORECASE,
)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i|e|in)?|auteurs?|by|people|persons?|profiles?|profil|reporters?|journalists?|staff"
    r"|contributors?|writers?|redakteure?|columnists?|experts?|user|team|redaktion)/[^/?#]{3,}",
    re.IGNORECASE,
)
_TOPIC_PAGE = re.compile(
    r"/(?:topics?|timestopics|tags?|themen?|thema|themes?|thèmes?|temas?|etiquetas?|sujets?|subjects?|keywords?"
    r"|schlagwort[a-z]*)(?:/|\.)",
    re.IGNORECASE,
)
"""Of what is written about somebody: "/topics/people/ada-brook"."""
_SENTENCE_END = re.compile(r"(?<![ap]\.m)[.!?…。][”’\"»]?$", re.IGNORECASE)
_LEAST_SENTENCE = 3
"""Words beside a link, which make a sentence with it."""
_DATED = re.compile(r"date|time|publish|posted|datum|fecha|pubdat", re.IGNORECASE)
_NO_WRITER = re.compile(
    r"(?:edited|reviewed|[\w-]+ reviewed|fact[- ]?checked|produced|translated|published)\s+by\b",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"\s+[|•·/–—-]\s+|\s*[|•·]\s*")
_OF_TODAY = re.compile(r"current|today|masthead|top-?bar|site-?date|weather", re.IGNORECASE)
"""The class of the day on which a page was shown."""
_LABELS = frozenset(
    {"by", "von", "par", "por", "door", "di", "av", "af", "de", "oleh", "text", "text by", "written by"}
)
_UPDATE = re.compile(r"updat|modif|aktualis|actualiz|mis à jour|aggiorn|bijgewerkt", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MOST = 400
_MOST_IN_HEADING = 5
"""Elements."""
_LEAST_PARAGRAPHS = 3
"""Of a text; beside fewer, a name in bold may head anything."""


def read_headings(tree: HtmlElement) -> list[str]:
    """The texts of the first-level headings, in order; few pages have more than one."""
    texts = (headline_of(heading) for heading in tree.iter("h1"))
    return [text for _, text in zip(range(20), texts, strict=False) if text]


def read_lesser_headings(tree: HtmlElement) -> Iterator[str]:
    """The texts of all that may be a headline where no first-level heading is, headings of any level first."""
    for tags in (("h1", "h2", "h3", "h4"), ("b", "strong", "font", "p", "td", "div", "span")):
        for element in tree.iter(*tags):
            if len(element) <= _MOST_IN_HEADING and len(text := text_of(element)) <= 2 * LONGEST_LINE:
                yield text


def read_printed(
    tree: HtmlElement, missing: Collection[str], *, titles: Collection[str], language: str | None, today: date
) -> Statements:
    """What the page shows of its article's "authors" and when it was "published", as far as that is `missing`.

    `titles` are the headlines that it may have; `language` is what it says that it is in, on which the order
    of a date's numbers depends.
    """
    said = Statements()
    if "authors" in missing:
        _read_bylines(tree, said, today)
    if "published" in missing:
        _read_times(tree, said, language, today)
        if not said.get("published"):
            _read_marked_dates(tree, said, language, today)
    still = [
        field for field in missing if not said.get(field) and not (field == "authors" and said.get("agency"))
    ]
    if still:
        _read_credits(read_head(tree, titles), still, said, language, today)
    if "authors" in still and not said.get("authors") and not said.get("agency"):
        _read_signature(tree, said)
    if "published" in still and not said.get("published"):
        _read_date_lines(tree, said, language, today)
    return said


def _read_bylines(tree: HtmlElement, said: Statements, today: date) -> None:
    first: HtmlElement | None = None
    last: HtmlElement | None = None
    for element in _marked(tree):
        text = _shown(element)
        if len(text) < 2 or is_aside(element) or (said.get("authors") and _NO_WRITER.match(text)):
            continue
        names, agency = _credited_by(text, today)
        if not names and not agency:
            continue
        if first is None:
            first = around(element)
        elif first not in (around(element), *element.iterancestors()) and element.getprevious() is not last:
            break
        last = element
        said.add("authors", "; ".join(names), "byline", "medium")
        said.add("agency", agency, "byline", "medium")


def _shown(element: HtmlElement) -> str:
    """The lines of a small element as one, parted by commas but for labels; empty for a large one."""
    text = ""
    for line in lines_of(element, LONGEST_LINE):
        is_label = text.endswith((":", "：")) or text.casefold() in _LABELS
        text += f"{' ' if is_label else ', ' if text else ''}{line}"
    return text


def _credited_by(text: str, today: date) -> tuple[tuple[str, ...], str | None]:
    """The people, and the agency, whom a line in a place that is marked as a byline's names."""
    credit = read_credit(text, today=today)
    if credit and (credit.authors or credit.agency):
        return credit.authors, credit.agency
    segments = _SEGMENT.split(text)
    for stated in (text, segments[0]) if len(segments) > 1 else (text,):
        credited = credited_in(stated)
        if credited.people and all(map(person_named, credited.people)):
            return credited.people, credited.agency
    return (), None


def _read_credits(
    head: Head, missing: Collection[str], said: Statements, language: str | None, today: date
) -> None:
    """Take from the lines over a text the first that names who wrote it, and the day that they state.

    A bare date is that of the article if it stands under the headline, and no other beside it.
    """
    lines = join_labels([Paragraph(at, line) for at, line in enumerate(head.lines)], today=today)
    read = (read_credit(with_days_first(line.text, language), today=today) for line in lines)
    stated = [credit for credit in read if credit]
    if "authors" in missing and (byline := next((each for each in stated if each.label), None)):
        said.add("authors", "; ".join(byline.authors), "a byline over the text", "medium")
        said.add("agency", byline.agency, "a byline over the text", "medium")
    dated = [each for each in stated if each.published or each.modified]
    labelled = [each for each in dated if not each.bare_date]
    is_one_day = len({each.published.value[:10] for each in dated if each.published}) == 1
    for each in labelled or (dated if head.is_headed and is_one_day else ()):
        if "published" in missing and each.published and not said.get("published"):
            said.add("published", each.published.raw, "a date over the text", "medium")
        if each.modified and not said.get("modified"):
            said.add("modified", each.modified.raw, "a date over the text", "medium")


def _read_signature(tree: HtmlElement, said: Statements) -> None:
    """The names that a text begins or ends with, all in bold."""
    for bold in tree.iter("strong", "b"):
        paragraph = bold.getparent()
        if paragraph is None or paragraph.tag != "p" or not 5 <= len(text_of(bold)) <= LONGEST_LINE // 2:
            continue
        beside = [each for each in paragraph.itersiblings("p", preceding=True) if text_of(each)]
        behind = [each for each in paragraph.itersiblings("p") if text_of(each)]
        is_at_edge = len(beside) + len(behind) >= _LEAST_PARAGRAPHS and not (beside and behind)
        text = text_of(paragraph)
        if is_at_edge and text == text_of(bold) and not is_aside(paragraph) and (names := _names_in(text)):
            said.add("authors", "; ".join(names), "names in bold beside the text", "medium")
            return


def _names_in(text: str) -> tuple[str, ...]:
    """The people whom a line names, if it is made up of names that are plainly people's."""
    people = credited_in(text).people
    return people if all(map(person_named, people)) else ()


def _marked(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that are marked as naming an author, the outer before the inner."""
    found = 0
    for element in tree.iter(
        *(
            "a",
            "span",
            "div",
            "p",
            "ul",
            "li",
            "section",
            "address",
            "strong",
            "h2",
            "h3",
            "h4",
            "h5",
            "em",
            "td",
            "cite",
            "dd",
        )
    ):
        marks = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('rel') or ''}"
        if _MARKED.search(marks) or (element.tag == "a" and _leads_to_author(element)):
            yield element
            found += 1
            if found > _MOST:
                return


def _leads_to_author(link: HtmlElement) -> bool:
    """Whether a link leads to the page of an author, and stands where a byline can."""
    address = link.get("href") or ""
    return bool(
        _AUTHOR_PAGE.search(address) and not _TOPIC_PAGE.search(address) and not _is_in_sentence(link)
    )


def _is_in_sentence(link: HtmlElement) -> bool:
    """Whether what stands around a link makes a sentence with it, and no byline."""
    outer = link.getparent()
    while outer is not None and outer.tag in INLINE:
        outer = outer.getparent()
    if outer is None:
        return False
    beside = " ".join([outer.text or "", *(child.tail or "" for child in outer)]).strip()
    is_sentence = len(beside.split()) >= _LEAST_SENTENCE and _SENTENCE_END.search(beside)
    return bool(is_sentence) and read_byline(text_of(outer)) is None


def _read_times(tree: HtmlElement, said: Statements, language: str | None, today: date) -> None:
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


def _is_in_article(element: HtmlElement) -> bool:
    return any(outer.tag in ("article", "header", "main") for outer in element.iterancestors())


def _says_update(element: HtmlElement) -> bool:
    previous, parent = element.getprevious(), element.getparent()
    before = (previous.tail if previous is not None else parent.text if parent is not None else None) or ""
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return bool(_UPDATE.search(f"{marks} {before[-40:]}")) and "published" not in marks


def _read_marked_dates(tree: HtmlElement, said: Statements, language: str | None, today: date) -> None:
    """The first line marked as a date, or as one beside something else."""
    for element in _dated(tree):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if not _DATED.search(marks) or _OF_TODAY.search(marks):
            continue
        text = with_days_first(text_of(element), language)
        line = _date_line(text, today)
        if line is None and not _UPDATE.search(text):
            parts = (_date_line(part, today) for part in _SEGMENT.split(text))
            line = next(filter(None, parts), None)
        if line:
            _add_dates(line, said, "a line marked as date")
            if line.published:
                return


def _read_date_lines(tree: HtmlElement, said: Statements, language: str | None, today: date) -> None:
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


def _dated(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The small elements of the article that show a year."""
    looked = 0
    for element in tree.iter(
        "span", "div", "p", "li", "small", "td", "font", "a", "em", "i", "b", "dd", "h2"
    ):
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
