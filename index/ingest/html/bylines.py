"""Bylines in print: who wrote an article, as its page shows it in a marked place or in bold.

Marked are elements whose class or `rel` says author, and links to an author's page. A link within a sentence, or to all that
was written about a person, tells of somebody and not by whom. Only the first place that names anyone is believed, with what
stands right beside it: further down, others wrote other articles. Names that stand alone in bold, before the first paragraph of
a text or behind its last, are those of who wrote it.
"""

import re
from collections.abc import Iterator
from datetime import date

from lxml.html import HtmlElement

from index.ingest.html.lines import INLINE, lines_of
from index.ingest.html.regions import LONGEST_LINE, SEGMENT, around, is_aside, text_of
from index.ingest.html.statements import Statements
from index.ingest.text.credits import read_credit
from index.metadata.bylines import read_byline
from index.metadata.names import person_named
from index.metadata.people import credited_in

_MARKED = re.compile(
    r"author|byline|autor(?!i[sz])|auteur|writer|redakteur|journalist|contributor|reporter|penulis|yazar(?!lar)|forfatter|skribent"
    r"|posted-?by|submitted"
)
"""In small letters, for which a search is much quicker than without regard to case."""
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
_NO_WRITER = re.compile(
    r"(?:edited|reviewed|[\w-]+ reviewed|fact[- ]?checked|produced|translated|published)\s+by\b",
    re.IGNORECASE,
)
_LABELS = frozenset(
    {"by", "von", "par", "por", "door", "di", "av", "af", "de", "oleh", "text", "text by", "written by"}
)
_TAGS = [
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
]
_MOST = 400
_LEAST_PARAGRAPHS = 3
"""Of a text; beside fewer, a name in bold may head anything."""


def read_bylines(tree: HtmlElement, said: Statements, today: date) -> None:
    """The people, and the agency, whom the first marked place names."""
    first: HtmlElement | None = None
    last: HtmlElement | None = None
    for element in _marked(tree):
        if not 2 <= len(text_of(element)) < LONGEST_LINE or is_aside(element):
            continue
        text = _shown(element)
        if said.get("authors") and _NO_WRITER.match(text):
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


def read_signature(tree: HtmlElement, said: Statements) -> None:
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


def _shown(element: HtmlElement) -> str:
    """The lines of an element as one, parted by commas but for labels."""
    text = ""
    for line in lines_of(element):
        is_label = text.endswith((":", "：")) or text.casefold() in _LABELS
        text += f"{' ' if is_label else ', ' if text else ''}{line}"
    return text


def _credited_by(text: str, today: date) -> tuple[tuple[str, ...], str | None]:
    """The people, and the agency, whom a line in a place that is marked as a byline's names."""
    credit = read_credit(text, today=today)
    if credit and (credit.authors or credit.agency):
        return credit.authors, credit.agency
    segments = SEGMENT.split(text)
    for stated in (text, segments[0]) if len(segments) > 1 else (text,):
        credited = credited_in(stated)
        if credited.people and all(map(person_named, credited.people)):
            return credited.people, credited.agency
    return (), None


def _names_in(text: str) -> tuple[str, ...]:
    """The people whom a line names, if it is made up of names that are plainly people's."""
    people = credited_in(text).people
    return people if all(map(person_named, people)) else ()


def _marked(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that are marked as naming an author, the outer before the inner."""
    found = 0
    for element in tree.iter(*_TAGS):
        marks = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('rel') or ''}"
        if _MARKED.search(marks.lower()) or (element.tag == "a" and _leads_to_author(element)):
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
